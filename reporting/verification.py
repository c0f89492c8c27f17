"""Whether the stored files are what was made: for ``manage.py verify``."""

from reporting.models import PackState, StoredPack
from reporting.storage import Damaged, kept


def faults() -> list[str]:
    """One plain sentence for each stored file that is gone or whose bytes were changed."""
    files = StoredPack.objects.filter(state=PackState.READY).select_related("submission").order_by("pk")
    return [fault for stored in files.iterator(100) for fault in _faults_of(stored)]


def _faults_of(stored: StoredPack) -> list[str]:
    try:
        kept(stored.file, sha256=stored.sha256)
    except Damaged as error:
        return [f"The {stored.get_format_display()} of submission {stored.submission.reference} {error}."]
    return []
