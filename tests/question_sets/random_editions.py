"""Random editions that could be published: the same random numbers make the same edition.

Every condition looks backwards, and a question that is shown on some answers is shown on answers that can be
given together: `_Reach` remembers which.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, TypeVar

from hypothesis import strategies as st

from question_sets.kinds import QuestionKind, has_choices
from question_sets.structure import (
    Check,
    Choice,
    Clause,
    Edition,
    Guidance,
    Level,
    Operator,
    Point,
    Question,
    Section,
    with_digest,
)

HOSTILE_NAMES: Final = (
    "<script>alert(1)</script>",
    "{{ settings.SECRET_KEY }} {% debug %}",
    "'; DROP TABLE question_sets_question; --",
    '=HYPERLINK("https://example.org")',
    "Ünïcödé, naïve “quotes” — 中文, العربية, 🙂",
    '\\u0000 \\ "quoted" /slash/',
)
"""Text on one line that breaks what does not escape it."""

HOSTILE_TEXTS: Final = (*HOSTILE_NAMES, "Two lines\nof text\n\n\tand a tab", "\u202eright to left\u202c", "0")
"""Text of any number of lines that breaks what does not escape it."""

WORDS: Final = (
    "cloud",
    "contract",
    "data",
    "open",
    "plan",
    "public",
    "risk",
    "secure",
    "team",
    "user",
    "value",
)

_T = TypeVar("_T")

_Reach = Mapping[str, str]
"""Answers that show a question: the key of each question to answer, and its value ("" for an amount)."""


def editions() -> st.SearchStrategy[Edition]:
    """Random editions, for Hypothesis."""
    return st.integers(0, 2**32 - 1).map(Random).map(random_edition)


def random_edition(random: Random) -> Edition:
    """An edition of up to 4 points with everything that an edition can have."""
    return _Making(random).edition()


@dataclass(frozen=True)
class _Asked:
    """A question made already, and how to have it shown. `entry`: its section, when that repeats."""

    question: Question
    reach: _Reach
    entry: str


class _Making:
    """Makes one edition, from its first point to its last check."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.asked: list[_Asked] = []
        self.in_point = 0

    def edition(self) -> Edition:
        points = tuple(self._point(number) for number in range(1, self.random.randint(1, 4) + 1))
        edition = Edition(
            key=f"standard-{self.random.randrange(1000)}",
            edition=f"20{self.random.randrange(10, 99)}-{self.random.randrange(1, 13):02}",
            title=self._name(),
            sources=tuple(self._name() for _ in range(self.random.randrange(3))),
            attribution=self._text(),
            digest="",
            points=points,
            checks=self._checks(),
        )
        return with_digest(edition)

    def _point(self, number: int) -> Point:
        key = f"{self.random.choice(WORDS)}-{number}"
        self.in_point = 0
        return Point(
            key=key,
            number=number,
            title=self._name(),
            summary=self._text(),
            must_show=self._text(),
            guidance=tuple(self._guidance() for _ in range(self.random.randrange(3))),
            sections=tuple(self._section(key, number, place) for place in range(self.random.randint(1, 4))),
        )

    def _guidance(self) -> Guidance:
        return Guidance(self._name(), f"https://example.org/{self.random.choice(WORDS)}?a=1&b=“2”")

    def _section(self, point: str, number: int, place: int) -> Section:
        key = f"{self.random.choice(WORDS)}-{place}"
        repeats = self.random.choice(["", "", "", "contract", "supplier & co"])
        has_short_form = self._chance(0.5)
        shown_when, reach = self._conditions("", {}, short_form=has_short_form)
        entry = f"{point}/{key}" if repeats else ""
        questions = tuple(
            self._question(point, number, entry, reach, has_short_form)
            for _ in range(self.random.randint(1, 5))
        )
        return Section(key, self._name(), repeats, shown_when, questions)

    def _question(
        self, point: str, number: int, entry: str, section: _Reach, has_short_form: bool
    ) -> Question:
        self.in_point += 1
        kind = self.random.choice(list(QuestionKind))
        choices = self._choices(kind) if has_choices(kind) else ()
        short_form = has_short_form and self._chance(0.6)
        shown_when, reach = self._conditions(entry, section, short_form=short_form)
        question = Question(
            key=f"{point}.{self.in_point}",
            code=f"{number}.{self.in_point}",
            text=self._text() or "What else?",
            help=self._text(),
            kind=kind,
            required=self._chance(0.8),
            short_form=short_form,
            explain_for=tuple(choice.value for choice in choices if self._chance(0.3)),
            choices=choices,
            shown_when=shown_when,
            source=self._text(),
        )
        self.asked.append(_Asked(question, reach, entry))
        return question

    def _choices(self, kind: QuestionKind) -> tuple[Choice, ...]:
        """Two or more. The first never excludes the others."""
        values = [
            "yes",
            *self.random.sample(["no", "partly", "not.known", "n_a", "9"], self.random.randint(1, 5)),
        ]
        exclusive = kind is QuestionKind.MULTI
        choices: list[Choice] = []
        for place, value in enumerate(values):
            name = self._name()
            label = f"{name} {place}" if any(name == other.label for other in choices) else name
            choices.append(Choice(value, label, exclusive and place > 0 and self._chance(0.2)))
        return tuple(choices)

    def _conditions(
        self, entry: str, reach: _Reach, *, short_form: bool
    ) -> tuple[tuple[Clause, ...], dict[str, str]]:
        """Up to two clauses, and the answers that satisfy them together with those of `reach`."""
        clauses: list[Clause] = []
        merged = dict(reach)
        for _ in range(self.random.choice([0, 0, 0, 1, 1, 2])):
            found = self._condition(entry, merged, short_form=short_form)
            if found:
                clauses.append(found[0])
                merged |= found[1]
        return tuple(clauses), merged

    def _condition(
        self, entry: str, reach: _Reach, *, short_form: bool
    ) -> tuple[Clause, dict[str, str]] | None:
        """A clause on an earlier question, if one is found whose answer fits those of `reach`."""
        known = [each for each in self.asked if each.entry in ("", entry)]
        asked = self._one(
            [
                each
                for each in known
                if (each.question.short_form or not short_form) and _can_be_compared(each.question)
            ]
        )
        if asked is None:
            return None
        clause = self._clause(asked.question, known)
        wanted = {**asked.reach, asked.question.key: clause.values[0] if clause.values else ""}
        fits = all(reach.get(key, value) == value for key, value in wanted.items())
        return (clause, wanted) if fits else None

    def _clause(self, question: Question, known: Sequence[_Asked]) -> Clause:
        """On this question, and sometimes on another one that has the same choices."""
        if question.kind is QuestionKind.MONEY:
            return Clause((question.key,), Operator.OVER, amount=self.random.choice([0, 5, 20_000_000]))
        values = self._some(_values(question))
        others = [
            each.question.key
            for each in known
            if each.question is not question and set(values) <= set(_values(each.question))
        ]
        also = self._some(others)[:1] if others and self._chance(0.3) else []
        return Clause((question.key, *also), Operator.ANY, values=tuple(values))

    def _checks(self) -> tuple[Check, ...]:
        made = (self._check(number) for number in range(self.random.randrange(5)))
        return tuple(check for check in made if check.when)

    def _check(self, number: int) -> Check:
        level = self.random.choice(list(Level))
        return Check(
            key=f"check-{number}",
            level=level,
            when=self._when(level),
            message=self._text() or "Look again.",
            source=self._text(),
        )

    def _when(self, level: Level) -> tuple[Clause, ...]:
        """Clauses on project-wide questions and those of one repeating section."""
        entry = self._one([each.entry for each in self.asked])
        asked = [each.question for each in self.asked if each.entry in ("", entry)]
        found = [self._fires(self._one(asked), asked, level) for _ in range(self.random.randint(1, 2))]
        return tuple(clause for clause in found if clause)

    def _fires(self, question: Question | None, asked: Sequence[Question], level: Level) -> Clause | None:
        """A clause of a check. All contradictions are avoided by nought, the first choice and equal dates."""
        if question is None:
            return None
        if question.kind is QuestionKind.MONEY:
            return Clause((question.key,), Operator.OVER, amount=self.random.randrange(10**9))
        if question.kind is QuestionKind.DATE:
            return self._compares_dates(question, asked, level)
        values = _values(question)[level is Level.CONTRADICTION :]
        return Clause((question.key,), Operator.ANY, values=tuple(self._some(values))) if values else None

    def _compares_dates(self, question: Question, asked: Sequence[Question], level: Level) -> Clause | None:
        other = self._one([each for each in asked if each.kind is QuestionKind.DATE and each is not question])
        operator = self.random.choice(
            [Operator.BEFORE, Operator.MONTHS_AFTER_OVER, Operator.MONTHS_AFTER_UP_TO]
        )
        if other is None or (level is Level.CONTRADICTION and operator is Operator.MONTHS_AFTER_UP_TO):
            return None
        months = None if operator is Operator.BEFORE else self.random.randrange(60)
        return Clause((question.key,), operator, amount=months, other=other.key)

    def _name(self) -> str:
        if self._chance(0.2):
            return self.random.choice(HOSTILE_NAMES)
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, 6))).capitalize()

    def _text(self) -> str:
        return self.random.choice(["", self._name(), f"{self._name()}.\n{self._name()}.", *HOSTILE_TEXTS])

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _one(self, items: Sequence[_T]) -> _T | None:
        return self.random.choice(items) if items else None

    def _some(self, items: Sequence[str]) -> list[str]:
        """One or more, in their order."""
        taken = set(self.random.sample(range(len(items)), self.random.randint(1, len(items))))
        return [item for place, item in enumerate(items) if place in taken]


def _can_be_compared(question: Question) -> bool:
    return has_choices(question.kind) or question.kind is QuestionKind.MONEY


def _values(question: Question) -> list[str]:
    return [choice.value for choice in question.choices]
