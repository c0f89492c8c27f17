"""Every kind of question has a place on a form, and what is stored survives the way there and back."""

from typing import Any

import pytest
from crispy_forms.utils import render_crispy_form
from django.http import QueryDict

from assessments.forms.question_fields import KINDS, typed_value
from assessments.forms.steps import StepForm
from assessments.presenters.steps import Step, StepQuestion
from assessments.snapshot import AnswerFacts
from question_sets.kinds import QuestionKind, Value, has_choices
from tests.question_sets.factories import ask, make_point, make_section

VALUES: dict[QuestionKind, Value] = {
    QuestionKind.TEXT: "  two lines\nof <text>  ",
    QuestionKind.CHOICE: "b",
    QuestionKind.MULTI: ["a", "b"],
    QuestionKind.DATE: "2027-03-09",
    QuestionKind.MONEY: 1_250_000,
    QuestionKind.EVIDENCE: None,
}


def step_of(kind: QuestionKind, value: Any = None, **changes: Any) -> Step:
    question = ask("q", kind, choices=("a", "b", "none!") if has_choices(kind) else (), **changes)
    answer = AnswerFacts("q", "", value, "Why", 3, "Ann", "2027-03-03T14:32:00+00:00")
    section = make_section("s", question)
    return Step(make_point("p", section), section, None, (StepQuestion(question, answer, ()),))


def sent_for(step: Step) -> QueryDict:
    asked = step.questions[0]
    sent = QueryDict(mutable=True)
    for name, texts in typed_value(asked.question, "answer-q", asked.value).items():
        sent.setlist(name, texts)
    return sent


def test_every_kind_is_in_the_table() -> None:
    assert set(KINDS) == set(QuestionKind)


@pytest.mark.parametrize("kind", QuestionKind)
def test_a_stored_value_comes_back_from_the_form_as_it_was(kind: QuestionKind) -> None:
    step = step_of(kind, VALUES[kind])

    form = StepForm(step, sent_for(step))

    assert form.is_valid()
    assert [given.value for given in form.inputs()] == [VALUES[kind]]


@pytest.mark.parametrize("kind", QuestionKind)
def test_nothing_typed_is_a_blank_and_no_error(kind: QuestionKind) -> None:
    form = StepForm(step_of(kind), QueryDict("explanation-q="))

    assert form.is_valid()
    assert form.inputs()[0].value in (None, "", [])


@pytest.mark.parametrize("kind", QuestionKind)
def test_the_question_is_printed_as_text_with_its_first_input_where_links_land(kind: QuestionKind) -> None:
    step = step_of(kind, VALUES[kind], code="1.5", text="Is <b>this</b> so?", help="See <i>here</i>")

    printed = render_crispy_form(StepForm(step))

    assert "1.5 Is &lt;b&gt;this&lt;/b&gt; so?" in printed
    assert "See &lt;i&gt;here&lt;/i&gt;" in printed
    assert 'id="id_answer-q' in printed
    assert 'id="id_explanation-q"' in printed


@pytest.mark.parametrize(
    ("explain_for", "hint"),
    [((), ""), (("a",), "Explain if you chose “A”"), (("a", "b"), "Explain if you chose “A” or “B”")],
)
def test_an_explanation_says_when_it_is_asked_for(explain_for: tuple[str, ...], hint: str) -> None:
    form = StepForm(step_of(QuestionKind.CHOICE, explain_for=explain_for))

    assert form.fields["explanation-q"].help_text == hint


def test_a_question_that_may_stay_blank_says_so() -> None:
    form = StepForm(step_of(QuestionKind.TEXT, required=False))

    assert form.fields["answer-q"].label == "q What about q? (optional)"


def test_no_input_is_required_or_cut_by_the_browser() -> None:
    for kind in QuestionKind:
        step = step_of(kind)
        printed = render_crispy_form(StepForm(step))
        assert " required" not in printed
        assert " maxlength=" not in printed
