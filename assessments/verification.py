"""Whether what was frozen is still what was frozen: for ``manage.py verify``."""

import hashlib
from collections.abc import Iterator

from assessments.models import DocumentKind, FrozenDocument
from events.models import Event

Document = tuple[int, str]
"""A submission's primary key and the kind of the document."""


def faults() -> list[str]:
    """One plain sentence for each frozen document that is gone, or that no longer is what was submitted."""
    told = _hashes_in_chains()
    found: list[str] = []
    for document in FrozenDocument.objects.select_related("submission").order_by("pk").iterator(100):
        expected = told.pop((document.submission_id, document.kind), "")
        found += _faults_of(document, expected)
    return found + [f"The {kind} of the submission with the number {pk} is gone." for pk, kind in told]


def _faults_of(document: FrozenDocument, expected: str) -> Iterator[str]:
    name = f"The {document.kind} of submission {document.submission.reference}"
    if hashlib.sha256(bytes(document.content)).hexdigest() != document.sha256:
        yield f"{name} was changed: its SHA-256 is not the one stored."
    if expected != document.sha256:
        yield f"{name} has another SHA-256 than the event of its submission."


def _hashes_in_chains() -> dict[Document, str]:
    details = Event.objects.filter(kind="submitted").order_by("pk").values_list("detail", flat=True)
    return {
        (detail["submission"], kind): detail[kind]
        for detail in details.iterator(1000)
        for kind in DocumentKind.values
    }
