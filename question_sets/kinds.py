"""Question kinds, and what a value of each kind is. No form fields, no HTML."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeAlias

from django.db.models import TextChoices

from plain_text.cleaning import UnacceptableText, clean
from plain_text.limits import MAX_MONEY

MAX_TEXT_LENGTH = 10_000
MAX_TEXT_LINES = 500

# JSON. None is a blank of any kind; a blank text is "".
Value: TypeAlias = str | int | Sequence[str] | None


class QuestionKind(TextChoices):
    """How a question is answered."""

    TEXT = "text", "Text"
    CHOICE = "choice", "One choice"
    MULTI = "multi", "Any number of choices"
    DATE = "date", "Date"
    MONEY = "money", "Money, in whole pounds"
    EVIDENCE = "evidence", "Evidence"


class Option(Protocol):
    """A choice, as far as a value is concerned."""

    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def exclusive(self) -> bool: ...


class Asked(Protocol):
    """A question, as far as a value is concerned."""

    @property
    def kind(self) -> QuestionKind: ...
    @property
    def choices(self) -> Sequence[Option]: ...


class _Kind:
    """One kind. The last three methods get values that are something."""

    blank: Value = None
    has_choices = False

    def is_nothing(self, value: Value) -> bool:
        return value in (None, "", [], ())

    def is_blank(self, value: Value, evidence_count: int) -> bool:
        return self.is_nothing(value)

    def is_valid(self, value: Value, choices: Sequence[Option]) -> bool:
        raise NotImplementedError

    def normal(self, value: Value, choices: Sequence[Option]) -> Value:
        return value

    def lines(self, value: Value, choices: Sequence[Option]) -> tuple[str, ...]:
        raise NotImplementedError


class _Text(_Kind):
    blank = ""

    def is_nothing(self, value: Value) -> bool:
        return value is None or (isinstance(value, str) and not value.strip())

    def is_valid(self, value: Value, choices: Sequence[Option]) -> bool:
        return isinstance(value, str) and is_storable_text(value)

    def lines(self, value: Value, choices: Sequence[Option]) -> tuple[str, ...]:
        return tuple(str(value).split("\n"))


class _Choice(_Kind):
    has_choices = True

    def is_valid(self, value: Value, choices: Sequence[Option]) -> bool:
        return isinstance(value, str) and any(value == choice.value for choice in choices)

    def lines(self, value: Value, choices: Sequence[Option]) -> tuple[str, ...]:
        return (_label(str(value), choices),)


class _Multi(_Kind):
    has_choices = True

    def is_valid(self, value: Value, choices: Sequence[Option]) -> bool:
        if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
            return False
        exclusive = {choice.value: choice.exclusive for choice in choices}
        known = all(item in exclusive for item in value) and len(set(value)) == len(value)
        return known and (len(value) == 1 or not any(exclusive[item] for item in value))

    def normal(self, value: Value, choices: Sequence[Option]) -> Value:
        return [choice.value for choice in choices if choice.value in _items(value)]

    def lines(self, value: Value, choices: Sequence[Option]) -> tuple[str, ...]:
        return tuple(_label(item, choices) for item in _items(value))


class _Date(_Kind):
    def is_valid(self, value: Value, choices: Sequence[Option]) -> bool:
        if not isinstance(value, str):
            return False
        try:
            return date.fromisoformat(value).isoformat() == value
        except ValueError:
            return False

    def lines(self, value: Value, choices: Sequence[Option]) -> tuple[str, ...]:
        return (day_in_words(date.fromisoformat(str(value))),)


class _Money(_Kind):
    def is_valid(self, value: Value, choices: Sequence[Option]) -> bool:
        return type(value) is int and 0 <= value <= MAX_MONEY

    def lines(self, value: Value, choices: Sequence[Option]) -> tuple[str, ...]:
        return (f"£{value:,}",)


class _Evidence(_Kind):
    """Its answer is the uses of evidence, which are rows; the value stays null."""

    def is_blank(self, value: Value, evidence_count: int) -> bool:
        return evidence_count == 0

    def is_valid(self, value: Value, choices: Sequence[Option]) -> bool:
        return value is None

    def lines(self, value: Value, choices: Sequence[Option]) -> tuple[str, ...]:
        return ()


_KINDS: dict[QuestionKind, _Kind] = {
    QuestionKind.TEXT: _Text(),
    QuestionKind.CHOICE: _Choice(),
    QuestionKind.MULTI: _Multi(),
    QuestionKind.DATE: _Date(),
    QuestionKind.MONEY: _Money(),
    QuestionKind.EVIDENCE: _Evidence(),
}


def is_blank(kind: QuestionKind, value: Value, *, evidence_count: int = 0) -> bool:
    """Whether nothing was answered. Only an evidence question looks at the count."""
    return _KINDS[kind].is_blank(value, evidence_count)


def has_choices(kind: QuestionKind) -> bool:
    """Whether a question of the kind lists choices."""
    return _KINDS[kind].has_choices


def is_valid_value(question: Asked, value: Value) -> bool:
    """Whether the value may be stored: of the question's kind, among its choices, within the limits."""
    kind = _KINDS[question.kind]
    return kind.is_nothing(value) or kind.is_valid(value, question.choices)


def normal_value(question: Asked, value: Value) -> Value:
    """The one form in which a valid value is stored: blanks alike, many choices in the question's order."""
    kind = _KINDS[question.kind]
    return kind.blank if kind.is_nothing(value) else kind.normal(value, question.choices)


def readable_lines(question: Asked, value: Value) -> tuple[str, ...]:
    """The value as people read it, one line each; none when blank."""
    kind = _KINDS[question.kind]
    return () if kind.is_nothing(value) else kind.lines(value, question.choices)


def day_in_words(day: date) -> str:
    """ "3 March 2027"."""
    return f"{day.day} {day:%B} {day.year}"


def is_storable_text(text: str) -> bool:
    """Whether the text is clean, as the boundary leaves it, and within the limits of an answer."""
    try:
        is_clean = clean(text) == text
    except UnacceptableText:
        return False
    return is_clean and len(text) <= MAX_TEXT_LENGTH and text.count("\n") < MAX_TEXT_LINES


def _items(value: Value) -> Sequence[str]:
    return value if isinstance(value, (list, tuple)) else ()


def _label(value: str, choices: Sequence[Option]) -> str:
    return next((choice.label for choice in choices if choice.value == value), value)
