"""Saving the fields of a record, under the lock of an action: merged field by field, every version kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from types import MappingProxyType
from typing import Any

from django.db.models import Model

from accounts.models import User
from assessments.models import (
    Entry,
    Evidence,
    PlannedAction,
    Project,
    RecordKind,
    RecordVersion,
    Statement,
)
from assessments.refusals import Malformed
from plain_text.merging import FieldConflict, Outcome, merge

Record = Project | Entry | Statement | PlannedAction | Evidence
Fields = Mapping[str, Any]

KEPT_FIELDS: Mapping[RecordKind, tuple[str, ...]] = MappingProxyType(
    {
        RecordKind.PROJECT: (
            "name",
            "description",
            "phase",
            "senior_responsible_owner",
            "service_owner",
            "spend_type",
            "amount_requested",
            "whole_life_cost",
            "vat_basis",
            "starts_on",
            "ends_on",
            "decision_sought",
            "decision_by",
            "marking",
        ),
        RecordKind.ENTRY: ("name",),
        RecordKind.STATEMENT: (
            "rating",
            "summary",
            "reason_not_applicable",
            "has_limitations",
            "limitations",
            "has_legacy",
            "legacy",
            "mitigation",
            "expected_on",
        ),
        RecordKind.PLANNED_ACTION: ("what", "owner", "due_on", "status"),
        RecordKind.EVIDENCE: ("title", "type", "url", "dated_on", "marking"),
    }
)
"""The fields that people type, of each kind of record."""


@dataclass(frozen=True)
class RecordResult:
    """What became of a save: the fields written, those in conflict, and the version stored now."""

    saved: tuple[str, ...]
    conflicts: tuple[FieldConflict, ...]
    version: int


def save_record(
    record: Record, kind: RecordKind, fields: Fields, *, base_version: int, by: User, at: datetime
) -> RecordResult:
    """Merge typed fields into a locked record and keep the result as a version. Writes no event.

    Raises ``Malformed`` for a field that people do not type and for a version that never was.
    """
    _refuse_strangers(kind, fields)
    base = _fields_at(record, kind, base_version)
    outcomes = {
        name: merge(base=base[name], theirs=_plain(getattr(record, name)), mine=_plain(value))
        for name, value in fields.items()
    }
    saved = tuple(name for name, outcome in outcomes.items() if outcome == Outcome.SAVED)
    disputed = [name for name, outcome in outcomes.items() if outcome == Outcome.CONFLICT]
    since = _versions_since(record, kind, base_version) if disputed else []
    conflicts = tuple(_conflict(record, name, fields[name], since) for name in disputed)
    if saved or _is_added(record):
        for name in saved:
            setattr(record, name, fields[name])
        _write(record, kind, by=by, at=at)
    return RecordResult(saved, conflicts, record.version)


def _is_added(record: Record) -> bool:
    """Whether the save adds the record, however blank. A statement exists once something is said."""
    return record.version == 0 and not isinstance(record, Statement)


def _refuse_strangers(kind: RecordKind, fields: Fields) -> None:
    if strangers := set(fields) - set(KEPT_FIELDS[kind]):
        raise Malformed(f"There is no field called {', '.join(sorted(strangers))} here.")


def _write(record: Record, kind: RecordKind, *, by: User, at: datetime) -> None:
    record.version += 1
    if isinstance(record, Statement):
        record.saved_by, record.saved_at = by, at
    record.save()
    RecordVersion.objects.create(
        kind=kind,
        record_id=record.pk,
        number=record.version,
        fields=_kept(record, kind),
        saved_by=by,
        saved_at=at,
    )


def _fields_at(record: Record, kind: RecordKind, number: int) -> Fields:
    if number == record.version:
        return _kept(record, kind)
    if number == 0:
        return _kept(type(record)(), kind)
    version = RecordVersion.objects.filter(kind=kind, record_id=record.pk, number=number).first()
    if not version:
        raise Malformed("This page is based on a version that does not exist. Open it again.")
    return {**_kept(type(record)(), kind), **version.fields}


def _versions_since(record: Record, kind: RecordKind, number: int) -> list[RecordVersion]:
    """Versions saved after this one, newest first."""
    rows = RecordVersion.objects.filter(kind=kind, record_id=record.pk, number__gt=number)
    return list(rows.select_related("saved_by").order_by("-number"))


def _conflict(record: Record, name: str, mine: object, since: list[RecordVersion]) -> FieldConflict:
    """Names who wrote the value that stands now, whoever saved other fields of the record after that."""
    theirs = getattr(record, name)
    unbroken = takewhile(lambda version: version.fields.get(name) == _plain(theirs), since)
    *_, writer = unbroken
    return FieldConflict(name, mine, theirs, writer.saved_by.name, writer.saved_at)


def _kept(record: Model, kind: RecordKind) -> dict[str, Any]:
    return {name: _plain(getattr(record, name)) for name in KEPT_FIELDS[kind]}


def _plain(value: object) -> object:
    """The value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value
