"""What presenters make for the components: rows, cells, links of a navigation. Plain values, no HTML."""

from dataclasses import dataclass
from typing import Any, TypeAlias

Cell: TypeAlias = dict[str, Any]
"""A cell of components/table.html, which names the keys."""

Rows: TypeAlias = list[list[Cell]]


def labelled(label: str, text: str) -> Cell:
    """A cell that says what it is where the rows of the table stand one under the other."""
    return {"text": text, "attributes": {"data-label": label}}


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """One link of a bar of pages, of which one is the current."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True)
class Action:
    """A link beside a row; its hidden text says what it changes."""

    href: str
    text: str
    visually_hidden_text: str


@dataclass(frozen=True)
class SummaryRow:
    """One fact, line by line."""

    key: str
    lines: tuple[str, ...]
    actions: tuple[Action, ...] = ()
