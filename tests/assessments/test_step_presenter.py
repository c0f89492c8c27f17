"""What a step asks, and in which words."""

from itertools import product
from typing import Any

import pytest

from assessments.completeness import what_is_shown
from assessments.presenters.steps import Step, kept_notice, kept_unasked, make_step, moment_in_words
from assessments.snapshot import Snapshot
from question_sets.kinds import QuestionKind
from question_sets.structure import Clause, Edition, Operator, Question
from tests.assessments.snapshots import edition, point, question, section, snapshot, when, yes_no
from tests.question_sets.factories import small_edition


def over(key: str, amount: int) -> tuple[Clause, ...]:
    return (Clause((key,), Operator.OVER, amount=amount),)


def two_sections(*here: Question, earlier: Question | None = None) -> Edition:
    gate = section("earlier", earlier or yes_no("gate"))
    return edition(point("p", gate, section("here", *here)))


def step_here(of: Snapshot) -> Step:
    only = of.edition.points[0]
    return make_step(of, what_is_shown(of), only, only.sections[1])


def sentences(step: Step) -> dict[str, str]:
    return {
        asked.question.key: asked.follow_up.sentence if asked.follow_up else "" for asked in step.questions
    }


@pytest.mark.parametrize(
    ("clauses", "sentence"),
    [
        (when("a", "no"), "Answer if you chose “No” at a"),
        (when("a", "no", "yes"), "Answer if you chose “No” or “Yes” at a"),
        (over("m", 20_000_000), "Answer if the amount at m is more than £20,000,000"),
        (
            (*when("a", "no"), *over("m", 5)),
            "Answer if you chose “No” at a and the amount at m is more than £5",
        ),
        ((Clause(("a", "b"), Operator.ANY, ("no",)),), "Answer if you chose “No” at a or b"),
        ((Clause(("gate", "b"), Operator.ANY, ("no",)),), "Answer if you chose “No” at b"),
        ((*when("gate", "yes"), *when("a", "no")), "Answer if you chose “No” at a"),
    ],
)
def test_a_follow_up_says_which_answers_of_the_page_call_for_it(
    clauses: tuple[Clause, ...], sentence: str
) -> None:
    money = question("m", QuestionKind.MONEY)
    here = (yes_no("a"), yes_no("b"), money, question("follows", shown_when=clauses))

    step = step_here(snapshot(two_sections(*here), {"gate": "yes"}))

    assert sentences(step)["follows"] == sentence


def test_what_an_earlier_answer_settles_needs_no_condition() -> None:
    either = (Clause(("gate", "a"), Operator.ANY, ("yes",)),)
    here = two_sections(yes_no("a"), question("follows", shown_when=either))

    assert sentences(step_here(snapshot(here, {"gate": "yes"}))) == {"a": "", "follows": ""}


def test_what_hangs_on_a_question_that_cannot_be_asked_is_not_on_the_page() -> None:
    here = two_sections(
        yes_no("a", shown_when=when("gate", "no")),
        yes_no("b", shown_when=when("a", "yes")),
        question("c", shown_when=when("b", "yes")),
        question("always"),
    )

    assert list(sentences(step_here(snapshot(here, {"gate": "yes", "a": "yes", "b": "yes"})))) == ["always"]


BEFORE_ENDS = (Clause(("starts",), Operator.BEFORE, other="ends"),)


def dates_apart(*, earlier: str, here: str) -> Edition:
    """A question about two dates, of which one is asked in the section before."""
    follows = question("follows", shown_when=BEFORE_ENDS)
    return two_sections(
        question(here, QuestionKind.DATE), follows, earlier=question(earlier, QuestionKind.DATE)
    )


@pytest.mark.parametrize(("earlier", "here"), [("starts", "ends"), ("ends", "starts")])
def test_a_date_of_the_page_is_compared_with_one_of_another_page(earlier: str, here: str) -> None:
    given = {earlier: "2027-01-01"}

    step = step_here(snapshot(dates_apart(earlier=earlier, here=here), given))

    sentence = "Answer if the date at starts is before the date at ends"
    assert sentences(step) == {here: "", "follows": sentence}


@pytest.mark.parametrize(("earlier", "here"), [("starts", "ends"), ("ends", "starts")])
def test_no_date_of_the_page_can_be_compared_with_a_blank_one_of_another_page(
    earlier: str, here: str
) -> None:
    step = step_here(snapshot(dates_apart(earlier=earlier, here=here)))

    assert sentences(step) == {here: ""}


@pytest.mark.parametrize("values", [*product([None, "yes", "no"], [None, 10, 11], [None, "yes", "no"])])
def test_the_conditions_of_a_page_show_exactly_what_is_asked(values: tuple[Any, ...]) -> None:
    here = two_sections(
        yes_no("a"),
        question("m", QuestionKind.MONEY, shown_when=when("a", "yes")),
        yes_no("b", shown_when=(*when("a", "yes"), *over("m", 10))),
        question("c", shown_when=(Clause(("a", "b"), Operator.ANY, ("no",)),)),
        question("d", shown_when=when("gate", "yes")),
    )
    given = {key: value for key, value in zip(("a", "m", "b"), values, strict=True) if value is not None}
    now = snapshot(here, {"gate": "yes", **given})

    shown = [asked.question.key for asked in what_is_shown(now).by_point["p"].sections[1].parts[0].questions]

    assert visible(step_here(now), given) == shown


def visible(step: Step, given: dict[str, Any]) -> list[str]:
    """As the script does it: what is hidden counts as blank for what follows."""
    seen: list[str] = []
    for asked in step.questions:
        conditions = asked.follow_up.conditions if asked.follow_up else ()
        if all(met(condition, {key: given.get(key) for key in seen}) for condition in conditions):
            seen.append(asked.question.key)
    return seen


def met(condition: Any, given: dict[str, Any]) -> bool:
    values = [given[key] for key in condition["questions"] if given.get(key) is not None]
    if condition["operator"] == "over":
        return any(value > condition["amount"] for value in values)
    return any(value in condition["values"] for value in values)


def test_kept_answers_are_those_of_the_page_and_those_that_it_hides() -> None:
    later = section("later", question("hidden-by-here", shown_when=when("a", "yes")))
    elsewhere = section("elsewhere", question("hidden-by-gate", shown_when=when("gate", "no")))
    here = section("here", yes_no("a"), question("follows", shown_when=when("a", "yes")))
    whole = edition(point("p", section("earlier", yes_no("gate")), here, later, elsewhere))
    texts = {"follows": "x", "hidden-by-here": "x", "hidden-by-gate": "x"}
    now = snapshot(whole, {"gate": "yes", "a": "no", **texts})

    kept = kept_unasked(now, what_is_shown(now), step_here(now))

    assert kept == (("follows", ""), ("hidden-by-here", ""))


def test_an_answer_that_a_date_of_the_page_hides_by_comparison_is_named() -> None:
    later = section("later", question("follows", shown_when=BEFORE_ENDS))
    here = section("here", question("ends", QuestionKind.DATE))
    whole = edition(point("p", section("earlier", question("starts", QuestionKind.DATE)), here, later))
    now = snapshot(whole, {"starts": "2027-02-01", "ends": "2027-01-01", "follows": "x"})

    assert kept_unasked(now, what_is_shown(now), step_here(now)) == (("follows", ""),)


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("2027-03-03T14:32:00+00:00", "3 March 2027 at 14:32"),
        ("2027-07-03T23:05:00+00:00", "4 July 2027 at 00:05"),
        ("2027-07-03T11:00:00+00:00", "3 July 2027 at 12:00"),
    ],
)
def test_a_moment_is_printed_in_local_time(stored: str, words: str) -> None:
    assert moment_in_words(stored) == words


@pytest.mark.parametrize(
    ("keys", "notice"),
    [
        (
            [("first.text", "")],
            "Your answer to 1.1 is not asked for now. It is kept, and is not part of your pack.",
        ),
        (
            [("contract.value", "N-1"), ("first.text", ""), ("contract.value", "N-2")],
            "Your answers to 1.1 and 2.2 are not asked for now."
            " They are kept, and are not part of your pack.",
        ),
    ],
)
def test_kept_answers_are_named_by_their_codes(keys: list[tuple[str, str]], notice: str) -> None:
    assert kept_notice(keys, small_edition()) == notice
