"""What changed between two editions, row by row. Pure, and exact: `apply` makes the newer from the older.

Rows are told apart by the names of the parts, so by key. What the changes mean for people is in `changes`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from question_sets.parts import Part, part_of
from question_sets.rows import Fields, Rows, edition_of, rows_of
from question_sets.structure import Document, Edition


class DoesNotApply(ValueError):
    """The differences were found on another edition than this one."""


@dataclass(frozen=True)
class Row:
    """A part that only one of the editions has, with its fields."""

    part: Part
    fields: Fields


@dataclass(frozen=True)
class ChangedRow:
    """A part that both have. ``before`` and ``after`` hold the fields that differ, and no others."""

    part: Part
    before: Fields
    after: Fields


@dataclass(frozen=True)
class Differences:
    """All that differs. Removed rows are in the older edition's order, the others in the newer one's."""

    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()
    changed: tuple[ChangedRow, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.removed or self.changed)


def differences(before: Edition, after: Edition) -> Differences:
    """What has to be done to `before` for it to be `after`."""
    return row_differences(rows_of(before), rows_of(after))


def row_differences(before: Rows, after: Rows) -> Differences:
    """The same, for editions that are rows already."""
    return Differences(
        added=_only_in(after, before),
        removed=_only_in(before, after),
        changed=tuple(
            _changed(part, before[part], fields)
            for part, fields in after.items()
            if part in before and before[part] != fields
        ),
    )


def apply(before: Edition, found: Differences) -> Edition:
    """The newer edition. Raises DoesNotApply where `before` is not what the differences start from."""
    rows: dict[Part, Fields] = dict(rows_of(before))
    for row in found.removed:
        _expect(rows.get(row.part) == row.fields, row.part)
        del rows[row.part]
    for changed in found.changed:
        fields = rows.get(changed.part, {})
        _expect(changed.before.items() <= {**fields}.items(), changed.part)
        rows[changed.part] = {**fields, **changed.after}
    for row in found.added:
        _expect(row.part not in rows, row.part)
        rows[row.part] = row.fields
    return edition_of(rows)


def to_document(found: Differences) -> Document:
    """The differences as JSON-ready data. `from_document` is the exact inverse."""
    return {
        "added": [_row_document(row) for row in found.added],
        "removed": [_row_document(row) for row in found.removed],
        "changed": [
            {"part": str(row.part), "before": dict(row.before), "after": dict(row.after)}
            for row in found.changed
        ],
    }


def from_document(document: Document) -> Differences:
    """The differences that `to_document` was given. For documents of the portal's own: it checks nothing."""
    return Differences(
        added=_rows(document["added"]),
        removed=_rows(document["removed"]),
        changed=tuple(
            ChangedRow(part_of(row["part"]), row["before"], row["after"]) for row in document["changed"]
        ),
    )


def _only_in(rows: Rows, others: Rows) -> tuple[Row, ...]:
    return tuple(Row(part, fields) for part, fields in rows.items() if part not in others)


def _changed(part: Part, before: Fields, after: Fields) -> ChangedRow:
    names = [name for name in after if before[name] != after[name]]
    return ChangedRow(part, {name: before[name] for name in names}, {name: after[name] for name in names})


def _expect(holds: bool, part: Part) -> None:
    if not holds:
        raise DoesNotApply(f"These differences were found on another edition: it differs at {part}.")


def _row_document(row: Row) -> Document:
    return {"part": str(row.part), "fields": dict(row.fields)}


def _rows(documents: Iterable[dict[str, Any]]) -> tuple[Row, ...]:
    return tuple(Row(part_of(row["part"]), row["fields"]) for row in documents)
