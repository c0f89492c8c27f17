"""The rows of a summary list, as presenters make them. Plain values, no HTML."""

from dataclasses import dataclass


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
