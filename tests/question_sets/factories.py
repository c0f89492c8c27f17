"""Small editions for tests: built from a few words, frozen, and saved when a test needs rows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from question_sets import models
from question_sets.editions import write_edition
from question_sets.kinds import QuestionKind
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
    content_digest,
)

SEALED_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def ask(
    key: str, kind: QuestionKind = QuestionKind.TEXT, *, choices: Iterable[str] = (), **changes: Any
) -> Question:
    """A question with a text of its own. A choice that ends in "!" excludes the others."""
    plain = Question(
        key=key,
        code=key,
        text=f"What about {key}?",
        help="",
        kind=kind,
        required=True,
        short_form=False,
        explain_for=(),
        choices=tuple(
            Choice(name.rstrip("!"), name.rstrip("!").capitalize(), name.endswith("!")) for name in choices
        ),
        shown_when=(),
        source="",
    )
    return replace(plain, **changes)


def make_section(
    key: str, *questions: Question, repeats: str = "", shown_when: tuple[Clause, ...] = ()
) -> Section:
    """A section with a title made from its key."""
    return Section(key, f"About {key}", repeats, shown_when, questions or (ask(f"{key}.1"),))


def make_point(key: str, *sections: Section) -> Point:
    """A point with guidance. `make_edition` numbers it and its questions."""
    return Point(
        key=key,
        number=0,
        title=f"Point {key}",
        summary=f"What {key} is for.",
        must_show=f"You must show {key}.",
        guidance=(Guidance(f"Read about {key}", f"https://example.org/{key}"),),
        sections=sections or (make_section(f"{key}-section"),),
    )


def make_edition(*points: Point, checks: tuple[Check, ...] = (), edition: str = "2026-01") -> Edition:
    """An edition of the points, numbered, with its digest."""
    unsealed = Edition(
        key="example",
        edition=edition,
        title="Example standard",
        sources=("Made for tests",),
        attribution="Nobody’s words.",
        digest="",
        points=tuple(_numbered(point, number) for number, point in enumerate(points, 1)),
        checks=checks,
    )
    return replace(unsealed, digest=content_digest(unsealed))


def small_edition() -> Edition:
    """Two points with every kind, a reveal, an explanation, a repeating section, a check of every level."""
    return make_edition(_first_point(), _second_point(), checks=_checks())


def save_edition(edition: Edition, *, sealed: bool = True) -> models.QuestionSet:
    """The edition as rows: published by nobody, or a draft."""
    question_set = write_edition(edition)
    if sealed:
        models.Seal.objects.create(
            question_set=question_set, digest=content_digest(edition), published_at=SEALED_AT
        )
    return question_set


def any_of(question: str, *values: str) -> Clause:
    """The question's answer is one of the values."""
    return Clause((question,), Operator.ANY, values=values)


def over(question: str, pounds: int) -> Clause:
    """The question's answer is more than so many pounds."""
    return Clause((question,), Operator.OVER, amount=pounds)


def _first_point() -> Point:
    kinds = make_section(
        "kinds",
        ask("first.text", short_form=True),
        ask(
            "first.choice",
            QuestionKind.CHOICE,
            choices=("yes", "partly", "no"),
            explain_for=("partly", "no"),
            short_form=True,
        ),
        ask("first.revealed", shown_when=(any_of("first.choice", "no"),), short_form=True),
        ask("first.multi", QuestionKind.MULTI, choices=("apples", "pears", "none!")),
        ask("first.date", QuestionKind.DATE),
        ask("first.money", QuestionKind.MONEY),
        ask("first.evidence", QuestionKind.EVIDENCE, required=False),
    )
    later = make_section("later", ask("first.later"), shown_when=(over("first.money", 100),))
    return make_point("first", kinds, later)


def _second_point() -> Point:
    contract = make_section(
        "contract",
        ask("contract.value", QuestionKind.MONEY),
        ask("contract.starts", QuestionKind.DATE),
        ask("contract.ends", QuestionKind.DATE),
        ask("contract.api", QuestionKind.CHOICE, choices=("yes", "no"), explain_for=("no",)),
        ask("contract.why", shown_when=(over("contract.value", 20_000_000),)),
        repeats="contract",
        shown_when=(any_of("second.contracts", "yes"),),
    )
    gate = ask("second.contracts", QuestionKind.CHOICE, choices=("yes", "no"), short_form=True)
    return make_point("second", make_section("buying", gate), contract)


def _checks() -> tuple[Check, ...]:
    before = Clause(("contract.ends",), Operator.BEFORE, other="contract.starts")
    dear_without_api = (over("contract.value", 20_000_000), any_of("contract.api", "no"))
    return (
        Check("ends-early", Level.CONTRADICTION, (before,), "The contract must end after it starts.", ""),
        Check("no-api", Level.BREACH, dear_without_api, "A dear contract needs an API.", "Line 1"),
        Check("dear", Level.EXCEPTION, (over("first.money", 1_000_000),), "That needs a reason.", "Line 2"),
        Check("declined", Level.WARNING, (any_of("first.choice", "no"),), "Look again at this.", ""),
    )


def _numbered(point: Point, number: int) -> Point:
    codes = count(1)
    sections = tuple(
        replace(
            section,
            questions=tuple(
                replace(question, code=f"{number}.{next(codes)}") for question in section.questions
            ),
        )
        for section in point.sections
    )
    return replace(point, number=number, sections=sections)
