"""The fields that the forms of parts are made of, beside those of records."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from assessments.forms.question_fields import UNKNOWN_CHOICE
from assessments.forms.record_fields import short_text_of
from govuk_forms import Radios, label_as
from plain_text.cleaning import UnacceptableText, clean_name
from plain_text.fields import CleanCharField


class LinesField(CleanCharField):
    """A list of short texts, one on each line. Blank lines are left out."""

    widget = forms.Textarea

    def __init__(self, *, most: int, longest: int, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.most, self.longest = most, longest
        self.widget.attrs |= {"rows": 5, "dir": "auto"}

    def clean(self, value: Any) -> Any:
        """The lines, each a name. Raises ValidationError that says which line is wrong."""
        lines = [self._name(line) for line in super().clean(value).split("\n") if line.strip()]
        if len(lines) > self.most:
            raise ValidationError(f"Enter at most {self.most} lines: there are {len(lines)}")
        for number, line in enumerate(lines, 1):
            if len(line) > self.longest:
                raise ValidationError(f"Use {self.longest} characters or fewer in line {number}")
        return lines

    def prepare_value(self, value: Any) -> Any:
        """The text of a stored list; what was typed stays as it was typed."""
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    @staticmethod
    def _name(line: str) -> str:
        try:
            return clean_name(line)
        except UnacceptableText as error:
            raise ValidationError(str(error), code="unacceptable_text") from error


def truth_of(
    label: str, *, yes: str, no: str, initial: bool | None = None, help_text: str = ""
) -> forms.TypedChoiceField:
    """A choice between two statements, stored as true and false."""
    field = forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=[(True, yes), (False, no)],
        coerce=lambda text: text == "True",
        initial=initial,
        widget=Radios(),
        error_messages={"required": "Choose one of the two", "invalid_choice": UNKNOWN_CHOICE},
    )
    return label_as(field, size="s")


def needed_text_of(label: str, *, missing: str, help_text: str = "") -> CleanCharField:
    """A text of a few lines that cannot be blank."""
    field = short_text_of(label, help_text=help_text)
    field.required = True
    field.error_messages["required"] = missing
    return field
