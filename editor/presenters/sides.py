"""An edition with its parts by name, and where each of them stands."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from question_sets.parts import EDITION, Part, PartKind
from question_sets.structure import Edition, Point

TITLES: Final[Mapping[PartKind, Callable[[Any], str]]] = MappingProxyType(
    {
        PartKind.EDITION: lambda edition: edition.title,
        PartKind.POINT: lambda point: f"{point.number}. {point.title}",
        PartKind.SECTION: lambda section: section.title,
        PartKind.QUESTION: lambda question: question.code,
        PartKind.CHECK: lambda check: check.message,
    }
)
"""What a reader calls a part."""


@dataclass(frozen=True)
class Placed:
    """A part as frozen data; what it stands in and behind, and as which of its like, from 1."""

    item: Any
    parent: Part
    behind: Part | None
    number: int


class Side:
    """One of two editions that are compared."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._placed = {EDITION: Placed(edition, EDITION, None, 1), **dict(_all_in(edition))}

    def __contains__(self, part: Part) -> bool:
        return part in self._placed

    def item(self, part: Part) -> Any:
        """The part as frozen data."""
        return self._placed[part].item

    def parent(self, part: Part) -> Any:
        """What it stands in, as frozen data."""
        return self.item(self._placed[part].parent)

    def title(self, part: Part) -> str:
        """What a reader calls the part."""
        return TITLES[part.kind](self.item(part))

    def place(self, part: Part) -> str:
        """ "Number 3 in “Your users”, after 1.4"."""
        placed = self._placed[part]
        within = "" if placed.parent == EDITION else f" in “{self.title(placed.parent)}”"
        behind = f"after {self.title(placed.behind)}" if placed.behind else "before all others"
        return f"Number {placed.number}{within}, {behind}"


def _all_in(edition: Edition) -> Iterator[tuple[Part, Placed]]:
    yield from _in_order(EDITION, PartKind.POINT, edition.points)
    for point in edition.points:
        yield from _all_in_point(EDITION.child(PartKind.POINT, point.key), point)
    yield from _in_order(EDITION, PartKind.CHECK, edition.checks)


def _all_in_point(part: Part, point: Point) -> Iterator[tuple[Part, Placed]]:
    yield from _in_order(part, PartKind.SECTION, point.sections)
    for section in point.sections:
        within = part.child(PartKind.SECTION, section.key)
        yield from _in_order(within, PartKind.QUESTION, section.questions)


def _in_order(parent: Part, kind: PartKind, items: Iterable[Any]) -> Iterator[tuple[Part, Placed]]:
    behind = None
    for number, item in enumerate(items, 1):
        part = parent.child(kind, item.key)
        yield part, Placed(item, parent, behind, number)
        behind = part
