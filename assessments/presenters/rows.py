"""What the components print: summary lists and cards, task lists, table cells. Plain values, no HTML."""

from dataclasses import dataclass
from typing import TypeAlias

Cell: TypeAlias = dict[str, str]
"""A cell of a table: ``text``, and ``href`` or ``colour`` of a tag where it has one."""

TableRow: TypeAlias = list[Cell]

NOT_ANSWERED = "Not answered yet"


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


@dataclass(frozen=True)
class Card:
    """Facts that are changed together."""

    title: str
    rows: tuple[SummaryRow, ...]
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Task:
    """One line of a task list. Without ``href`` it cannot be opened."""

    title: str
    href: str = ""
    hint: str = ""
    status: str = ""
