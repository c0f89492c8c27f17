"""What the components print: summary lists and cards, task lists, table cells. Plain values, no HTML."""

from dataclasses import dataclass
from typing import TypeAlias

from govuk_forms.rows import Action, SummaryRow

Cell: TypeAlias = dict[str, str]
"""A cell of a table: ``text``, and ``href`` or ``colour`` of a tag where it has one.

``hidden`` are words of its link that are heard, and not seen.
"""

TableRow: TypeAlias = list[Cell]

NOT_ANSWERED = "Not answered yet"


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
