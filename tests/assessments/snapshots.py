"""Editions and snapshots for tests of the pure functions: plain data, no database."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assessments.lifecycle import Status
from assessments.models import Form
from assessments.snapshot import (
    ActionFacts,
    AnswerFacts,
    AnswerKey,
    EntryFacts,
    ProjectFacts,
    Snapshot,
    StatementFacts,
    UseFacts,
)
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
)

YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))

PROJECT = ProjectFacts(
    reference="P-2222-2222",
    organisation="Department of Examples",
    name="Renew a fishing licence",
    description="People renew their licence online.",
    phase="alpha",
    senior_responsible_owner="Sena Owner",
    service_owner="Sol Owner",
    spend_type="digital_service",
    amount_requested=0,
    whole_life_cost=4_000_000,
    vat_basis="excluding",
    starts_on="2027-01-04",
    ends_on="2028-03-31",
    decision_sought="Approval to spend on beta.",
    decision_by="2026-12-18",
    marking="official",
)
"""Every field filled in; an amount of nothing is an amount."""


def question(key: str, kind: QuestionKind = QuestionKind.TEXT, **changes: Any) -> Question:
    """A required question of the short form; a choice is between yes and no."""
    plain = Question(
        key=key,
        code=key,
        text=f"What about {key}?",
        help="",
        kind=kind,
        required=True,
        short_form=True,
        explain_for=(),
        choices=YES_NO if kind in (QuestionKind.CHOICE, QuestionKind.MULTI) else (),
        shown_when=(),
        source="",
    )
    return replace(plain, **changes)


def yes_no(key: str, **changes: Any) -> Question:
    """A question to answer with yes or no."""
    return question(key, QuestionKind.CHOICE, **changes)


def when(key: str, *values: str) -> tuple[Clause, ...]:
    """The condition that a question has one of these answers."""
    return (Clause((key,), Operator.ANY, values),)


def section(
    key: str, *questions: Question, repeats: str = "", shown_when: tuple[Clause, ...] = ()
) -> Section:
    """A section, once for the project unless it repeats."""
    return Section(key, key.capitalize(), repeats, shown_when, questions)


def point(key: str, *sections: Section, number: int = 1) -> Point:
    """A point of these sections."""
    links = (Guidance("Read this", "https://example.org/read"),)
    return Point(key, number, f"Mind {key}", "Why it matters.", f"You must show {key}.", links, sections)


def edition(*points: Point, checks: tuple[Check, ...] = ()) -> Edition:
    """An edition of these points, its digest left out."""
    return Edition(
        key="small",
        edition="2026-01",
        title="A small code",
        sources=("Made for tests",),
        attribution="Made for tests",
        digest="0" * 64,
        points=points,
        checks=checks,
    )


def check(key: str, *clauses: Clause, level: Level = Level.CONTRADICTION) -> Check:
    """A check that fires when all clauses hold."""
    return Check(key, level, clauses, f"Look again: {key}.", "")


def one_section(*questions: Question) -> Edition:
    """An edition of one point with one section."""
    return edition(point("users", section("needs", *questions)))


def answered(value: Any, explanation: str = "", *, key: str = "", entry: str = "") -> AnswerFacts:
    """An answer as saved once."""
    return AnswerFacts(key, entry, value, explanation, 1, "Con Tributor", "2026-11-20T09:00:00+00:00")


def entry(reference: str, *, number: int = 1, name: str = "", of: tuple[str, str]) -> EntryFacts:
    """An entry of the repeating section (point key, section key)."""
    return EntryFacts(reference, *of, name, number, 1)


def statement(point_key: str, **changes: Any) -> StatementFacts:
    """A statement with nothing left to say, saved once."""
    met = StatementFacts(point_key, rating="met", summary="So.", has_limitations="no", version=1)
    return replace(met, **changes)


def action(point_key: str, **changes: Any) -> ActionFacts:
    """A planned action with every field filled in."""
    plain = ActionFacts("T-2222-2222", point_key, "Fix it", "Ann", "2027-05-01", "not_started", 1)
    return replace(plain, **changes)


def use(point_key: str, question_key: str, *, entry: str = "") -> UseFacts:
    """That a piece of evidence supports an answer."""
    return UseFacts("E-2222-2222", point_key, question_key, entry)


def snapshot(of: Edition, answers: Mapping[str | AnswerKey, Any] | None = None, **changes: Any) -> Snapshot:
    """A draft in the full form with these answers: values, or ``answered(...)`` for more than a value."""
    given = []
    for key, value in (answers or {}).items():
        question_key, owner = key if isinstance(key, tuple) else (key, "")
        facts = value if isinstance(value, AnswerFacts) else answered(value)
        given.append(replace(facts, question_key=question_key, entry=owner))
    draft = Snapshot(
        reference="A-2222-2222",
        form=Form.FULL.value,
        status=Status.DRAFT.value,
        round=1,
        project=PROJECT,
        edition=of,
        entries=(),
        answers=tuple(given),
        statements=(),
        actions=(),
        evidence=(),
        uses=(),
        rounds=(),
    )
    return replace(draft, **changes)
