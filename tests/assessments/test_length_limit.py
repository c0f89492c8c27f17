"""An assessment holds so many characters in all, wherever they are typed."""

from collections.abc import Callable
from itertools import permutations
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from assessments.actions import answers, entries, evidence, points
from assessments.models import Assessment, PlannedAction
from assessments.refusals import TooMuch
from tests.assessments import factories
from tests.assessments.factories import NOW
from tests.hostile.database import changed, contents

pytestmark = pytest.mark.django_db

LONG = "x" * 60
Write = Callable[[Assessment, User], object]


def answer(of: Assessment, by: User) -> None:
    factories.answer(of, "first.text", LONG, by=by)


def statement(of: Assessment, by: User) -> None:
    points.save_statement(of, "first", fields={"summary": LONG}, base_version=0, by=by, at=NOW)


def plan(of: Assessment, by: User) -> PlannedAction:
    return points.add_planned_action(of, "second", fields={"what": LONG}, token=uuid4(), by=by, at=NOW)


def action(of: Assessment, by: User) -> None:
    plan(of, by)


WRITES: tuple[Write, ...] = (answer, statement, action)


@pytest.mark.parametrize(("first", "second"), tuple(permutations(WRITES, 2)))
def test_no_text_is_saved_past_the_limit_wherever_it_is_typed(
    monkeypatch: pytest.MonkeyPatch, first: Write, second: Write
) -> None:
    lead = factories.lead()
    assessment = factories.assessment(lead)
    monkeypatch.setattr(answers, "MOST_CHARACTERS", 100)
    first(assessment, lead)
    before = contents()

    with pytest.raises(TooMuch, match="longer than 100 characters"):
        second(assessment, lead)

    assert changed(before) == set()


def test_an_action_cannot_grow_past_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    lead = factories.lead()
    assessment = factories.assessment(lead)
    made = points.add_planned_action(
        assessment, "first", fields={"what": "Mend it"}, token=uuid4(), by=lead, at=NOW
    )
    monkeypatch.setattr(answers, "MOST_CHARACTERS", 50)
    change: dict[str, Any] = {"fields": {"what": LONG}, "base_version": 1, "by": lead, "at": NOW}

    with pytest.raises(TooMuch):
        points.change_planned_action(assessment, made.reference, **change)


def test_a_removed_action_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    lead = factories.lead()
    assessment = factories.assessment(lead)
    monkeypatch.setattr(answers, "MOST_CHARACTERS", 100)
    made = points.add_planned_action(
        assessment, "first", fields={"what": LONG}, token=uuid4(), by=lead, at=NOW
    )
    points.remove_planned_action(assessment, made.reference, by=lead, at=NOW)

    answer(assessment, lead)

    assert answers.characters_in(assessment) == 60


def test_the_answers_of_a_removed_entry_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    lead = factories.lead()
    assessment = factories.assessment(lead)
    [contract] = factories.contracts(assessment, 1, by=lead)
    factories.answer(assessment, "contract.why", LONG, by=lead, entry=contract)
    held = answers.characters_in(assessment)

    entries.remove_entry(assessment, contract, by=lead, at=NOW)

    assert held - answers.characters_in(assessment) >= len(LONG)


def test_a_point_holds_so_many_planned_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    lead = factories.lead()
    assessment = factories.assessment(lead)
    monkeypatch.setattr(points, "MOST_ACTIONS", 2)
    made = [plan(assessment, lead) for _ in range(2)]

    with pytest.raises(TooMuch, match="at most 2 planned actions"):
        plan(assessment, lead)
    points.remove_planned_action(assessment, made[0].reference, by=lead, at=NOW)

    assert plan(assessment, lead).reference


def test_a_project_holds_so_many_pieces_of_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    lead = factories.lead()
    project = factories.project(lead)
    monkeypatch.setattr(evidence, "MOST_EVIDENCE", 2)
    made = [factories.piece_of_evidence(project, by=lead) for _ in range(2)]

    with pytest.raises(TooMuch, match="at most 2 pieces of evidence"):
        factories.piece_of_evidence(project, by=lead)
    evidence.remove_evidence(project, made[0].reference, by=lead, at=NOW)

    assert factories.piece_of_evidence(project, by=lead).reference
