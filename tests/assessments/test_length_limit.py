"""An assessment holds so many characters in all, wherever they are typed."""

from collections.abc import Callable
from itertools import permutations
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from assessments.actions import answers, points
from assessments.models import Assessment
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


def action(of: Assessment, by: User) -> None:
    points.add_planned_action(of, "second", fields={"what": LONG}, token=uuid4(), by=by, at=NOW)


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
