"""The form fields for text. No other plain text field is used in the portal's forms."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from plain_text.cleaning import UnacceptableText, clean, clean_name

NAME_LENGTH = 200


def _cleaned(value: Any, cleaner: Callable[[str], str]) -> str:
    try:
        return cleaner(str(value))
    except UnacceptableText as error:
        raise ValidationError(str(error), code="unacceptable_text") from error


class CleanCharField(forms.CharField):
    """Cleaned text of any number of lines. A limit gives a message: the browser never cuts it."""

    default_error_messages = {"max_length": "Use %(limit_value)s characters or fewer"}

    def to_python(self, value: Any) -> str:
        """The cleaned text; "" when nothing was typed."""
        if value in self.empty_values:
            return ""
        return str(super().to_python(_cleaned(value, clean)))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Django's attributes without `maxlength` and `minlength`."""
        attributes = super().widget_attrs(widget)
        return {name: value for name, value in attributes.items() if name not in ("maxlength", "minlength")}


class NameField(CleanCharField):
    """A name or title on one line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": NAME_LENGTH, **options})

    def to_python(self, value: Any) -> str:
        """The name on one line; "" when nothing was typed."""
        return super().to_python(value if value in self.empty_values else _cleaned(value, clean_name))
