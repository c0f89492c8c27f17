from itertools import product

import pytest

from assessments.actions._transition import EVENT_OF
from assessments.lifecycle import HOLDER, TRANSITIONS, Holder, Move, Status, after
from assessments.permissions import WHY_NOT_NOW
from tests.assessments.lifecycle_diagram import PATH, lifecycle_page

LEGAL = {
    (Status.DRAFT, Move.SUBMIT): Status.SUBMITTED,
    (Status.SUBMITTED, Move.TAKE_BACK): Status.DRAFT,
}


@pytest.mark.parametrize(("status", "move"), list(product(Status, Move)))
def test_every_pair_of_status_and_move_is_legal_or_leads_nowhere(status, move):
    assert after(status, move) == LEGAL.get((status, move))


@pytest.mark.parametrize("status", Status)
def test_somebody_holds_the_pen_in_every_status(status):
    assert HOLDER[status] in Holder


@pytest.mark.parametrize("status", Status)
def test_every_status_can_say_why_something_is_not_possible_now(status):
    assert WHY_NOT_NOW[status].endswith(".")


@pytest.mark.parametrize("move", Move)
def test_every_move_is_recorded_under_a_name_of_its_own(move):
    assert [other for other in Move if EVENT_OF[other] == EVENT_OF[move]] == [move]


@pytest.mark.parametrize("status", Status)
def test_every_status_can_be_reached_and_left(status):
    assert status == Status.DRAFT or status in TRANSITIONS.values()
    assert any(start == status for start, _ in TRANSITIONS)


def test_the_tables_cannot_be_changed():
    with pytest.raises(TypeError):
        TRANSITIONS[Status.SUBMITTED, Move.SUBMIT] = Status.DRAFT


def test_the_page_about_the_life_of_an_assessment_is_current():
    assert PATH.read_text() == lifecycle_page()
