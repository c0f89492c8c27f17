"""What keeps an edition from being published."""

from dataclasses import replace
from typing import Any

import pytest

from question_sets.kinds import QuestionKind
from question_sets.problems import Place, Problem, problems
from question_sets.structure import Check, Choice, Clause, Edition, Level, Operator, Point, Question
from tests.question_sets.factories import (
    any_of,
    ask,
    make_edition,
    make_point,
    make_section,
    over,
    small_edition,
)

YES_OR_NO = ask("gate", QuestionKind.CHOICE, choices=("yes", "no"))


def shown(*clauses: Clause) -> Question:
    return ask("shown", shown_when=clauses)


def of_questions(*questions: Question) -> Edition:
    return make_edition(make_point("one", make_section("section", *questions)))


def with_check(*when: Clause) -> Edition:
    check = Check("check", Level.WARNING, when, "Look again.", "")
    entries = (make_section(name, ask(f"{name}.1"), repeats=name) for name in ("contract", "site"))
    return make_edition(make_point("one", make_section("section", YES_OR_NO), *entries), checks=(check,))


def bare(point: Point, **changes: Any) -> Edition:
    edition = make_edition(point)
    return replace(edition, points=tuple(replace(each, **changes) for each in edition.points))


CASES = {
    "no point": (make_edition(), Place.EDITION, "Add a point."),
    "a point twice": (
        make_edition(make_point("one", make_section("a")), make_point("one", make_section("b"))),
        Place.EDITION,
        "There are 2 of point one.",
    ),
    "a question twice": (
        of_questions(ask("twice"), ask("twice")),
        Place.EDITION,
        "There are 2 of question twice.",
    ),
    "no section": (bare(make_point("one"), sections=()), Place.POINT, "Add a section."),
    "no title": (bare(make_point("one"), title=""), Place.POINT, "Enter a title."),
    "a section twice": (
        make_edition(make_point("one", make_section("a", ask("x")), make_section("a", ask("y")))),
        Place.POINT,
        "There are 2 of section a.",
    ),
    "no question": (
        bare(make_point("one"), sections=(replace(make_section("a"), questions=()),)),
        Place.SECTION,
        "Add a question.",
    ),
    "a section that waits for its own question": (
        make_edition(make_point("one", make_section("a", YES_OR_NO, shown_when=(any_of("gate", "yes"),)))),
        Place.SECTION,
        "A condition of 1.1 depends on itself.",
    ),
    "no text": (of_questions(ask("x", text="")), Place.QUESTION, "Enter the text of the question."),
    "no choice": (of_questions(ask("x", QuestionKind.MULTI)), Place.QUESTION, "Add a choice."),
    "a choice too many": (
        of_questions(ask("x", choices=("a",))),
        Place.QUESTION,
        "A question of this kind has no choices.",
    ),
    "a choice twice": (
        of_questions(ask("x", QuestionKind.CHOICE, choices=("a", "a"))),
        Place.QUESTION,
        "There are 2 of choice a.",
    ),
    "an exclusive choice of one": (
        of_questions(ask("x", QuestionKind.CHOICE, choices=("a!",))),
        Place.QUESTION,
        "Only one choice can be picked: “A” need not exclude the others.",
    ),
    "an explanation after no choice": (
        of_questions(replace(YES_OR_NO, explain_for=("maybe",))),
        Place.QUESTION,
        "An explanation is asked for after “maybe”, which is not a choice.",
    ),
    "a condition on nothing": (
        of_questions(shown(Clause((), Operator.ANY, values=("yes",)))),
        Place.QUESTION,
        "A condition names no question.",
    ),
    "a missing question": (
        of_questions(shown(any_of("gone", "yes"))),
        Place.QUESTION,
        "A condition names question gone, which is not in this edition.",
    ),
    "a later question": (
        of_questions(shown(any_of("gate", "yes")), YES_OR_NO),
        Place.QUESTION,
        "A condition names 1.2, which is asked later.",
    ),
    "a missing choice": (
        of_questions(YES_OR_NO, shown(any_of("gate", "maybe"))),
        Place.QUESTION,
        "A condition names “maybe”, which is not a choice of 1.1.",
    ),
    "no value": (
        of_questions(YES_OR_NO, shown(any_of("gate"))),
        Place.QUESTION,
        "A condition on 1.1 names no choice.",
    ),
    "pounds of a choice": (
        of_questions(YES_OR_NO, shown(over("gate", 1))),
        Place.QUESTION,
        "A condition on 1.1 needs a question of another kind: money, in whole pounds.",
    ),
    "an entry's question from outside": (
        make_edition(
            make_point(
                "one",
                make_section("a", YES_OR_NO, repeats="site"),
                make_section("b", shown(any_of("gate", "yes"))),
            )
        ),
        Place.QUESTION,
        "A condition names 1.1, which is answered once for each site.",
    ),
    "an edition without a title": (
        replace(make_edition(make_point("one")), title=""),
        Place.EDITION,
        "Enter a title.",
    ),
    "a choice without a label": (
        of_questions(replace(YES_OR_NO, choices=(Choice("a", ""),))),
        Place.QUESTION,
        "Enter a label for the choice “a”.",
    ),
    "a question that the short form cannot reach": (
        of_questions(YES_OR_NO, replace(shown(any_of("gate", "yes")), short_form=True)),
        Place.QUESTION,
        "1.2 is never shown in the short form: it waits for 1.1, which is not in it.",
    ),
    "a section that the short form cannot reach": (
        make_edition(
            make_point(
                "one",
                make_section("a", YES_OR_NO),
                make_section("b", ask("x", short_form=True), shown_when=(any_of("gate", "yes"),)),
            )
        ),
        Place.SECTION,
        "This section is never shown in the short form: it waits for 1.1, which is not in it.",
    ),
    "a check without a condition": (with_check(), Place.CHECK, "Add a condition."),
    "a check across entries": (
        with_check(Clause(("contract.1",), Operator.BEFORE, other="site.1")),
        Place.CHECK,
        "A check cannot join the entries of two repeating sections.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_problem_is_found_where_it_is(name: str) -> None:
    edition, place, message = CASES[name]

    assert (place, message) in [(problem.place, problem.message) for problem in problems(edition)]


def test_an_edition_without_problems_has_none() -> None:
    assert problems(small_edition()) == []


def test_a_problem_leads_to_its_place() -> None:
    edition = make_edition(make_point("one", make_section("a", shown(any_of("gone", "yes")))))

    assert [problem.keys for problem in problems(edition)] == [("shown",)]


def test_two_questions_that_wait_for_each_other_are_a_problem() -> None:
    first = replace(YES_OR_NO, key="first", shown_when=(any_of("second", "yes"),))
    second = replace(YES_OR_NO, key="second", shown_when=(any_of("first", "yes"),))

    assert problems(of_questions(first, second)) == [
        Problem(Place.QUESTION, ("first",), "A condition names 1.2, which is asked later.")
    ]


def test_an_entry_may_look_at_its_own_answers_and_at_earlier_ones_outside() -> None:
    inside = make_section(
        "b", ask("own", QuestionKind.MONEY), shown(over("own", 1), any_of("gate", "yes")), repeats="site"
    )

    assert problems(make_edition(make_point("one", make_section("a", YES_OR_NO), inside))) == []
