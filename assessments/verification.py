"""Whether what was frozen is still what was frozen: for ``manage.py verify``."""

import hashlib
from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from assessments.models import DocumentKind, FrozenDocument
from events.models import Event

Document = tuple[int, str]
"""A submission's primary key and the kind of the document."""


def faults() -> list[str]:
    """One plain sentence for each frozen document that is gone, or that no longer is what was submitted."""
    told, found = _told_by_chains()
    untold: list[int] = []
    for document in _documents().iterator(100):
        if _key(document) in told:
            found += _faults_of(document, told.pop(_key(document)))
        else:
            untold.append(document.pk)
    found += [f"The {kind} of the submission with the number {pk} is gone." for pk, kind in told]
    return found + _faults_of_untold(untold)


def _faults_of_untold(pks: Sequence[int]) -> list[str]:
    """Documents that no event named when events were read: somebody may have submitted them since."""
    if not pks:
        return []
    told, _ = _told_by_chains()
    documents = _documents().filter(pk__in=pks).iterator(100)
    return [fault for document in documents for fault in _faults_of(document, told.get(_key(document), ""))]


def _documents() -> QuerySet[FrozenDocument]:
    return FrozenDocument.objects.select_related("submission").order_by("pk")


def _key(document: FrozenDocument) -> Document:
    return document.submission_id, document.kind


def _faults_of(document: FrozenDocument, expected: object) -> Iterator[str]:
    name = f"The {document.kind} of submission {document.submission.reference}"
    if hashlib.sha256(bytes(document.content)).hexdigest() != document.sha256:
        yield f"{name} was changed: its SHA-256 is not the one stored."
    if expected != document.sha256:
        yield f"{name} has another SHA-256 than the event of its submission."


def _told_by_chains() -> tuple[dict[Document, object], list[str]]:
    """The SHA-256 of each document in the events of submissions, and a sentence for each that is left out.

    Nothing is expected of the events: a changed one can hold anything.
    """
    told: dict[Document, object] = {}
    left_out: list[str] = []
    for event in Event.objects.filter(kind="submitted").order_by("pk").iterator(1000):
        hashes = _hashes_in(event)
        told |= hashes
        left_out += _left_out(event, {kind for _, kind in hashes})
    return told, left_out


def _hashes_in(event: Event) -> dict[Document, object]:
    match event.detail:
        case {"submission": int(submission), **hashes}:
            return {(submission, kind): hashes[kind] for kind in DocumentKind.values if kind in hashes}
    return {}


def _left_out(event: Event, told: set[str]) -> list[str]:
    place = f"Event {event.sequence} of {event.subject_kind} {event.subject_id}"
    return [
        f"{place} does not say which {kind} was submitted."
        for kind in DocumentKind.values
        if kind not in told
    ]
