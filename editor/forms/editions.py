"""The forms of a new draft: started from an edition, empty, or imported from a file."""

from collections.abc import Sequence
from typing import Any, Final, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.utils.text import slugify

from assessments.forms.record_fields import name_of, one_of, token_field
from govuk_forms import form_helper, label_as
from plain_text.fields import NameField
from question_sets.models import KEY_LENGTH, QuestionSet

EMPTY: Final = "empty"
LONGEST_FILE: Final = 5 * 1024 * 1024
NOT_A_NAME: Final = "Use letters, digits, hyphens and underscores, without spaces"
EDITION_LENGTH: Final = 40


def edition_name_of(*, help_text: str, missing: str = "") -> NameField:
    """What an edition is called beside its title: part of its address."""
    field = name_of("Name of the edition", help_text=help_text, missing=missing)
    field.max_length = EDITION_LENGTH
    field.widget.attrs["class"] = "govuk-input--width-10"
    field.widget.attrs["spellcheck"] = "false"
    field.validators = [RegexValidator(r"\A[A-Za-z0-9][A-Za-z0-9_-]{0,39}\Z", NOT_A_NAME)]
    return field


class NewDraftForm(forms.Form):
    """What a draft starts from, and what it is called."""

    source = one_of("What do you start from?", [], missing="Choose what you start from")
    title = name_of("Title of the question set", help_text="For example, Technology Code of Practice.")
    edition = edition_name_of(
        help_text="Teams see it beside the title. For example, 2026-11.",
        missing="Enter a name for the edition",
    )

    def __init__(self, data: Any = None, *, editions: Sequence[QuestionSet], chosen: str = "") -> None:
        super().__init__(data)
        self.editions = {f"{edition.key}/{edition.edition}": edition for edition in editions}
        chooser = cast(forms.ChoiceField, self.fields["source"])
        chooser.choices = [
            *(
                (name, f"{edition} ({edition.status.label.lower()})")
                for name, edition in self.editions.items()
            ),
            (EMPTY, "An empty draft, without any point"),
        ]
        chooser.widget.dividers = {EMPTY: "or"} if editions else {}
        chooser.widget.reveals = {EMPTY: ["title"]}
        self.initial = {"source": chosen if chosen in self.editions else ""}
        self.fields["token"] = token_field()

    def clean(self) -> dict[str, Any]:
        """An empty draft needs a title; a copy keeps that of its source."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("source") == EMPTY and not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", "Enter a title for the question set")
        return cleaned

    @property
    def helper(self) -> FormHelper:
        """The whole form with its button."""
        return form_helper("source", "edition", button="Start the draft")

    @property
    def question_set(self) -> QuestionSet | None:
        """The edition to copy; nothing for an empty draft."""
        return self.editions.get(self.cleaned_data["source"])

    @property
    def key(self) -> str:
        """What the address of a new question set begins with. A title that is known gives another edition."""
        made = slugify(self.cleaned_data["title"])[:KEY_LENGTH].strip("-_")
        return made or f"question-set-{self.cleaned_data['token'].hex[:8]}"

    @property
    def title_typed(self) -> str:
        """The title of an empty draft; nothing for a copy."""
        return "" if self.question_set else str(self.cleaned_data["title"])


class ImportForm(forms.Form):
    """A file, and what to call the draft that it becomes."""

    file = label_as(
        forms.FileField(
            label="File",
            help_text="A JSON file of up to 5 MB, as this portal exports it.",
            widget=forms.FileInput({"accept": ".json,application/json"}),
            error_messages={
                "required": "Choose a file",
                "missing": "Choose a file",
                "invalid": "Choose a file",
                "empty": "Choose a file that is not empty",
                "max_length": "Choose a file with a shorter name",
            },
        ),
        size="s",
    )
    edition = edition_name_of(help_text="Leave this blank to keep the name in the file.")
    token = token_field()

    def clean_file(self) -> "UploadedFile[bytes]":
        """A file within the limit: `read` says what is wrong inside it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LONGEST_FILE:
            raise forms.ValidationError("Choose a file of 5 MB or less")
        return file

    @property
    def helper(self) -> FormHelper:
        """The whole form with its button."""
        return form_helper("file", "edition", button="Import")
