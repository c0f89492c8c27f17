"""The form that moves a question to another section."""

from typing import Any, cast

from django import forms

from assessments.forms.question_fields import UNKNOWN_CHOICE
from question_sets.changing import place
from question_sets.circles import circle
from question_sets.parts import Part, part_of
from question_sets.structure import Edition


class PlaceForm(forms.Form):
    """Where a question is asked."""

    section = forms.ChoiceField(
        error_messages={"required": "Choose a section", "invalid_choice": UNKNOWN_CHOICE}
    )

    def __init__(
        self, data: Any = None, *, edition: Edition, question: Part, sections: tuple[Part, ...], here: Part
    ) -> None:
        super().__init__(data, initial={"section": str(here)})
        self.edition, self.question = edition, question
        chooser = cast(forms.ChoiceField, self.fields["section"])
        chooser.choices = [(str(section), "") for section in sections]

    def clean_section(self) -> Part:
        """A section in which no question would wait for itself."""
        section = part_of(self.cleaned_data["section"])
        after = place(self.edition, self.question, section)
        if not circle(self.edition) and circle(after):
            raise forms.ValidationError(_would_wait(after))
        return section


def _would_wait(edition: Edition) -> str:
    codes = [edition.question(key).code for key in dict.fromkeys(circle(edition))]
    whom = "itself" if len(codes) == 1 else "each other"
    what = f"{' and '.join(codes)} would wait for {whom}"
    return f"There, {what}. Choose another section, or change a condition"
