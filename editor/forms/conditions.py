"""The condition builder: which question a condition looks at, then what its answer has to be.

What is chosen is judged by the rules of editions, which say why something is refused: the forms only ask
whether it is well formed.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.text import Truncator

from assessments.forms.record_fields import one_of, pounds_of
from assessments.forms.records import Posted
from editor.presenters.conditions import PickList
from govuk_forms import Checkboxes, form_helper, label_as
from govuk_forms.layout import Rendered
from plain_text.fields import CleanCharField
from question_sets.editions import new_token
from question_sets.kinds import QuestionKind
from question_sets.parts import PartKind
from question_sets.rows import Fields
from question_sets.structure import Operator, Question

LONGEST_LABEL: Final = 120
MOST_MONTHS: Final = 1_200

OPERATOR_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Operator.MONTHS_AFTER_OVER: "More than so many months after another date",
        Operator.MONTHS_AFTER_UP_TO: "At most so many months after another date",
        Operator.BEFORE: "Before another date",
    }
)


_HOW_TO_FIND: Final = "Open the list and type a code to find one."

_OFFERED: Final[Mapping[PartKind, str]] = MappingProxyType(
    {
        PartKind.QUESTION: (
            "Only questions that are asked before this one, and that have choices, an amount or a date."
        ),
        PartKind.SECTION: (
            "Only questions that are asked before this section, and that have choices, an amount or a date."
        ),
        PartKind.CHECK: "Only questions that have choices, an amount or a date.",
    }
)
"""Which questions a condition of each kind of owner can look at."""


class _Named(forms.ChoiceField):
    """One of the choices offered, or another: the rules say what is wrong with that."""

    def valid_value(self, value: Any) -> bool:
        return True


class _NamedMany(forms.MultipleChoiceField):
    """Any number of those offered, or others: the rules say what is wrong with those."""

    def valid_value(self, value: Any) -> bool:
        return True


class _Folded(Rendered):
    """Fields under words that open them. They are open while something in them is chosen or wrong."""

    template = "editor/parts/folded.html"


class PickForm(forms.Form):
    """Which question a condition looks at. It is sent with GET."""

    question = label_as(
        _Named(
            label="Which question does it look at?",
            widget=forms.Select,
            error_messages={"required": "Choose a question"},
        ),
        size="m",
    )

    def __init__(self, data: Posted | None, *, picks: PickList, chosen: str = "") -> None:
        super().__init__(data, initial={"question": chosen})
        self.picks = picks
        groups = [(name, [_named(each) for each in questions]) for name, questions in picks.groups]
        self.fields["question"].widget.choices = [("", "Choose a question"), *groups]
        self.fields["question"].help_text = f"{_OFFERED[picks.owner.kind]} {_HOW_TO_FIND}"

    def clean_question(self) -> str:
        """A question that may be looked at."""
        key: str = self.cleaned_data["question"]
        if refusal := self.picks.refusal(key):
            raise forms.ValidationError(refusal)
        return key


class ConditionForm(forms.Form):
    """What has to be answered to one question, or to one of several that are answered alike.

    ``beside`` are the others that are answered alike.
    """

    main: str
    """The field that an error of the rules stands at."""
    or_others: str
    """What opens the list of other questions of which one will do."""

    also = label_as(
        _NamedMany(
            label="Which other questions?",
            help_text="It is enough when this holds for one of them.",
            required=False,
            widget=Checkboxes,
        ),
        size="s",
    )
    token = CleanCharField(widget=forms.HiddenInput, initial=new_token, required=False)
    seen = CleanCharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Posted | None = None,
        *,
        question: Question,
        beside: Sequence[Question],
        stored: Fields | None = None,
        seen: str = "",
    ) -> None:
        self.stored: Fields = stored or {}
        super().__init__(data, initial={"seen": seen, **self._opened_with(question)})
        del self.fields["seen" if stored is None else "token"]
        self.question = question
        self.beside = beside
        self.fields["also"].widget.choices = [_named(each) for each in beside]
        self._offer()

    @property
    def condition(self) -> dict[str, Any]:
        """The fields of the condition. For a valid form."""
        questions = (self.question.key, *self.cleaned_data["also"])
        return {
            "questions": self._in_order("questions", list(dict.fromkeys(questions))),
            "operator": str(Operator.ANY),
            "values": [],
            "amount": None,
            "other": "",
            **self._chosen(),
        }

    @property
    def helper(self) -> FormHelper:
        """The whole form with its button."""
        return form_helper(*self._own_fields(), *self._folded(), button="Save the condition")

    def refuse(self, messages: Sequence[str]) -> None:
        """Say what the rules have against it."""
        for message in messages:
            self.add_error(self.main, message.removesuffix("."))

    def _own_fields(self) -> list[str]:
        return [name for name in self.fields if name not in ConditionForm.base_fields]

    def _folded(self) -> list[Rendered]:
        is_open = bool(self["also"].value() or self["also"].errors)
        return [_Folded("also", summary=self.or_others, open=is_open)] if self.beside else []

    def _opened_with(self, question: Question) -> dict[str, Any]:
        """What is stored; nothing of what was chosen for another question."""
        if question.key not in self.stored.get("questions", ()):
            return {}
        also = [key for key in self.stored["questions"] if key != question.key]
        return {**self.stored, "also": also}

    def _in_order(self, name: str, chosen: list[str]) -> list[str]:
        """As it is stored, where the same is chosen: another order would be a change that means nothing."""
        stored: list[str] = self.stored.get(name, [])
        return stored if set(stored) == set(chosen) else chosen

    def _offer(self) -> None:
        """Fill in what can be chosen."""

    def _chosen(self) -> dict[str, Any]:
        """What the fields of the subclass come to."""
        raise NotImplementedError


class ChoiceConditionForm(ConditionForm):
    """Some of the choices."""

    main = "values"
    or_others = "Or the same answer to another question"
    values = label_as(
        _NamedMany(
            label="Which answers?",
            help_text="Choose all that will do. One of them is enough.",
            required=False,
            widget=Checkboxes,
        ),
        size="m",
    )

    def _offer(self) -> None:
        choices = [(choice.value, choice.label) for choice in self.question.choices]
        self.fields["values"].widget.choices = choices

    def _chosen(self) -> dict[str, Any]:
        typed = dict.fromkeys(self.cleaned_data["values"])
        known = [choice.value for choice in self.question.choices if choice.value in typed]
        return {"values": self._in_order("values", list(dict.fromkeys([*known, *typed])))}


class AmountConditionForm(ConditionForm):
    """More than an amount."""

    main = "amount"
    or_others = "Or the amount at another question"
    amount = pounds_of("Over how much?", help_text="Exactly this amount is not over.")

    def _chosen(self) -> dict[str, Any]:
        return {"operator": str(Operator.OVER), "amount": self.cleaned_data["amount"]}


class DateConditionForm(ConditionForm):
    """Before another date, or so many months after it."""

    main = "other"
    or_others = "Or the date at another question"
    operator = one_of(
        "How do the dates compare?", OPERATOR_LABELS.items(), missing="Choose how the dates compare"
    )
    amount = label_as(
        forms.IntegerField(
            label="Number of months",
            help_text="Leave this blank for “before”.",
            required=False,
            min_value=0,
            max_value=MOST_MONTHS,
            widget=forms.NumberInput({"class": "govuk-input--width-4"}),
            error_messages={
                "invalid": "Enter a whole number of months",
                "min_value": "Enter a number of months, such as 24",
                "max_value": f"Enter at most {MOST_MONTHS:,} months",
            },
        ),
        size="s",
    )
    other = label_as(
        _Named(label="Which other date?", required=False, widget=forms.Select),
        size="s",
    )

    def clean(self) -> dict[str, Any]:
        """Another date, and months unless one date is before the other: all that is missing, together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("operator") == Operator.BEFORE:
            cleaned["amount"] = None
        elif cleaned.get("operator") and cleaned.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", "Enter a number of months, such as 24")
        if not cleaned.get("other"):
            self.add_error("other", "Choose the date that this condition compares with")
        return cleaned

    def _offer(self) -> None:
        self.fields["other"].widget.choices = [("", "Choose a date"), *map(_named, self.beside)]

    def _chosen(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("operator", "amount", "other")}


FORMS: Final[Mapping[QuestionKind, type[ConditionForm]]] = MappingProxyType(
    {
        QuestionKind.CHOICE: ChoiceConditionForm,
        QuestionKind.MULTI: ChoiceConditionForm,
        QuestionKind.MONEY: AmountConditionForm,
        QuestionKind.DATE: DateConditionForm,
    }
)
"""The form for each kind of question that a condition can look at."""


def _named(question: Question) -> tuple[str, str]:
    return question.key, Truncator(f"{question.code} {question.text}").chars(LONGEST_LABEL)
