"""An edition of a question set as frozen data, and as a JSON document. Knows no database."""

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from question_sets.kinds import QuestionKind

Document = dict[str, Any]


class UnknownKeyError(LookupError):
    """The edition has no point or question of this key."""


class Operator(StrEnum):
    """What a clause asks of an answer."""

    ANY = "any"
    OVER = "over"
    MONTHS_AFTER_OVER = "months_after_over"
    MONTHS_AFTER_UP_TO = "months_after_up_to"
    BEFORE = "before"


class Level(StrEnum):
    """How grave a finding is. Only a contradiction blocks submission."""

    CONTRADICTION = "contradiction"
    BREACH = "breach"
    EXCEPTION = "exception"
    WARNING = "warning"


@dataclass(frozen=True)
class Clause:
    """True when any of the questions has an answer that the operator accepts.

    `values` belong to ANY, `amount` to OVER (pounds) and the months, `other` (a date question) to the rest.
    """

    questions: tuple[str, ...]
    operator: Operator
    values: tuple[str, ...] = ()
    amount: int | None = None
    other: str | None = None


@dataclass(frozen=True)
class Choice:
    """One of the answers to pick from. An exclusive one is never ticked together with others."""

    value: str
    label: str
    exclusive: bool = False


@dataclass(frozen=True)
class Guidance:
    """A link to read before answering."""

    title: str
    url: str


@dataclass(frozen=True)
class Question:
    """What is asked. `explain_for`: the values after which an explanation is due."""

    key: str
    code: str
    text: str
    help: str
    kind: QuestionKind
    required: bool
    short_form: bool
    explain_for: tuple[str, ...]
    choices: tuple[Choice, ...]
    shown_when: tuple[Clause, ...]
    source: str


@dataclass(frozen=True)
class Section:
    """Questions answered together. `repeats` is empty, or what one entry is called: "contract"."""

    key: str
    title: str
    repeats: str
    shown_when: tuple[Clause, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Point:
    """One point of the standard. Section keys are unique within it."""

    key: str
    number: int
    title: str
    summary: str
    must_show: str
    guidance: tuple[Guidance, ...]
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section:
        """The point's section of this key. Raises UnknownKeyError."""
        for section in self.sections:
            if section.key == key:
                return section
        raise UnknownKeyError(f"Point {self.key} has no section {key}.")

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions of the point, in order."""
        return tuple(question for section in self.sections for question in section.questions)


@dataclass(frozen=True)
class Check:
    """A rule across answers that fires when all clauses hold; per entry if it names an entry's question."""

    key: str
    level: Level
    when: tuple[Clause, ...]
    message: str
    source: str


@dataclass(frozen=True)
class Edition:
    """A whole edition. `attribution` names whose words it adapts. `digest` is that of everything else."""

    key: str
    edition: str
    title: str
    sources: tuple[str, ...]
    attribution: str
    digest: str
    points: tuple[Point, ...]
    checks: tuple[Check, ...]

    @property
    def name(self) -> str:
        """Fit to print: "Technology Code of Practice (12 points), edition 2021-03"."""
        return f"{self.title}, edition {self.edition}"

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in order."""
        return tuple(question for point in self.points for question in point.questions)

    def point(self, key: str) -> Point:
        """The point of this key. Raises UnknownKeyError."""
        for point in self.points:
            if point.key == key:
                return point
        raise UnknownKeyError(f"{self.name} has no point {key}.")

    def question(self, key: str) -> Question:
        """The question of this key. Raises UnknownKeyError."""
        return self._place(key)[2]

    def place_of(self, question_key: str) -> tuple[Point, Section]:
        """Where a question is asked. Raises UnknownKeyError."""
        point, section, _ = self._place(question_key)
        return point, section

    def has_question(self, key: str) -> bool:
        """Whether the edition asks this question."""
        return key in self._places

    def _place(self, question_key: str) -> tuple[Point, Section, Question]:
        try:
            return self._places[question_key]
        except KeyError:
            raise UnknownKeyError(f"{self.name} has no question {question_key}.") from None

    @cached_property
    def _places(self) -> dict[str, tuple[Point, Section, Question]]:
        return {
            question.key: (point, section, question)
            for point in self.points
            for section in point.sections
            for question in section.questions
        }


def to_document(edition: Edition) -> Document:
    """The edition as JSON-ready data: lists, strings and integers. `from_document` is its exact inverse."""
    document: Document = _plain(edition)
    return document


def content_digest(edition: Edition) -> str:
    """SHA-256, in hex, of the edition's document without its digest, keys sorted, no spaces, in UTF-8."""
    content = {name: value for name, value in to_document(edition).items() if name != "digest"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def with_digest(edition: Edition) -> Edition:
    """The same edition under the digest of its content."""
    return replace(edition, digest=content_digest(edition))


def from_document(document: Document) -> Edition:
    """The edition that `to_document` was given. For documents of the portal's own: it checks nothing."""
    return Edition(
        **{
            **document,
            "sources": tuple(document["sources"]),
            "points": tuple(_point(point) for point in document["points"]),
            "checks": tuple(_check(check) for check in document["checks"]),
        }
    )


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def _point(document: Document) -> Point:
    guidance = tuple(Guidance(**link) for link in document["guidance"])
    sections = tuple(_section(section) for section in document["sections"])
    return Point(**{**document, "guidance": guidance, "sections": sections})


def _section(document: Document) -> Section:
    questions = tuple(_question(question) for question in document["questions"])
    return Section(**{**document, "shown_when": _clauses(document["shown_when"]), "questions": questions})


def _question(document: Document) -> Question:
    return Question(
        **{
            **document,
            "kind": QuestionKind(document["kind"]),
            "explain_for": tuple(document["explain_for"]),
            "choices": tuple(Choice(**choice) for choice in document["choices"]),
            "shown_when": _clauses(document["shown_when"]),
        }
    )


def _check(document: Document) -> Check:
    return Check(**{**document, "level": Level(document["level"]), "when": _clauses(document["when"])})


def _clauses(documents: list[Document]) -> tuple[Clause, ...]:
    return tuple(
        Clause(
            **{
                **document,
                "questions": tuple(document["questions"]),
                "operator": Operator(document["operator"]),
                "values": tuple(document["values"]),
            }
        )
        for document in documents
    )
