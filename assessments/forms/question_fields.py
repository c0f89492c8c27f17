"""What a question of each kind looks like on a form. The only place that knows both kinds and fields."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator
from django.utils.html import format_html

from assessments.presenters.steps import FollowUp, StepQuestion
from govuk_forms import (
    CharacterCount,
    Checkboxes,
    DateField,
    DateParts,
    Explanation,
    MoneyField,
    Radios,
    ShownWhen,
    label_as,
)
from govuk_forms.layout import Rendered
from govuk_forms.widgets import PARTS
from plain_text.fields import CleanCharField
from question_sets.kinds import MAX_TEXT_LENGTH, MAX_TEXT_LINES, QuestionKind, Value
from question_sets.structure import Question
from question_sets.wording import either

Typed = dict[str, list[str]]


@dataclass(frozen=True)
class KindOnForm:
    """How a kind is typed: its field, what a cleaned field means, and what a form holds for a stored value.

    ``field`` is nothing for a kind that is answered on a page of its own; ``example`` is the hint of a
    question without help.
    """

    field: Callable[[Question], forms.Field] | None
    example: str = ""
    value: Callable[[Any], Value] = lambda cleaned: cleaned
    initial: Callable[[Value], Any] = lambda value: value
    typed: Callable[[str, Any], Typed] = lambda name, value: {name: [str(value)]}


class _TextField(CleanCharField):
    """White space alone says nothing, and is no text."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return text if text.strip() else ""


class _AtMostLines(BaseValidator):
    """Refuses a text of more lines than a pack can hold."""

    message = "Use %(limit_value)s lines or fewer"
    code = "too_many_lines"

    def compare(self, a: int, b: int) -> bool:
        return a > b

    def clean(self, x: str) -> int:
        return x.count("\n") + 1


class _ChoicesField(forms.MultipleChoiceField):
    """Several choices, of which an exclusive one stands alone, whatever the browser sent."""

    def __init__(self, question: Question) -> None:
        self.exclusive = {choice.value: choice.label for choice in question.choices if choice.exclusive}
        super().__init__(
            choices=_choices(question),
            widget=Checkboxes(exclusive=self.exclusive, dividers=_divider(question)),
            error_messages={"invalid_choice": UNKNOWN_CHOICE},
        )

    def validate(self, value: Sequence[str]) -> None:
        super().validate(value)
        if len(value) > 1:
            for chosen in value:
                if chosen in self.exclusive:
                    message = f"Choose either “{self.exclusive[chosen]}” or the other choices, not both"
                    raise ValidationError(message, code="exclusive")


UNKNOWN_CHOICE = "Choose from the list: what was sent is not on it"
OUT_OF_LENGTH = "Use {:,} characters or fewer: there are %(show_value)s"


def text_field(*, rows: int = 5) -> CleanCharField:
    """A text as long as an answer may be, kept as it was typed, white space around it too."""
    return _TextField(
        max_length=MAX_TEXT_LENGTH,
        strip=False,
        error_messages={"max_length": OUT_OF_LENGTH.format(MAX_TEXT_LENGTH)},
        validators=[_AtMostLines(MAX_TEXT_LINES)],
        widget=CharacterCount({"dir": "auto"}, limit=MAX_TEXT_LENGTH, rows=rows),
    )


def _choices(question: Question) -> list[tuple[str, str]]:
    return [(choice.value, choice.label) for choice in question.choices]


def _divider(question: Question) -> dict[str, str]:
    """An "or" before a last choice that excludes the others."""
    if len(question.choices) < 2:
        return {}
    last = question.choices[-1]
    return {last.value: "or"} if last.exclusive else {}


def _choice_field(question: Question) -> forms.Field:
    return forms.ChoiceField(
        choices=_choices(question), widget=Radios(), error_messages={"invalid_choice": UNKNOWN_CHOICE}
    )


def _typed_list(name: str, value: Any) -> Typed:
    return {name: list(value or ())}


def _typed_date(name: str, value: Any) -> Typed:
    texts = DateParts.texts(_day(value))
    return {f"{name}-{part}": [text] for part, text in zip(PARTS, texts, strict=True)}


def _day(value: Value) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if isinstance(value, str) and value else None


KINDS: Mapping[QuestionKind, KindOnForm] = MappingProxyType(
    {
        QuestionKind.TEXT: KindOnForm(lambda question: text_field()),
        QuestionKind.CHOICE: KindOnForm(_choice_field, value=lambda cleaned: cleaned or None),
        QuestionKind.MULTI: KindOnForm(_ChoicesField, typed=_typed_list),
        QuestionKind.DATE: KindOnForm(
            lambda question: DateField(),
            example="For example, 27 3 2027",
            value=lambda cleaned: cleaned.isoformat() if cleaned else None,
            initial=_day,
            typed=_typed_date,
        ),
        QuestionKind.MONEY: KindOnForm(lambda question: MoneyField()),
        QuestionKind.EVIDENCE: KindOnForm(None, typed=lambda name, value: {}),
    }
)


def answer_field(question: Question) -> forms.Field | None:
    """The field for an answer, labelled by its question; nothing where evidence is the answer."""
    kind = KINDS[question.kind]
    if not kind.field:
        return None
    field = kind.field(question)
    field.required = False
    field.label = question_label(question)
    field.help_text = question.help or kind.example
    return label_as(field, size="s")


def question_label(question: Question) -> str:
    """The question with its code, and a word where no answer is needed."""
    return f"{question.code} {question.text}{'' if question.required else ' (optional)'}"


def explanation_field(question: Question) -> CleanCharField:
    """The explanation that any answer may have."""
    field = text_field(rows=3 if question.explain_for else 2)
    field.required = False
    field.label = format_html(
        'Explain your answer<span class="govuk-visually-hidden"> to {}</span>{}',
        question.code,
        "" if question.explain_for else " (optional)",
    )
    field.help_text = _when_to_explain(question)
    return field


def _when_to_explain(question: Question) -> str:
    if not question.explain_for:
        return ""
    labels = {choice.value: choice.label for choice in question.choices}
    named = either(f"“{labels[value]}”" for value in question.explain_for)
    return f"Explain if you chose {named}"


def stored_value(question: Question, cleaned: Any) -> Value:
    """What a cleaned field means as an answer."""
    return KINDS[question.kind].value(cleaned)


def initial_value(question: Question, value: Value) -> Any:
    """What a field opens with for a stored answer."""
    return KINDS[question.kind].initial(value)


def typed_value(question: Question, name: str, value: Value) -> Typed:
    """What a form would send for a stored answer."""
    return KINDS[question.kind].typed(name, "" if value is None else value)


def names_typed(question: Question, name: str) -> tuple[str, ...]:
    """The names under which a browser sends an answer."""
    return tuple(typed_value(question, name, None))


class _Asked(Rendered):
    """A question with its inputs, its explanation, who answered last and the way to its evidence."""

    template = "assessments/step_question.html"

    def __init__(self, *fields: Any, asked: StepQuestion) -> None:
        super().__init__(*fields, asked=asked)


class _AskedForEvidence(_Asked):
    """A question that evidence answers: what is chosen stands in the place of inputs."""

    template = "assessments/step_evidence.html"


def question_layout(asked: StepQuestion) -> Rendered:
    """Where everything about one question stands on the page of its step."""
    question = asked.question
    name = f"answer-{question.key}"
    explanation = Explanation(f"explanation-{question.key}", of=name, explain_for=question.explain_for)
    layout = (
        _Asked(name, explanation, asked=asked)
        if KINDS[question.kind].field
        else _AskedForEvidence(explanation, asked=asked)
    )
    return _shown_when(layout, asked.follow_up) if asked.follow_up else layout


def _shown_when(layout: Rendered, follow_up: FollowUp) -> ShownWhen:
    conditions = [
        {**condition, "questions": [f"answer-{key}" for key in condition["questions"]]}
        for condition in follow_up.conditions
    ]
    return ShownWhen(layout, conditions=conditions, sentence=follow_up.sentence)
