"""Which questions can be shown: every one is shown by its witness, or reported."""

import time
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

import pytest

from assessments.completeness import what_is_shown
from assessments.models import Form
from plain_text.limits import MAX_MONEY
from question_sets.conditions import Answers, holds
from question_sets.kinds import QuestionKind
from question_sets.parts import PartKind, part_of
from question_sets.problems import problems
from question_sets.reaching import Paths, full_form, question_part, short_form, witnesses
from question_sets.structure import Clause, Edition, Operator, Question
from tests.question_sets.entangled_editions import entangled, tiny
from tests.question_sets.factories import any_of, ask, make_edition, make_point, make_section, over
from tests.question_sets.filling_in import given
from tests.question_sets.trying import randoms
from tests.telling import Tell

SEED = 3
EXAMPLES = 150
FORMS: Mapping[Form, Callable[[Edition], Paths]] = {Form.FULL: full_form, Form.SHORT: short_form}


def choice(key: str, *clauses: Clause, **changes: Any) -> Question:
    return ask(key, QuestionKind.CHOICE, choices=("yes", "no"), shown_when=clauses, **changes)


def many(key: str) -> Question:
    return ask(key, QuestionKind.MULTI, choices=("a", "b", "none!", "never!"))


def day(key: str) -> Question:
    return ask(key, QuestionKind.DATE)


def between(key: str, operator: Operator, other: str, months: int | None = None) -> Clause:
    return Clause((key,), operator, amount=months, other=other)


def shown_by(*questions: Question, clauses: tuple[Clause, ...]) -> Answers | None:
    """Answers that show a last question under these conditions."""
    last = ask("last", shown_when=clauses)
    edition = make_edition(make_point("one", make_section("section", *questions, last)))
    return witnesses(full_form(edition)).get(question_part("last"))


OVER, UP_TO, BEFORE = Operator.MONTHS_AFTER_OVER, Operator.MONTHS_AFTER_UP_TO, Operator.BEFORE

POSSIBLE = {
    "nothing asked": ((), ()),
    "one answer": ((choice("a"),), (any_of("a", "no"),)),
    "two boxes": ((many("m"),), (any_of("m", "a"), any_of("m", "b"))),
    "one box that excludes the others": ((many("m"),), (any_of("m", "a", "none"), any_of("m", "none", "b"))),
    "an amount": ((ask("sum", QuestionKind.MONEY),), (over("sum", 7), over("sum", MAX_MONEY - 1))),
    "either of two": (
        (choice("a"), choice("b")),
        (any_of("a", "yes"), Clause(("a", "b"), Operator.ANY, values=("no",))),
    ),
    "a chain": ((choice("a"), choice("b", any_of("a", "no"))), (any_of("b", "yes"),)),
    "dates in order": (
        (day("x"), day("y"), day("z")),
        (between("x", BEFORE, "y"), between("y", BEFORE, "z"), between("z", UP_TO, "x", 1)),
    ),
    "years apart": ((day("x"), day("y")), (between("y", OVER, "x", 120),)),
    "not too far apart": ((day("x"), day("y")), (between("y", OVER, "x", 23), between("y", UP_TO, "x", 24))),
}

IMPOSSIBLE = {
    "two answers to one choice": ((choice("a"),), (any_of("a", "no"), any_of("a", "yes"))),
    "a box with one that excludes it": ((many("m"),), (any_of("m", "a"), any_of("m", "none"))),
    "two boxes that exclude all others": ((many("m"),), (any_of("m", "never"), any_of("m", "none"))),
    "more than the most": ((ask("sum", QuestionKind.MONEY),), (over("sum", MAX_MONEY),)),
    "a chain that bites itself": (
        (choice("a"), choice("b", any_of("a", "no"))),
        (any_of("b", "yes"), any_of("a", "yes")),
    ),
    "before itself": ((day("x"),), (between("x", BEFORE, "x"),)),
    "dates in a ring": (
        (day("x"), day("y"), day("z")),
        (between("x", BEFORE, "y"), between("y", BEFORE, "z"), between("z", BEFORE, "x")),
    ),
    "nearer than far": (
        (day("x"), day("y")),
        (between("y", OVER, "x", 24), between("y", UP_TO, "x", 24)),
    ),
    "before and months after": (
        (day("x"), day("y")),
        (between("y", OVER, "x", 1), between("y", BEFORE, "x")),
    ),
    "longer than all calendars": ((day("x"), day("y")), (between("y", OVER, "x", 12 * 9000),)),
}


@pytest.mark.parametrize("name", POSSIBLE)
def test_answers_that_show_a_question_are_found(name: str) -> None:
    questions, clauses = POSSIBLE[name]

    answers = shown_by(*questions, clauses=clauses)

    assert answers is not None
    assert holds(clauses, answers)
    assert holds(clauses, {}) is (clauses == ())


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_none_are_found_where_conditions_rule_each_other_out(name: str) -> None:
    questions, clauses = IMPOSSIBLE[name]

    assert shown_by(*questions, clauses=clauses) is None


def test_an_entry_sees_its_own_answers_and_those_of_the_project() -> None:
    inside = make_section("b", choice("own"), ask("last", shown_when=(any_of("own", "no"),)), repeats="site")
    edition = make_edition(make_point("one", make_section("a", choice("gate")), inside))

    assert set(witnesses(full_form(edition))) == set(full_form(edition).waits_for)


def test_what_the_short_form_does_not_ask_shows_nothing_in_it() -> None:
    last = ask("last", shown_when=(any_of("a", "yes"),), short_form=True)
    edition = make_edition(make_point("one", make_section("section", choice("a"), last)))

    assert question_part("last") in witnesses(full_form(edition))
    assert question_part("last") not in witnesses(short_form(edition))


def test_every_question_of_a_random_edition_is_shown_by_its_witness_or_reported(tell: Tell) -> None:
    counts = {"shown": 0, "reported": 0}

    for random in randoms(SEED, EXAMPLES):
        edition = entangled(random)
        reported = {problem.part for problem in problems(edition)}
        for form, paths_of in FORMS.items():
            paths = paths_of(edition)
            found = witnesses(paths)
            for key in paths.questions:
                part = question_part(key)
                if part in found:
                    shown = what_is_shown(given(edition, found[part], form=form)).by_key
                    assert key in {question for question, _ in shown}
                    counts["shown"] += 1
                else:
                    point, section = edition.place_of(key)
                    assert reported & {part, part_of(f"section/{point.key}/{section.key}")}
                    counts["reported"] += 1

    assert min(counts.values()) > 100
    tell(
        f"reaching: seed {SEED}, {EXAMPLES} editions, {counts['shown']} shown, {counts['reported']} reported"
    )


def test_no_answers_are_overlooked_where_all_of_them_can_be_tried(tell: Tell) -> None:
    counts = {"shown": 0, "never shown": 0}

    for random in randoms(SEED, EXAMPLES):
        edition = tiny(random)
        for paths_of in FORMS.values():
            paths = paths_of(edition)
            found = {part.keys[0] for part in witnesses(paths) if part.kind is PartKind.QUESTION}
            tried = {key for answers in all_answers(paths) for key in walk(paths, answers)}
            assert tried - found == set()
            counts["shown"] += len(found)
            counts["never shown"] += len(paths.questions) - len(found)

    assert min(counts.values()) > 20
    tell(f"reaching, all answers tried: seed {SEED}, {EXAMPLES} editions, {counts}")


@pytest.mark.parametrize("paths_of", FORMS.values())
def test_a_thousand_questions_are_looked_at_in_less_than_a_second(
    paths_of: Callable[[Edition], Paths],
) -> None:
    chain = (choice(f"q{n}", any_of(f"q{n - 1}", "yes"), short_form=True) for n in range(1, 500))
    fan = (ask(f"f{n}", shown_when=(any_of("fan", str(n % 50)),), short_form=True) for n in range(498))
    wide = ask("fan", QuestionKind.CHOICE, choices=map(str, range(50)), short_form=True)
    questions = (choice("q0", short_form=True), *chain, wide, *fan)
    paths = paths_of(make_edition(make_point("one", make_section("section", *questions))))

    began = time.process_time()
    found = witnesses(paths)

    assert time.process_time() - began < 1
    assert set(found) == set(paths.waits_for)


def all_answers(paths: Paths) -> Iterator[dict[str, Any]]:
    """Every set of answers worth telling apart, blanks included."""
    values = {
        QuestionKind.CHOICE: (None, "yes", "no", "partly"),
        QuestionKind.MULTI: (None, ["a"], ["b"], ["a", "b"], ["none"]),
        QuestionKind.MONEY: (None, 0, 1, 101),
        QuestionKind.DATE: (None, "2027-01-01", "2027-01-02", "2027-02-01", "2027-02-02", "2027-03-03"),
    }
    for given_values in product(*(values[question.kind] for question in paths.questions.values())):
        pairs = zip(paths.questions, given_values, strict=True)
        yield {key: value for key, value in pairs if value is not None}


def walk(paths: Paths, answers: Answers) -> dict[str, Any]:
    """What is shown with these answers, each with its own, or None."""
    seen: dict[str, Any] = {}
    for key in paths.questions:
        if holds(paths.waits_for[question_part(key)], seen):
            seen[key] = answers.get(key)
    return seen
