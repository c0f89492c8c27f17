"""The forms of parts, one for each kind. Fields are named as the part's own."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, Final

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from assessments.forms.evidence import LinkField
from assessments.forms.record_fields import name_of, one_of, short_text_of, text_of
from assessments.forms.records import Posted
from editor.forms.editions import edition_name_of
from editor.forms.part_fields import LinesField, needed_text_of, truth_of
from editor.forms.saving import PartForm
from editor.presenters.wording import LEVEL_HINTS, LEVEL_LABELS
from govuk_forms import Button, Buttons, Link, ShownWhen, form_helper, label_as
from plain_text.fields import NAME_LENGTH, CleanCharField, NameField
from question_sets.editions import new_token
from question_sets.fixture_columns import MOST_SOURCES, REPEATS_LENGTH
from question_sets.kinds import QuestionKind, has_choices
from question_sets.limits import MAX_CHOICES
from question_sets.models import TEXT_LENGTH
from question_sets.parts import PartKind
from question_sets.problems import same_label
from question_sets.rows import Fields

KIND_HINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        QuestionKind.TEXT: "A box for words, of any number of lines",
        QuestionKind.CHOICE: "Radios, of which one can be chosen: a condition can look at it",
        QuestionKind.MULTI: "Checkboxes, of which any number can be ticked: a condition can look at them",
        QuestionKind.DATE: "A day, a month and a year: a check can compare two of them",
        QuestionKind.MONEY: "An amount without pence: a condition can ask whether it is over a limit",
        QuestionKind.EVIDENCE: "Links to documents, chosen from those of the project",
    }
)


def _source() -> CleanCharField:
    return short_text_of(
        "Source", help_text="Optional. Where this comes from: the page and its date, for example."
    )


class KindForm(PartForm):
    """Without stored fields it makes a new part, and carries the token that makes a repeated post one."""

    action = ""
    cancel_href = ""

    def __init__(self, data: Posted | None = None, *, stored: Fields | None = None) -> None:
        super().__init__(data, stored=stored)
        if not stored:
            self.fields["token"] = CleanCharField(widget=forms.HiddenInput, initial=new_token, required=False)

    @property
    def helper(self) -> FormHelper:
        """The whole form with its button."""
        return self.helper_of(*self.names)

    def helper_of(self, *layout: Any) -> FormHelper:
        """A form of these fields, with the buttons that all have."""
        buttons = Buttons(Button("Save"), Link("Cancel", self.cancel_href))
        return form_helper(*layout, buttons, button="", action=self.action)

    @property
    def new_fields(self) -> dict[str, Any]:
        """The fields of the part to make. For a valid form."""
        return self.typed

    @property
    def token(self) -> str:
        """What the page carried. For a valid form."""
        return str(self.cleaned_data["token"])


class EditionForm(KindForm):
    """The edition as a whole."""

    title = name_of("Title", help_text="What the question set is called.", missing="Enter a title")
    edition = edition_name_of(
        help_text="Teams see it beside the title. For example, 2027-01. It is part of the address.",
        missing="Enter a name for the edition",
    )
    sources = label_as(
        LinesField(
            label="Sources",
            help_text="Optional. What the questions were made from, one on each line.",
            most=MOST_SOURCES,
            longest=TEXT_LENGTH,
        ),
        size="s",
    )
    attribution = text_of(
        "Attribution", help_text="Optional. Whose words this adapts, and under which licence. Packs print it."
    )


class PointForm(KindForm):
    """A point. Its number follows from its place."""

    title = name_of("Title", missing="Enter a title")
    summary = text_of("Summary", help_text="Optional. What the point is for, in a sentence or two.")
    must_show = text_of(
        "What you must show", help_text="Optional. What a team has to show for this point, one on each line."
    )


class GuidanceForm(KindForm):
    """A link to read before answering."""

    title = name_of("Words of the link", help_text="The title of the page.", missing="Enter the words")
    url = label_as(
        LinkField(label="Web address", help_text="For example, https://example.org/guidance"), size="s"
    )


class SectionForm(KindForm):
    """A section. A blank noun: it is answered once."""

    title = name_of("Title", missing="Enter a title")
    repeats = label_as(
        NameField(
            label="What is one entry called?",
            help_text="Leave this blank for a section that is answered once. If it is answered again for each"
            " contract, enter: contract",
            max_length=REPEATS_LENGTH,
            required=False,
            error_messages={"max_length": "Use %(limit_value)s characters or fewer"},
            widget=forms.TextInput({"class": "govuk-input--width-10"}),
        ),
        size="s",
    )


class QuestionForm(KindForm):
    """A question. Its choices and conditions are changed on its own page."""

    text = needed_text_of("Question", missing="Enter the question")
    help = text_of("Help", help_text="Optional. It stands under the question.")
    kind = one_of(
        "How is it answered?", QuestionKind.choices, missing="Choose how it is answered", hints=KIND_HINTS
    )
    required = truth_of(
        "Can a completed point leave it blank?",
        yes="No, it has to be answered when it is asked",
        no="Yes, it can stay blank",
        initial=True,
    )
    short_form = truth_of(
        "Is it asked in the short form too?",
        yes="Yes, in the full form and in the short form",
        no="No, in the full form only",
        initial=False,
        help_text="The short form is for spending of low risk.",
    )
    source = _source()


class NewQuestionForm(QuestionForm):
    """A new question, with its choices if it has any."""

    labels = label_as(
        LinesField(
            label="Choices",
            help_text="One on each line. You can change, add and order them later.",
            most=MAX_CHOICES,
            longest=NAME_LENGTH,
        ),
        size="s",
    )

    def clean_labels(self) -> list[str]:
        """Choices that differ."""
        labels: list[str] = self.cleaned_data["labels"]
        same = [same_label(label) for label in labels]
        if twice := next((label for label in labels if same.count(same_label(label)) > 1), ""):
            raise ValidationError(f"“{twice}” is there twice: remove one of them")
        return labels

    def clean(self) -> dict[str, Any]:
        """Choices for a kind that has some: those typed before another kind was chosen are hidden."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind and cleaned.get("labels") and not has_choices(QuestionKind(kind)):
            self.add_error("labels", "Remove the choices, or choose a kind that has them")
        return cleaned

    @property
    def helper(self) -> FormHelper:
        """With the choices where they are of use, or where something is wrong with them."""
        if "labels" in self.errors:
            return self.helper_of("text", "help", "kind", "labels", "required", "short_form", "source")
        kinds = [kind.value for kind in QuestionKind if has_choices(kind)]
        choices = ShownWhen(
            "labels",
            conditions=[{"questions": ["kind"], "operator": "any", "values": kinds}],
            sentence="Answer if it has choices.",
        )
        return self.helper_of("text", "help", "kind", choices, "required", "short_form", "source")

    @property
    def new_fields(self) -> dict[str, Any]:
        """Without the choices, which are parts of their own."""
        return {name: value for name, value in self.typed.items() if name != "labels"}


class ChoiceForm(KindForm):
    """A choice of a question of which one can be chosen."""

    taken: Collection[str] = ()
    """The labels of the question's other choices."""

    label = name_of("Choice", missing="Enter the choice")
    explain = truth_of(
        "Is an explanation asked for after it?",
        yes="Yes, and it has to be given",
        no="No",
        initial=False,
        help_text="Never after a good answer, or where a question of its own asks for the reason.",
    )

    def clean_label(self) -> str:
        """A label that no other choice of the question has."""
        label: str = self.cleaned_data["label"]
        if same_label(label) in map(same_label, self.taken):
            raise ValidationError("Another choice of this question has this label. Enter another one")
        return label


class MultiChoiceForm(ChoiceForm):
    """A choice of a question of which several can be ticked."""

    exclusive = truth_of(
        "Can it be ticked together with others?",
        yes="No, it stands alone, such as “None of these”",
        no="Yes",
        initial=False,
    )


class CheckForm(KindForm):
    """A check. Its conditions are changed on its own page."""

    level = one_of(
        "What does it mean when it fires?",
        LEVEL_LABELS.items(),
        missing="Choose what it means",
        hints=LEVEL_HINTS,
    )
    message = needed_text_of(
        "Message",
        missing="Enter the message",
        help_text="What a team and its reviewers read: what is wrong, and what to do about it.",
    )
    source = _source()


FORMS: Final[Mapping[PartKind, type[KindForm]]] = MappingProxyType(
    {
        PartKind.EDITION: EditionForm,
        PartKind.POINT: PointForm,
        PartKind.GUIDANCE: GuidanceForm,
        PartKind.SECTION: SectionForm,
        PartKind.QUESTION: QuestionForm,
        PartKind.CHOICE: ChoiceForm,
        PartKind.CHECK: CheckForm,
    }
)
"""The form of each kind. Conditions are built from pickers, on pages of their own."""


def form_class(kind: PartKind, *, is_new: bool, excludes: bool = False) -> type[KindForm]:
    """The form for a part. `excludes`: it is a choice that can exclude the others."""
    if kind is PartKind.CHOICE and excludes:
        return MultiChoiceForm
    if kind is PartKind.QUESTION and is_new:
        return NewQuestionForm
    return FORMS[kind]
