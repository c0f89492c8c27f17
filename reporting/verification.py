"""Whether the stored files are what was made: for ``manage.py verify``."""

import hashlib

from reporting.models import PackState, StoredPack
from reporting.storage import kept


def faults() -> list[str]:
    """One plain sentence for each stored file that is gone or whose bytes were changed."""
    files = StoredPack.objects.filter(state=PackState.READY).select_related("submission").order_by("pk")
    return [fault for file in files.iterator(100) for fault in _faults_of(file)]


def _faults_of(file: StoredPack) -> list[str]:
    name = f"The {file.get_format_display()} of submission {file.submission.reference}"
    try:
        content = kept(file.file)
    except OSError:
        return [f"{name} is missing from storage."]
    if hashlib.sha256(content).hexdigest() != file.sha256:
        return [f"{name} was changed: its SHA-256 is not the one stored."]
    return []
