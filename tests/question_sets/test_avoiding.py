"""Which contradictions can be avoided: an edition without problems can be filled in."""

from collections.abc import Sequence
from itertools import cycle
from random import Random
from typing import Any

import pytest

from assessments.completeness import gaps, what_is_shown
from assessments.findings import contradictions, find
from question_sets.avoiding import avoid
from question_sets.conditions import holds
from question_sets.kinds import QuestionKind
from question_sets.problems import problems
from question_sets.reaching import full_form
from question_sets.structure import Check, Clause, Edition, Level, Question
from tests.question_sets.entangled_editions import entangled, tiny
from tests.question_sets.factories import any_of, ask, make_edition, make_point, make_section, over
from tests.question_sets.filling_in import filled_in
from tests.question_sets.random_editions import random_edition
from tests.question_sets.random_edits import random_edits
from tests.question_sets.test_reaching import (
    BEFORE,
    FORMS,
    OVER,
    UP_TO,
    all_answers,
    between,
    choice,
    day,
    walk,
)
from tests.question_sets.trying import randoms
from tests.telling import Tell

SEED = 4
EXAMPLES = 150
TINY_EXAMPLES = 450


def contradiction(*when: Clause, key: str = "check") -> Check:
    return Check(key, Level.CONTRADICTION, when, "That cannot be.", "")


def unavoidable(questions: Sequence[Question], *checks: Check) -> list[str]:
    edition = make_edition(make_point("one", make_section("section", *questions)), checks=checks)
    return [check.key for check in avoid(full_form(edition), checks).unavoidable]


AVOIDABLE = {
    "another answer": ([choice("a")], [contradiction(any_of("a", "yes"))]),
    "a question that need not be answered": (
        [choice("a", required=False)],
        [contradiction(any_of("a", "yes", "no"))],
    ),
    "a question that need not be shown": (
        [choice("a"), choice("b", any_of("a", "yes"))],
        [contradiction(any_of("b", "yes", "no"))],
    ),
    "no money": ([ask("sum", QuestionKind.MONEY)], [contradiction(over("sum", 0))]),
    "dates in order": (
        [day("x"), day("y"), day("z")],
        [
            contradiction(between("y", BEFORE, "x"), key="one"),
            contradiction(between("z", BEFORE, "y"), key="two"),
            contradiction(between("z", UP_TO, "x", 24), key="three"),
        ],
    ),
    "a question shown by dates": (
        [
            day("x"),
            day("y"),
            ask("late", QuestionKind.CHOICE, choices=("a",), shown_when=(between("y", OVER, "x", 1),)),
        ],
        [contradiction(any_of("late", "a"))],
    ),
}

UNAVOIDABLE = {
    "any answer": ([choice("a")], [contradiction(any_of("a", "yes", "no"))]),
    "two checks together": (
        [choice("a")],
        [contradiction(any_of("a", "yes"), key="one"), contradiction(any_of("a", "no"), key="two")],
    ),
    "dates either way": (
        [day("x"), day("y")],
        [
            contradiction(between("y", OVER, "x", 12), key="one"),
            contradiction(between("y", UP_TO, "x", 12), key="two"),
        ],
    ),
    "a ring of dates": (
        [day("x"), day("y"), day("z")],
        [
            contradiction(between(later, UP_TO, earlier, 0), key=f"{earlier}{later}")
            for earlier, later in ("xy", "yz", "zx")
        ],
    ),
}


@pytest.mark.parametrize("name", AVOIDABLE)
def test_a_contradiction_that_some_answers_avoid_is_left_alone(name: str) -> None:
    questions, checks = AVOIDABLE[name]

    assert unavoidable(questions, *checks) == []


@pytest.mark.parametrize("name", UNAVOIDABLE)
def test_the_check_that_closes_the_last_way_out_is_named(name: str) -> None:
    questions, checks = UNAVOIDABLE[name]

    assert unavoidable(questions, *checks) == [checks[-1].key]


def test_checks_on_other_questions_are_not_blamed() -> None:
    checks = [
        contradiction(any_of("a", "yes", "no"), key="hopeless"),
        contradiction(any_of("b", "yes"), key="harmless"),
    ]

    assert unavoidable([choice("a"), choice("b")], *checks) == ["hopeless"]


def test_where_the_search_gives_up_something_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = [choice(f"q{number}") for number in range(12)]
    pairs = [(f"q{number}", f"q{number + 1}") for number in range(11)]
    checks = [
        contradiction(any_of(one, answer), any_of(other, answer), key=f"{one}{answer}")
        for one, other in pairs
        for answer in ("yes", "no")
    ]
    assert unavoidable(questions, *checks) == []

    monkeypatch.setattr("question_sets.avoiding.STEPS_TOGETHER", 0)
    monkeypatch.setattr("question_sets.avoiding.STEPS_AT_LEAST", 20)

    assert unavoidable(questions, *checks) != []


def test_an_edition_without_problems_can_be_filled_in(tell: Tell) -> None:
    counts = {"filled in": 0, "with problems": 0, "with a contradiction to avoid": 0}

    for random, made in zip(randoms(SEED, EXAMPLES), cycle((entangled, random_edition, edited))):
        edition = made(random)
        if problems(edition):
            counts["with problems"] += 1
            continue
        counts["filled in"] += 1
        counts["with a contradiction to avoid"] += any(rules(edition))
        for form, paths_of in FORMS.items():
            filled = filled_in(edition, avoid(paths_of(edition), rules(edition)).answers, form=form)
            shown = what_is_shown(filled)
            assert gaps(filled, shown) == ()
            assert contradictions(find(filled, shown)) == ()

    assert min(counts.values()) > 10
    tell(f"filling in: seed {SEED}, {EXAMPLES} editions, {counts}")


def test_no_way_out_is_overlooked_where_all_answers_can_be_tried(tell: Tell) -> None:
    counts = {"avoidable": 0, "unavoidable": 0}

    for random in randoms(SEED, TINY_EXAMPLES):
        edition = tiny(random)
        for paths_of in FORMS.values():
            paths = paths_of(edition)
            found = not avoid(paths, rules(edition)).unavoidable
            ways = (walk(paths, answers) for answers in all_answers(paths))
            assert found or not any(is_way_out(edition, seen) for seen in ways)
            counts["avoidable" if found else "unavoidable"] += 1

    assert min(counts.values()) > 5
    tell(f"avoiding, all answers tried: seed {SEED}, {TINY_EXAMPLES} editions, {counts}")


def edited(random: Random) -> Edition:
    return random_edits(random, random_edition(random), most=3)


def rules(edition: Edition) -> list[Check]:
    return [check for check in edition.checks if check.level is Level.CONTRADICTION]


def is_way_out(edition: Edition, seen: dict[str, Any]) -> bool:
    complete = all(value is not None or not edition.question(key).required for key, value in seen.items())
    return complete and not any(holds(check.when, seen) for check in rules(edition))
