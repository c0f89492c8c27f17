"""What keeps an edition from being published."""

from dataclasses import replace
from typing import Any

import pytest

from question_sets.kinds import QuestionKind
from question_sets.limits import MAX_CHOICES, MAX_CONDITIONS, MAX_POINTS, MAX_QUESTIONS
from question_sets.parts import EDITION, Part, PartKind, part_of
from question_sets.problems import Problem, problems
from question_sets.structure import Check, Choice, Clause, Edition, Guidance, Level, Operator, Point, Question
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


def contradicted(*when: Clause) -> Edition:
    check = Check("check", Level.CONTRADICTION, when, "That cannot be.", "")
    return make_edition(make_point("one", make_section("section", YES_OR_NO)), checks=(check,))


def bare(point: Point, **changes: Any) -> Edition:
    edition = make_edition(point)
    return replace(edition, points=tuple(replace(each, **changes) for each in edition.points))


def edition_with(**changes: Any) -> Edition:
    return replace(make_edition(make_point("one")), **changes)


ONE = part_of("point/one")
SECTION = part_of("section/one/section")
SHOWN = part_of("question/shown")
ITS_CONDITION = part_of("question/shown/condition/1")
THE_CHECK = part_of("check/check")
GUIDE = Guidance("", "ftp://example.org")

CASES: dict[str, tuple[Edition, Part, str]] = {
    "an edition without a title": (edition_with(title=" "), EDITION, "Enter a title."),
    "an edition whose label cannot be in an address": (
        make_edition(make_point("one"), edition="March 2021"),
        EDITION,
        "The name or label of this edition has other characters than letters, digits, - and _.",
    ),
    "no point": (make_edition(), EDITION, "Add a point."),
    "a point twice": (
        make_edition(make_point("one", make_section("a")), make_point("one", make_section("b"))),
        EDITION,
        "The point “Point one” and the point “Point one” have the same key.",
    ),
    "a key that cannot be in an address": (
        of_questions(ask("a/b")),
        EDITION,
        "The question “1.1” has a key that cannot be part of a web address.",
    ),
    "a choice’s key that cannot be in an address": (
        of_questions(ask("x", QuestionKind.CHOICE, choices=("a b",))),
        EDITION,
        "The choice “A b” has a key that cannot be part of a web address.",
    ),
    "two points of one number": (
        edition_with(points=tuple(replace(make_point(key), number=7) for key in ("one", "two"))),
        EDITION,
        "2 points have the number 7.",
    ),
    "a question twice": (
        of_questions(ask("twice"), ask("twice")),
        EDITION,
        "The question “1.1” and the question “1.2” have the same key.",
    ),
    "two questions of one code": (
        edition_with(points=(make_point("one", make_section("a", ask("x", code="7"), ask("y", code="7"))),)),
        EDITION,
        "2 questions have the code 7.",
    ),
    "too many points": (
        make_edition(*(make_point(f"point-{number}") for number in range(MAX_POINTS + 1))),
        EDITION,
        "There are 61 points here, and room for 60.",
    ),
    "too many questions": (
        of_questions(*(ask(f"question-{number}") for number in range(MAX_QUESTIONS + 1))),
        EDITION,
        "There are 1,001 questions here, and room for 1,000.",
    ),
    "too many choices": (
        of_questions(ask("shown", QuestionKind.MULTI, choices=map(str, range(MAX_CHOICES + 1)))),
        SHOWN,
        "There are 61 choices here, and room for 60.",
    ),
    "too many conditions": (
        of_questions(YES_OR_NO, shown(*[any_of("gate", "yes")] * (MAX_CONDITIONS + 1))),
        SHOWN,
        "There are 11 conditions here, and room for 10.",
    ),
    "no section": (bare(make_point("one"), sections=()), ONE, "Add a section."),
    "no title": (bare(make_point("one"), title=""), ONE, "Enter a title."),
    "guidance without a title": (
        bare(make_point("one"), guidance=(GUIDE,)),
        part_of("guidance/one/1"),
        "Enter a title.",
    ),
    "guidance that is not on the web": (
        bare(make_point("one"), guidance=(GUIDE,)),
        part_of("guidance/one/1"),
        "Enter a web address that starts with https://.",
    ),
    "a section twice": (
        make_edition(make_point("one", make_section("a", ask("x")), make_section("a", ask("y")))),
        EDITION,
        "The section “About a” and the section “About a” have the same key.",
    ),
    "no question": (
        bare(make_point("one"), sections=(replace(make_section("section"), questions=()),)),
        SECTION,
        "Add a question.",
    ),
    "a section that waits for its own question": (
        make_edition(
            make_point("one", make_section("section", YES_OR_NO, shown_when=(any_of("gate", "yes"),)))
        ),
        part_of("section/one/section/condition/1"),
        "This condition names 1.1, which is asked in this section itself.",
    ),
    "a section that waits for a later question": (
        make_edition(
            make_point(
                "one",
                make_section("section", shown_when=(any_of("gate", "yes"),)),
                make_section("later", YES_OR_NO),
            )
        ),
        part_of("section/one/section/condition/1"),
        "This condition names 1.2, which is asked later.",
    ),
    "no text": (
        of_questions(shown(), ask("x", text="")),
        part_of("question/x"),
        "Enter the text of the question.",
    ),
    "no code": (
        bare(make_point("one"), sections=(make_section("section", ask("shown", code=" ")),)),
        SHOWN,
        "This question has no code. Number the questions of its point again.",
    ),
    "no choice": (of_questions(ask("shown", QuestionKind.MULTI)), SHOWN, "Add a choice."),
    "a choice too many": (
        of_questions(ask("shown", choices=("a",))),
        SHOWN,
        "Remove its choices, or choose a kind that has choices.",
    ),
    "a choice twice": (
        of_questions(ask("x", QuestionKind.CHOICE, choices=("a", "a"))),
        EDITION,
        "The choice “A” and the choice “A” have the same key.",
    ),
    "an exclusive choice of one": (
        of_questions(ask("x", QuestionKind.CHOICE, choices=("a!",))),
        part_of("choice/x/a"),
        "Only one choice can be picked here: this one need not exclude the others.",
    ),
    "a choice without a label": (
        of_questions(replace(YES_OR_NO, choices=(Choice("a", ""),))),
        part_of("choice/gate/a"),
        "Enter a label for this choice.",
    ),
    "two choices of one label": (
        of_questions(replace(YES_OR_NO, key="x", choices=(Choice("yes", "Yes"), Choice("y", " yes ")))),
        part_of("choice/x/y"),
        "Another choice of this question has this label. Word one of them in another way.",
    ),
    "an explanation after no choice": (
        of_questions(replace(YES_OR_NO, explain_for=("maybe",))),
        part_of("question/gate"),
        "An explanation is asked for after a choice that this question does not have.",
    ),
    "a condition on nothing": (
        of_questions(shown(Clause((), Operator.ANY, values=("yes",)))),
        ITS_CONDITION,
        "Choose a question for this condition.",
    ),
    "a missing question": (
        of_questions(shown(any_of("gone", "yes"))),
        ITS_CONDITION,
        "This condition names a question that is not in this edition.",
    ),
    "a later question": (
        of_questions(shown(any_of("gate", "yes")), YES_OR_NO),
        ITS_CONDITION,
        "This condition names 1.2, which is asked later.",
    ),
    "itself": (
        of_questions(replace(YES_OR_NO, key="shown", shown_when=(any_of("shown", "yes"),))),
        ITS_CONDITION,
        "This condition of 1.1 names 1.1 itself.",
    ),
    "a missing choice": (
        of_questions(YES_OR_NO, shown(any_of("gate", "maybe"))),
        ITS_CONDITION,
        "This condition names a choice that 1.1 does not have.",
    ),
    "no value": (
        of_questions(YES_OR_NO, shown(any_of("gate"))),
        ITS_CONDITION,
        "Choose at least one answer for this condition.",
    ),
    "a choice of a text": (
        of_questions(ask("free"), shown(any_of("free", "yes"))),
        ITS_CONDITION,
        "This condition names choices, and 1.1 has none to pick from.",
    ),
    "pounds of a choice": (
        of_questions(YES_OR_NO, shown(over("gate", 1))),
        ITS_CONDITION,
        "This condition names an amount, and 1.1 does not ask for money.",
    ),
    "no pounds": (
        of_questions(ask("sum", QuestionKind.MONEY), shown(Clause(("sum",), Operator.OVER))),
        ITS_CONDITION,
        "Enter an amount for this condition.",
    ),
    "a date compared with a choice": (
        of_questions(
            YES_OR_NO,
            ask("day", QuestionKind.DATE),
            shown(Clause(("day",), Operator.BEFORE, other="gate")),
        ),
        ITS_CONDITION,
        "This condition compares dates, and 1.1 does not ask for one.",
    ),
    "a date compared with nothing": (
        of_questions(ask("day", QuestionKind.DATE), shown(Clause(("day",), Operator.BEFORE))),
        ITS_CONDITION,
        "Choose the date that this condition compares with.",
    ),
    "a date compared with itself": (
        of_questions(ask("day", QuestionKind.DATE), shown(Clause(("day",), Operator.BEFORE, other="day"))),
        ITS_CONDITION,
        "This condition compares a date with itself.",
    ),
    "no months": (
        of_questions(
            ask("day", QuestionKind.DATE), shown(Clause(("day",), Operator.MONTHS_AFTER_OVER, other="day"))
        ),
        ITS_CONDITION,
        "Enter a number of months for this condition.",
    ),
    "an entry's question from outside": (
        make_edition(
            make_point(
                "one",
                make_section("a", YES_OR_NO, repeats="site"),
                make_section("b", shown(any_of("gate", "yes"))),
            )
        ),
        ITS_CONDITION,
        "This condition names 1.1, which is answered once for each site.",
    ),
    "a question that the short form cannot reach": (
        of_questions(YES_OR_NO, replace(shown(any_of("gate", "yes")), short_form=True)),
        SHOWN,
        "This question is never shown in the short form: it waits for 1.1, which is not in it.",
    ),
    "a section that the short form cannot reach": (
        make_edition(
            make_point(
                "one",
                make_section("a", YES_OR_NO),
                make_section("section", ask("x", short_form=True), shown_when=(any_of("gate", "yes"),)),
            )
        ),
        SECTION,
        "This section is never shown in the short form: it waits for 1.1, which is not in it.",
    ),
    "a check that no answers fire": (
        with_check(any_of("gate", "yes"), any_of("gate", "no")),
        THE_CHECK,
        "This check can never fire: no answers were found that satisfy all its conditions together.",
    ),
    "a question that no answers show": (
        of_questions(YES_OR_NO, shown(any_of("gate", "yes"), any_of("gate", "no"))),
        SHOWN,
        "This question is never shown: no answers were found that satisfy all its conditions together.",
    ),
    "a question that waits for one that no answers show": (
        of_questions(
            YES_OR_NO,
            replace(YES_OR_NO, key="lost", shown_when=(any_of("gate", "yes"), any_of("gate", "no"))),
            shown(any_of("lost", "yes")),
        ),
        SHOWN,
        "This question is never shown: it waits for 1.2, which is never shown either.",
    ),
    "a check without a condition": (with_check(), THE_CHECK, "Add a condition."),
    "a check across entries": (
        with_check(Clause(("contract.1",), Operator.BEFORE, other="site.1")),
        part_of("check/check/condition/1"),
        "A check cannot look at a contract and a site together.",
    ),
    "a contradiction that nobody can avoid": (
        contradicted(any_of("gate", "yes", "no")),
        THE_CHECK,
        "No complete answers were found that avoid this contradiction: no team could submit.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_problem_is_found_where_it_is(name: str) -> None:
    edition, part, message = CASES[name]

    assert Problem(part, message) in problems(edition)


def test_an_edition_without_problems_has_none() -> None:
    assert problems(small_edition()) == []


def test_no_sentence_shows_a_key() -> None:
    edition = of_questions(
        shown(any_of("secret-key", "secret-value")), replace(YES_OR_NO, explain_for=("secret-value",))
    )

    assert [problem.message for problem in problems(edition) if "secret" in problem.message] == []


def test_the_parts_of_a_section_that_is_never_shown_are_not_told_one_by_one() -> None:
    both = (any_of("gate", "yes"), any_of("gate", "no"))
    section = make_section("section", shown(), shown_when=both)
    edition = make_edition(make_point("one", make_section("a", YES_OR_NO), section))

    assert [problem.part for problem in problems(edition)] == [SECTION]


def test_a_broken_condition_is_told_alone() -> None:
    edition = of_questions(YES_OR_NO, shown(any_of("gate", "maybe"), any_of("gate", "yes")))
    checked = replace(edition, checks=contradicted(any_of("shown", "x")).checks)

    assert [str(problem.part) for problem in problems(edition)] == ["question/shown/condition/1"]
    assert [str(problem.part) for problem in problems(checked)] == [
        "question/shown/condition/1",
        "check/check/condition/1",
    ]


def test_two_questions_that_wait_for_each_other_are_a_problem() -> None:
    first = replace(YES_OR_NO, key="first", shown_when=(any_of("second", "yes"),))
    second = replace(YES_OR_NO, key="second", shown_when=(any_of("first", "yes"),))

    assert problems(of_questions(first, second)) == [
        Problem(part_of("question/first/condition/1"), "This condition names 1.2, which is asked later.")
    ]


def test_an_entry_may_look_at_its_own_answers_and_at_earlier_ones_outside() -> None:
    inside = make_section(
        "b", ask("own", QuestionKind.MONEY), shown(over("own", 1), any_of("gate", "yes")), repeats="site"
    )

    assert problems(make_edition(make_point("one", make_section("a", YES_OR_NO), inside))) == []


def test_a_kind_without_choices_says_nothing_of_how_many_can_be_picked() -> None:
    edition = of_questions(ask("x", choices=("a!",)))

    assert [problem.message for problem in problems(edition)] == [
        "Remove its choices, or choose a kind that has choices."
    ]


def test_a_check_on_what_the_short_form_does_not_ask_is_no_problem() -> None:
    assert problems(with_check(any_of("gate", "yes"))) == []


def test_a_check_with_a_broken_condition_is_told_once() -> None:
    found = problems(with_check(any_of("gate", "maybe")))

    assert [problem.part.kind for problem in found] == [PartKind.CONDITION]
