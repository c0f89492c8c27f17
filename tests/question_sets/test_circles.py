"""Conditions that go in a circle."""

from random import Random

from question_sets.circles import circle
from question_sets.kinds import QuestionKind
from question_sets.structure import Clause, Question
from tests.question_sets.factories import any_of, ask, make_edition, make_point, make_section, small_edition
from tests.question_sets.random_editions import random_edition


def asked(key: str, *shown_when: Clause) -> Question:
    return ask(key, QuestionKind.CHOICE, choices=("yes", "no"), shown_when=shown_when)


def test_conditions_that_look_back_are_no_circle() -> None:
    assert circle(small_edition()) == ()
    assert all(circle(random_edition(Random(number))) == () for number in range(50))


def test_a_condition_that_looks_ahead_is_no_circle() -> None:
    section = make_section("one", asked("first", any_of("second", "yes")), asked("second"))

    assert circle(make_edition(make_point("point", section))) == ()


def test_questions_that_wait_for_each_other_are_a_circle() -> None:
    section = make_section(
        "one",
        asked("before"),
        asked("first", any_of("third", "yes")),
        asked("second", any_of("before", "yes"), any_of("first", "yes")),
        asked("third", any_of("second", "yes")),
    )

    found = circle(make_edition(make_point("point", section)))

    assert found[0] == found[-1]
    assert set(found) == {"first", "second", "third"}


def test_a_question_in_a_section_that_waits_for_it_is_a_circle() -> None:
    section = make_section("one", asked("first"), shown_when=(any_of("first", "yes"),))

    assert circle(make_edition(make_point("point", section))) == ("first", "first")


def test_a_question_that_is_not_in_the_edition_makes_no_circle() -> None:
    section = make_section("one", asked("first", any_of("gone", "yes")))

    assert circle(make_edition(make_point("point", section))) == ()
