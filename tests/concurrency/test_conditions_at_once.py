"""Two editors write conditions of the same draft at the same moment: one legal outcome each time."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from question_sets.circles import circle
from question_sets.editions import Saved, add_part, change_condition, fingerprint, new_token, remove_part
from question_sets.kinds import QuestionKind
from question_sets.models import QuestionSet
from question_sets.parts import Part, PartKind, part_of
from question_sets.reading import read_edition
from question_sets.refusals import GoesInACircle
from question_sets.rows import Fields, rows_of
from tests.accounts.factories import make_person
from tests.concurrency.racing import ROUNDS, faults_left, race, tell_outcomes
from tests.question_sets.factories import any_of, ask, make_edition, make_point, make_section, save_edition
from tests.telling import Tell

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
GATE, SHOWN = part_of("question/gate"), part_of("question/shown")
ITS_CONDITION = part_of("question/shown/condition/1")


@pytest.fixture
def draft() -> QuestionSet:
    gate = ask("gate", QuestionKind.CHOICE, choices=("yes", "no"))
    shown = ask("shown", QuestionKind.CHOICE, choices=("yes", "no"), shown_when=(any_of("gate", "yes"),))
    questions = make_section("section", gate, ask("sum", QuestionKind.MONEY), shown)
    return save_edition(make_edition(make_point("one", questions)), sealed=False)


@pytest.fixture
def editors() -> list[User]:
    return [make_person(Role.EDITOR), make_person(Role.EDITOR)]


def picks(key: str, *values: str) -> dict[str, Any]:
    """The fields of a condition on choices."""
    return {"questions": [key], "operator": "any", "values": list(values), "amount": None, "other": ""}


def over(pounds: int) -> dict[str, Any]:
    """The fields of a condition on an amount."""
    return {**picks("sum"), "operator": "over", "amount": pounds}


def stored(draft: QuestionSet) -> Fields:
    """The condition as it is in the database."""
    return rows_of(read_edition(draft))[ITS_CONDITION]


def conditions(draft: QuestionSet, owner: Part) -> Iterator[Part]:
    """The conditions of a question as they are in the database."""
    return (
        part
        for part in rows_of(read_edition(draft))
        if part.kind is PartKind.CONDITION and part.owner == owner
    )


def test_of_two_changes_of_a_condition_one_is_saved_whole_and_the_other_is_a_conflict(
    draft: QuestionSet, editors: list[User], tell: Tell
) -> None:
    outcomes: Counter[str] = Counter()

    for number in range(ROUNDS):
        change_condition(
            draft, ITS_CONDITION, picks("gate", "yes", "no"), seen=seen(draft), by=editors[0], at=NOW
        )
        typed = (over(number), picks("gate", "no"))
        change = partial(change_condition, draft, ITS_CONDITION, seen=seen(draft), at=NOW)
        saved = race(
            number, partial(change, typed[0], by=editors[0]), partial(change, typed[1], by=editors[1])
        )

        assert all(isinstance(each, Saved) for each in saved), saved
        kept = 0 if saved[0].saved else 1
        assert stored(draft) == typed[kept]
        assert saved[kept].conflicts == ()
        assert saved[1 - kept].saved == ()
        assert {each.field: each.theirs for each in saved[1 - kept].conflicts}.items() <= typed[kept].items()
        outcomes["the other is saved" if kept else "the one is saved"] += 1

    tell_outcomes(tell, "change with change of one condition", outcomes)
    assert set(outcomes) == {"the one is saved", "the other is saved"}
    assert faults_left() == []


def test_no_circle_is_closed_from_both_ends(draft: QuestionSet, editors: list[User], tell: Tell) -> None:
    outcomes: Counter[str] = Counter()
    remove(draft, ITS_CONDITION, by=editors[0])

    for number in range(ROUNDS):
        add = partial(add_part, draft, PartKind.CONDITION, token=new_token(), at=NOW)
        made = race(
            number,
            partial(add, GATE, fields=picks("shown", "yes"), by=editors[0]),
            partial(add, SHOWN, fields=picks("gate", "yes"), by=editors[1]),
        )

        assert [type(each) for each in made].count(GoesInACircle) == 1, made
        assert circle(read_edition(draft)) == ()
        (won,) = (each for each in made if isinstance(each, Part))
        outcomes["the one is added" if won.owner == GATE else "the other is added"] += 1
        remove(draft, won, by=editors[0])

    tell_outcomes(tell, "two conditions that would close a circle", outcomes)
    assert set(outcomes) == {"the one is added", "the other is added"}
    assert [*conditions(draft, GATE), *conditions(draft, SHOWN)] == []
    assert faults_left() == []


def seen(draft: QuestionSet) -> str:
    """What a page that was opened now would carry."""
    return fingerprint(read_edition(draft), ITS_CONDITION)


def remove(draft: QuestionSet, part: Part, *, by: User) -> None:
    """Remove a condition as it stands."""
    remove_part(draft, part, seen=fingerprint(read_edition(draft), part), by=by, at=NOW)
