"""What a value of each kind is."""

from dataclasses import dataclass
from typing import Any

import pytest

from plain_text.limits import MAX_MONEY
from question_sets.kinds import (
    MAX_TEXT_LENGTH,
    MAX_TEXT_LINES,
    QuestionKind,
    Value,
    has_choices,
    is_blank,
    is_valid_value,
    normal_value,
    readable_lines,
)
from tests.question_sets.factories import ask

CHOICES = ("apples", "pears", "none!")


@dataclass(frozen=True)
class Case:
    """What holds for one kind."""

    valid: tuple[Value, ...]
    invalid: tuple[Any, ...]
    blank: Value
    lines: tuple[Value, tuple[str, ...]]


CASES = {
    QuestionKind.TEXT: Case(
        valid=("One", "x" * MAX_TEXT_LENGTH, "\n" * (MAX_TEXT_LINES - 1) + "x", "مرحبا 👋", "{{ no }} <b>"),
        invalid=(
            3,
            ["One"],
            "x" * (MAX_TEXT_LENGTH + 1),
            "x" + "\n" * MAX_TEXT_LINES,
            "a\x00",
            "\ud800",
            "a\r\n",
        ),
        blank="",
        lines=("One\n\nTwo", ("One", "", "Two")),
    ),
    QuestionKind.CHOICE: Case(
        valid=("apples", "none"),
        invalid=("Apples", "plums", ["apples"], 1, True),
        blank=None,
        lines=("apples", ("Apples",)),
    ),
    QuestionKind.MULTI: Case(
        valid=(["pears"], ["pears", "apples"], ["none"]),
        invalid=("pears", ["plums"], ["none", "pears"], ["pears", "pears"], [1], {"pears": 1}, [["pears"]]),
        blank=None,
        lines=(["apples", "none"], ("Apples", "None")),
    ),
    QuestionKind.DATE: Case(
        valid=("2027-03-03", "0001-01-01", "9999-12-31", "2024-02-29"),
        invalid=("2027-02-29", "20270303", "2027-W09-3", "3 March 2027", "2027-3-3", 20270303, "٢٠٢٧-٠٣-٠٣"),
        blank=None,
        lines=("2027-03-03", ("3 March 2027",)),
    ),
    QuestionKind.MONEY: Case(
        valid=(0, 1_250_000, MAX_MONEY),
        invalid=(-1, MAX_MONEY + 1, 1.0, 0.0, "1250000", True, False),
        blank=None,
        lines=(1_250_000, ("£1,250,000",)),
    ),
    QuestionKind.EVIDENCE: Case(
        valid=(None,), invalid=(["a link"], "a link", 1), blank=None, lines=(None, ())
    ),
}


def question_of(kind: QuestionKind) -> Any:
    return ask("a", kind, choices=CHOICES if has_choices(kind) else ())


@pytest.mark.parametrize("kind", QuestionKind)
def test_values_of_the_kind_are_valid_and_others_are_not(kind: QuestionKind) -> None:
    question, case = question_of(kind), CASES[kind]

    assert [value for value in case.valid if not is_valid_value(question, value)] == []
    assert [value for value in case.invalid if is_valid_value(question, value)] == []


@pytest.mark.parametrize("kind", QuestionKind)
def test_a_blank_is_valid_and_has_one_form_and_no_lines(kind: QuestionKind) -> None:
    question, case = question_of(kind), CASES[kind]

    assert is_valid_value(question, None)
    assert is_valid_value(question, case.blank)
    assert normal_value(question, None) == case.blank
    assert normal_value(question, case.blank) == case.blank
    assert readable_lines(question, None) == ()


@pytest.mark.parametrize("kind", QuestionKind)
def test_a_value_reads_as_lines(kind: QuestionKind) -> None:
    value, lines = CASES[kind].lines

    assert readable_lines(question_of(kind), value) == lines


@pytest.mark.parametrize("kind", QuestionKind)
def test_an_answer_is_blank_until_something_is_given(kind: QuestionKind) -> None:
    assert is_blank(kind, None)
    assert is_blank(kind, CASES[kind].blank)
    if kind is not QuestionKind.EVIDENCE:
        assert not any(is_blank(kind, value) for value in CASES[kind].valid)


def test_no_pounds_is_an_answer() -> None:
    assert not is_blank(QuestionKind.MONEY, 0)
    assert readable_lines(question_of(QuestionKind.MONEY), 0) == ("£0",)


def test_spaces_alone_are_no_answer() -> None:
    assert is_blank(QuestionKind.TEXT, " \n\t")
    assert normal_value(question_of(QuestionKind.TEXT), " \n") == ""


def test_evidence_is_blank_until_something_is_attached() -> None:
    assert is_blank(QuestionKind.EVIDENCE, None, evidence_count=0)
    assert not is_blank(QuestionKind.EVIDENCE, None, evidence_count=1)


def test_ticks_are_kept_in_the_order_of_the_choices() -> None:
    assert normal_value(question_of(QuestionKind.MULTI), ["pears", "apples"]) == ["apples", "pears"]


def test_a_choice_that_is_gone_reads_as_its_value() -> None:
    assert readable_lines(question_of(QuestionKind.CHOICE), "plums") == ("plums",)
