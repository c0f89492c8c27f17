"""Evidence on a form: one link, and the choice of links for an answer."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import URLValidator

from assessments.forms.record_fields import (
    day_of,
    markings_of,
    name_of,
    one_of,
    token_field,
)
from assessments.forms.records import RecordForm
from assessments.models import Evidence, EvidenceType, Marking, Project
from govuk_forms import Button, Buttons, Checkboxes, form_helper, label_as
from plain_text.fields import CleanCharField
from question_sets.kinds import day_in_words

LONGEST_LINK = 2000
LINK_HINT = "Reviewers must be able to open it. For example, https://example.org/report"
NOT_A_LINK = "Enter a whole link that starts with https:// or http://"
GONE = "Somebody has removed a piece of evidence that you chose. Choose again."


class LinkField(CleanCharField):
    """A link that a browser opens as a page: http and https only."""

    def __init__(self, **options: Any) -> None:
        messages = {
            "required": "Enter the link",
            "max_length": f"Enter a link of {LONGEST_LINK:,} characters or fewer",
        }
        super().__init__(
            max_length=LONGEST_LINK,
            validators=[URLValidator(schemes=["http", "https"], message=NOT_A_LINK)],
            error_messages=messages,
            **options,
        )

    def to_python(self, value: Any) -> str:
        """The link with its scheme in small letters, as the database wants it."""
        scheme, mark, rest = super().to_python(value).partition("://")
        return f"{scheme.lower()}{mark}{rest}"


class EvidenceForm(RecordForm):
    """A link in the project's evidence."""

    title = name_of("Title", help_text="What a reviewer will see.", missing="Enter a title")
    type = one_of("What is it?", EvidenceType.choices, missing="Choose what it is")
    url = label_as(LinkField(label="Link", help_text=LINK_HINT), size="s")
    dated_on = day_of("Date of the document", help_text="If it has one. For example, 27 3 2027")
    marking = one_of("Security marking", Marking.choices, missing="Choose a security marking")

    action = ""

    def __init__(self, data: Any = None, *, project: Project, record: Evidence | None = None) -> None:
        super().__init__(data, record=record)
        marking = self.fields.get("marking")
        if isinstance(marking, forms.ChoiceField):
            marking.choices = markings_of(project.organisation, stored=record.marking if record else "")

    @property
    def helper(self) -> FormHelper:
        """The whole form with its button."""
        return form_helper(*self.names, button="Save evidence", action=self.action)


class AddEvidenceForm(EvidenceForm):
    """A new link, which two sendings of the same page add once."""

    def __init__(self, data: Any = None, *, project: Project) -> None:
        super().__init__(data, project=project)
        self.fields["token"] = token_field()

    @property
    def can_create(self) -> bool:
        """Whether there is enough to keep; the date may have an error."""
        self.is_valid()
        return {"title", "type", "url", "marking", "token"} <= self.cleaned_data.keys()


class ChooseEvidenceForm(forms.Form):
    """The project's evidence as checkboxes."""

    def __init__(self, data: Any = None, *, evidence: Sequence[Evidence], label: str, **options: Any) -> None:
        super().__init__(data, **options)
        chooser = forms.MultipleChoiceField(
            label=label,
            choices=[(item.reference, item.title) for item in evidence],
            required=False,
            widget=Checkboxes(hints={item.reference: _hint(item) for item in evidence}),
            error_messages={"invalid_choice": GONE},
        )
        self.fields["evidence"] = label_as(chooser, size="m")

    @property
    def helper(self) -> FormHelper:
        """The checkboxes alone: the page prints the rest of the form."""
        helper = form_helper(
            "evidence",
            Buttons(
                Button("Save"),
                Button("Save and add new evidence", name="then", value="add", kind="secondary"),
            ),
            button="",
        )
        helper.form_tag = False
        return helper


def _hint(item: Evidence) -> str:
    dated = f", {day_in_words(item.dated_on)}" if item.dated_on else ""
    return f"{EvidenceType(item.type).label}{dated}, {item.reference}"
