"""Whether what was frozen is still what was frozen: for ``manage.py verify``."""

import hashlib
from collections.abc import Iterator

from assessments.models import DocumentKind, FrozenDocument
from events.models import Event

Document = tuple[int, str]
"""A submission's primary key and the kind of the document."""


def faults() -> list[str]:
    """One plain sentence for each frozen document that is gone, or that no longer is what was submitted."""
    told, found = _told_by_chains()
    for document in FrozenDocument.objects.select_related("submission").order_by("pk").iterator(100):
        expected = told.pop((document.submission_id, document.kind), "")
        found += _faults_of(document, expected)
    return found + [f"The {kind} of the submission with the number {pk} is gone." for pk, kind in told]


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
