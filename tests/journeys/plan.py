"""What a team will answer: a value for every question that it will be asked, chosen to be asked for more."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from question_sets.conditions import holds
from question_sets.kinds import QuestionKind
from question_sets.structure import Edition, Point, Question, Section
from tests.journeys.pen import Pen

Typed = str | list[str]

VALUE: Final = "purchasing-strategy.23"
STARTS, ENDS, BREAK = (f"purchasing-strategy.{number}" for number in (30, 31, 33))
HAS_BREAK: Final = "purchasing-strategy.32"
LARGE: Final = {
    VALUE: 150_000_000,
    STARTS: date(2027, 4, 1),
    ENDS: date(2031, 3, 31),
    HAS_BREAK: "after_2y",
    BREAK: date(2029, 10, 2),
}
SMALLER: Final = {
    VALUE: 30_000_000,
    STARTS: date(2027, 5, 4),
    ENDS: date(2030, 3, 30),
    HAS_BREAK: "within_2y",
    BREAK: date(2028, 10, 3),
}
CONTRACTS: Final[Sequence[Mapping[str, Any]]] = (LARGE, SMALLER)
"""What has to fit together in each of the two contracts."""

AGREES: Final = {"data.30": "no"}
"""What has to agree with the contracts: they require no API to return the data."""


@dataclass(frozen=True)
class Planned:
    """One answer: its question, what is typed, and the explanation, if one is asked for."""

    question: Question
    value: Any
    explanation: str = ""

    @property
    def typed(self) -> dict[str, Typed]:
        """What is filled in, by the names of inputs, in the order of the page."""
        name = f"answer-{self.question.key}"
        found = typed(name, self.value) if self.question.kind != QuestionKind.EVIDENCE else {}
        return found | ({f"explanation-{self.question.key}": self.explanation} if self.explanation else {})


def typed(name: str, value: Any) -> dict[str, Typed]:
    """A value as inputs hold it."""
    if isinstance(value, date):
        return {
            f"{name}-day": str(value.day),
            f"{name}-month": str(value.month),
            f"{name}-year": str(value.year),
        }
    return {name: value if isinstance(value, list) else str(value)}


class Plan:
    """Every answer of a journey, in the order of the edition."""

    def __init__(self, edition: Edition, pen: Pen) -> None:
        self.edition = edition
        self.pen = pen
        self.wanted = _asked_for(edition)
        self.values: dict[str, Any] = {}
        self.pages = {
            (point.key, section.key): self._parts(section)
            for point in edition.points
            for section in point.sections
            if holds(section.shown_when, self.values)
        }

    def sections(self, point: Point) -> Iterator[tuple[Section, Sequence[Sequence[Planned]]]]:
        """The steps of a point that will be shown, each with its answers; a repeating one has several."""
        for section in point.sections:
            parts = self.pages.get((point.key, section.key), ())
            if any(parts):
                yield section, parts

    def __len__(self) -> int:
        return sum(len(part) for parts in self.pages.values() for part in parts)

    def _parts(self, section: Section) -> list[list[Planned]]:
        if section.repeats:
            return [self._answers(section, dict(self.values), fixed) for fixed in CONTRACTS]
        return [self._answers(section, self.values, AGREES)]

    def _answers(self, section: Section, values: dict[str, Any], fixed: Mapping[str, Any]) -> list[Planned]:
        found = []
        for question in section.questions:
            if holds(question.shown_when, values):
                planned = self._answer(question, fixed.get(question.key))
                values[question.key] = _stored(planned.value)
                found.append(planned)
        return found

    def _answer(self, question: Question, fixed: Any) -> Planned:
        value = self._value(question, fixed)
        given = set(value) if isinstance(value, list) else {value}
        is_explained = bool(given & set(question.explain_for)) if question.explain_for else False
        return Planned(question, value, self.pen.text(f"Because {question.code}") if is_explained else "")

    def _value(self, question: Question, fixed: Any) -> Any:
        match question.kind:
            case QuestionKind.TEXT:
                return self.pen.text(question.code)
            case QuestionKind.CHOICE:
                return fixed or self._most_asked_for(question)
            case QuestionKind.MULTI:
                return [choice.value for choice in question.choices if not choice.exclusive]
            case QuestionKind.DATE:
                return self.pen.that_day(fixed) if fixed else self.pen.day()
            case QuestionKind.MONEY:
                return self.pen.pounds(fixed or 1_000)
            case QuestionKind.EVIDENCE:
                return None

    def _most_asked_for(self, question: Question) -> str:
        """The choice that shows most other questions, or asks for an explanation, or is the first."""
        return max(
            (choice.value for choice in question.choices),
            key=lambda value: (self.wanted[question.key, value], value in question.explain_for),
        )


def _asked_for(edition: Edition) -> Counter[tuple[str, str]]:
    """How many questions and sections each value of an answer shows."""
    conditions = [
        *(section.shown_when for point in edition.points for section in point.sections),
        *(question.shown_when for question in edition.questions),
    ]
    return Counter(
        (key, value)
        for clauses in conditions
        for clause in clauses
        for key in clause.questions
        for value in clause.values
    )


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
