"""What the differences between two editions mean to a reader: labelled, and in the order of reading. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from question_sets.differences import row_differences
from question_sets.labels import ALTERS, LABELS, MOVES, PLACES, READ, WHOLE, Label
from question_sets.orders import interleaved, out_of_order
from question_sets.parts import EDITION, Part, PartKind
from question_sets.rows import Fields, Rows, parent_of, rows_of
from question_sets.structure import Edition


@dataclass(frozen=True, order=True)
class Told:
    """A field of a row that differs: WHOLE where only one of the editions has the row."""

    part: Part
    field: str


@dataclass(frozen=True)
class Change:
    """One thing that happened to a part. ``told``: the differences that it tells of.

    Nothing is told where a part itself is as it was, and what is around it is not: it stands behind another
    one, or in a section that is answered or shown otherwise.
    """

    label: Label
    told: tuple[Told, ...]
    wording_only: bool


@dataclass(frozen=True)
class ChangedPart:
    """An edition, point, section, question or check, and what happened to it, in the order of the labels."""

    part: Part
    changes: tuple[Change, ...]

    @property
    def wording_only(self) -> bool:
        """Whether answers mean the same before and after."""
        return all(change.wording_only for change in self.changes)

    @property
    def is_in_both(self) -> bool:
        """Whether both editions have it."""
        return not {Label.NEW, Label.REMOVED}.intersection(change.label for change in self.changes)


@dataclass(frozen=True)
class ChangedGroup:
    """What changed in a point, the point itself first; or in the edition itself, or in its checks."""

    heading: Part
    parts: tuple[ChangedPart, ...]


def changes(before: Edition, after: Edition) -> tuple[ChangedGroup, ...]:
    """The labelled changes in the order of the newer edition, removed parts where they stood.

    The edition itself comes first and the checks last, both under EDITION.
    """
    return _Comparison(rows_of(before), rows_of(after)).groups()


class _Happened(NamedTuple):
    """A label for a part, and the difference that it tells of."""

    part: Part
    label: Label
    told: Told | None = None


class _Comparison:
    """Two editions, and what is asked about them more than once."""

    def __init__(self, before: Rows, after: Rows) -> None:
        self.before = before
        self.after = after
        self.found = row_differences(before, after)
        self.removed = frozenset(row.part for row in self.found.removed)
        self.added = frozenset(row.part for row in self.found.added)
        self.stood_in = _ordered_children(before)
        self.stands_in = _ordered_children(after)
        self.had_conditions = _conditions(before)
        self.has_conditions = _conditions(after)
        self.elsewhere = frozenset(row.part for row in self.found.changed if "section" in row.after)
        self.moved = self.elsewhere.union(*self._out_of_order())
        self.changed = self._changed_parts()

    def groups(self) -> tuple[ChangedGroup, ...]:
        """All that happened, in the order of reading."""
        inside = self._children(EDITION)
        points = [part for part in inside if part.kind is PartKind.POINT]
        checks = [part for part in inside if part.kind is PartKind.CHECK]
        found = (
            self._group(EDITION, [EDITION]),
            *(self._group(point, self._in_order(point)) for point in points),
            self._group(EDITION, checks),
        )
        return tuple(group for group in found if group.parts)

    def _group(self, heading: Part, parts: Iterable[Part]) -> ChangedGroup:
        return ChangedGroup(heading, tuple(self.changed[part] for part in parts if part in self.changed))

    def _in_order(self, part: Part) -> Iterator[Part]:
        yield part
        for child in self._children(part):
            yield from self._in_order(child)

    def _children(self, parent: Part) -> tuple[Part, ...]:
        """What stands in a part now, and between it what was removed from there."""
        both = interleaved(self.stood_in[parent], self.stands_in[parent], removed=self.removed)
        return tuple(part for part in both if part.kind in READ)

    def _changed_parts(self) -> Mapping[Part, ChangedPart]:
        found: dict[Part, dict[Label, set[Told]]] = defaultdict(lambda: defaultdict(set))
        for part, label, told in self._happened():
            found[part][label] |= {told} if told else set()
        return {part: _changed_part(part, labels) for part, labels in found.items()}

    def _happened(self) -> Iterator[_Happened]:
        for told in self._told():
            reader = _reader(told.part, self.after.get(told.part) or self.before[told.part])
            label = self._label(told, reader)
            if label:
                yield _Happened(reader, label, told)
        for part in self.moved:
            yield _Happened(_reader(part, self.after[part]), MOVES[part.kind])
        for question in self.elsewhere:
            yield from self._around(question)

    def _told(self) -> Iterator[Told]:
        for row in (*self.found.added, *self.found.removed):
            yield Told(row.part, WHOLE)
        for changed in self.found.changed:
            for field in changed.after:
                yield Told(changed.part, field)

    def _label(self, told: Told, reader: Part) -> Label | None:
        """What tells of a difference; nothing does where a part was pushed along by others."""
        part, field = told.part, told.field
        if reader in self.added:
            return Label.NEW
        if reader in self.removed:
            return Label.REMOVED
        if field in PLACES and part in self.moved:
            return MOVES[part.kind]
        if field == "repeats" and self.before[part][field] and self.after[part][field]:
            return Label.WORDING
        if part.kind is PartKind.CONDITION and self._means_the_same(reader, reader):
            return Label.ORDER
        return LABELS[part.kind].get(field)

    def _out_of_order(self) -> Iterator[frozenset[Part]]:
        for parent, now in self.stands_in.items():
            yield out_of_order(self.stood_in.get(parent, []), now)

    def _around(self, question: Part) -> Iterator[_Happened]:
        """What a question that moved to another section takes from there."""
        was = parent_of(question, self.before[question])
        now = parent_of(question, self.after[question])
        if self.before[was]["repeats"] or self.after[now]["repeats"]:
            yield _Happened(question, Label.ASKED)
        if not self._means_the_same(was, now):
            yield _Happened(question, Label.CONDITION)

    def _means_the_same(self, was: Part, now: Part) -> bool:
        """Whether the conditions are the same, in whatever order they were written down."""
        return self.had_conditions[was] == self.has_conditions[now]


def _changed_part(part: Part, labels: Mapping[Label, set[Told]]) -> ChangedPart:
    return ChangedPart(
        part,
        tuple(
            Change(label, tuple(sorted(labels[label])), part.kind not in ALTERS[label])
            for label in Label
            if label in labels
        ),
    )


def _reader(part: Part, fields: Fields) -> Part:
    """The part under which a row is told."""
    return part if part.kind in READ else parent_of(part, fields)


def _ordered_children(rows: Rows) -> Mapping[Part, list[Part]]:
    """What stands in each part in an order of its own."""
    found: dict[Part, list[Part]] = defaultdict(list)
    for part, fields in rows.items():
        if part.kind in MOVES:
            found[parent_of(part, fields)].append(part)
    return found


def _conditions(rows: Rows) -> Mapping[Part, frozenset[object]]:
    """What each part is shown on, without the order of what has to hold."""
    found: dict[Part, frozenset[object]] = defaultdict(frozenset)
    for part, fields in rows.items():
        if part.kind is PartKind.CONDITION:
            either = frozenset(fields["questions"]), frozenset(fields["values"])
            found[part.owner] |= {(fields["operator"], *either, fields["amount"], fields["other"])}
    return found
