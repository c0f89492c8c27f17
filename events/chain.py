"""Appends events to the chain of their subject, and finds where a chain is broken.

The chain is not keyed: it shows a change made by somebody who cannot rewrite the whole chain and every
place that quotes its head. docs/adr says what that does not prove.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction

from events.models import ChainHead, Event, SubjectKind

__all__ = ["START", "Head", "NotInATransaction", "Subject", "SubjectKind", "append", "broken_links", "head"]

START = "0" * 64
"""The previous hash of the first event of every chain."""

BATCH = 2000
"""How many events a check of the chains holds in memory at a time."""

_Key = tuple[str, int]
"""Kind and id of a subject, as the database has them."""

Detail = Mapping[str, str | int | list[str] | list[int] | None]


class NotInATransaction(RuntimeError):
    """An event was appended outside the transaction of what it records."""


@dataclass(frozen=True)
class Subject:
    """What an event is about."""

    kind: SubjectKind
    id: int


@dataclass(frozen=True)
class Head:
    """How long a chain is, and the hash of its newest event."""

    sequence: int
    hash: str


def append(
    subject: Subject, kind: str, *, by: AbstractBaseUser | None, at: datetime, detail: Detail | None = None
) -> Event:
    """Record what somebody did, after everything recorded before about the same subject.

    Locks the chain until the transaction ends. `detail` holds ids, hashes and statuses, and no text that
    a person wrote. Raises NotInATransaction outside `atomic`.
    """
    newest = _locked_head(subject)
    event = Event(
        subject_kind=subject.kind,
        subject_id=subject.id,
        sequence=newest.sequence + 1,
        kind=kind,
        actor_id=by.pk if by else None,
        at=at,
        detail=dict(detail or {}),
        previous_hash=newest.hash,
    )
    event.hash = _hash_of(event)
    event.save(force_insert=True)
    newest.sequence, newest.hash = event.sequence, event.hash
    newest.save(update_fields=["sequence", "hash"])
    return event


def head(subject: Subject) -> Head:
    """The newest link of a subject's chain; sequence 0 and START before the first event."""
    found = ChainHead.objects.filter(subject_kind=subject.kind, subject_id=subject.id).first()
    return Head(found.sequence, found.hash) if found else Head(0, START)


def broken_links() -> list[str]:
    """One plain sentence for every fault in every chain, in the order of the subjects.

    Heads and events are read by two queries, and somebody may append between them: a chain in which they
    disagree is read again while nobody can.
    """
    return [fault for subject in _doubtful_chains() for fault in _faults_under_lock(*subject)]


def _doubtful_chains() -> list[_Key]:
    heads = {(row.subject_kind, row.subject_id): row for row in ChainHead.objects.iterator(BATCH)}
    events = Event.objects.order_by("subject_kind", "subject_id", "sequence").iterator(BATCH)
    doubtful = [
        key
        for key, chain in groupby(events, key=lambda event: (event.subject_kind, event.subject_id))
        if _faults_of_chain("", chain, heads.pop(key, None))
    ]
    return sorted([*doubtful, *heads])


@transaction.atomic
def _faults_under_lock(kind: str, subject_id: int) -> list[str]:
    heads = ChainHead.objects.select_for_update(no_key=True)
    newest = heads.filter(subject_kind=kind, subject_id=subject_id).first()
    chain = Event.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("sequence")
    return _faults_of_chain(f"{kind} {subject_id}", chain.iterator(BATCH), newest)


def _locked_head(subject: Subject) -> ChainHead:
    if not connection.in_atomic_block:
        raise NotInATransaction("An event is appended in the transaction of what it records.")
    found, _ = ChainHead.objects.select_for_update(no_key=True).get_or_create(
        subject_kind=subject.kind, subject_id=subject.id, defaults={"sequence": 0, "hash": START}
    )
    return found


def _hash_of(event: Event, *, sequence: int | None = None) -> str:
    """SHA-256 of an event's content at its place, or at another place in the same chain."""
    content = {
        "previous_hash": event.previous_hash,
        "subject": [event.subject_kind, event.subject_id],
        "sequence": sequence or event.sequence,
        "kind": event.kind,
        "actor": event.actor_id,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "detail": event.detail,
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # SQLite keeps a lone surrogate in a detail that somebody changed: it is hashed like any other text.
    return hashlib.sha256(canonical.encode(errors="surrogatepass")).hexdigest()


def _faults_of_chain(name: str, chain: Iterator[Event], newest: ChainHead | None) -> list[str]:
    faults: list[str] = []
    altered: list[Event] = []
    last = Head(0, START)
    for event in chain:
        faults += _missing(name, last.sequence + 1, event.sequence)
        is_next = event.sequence == last.sequence + 1
        if event.hash != _hash_of(event):
            altered.append(event)
        elif is_next and event.previous_hash != last.hash and not _is_last(altered, last):
            faults.append(f"Event {event.sequence} of {name} does not follow event {last.sequence}.")
        last = Head(event.sequence, event.hash)
    return faults + _altered(name, altered) + _faults_at_head(name, last, newest)


def _is_last(altered: list[Event], last: Head) -> bool:
    """Whether the event before is already named as altered."""
    return bool(altered) and altered[-1].sequence == last.sequence


def _missing(name: str, expected: int, found: int) -> list[str]:
    """One sentence for a gap of any length: a changed event may claim any place."""
    if found <= expected:
        return []
    if found == expected + 1:
        return [f"Event {expected} of {name} is missing."]
    return [f"Events {expected} to {found - 1} of {name} are missing."]


def _altered(name: str, altered: list[Event]) -> list[str]:
    """Name each altered event: moved when its hash holds at another altered place, changed otherwise."""
    places = [event.sequence for event in altered[:100]]
    faults = []
    for event in altered:
        origin = next((place for place in places if _hash_of(event, sequence=place) == event.hash), None)
        if origin:
            faults.append(f"Event {origin} of {name} was moved to the place of event {event.sequence}.")
        else:
            faults.append(f"Event {event.sequence} of {name} was changed.")
    return faults


def _faults_at_head(name: str, last: Head, newest: ChainHead | None) -> list[str]:
    if newest is None:
        return [f"The head of the chain of {name} is missing."]
    if last.sequence == 0:
        return [f"All {newest.sequence} events of {name} are missing."]
    if newest.sequence > last.sequence:
        return _missing(name, last.sequence + 1, newest.sequence + 1)
    if (newest.sequence, newest.hash) != (last.sequence, last.hash):
        return [
            f"The newest event of {name}, number {last.sequence}, is not the one at the head of its chain."
        ]
    return []
