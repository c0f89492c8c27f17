"""The page on which somebody reads what changed between two editions, before and now beside each other."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from editor.presenters.change_summary import TAGS, Tag, counted_changes, meaning_of
from editor.presenters.facts import FACTS, Fact, Texts
from editor.presenters.sides import Side
from editor.presenters.word_changes import Line, compared, marked, plain
from question_sets.changes import ChangedGroup, ChangedPart
from question_sets.labels import Label
from question_sets.parts import EDITION, Part, PartKind
from question_sets.structure import Edition

SHIFTS: Final = frozenset({Label.MOVED, Label.RENUMBERED})
"""What is told in one line, if nothing else happened to a part."""


@dataclass(frozen=True)
class Row:
    """A fact before and now, in lines of pieces. No lines: nothing was said, or the part was not there."""

    title: str
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    is_list: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """What the only edition says that has the part."""
        return self.after or self.before


@dataclass(frozen=True)
class Entry:
    """A part with what happened to it. ``within``: the section of a question."""

    anchor: str
    heading: str
    within: str
    tags: tuple[Tag, ...]
    meaning: str
    rows: tuple[Row, ...]
    is_in_both: bool

    @property
    def reads_the_same(self) -> bool:
        """Whether only what is stored differs, as where a file brought fields that mean nothing there."""
        return self.is_in_both and not self.rows


HEADINGS: Final[Mapping[PartKind, Callable[[Any], str]]] = MappingProxyType(
    {
        PartKind.EDITION: lambda edition: "The edition as a whole",
        PartKind.POINT: lambda point: "The point itself",
        PartKind.SECTION: lambda section: f"Section: {section.title}",
        PartKind.QUESTION: lambda question: f"{question.code} {question.text}",
        PartKind.CHECK: lambda check: check.message,
    }
)
"""What stands over the changes of a part, under the heading of its point."""


@dataclass(frozen=True)
class Group:
    """Changes in a point, in the edition itself or in its checks. ``shifted``: only moved or renumbered."""

    anchor: str
    title: str
    count: str
    entries: tuple[Entry, ...]
    shifted: tuple[Entry, ...]


def difference_groups(found: Iterable[ChangedGroup], *, before: Edition, after: Edition) -> tuple[Group, ...]:
    """All changes, point by point, with their texts."""
    page = _Page(Side(before), Side(after))
    return tuple(page.group(f"changes-{number}", group) for number, group in enumerate(found, 1))


@dataclass(frozen=True)
class _Page:
    """Two editions, ready to be quoted from."""

    before: Side
    after: Side

    def group(self, anchor: str, group: ChangedGroup) -> Group:
        told = [part for part in group.parts if not _labels(part) <= SHIFTS]
        shifted = [part for part in group.parts if _labels(part) <= SHIFTS]
        return Group(
            anchor=anchor,
            title=self._group_title(group),
            count=counted_changes(group.parts),
            entries=tuple(self._entry(f"{anchor}-{number}", part) for number, part in enumerate(told, 1)),
            shifted=tuple(self._entry("", part) for part in shifted),
        )

    def _group_title(self, group: ChangedGroup) -> str:
        if group.heading == EDITION:
            is_head = group.parts[0].part == EDITION
            return "The edition" if is_head else "Checks"
        title = self._side(group.heading).title(group.heading)
        return title if group.heading in self.after else f"{title} (removed)"

    def _entry(self, anchor: str, changed: ChangedPart) -> Entry:
        part = changed.part
        side = self._side(part)
        return Entry(
            anchor=anchor,
            heading=HEADINGS[part.kind](side.item(part)),
            within=side.parent(part).title if part.kind is PartKind.QUESTION else "",
            tags=tuple(TAGS[change.label] for change in changed.changes),
            meaning=meaning_of(changed),
            rows=tuple(self._rows(changed)),
            is_in_both=changed.is_in_both,
        )

    def _rows(self, changed: ChangedPart) -> Iterator[Row]:
        part = changed.part
        for fact in FACTS[part.kind]:
            if not fact.labels.isdisjoint(_labels(changed)):
                before = _said(fact, part, self.before, beside=self.after)
                after = _said(fact, part, self.after, beside=self.before)
                if list(before.items()) != list(after.items()):
                    make = _compared_row if changed.is_in_both else _plain_row
                    yield make(fact, before, after)

    def _side(self, part: Part) -> Side:
        """Where the part is, now if it still is."""
        return self.after if part in self.after else self.before


def _said(fact: Fact, part: Part, side: Side, *, beside: Side) -> Texts:
    """The texts of a fact that are something; of a part of one edition, those that are worth a line."""
    if part not in side:
        return {}
    usual = "" if part in beside else fact.usual
    return {name: text for name, text in fact.say(side, part).items() if text and text != usual}


def _plain_row(fact: Fact, before: Texts, after: Texts) -> Row:
    """Of a part that only one edition has: all of it is new, or gone."""
    return Row(
        fact.title,
        tuple(map(plain, before.values())),
        tuple(map(plain, after.values())),
        is_list=fact.is_list,
    )


def _compared_row(fact: Fact, before: Texts, after: Texts) -> Row:
    pairs = {name: compared(text, after[name]) for name, text in before.items() if name in after}
    return Row(
        fact.title,
        tuple(pairs[name][0] if name in pairs else marked(text) for name, text in before.items()),
        tuple(pairs[name][1] if name in pairs else marked(text) for name, text in after.items()),
        is_list=fact.is_list,
    )


def _labels(changed: ChangedPart) -> frozenset[Label]:
    return frozenset(change.label for change in changed.changes)
