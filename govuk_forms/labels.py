"""How a field's label or legend looks: its size, whether it is the page's heading, or is only heard."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

from django import forms

Size: TypeAlias = Literal["", "s", "m", "l", "xl"]
FieldType = TypeVar("FieldType", bound=forms.Field)


@dataclass(frozen=True)
class LabelLook:
    """`heading` puts the label into the page's h1; `hidden` leaves it to screen readers."""

    size: Size = ""
    heading: bool = False
    hidden: bool = False

    def classes(self, block: str) -> str:
        """The classes for a label (`govuk-label`) or a legend (`govuk-fieldset__legend`)."""
        if self.hidden:
            return "govuk-visually-hidden"
        return f"{block}--{self.size}" if self.size else ""


def label_as(field: FieldType, *, size: Size = "", heading: bool = False, hidden: bool = False) -> FieldType:
    """The same field, whose label or legend will look as said."""
    field.label_look = LabelLook(size, heading, hidden)  # type: ignore[attr-defined] # Django's fields are open
    return field


def look_of(field: forms.Field) -> LabelLook:
    """How this field's label looks; plain when nobody said."""
    look: LabelLook = getattr(field, "label_look", LabelLook())
    return look
