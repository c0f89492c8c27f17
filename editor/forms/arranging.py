"""The form that moves a question to another section."""

from typing import Any

from django import forms

from assessments.forms.question_fields import UNKNOWN_CHOICE
from question_sets.changing import place
from question_sets.circles import circle
from question_sets.parts import Part, part_of
from question_sets.structure import Edition
from question_sets.wording import either


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
        field = self.fields["section"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(section), "") for section in sections]

    def clean_section(self) -> Part:
        """A section in which no question would wait for itself."""
        section = part_of(self.cleaned_data["section"])
        after = place(self.edition, self.question, section)
        waiting = () if circle(self.edition) else circle(after)
        if waiting:
            codes = either(after.question(key).code for key in dict.fromkeys(waiting))
            message = (
                f"There, {codes} would wait for each other. Choose another section, or change a condition"
            )
            raise forms.ValidationError(message)
        return section
