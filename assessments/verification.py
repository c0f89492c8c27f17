"""Whether what was frozen is still what was frozen: for ``manage.py verify``."""

import hashlib

from assessments.models import FrozenDocument
from events.models import Event


def faults() -> list[str]:
    """One plain sentence for each frozen document whose bytes, or whose hash in the chain, do not agree."""
    told = _hashes_in_chains()
    found = []
    for document in FrozenDocument.objects.select_related("submission").order_by("pk").iterator(100):
        name = f"The {document.kind} of submission {document.submission.reference}"
        if hashlib.sha256(bytes(document.content)).hexdigest() != document.sha256:
            found.append(f"{name} was changed: its SHA-256 is not the one stored.")
        if told.get((document.submission_id, document.kind)) != document.sha256:
            found.append(f"{name} has another SHA-256 than the event of its submission.")
    return found


def _hashes_in_chains() -> dict[tuple[int, str], str]:
    details = Event.objects.filter(kind="submitted").values_list("detail", flat=True)
    return {
        (detail["submission"], kind): detail[kind]
        for detail in details.iterator(1000)
        for kind in ("snapshot", "pack")
    }
