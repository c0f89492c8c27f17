"""A full-length assessment from a seeded generator: every word of it is made up, and says so."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from assessments.actions.evidence import Place
from assessments.completeness import (
    Missing,
    ShownQuestion,
    needs_explanation,
    point_gaps,
    what_is_shown,
)
from assessments.demonstration.filling import Fields, Filler
from assessments.demonstration.given import Given, Planned
from assessments.models import Rating, YesNo
from assessments.snapshot import Snapshot, take_snapshot
from question_sets.kinds import QuestionKind
from question_sets.structure import Edition, Level, Operator, Point, Question

ASKED_IN_STEPS: Final = frozenset({Missing.ANSWER, Missing.EXPLANATION, Missing.ENTRY})
FIRST_DAY: Final = date(2027, 4, 1)

OPENINGS: Final = (
    "We looked at this at the start of alpha",
    "The team agreed this with the architects",
    "This follows the pattern of our last two projects",
    "We tested two options with users",
    "The supplier and the team wrote this together",
)
MIDDLES: Final = (
    "and chose the simplest option that meets the need",
    "and wrote the choice down, with the cost of changing it",
    "and checked it against the guidance point by point",
    "and kept the parts separate so that each can be replaced",
    "and agreed who looks after it once the project ends",
)
ENDS: Final = (
    "We review it every quarter.",
    "The figures are in the evidence.",
    "It is the same for all three contracts.",
    "A named person owns it.",
    "We will look again before private beta.",
)
CONTRACTS: Final = ("Case management platform", "Hosting and operations", "Design and research team")

REGISTER: Final[Mapping[str, Fields]] = MappingProxyType(
    {
        name: {
            "title": f"{title} (synthetic)",
            "type": kind,
            "url": f"https://example.org/synthetic/{name}",
            "dated_on": FIRST_DAY - timedelta(days=30 + 7 * number),
            "marking": "official",
        }
        for number, (name, title, kind) in enumerate(
            (
                ("research", "Findings of user research, rounds 1 to 4", "research"),
                ("options", "Options paper for the platform", "document"),
                ("security", "Security risk assessment", "assessment"),
                ("dpia", "Data protection impact assessment", "assessment"),
                ("code", "Source code of the prototype", "code"),
                ("contract", "Draft contract for the platform", "contract"),
            )
        )
    }
)


class Synthetic:
    """Fills in any edition: the same seed gives the same answers."""

    def __init__(self, filler: Filler, register: Mapping[str, str], seed: int) -> None:
        self.filler = filler
        self.register = sorted(register.values())
        self.random = random.Random(seed)  # nosec B311 - made-up answers, no secrets

    def fill(self) -> None:
        """Answer everything that is asked, section by section, and complete every point."""
        for point in take_snapshot(self.filler.assessment).edition.points:
            while self._answer(point):
                pass
            self._state(point)
        for point in take_snapshot(self.filler.assessment).edition.points:
            self.filler.completed(point.key)

    def _answer(self, point: Point) -> bool:
        """Fill the gaps that a point has now; whether there were any."""
        snapshot = take_snapshot(self.filler.assessment)
        shown = what_is_shown(snapshot).by_point[point.key]
        missing = [gap for gap in point_gaps(snapshot, shown) if gap.missing in ASKED_IN_STEPS]
        for gap in missing:
            if gap.missing == Missing.ENTRY:
                for name in CONTRACTS:
                    self.filler.entry(gap.point_key, gap.section_key, f"{name} (synthetic)")
        keys = {(gap.question_key, gap.entry) for gap in missing if gap.question_key}
        self._fill(snapshot, [question for question in shown.questions() if question.key in keys])
        return bool(missing)

    def _fill(self, snapshot: Snapshot, asked: list[ShownQuestion]) -> None:
        given = {
            question.key: self._given(snapshot.edition, question)
            for question in asked
            if question.question.kind != QuestionKind.EVIDENCE
        }
        if given:
            self.filler.answers(given)
        for question in asked:
            if question.question.kind == QuestionKind.EVIDENCE:
                point = snapshot.edition.place_of(question.question.key)[0]
                self.filler.evidence(Place(point.key, *question.key), self.random.sample(self.register, k=2))

    def _given(self, edition: Edition, shown: ShownQuestion) -> Given:
        if shown.answer and needs_explanation(shown):
            return Given(shown.answer.value, self._prose(1))
        return Given(self._value(edition, shown.question))

    def _value(self, edition: Edition, question: Question) -> Any:
        match question.kind:
            case QuestionKind.TEXT:
                return self._prose(self.random.randint(1, 3))
            case QuestionKind.CHOICE:
                return self.random.choice(harmless_choices(edition, question)[:2])
            case QuestionKind.MULTI:
                return self._several(edition, question)
            case QuestionKind.DATE:
                place = [asked.key for asked in edition.questions].index(question.key)
                return (FIRST_DAY + timedelta(days=place)).isoformat()
            case QuestionKind.MONEY:
                return self.random.choice((180_000, 950_000, 4_200_000, 24_500_000))
            case QuestionKind.EVIDENCE:
                return None

    def _several(self, edition: Edition, question: Question) -> list[str]:
        exclusive = {choice.value for choice in question.choices if choice.exclusive}
        free = [value for value in harmless_choices(edition, question) if value not in exclusive]
        chosen = set(self.random.sample(free, k=self.random.randint(1, len(free)))) if free else exclusive
        return [choice.value for choice in question.choices if choice.value in chosen]

    def _prose(self, sentences: int) -> str:
        pick = self.random.choice
        told = (f"{pick(OPENINGS)}, {pick(MIDDLES)}. {pick(ENDS)}" for _ in range(sentences))
        return f"Synthetic: {' '.join(told)}"

    def _state(self, point: Point) -> None:
        rating = self.random.choice((Rating.MET, Rating.MET, Rating.PARTLY_MET, Rating.NOT_MET))
        self.filler.statement(point.key, self._statement(rating))
        if rating == Rating.NOT_MET:
            due = FIRST_DAY + timedelta(days=self.random.randint(60, 200))
            self.filler.actions(point.key, [Planned(self._prose(1), "Robin Vale (synthetic)", due)])
        self.filler.evidence(Place(point.key), [self.random.choice(self.register)])

    def _statement(self, rating: Rating) -> dict[str, Any]:
        stated: dict[str, Any] = {"rating": rating, "summary": self._prose(2)}
        if rating == Rating.MET:
            return {**stated, "has_limitations": YesNo.NO}
        return {
            **stated,
            "has_limitations": YesNo.YES,
            "limitations": self._prose(2),
            "has_legacy": YesNo.YES,
            "legacy": self._prose(1),
            "mitigation": self._prose(1),
            "expected_on": FIRST_DAY + timedelta(days=240),
        }


def harmless_choices(edition: Edition, question: Question) -> list[str]:
    """The choices that no contradiction names, in order; the first choice where each is named."""
    named = {
        value
        for check in edition.checks
        if check.level == Level.CONTRADICTION
        for clause in check.when
        if clause.operator == Operator.ANY and question.key in clause.questions
        for value in clause.values
    }
    values = [choice.value for choice in question.choices]
    return [value for value in values if value not in named] or values[:1]
