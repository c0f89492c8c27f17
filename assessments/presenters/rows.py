"""What the components print: summary cards and task lists. Plain values, no HTML."""

from dataclasses import dataclass

from govuk_forms.rows import Action, SummaryRow

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
