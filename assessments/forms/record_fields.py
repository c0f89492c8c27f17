"""The fields of records, as several forms ask for them: labelled, and blank without an error unless said."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms

from accounts.models import Organisation
from assessments.forms.question_fields import UNKNOWN_CHOICE, text_field
from assessments.models import Marking
from govuk_forms import DateField, MoneyField, Radios, label_as
from plain_text.fields import CleanCharField, NameField

NAME_IS_LONG = "Use 200 characters or fewer: there are %(show_value)s"
EXAMPLE_DATE = "For example, 27 3 2027"
STALE = "This page cannot be sent as it is. Open it again."

Choices = Iterable[tuple[str, Any]]


def name_of(label: str, *, help_text: str = "", missing: str = "") -> NameField:
    """A name on one line. With ``missing``, that is the error of a blank one."""
    field = NameField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        error_messages={"required": missing, "max_length": NAME_IS_LONG},
    )
    return label_as(field, size="s")


def text_of(label: str, *, help_text: str = "", rows: int = 5) -> CleanCharField:
    """A text of any number of lines, within the limits of an answer."""
    field = text_field(rows=rows)
    field.label, field.help_text, field.required = label, help_text, False
    return label_as(field, size="s")


def short_text_of(label: str, *, help_text: str = "") -> CleanCharField:
    """A text that is seldom longer than a few lines."""
    return text_of(label, help_text=help_text, rows=3)


def one_of(
    label: str, choices: Choices, *, help_text: str = "", missing: str = "", **look: Any
) -> forms.ChoiceField:
    """One of a few choices. ``look`` is what ``Radios`` takes: hints, dividers."""
    field = forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=list(choices),
        widget=Radios(**look),
        required=bool(missing),
        error_messages={"required": missing, "invalid_choice": UNKNOWN_CHOICE},
    )
    return label_as(field, size="s")


def day_of(label: str, *, help_text: str = EXAMPLE_DATE) -> DateField:
    """A date in three boxes."""
    return label_as(DateField(label=label, help_text=help_text, required=False), size="s")


def pounds_of(label: str, *, help_text: str = "") -> MoneyField:
    """An amount in whole pounds."""
    return label_as(MoneyField(label=label, help_text=help_text, required=False), size="s")


def markings_of(organisation: Organisation, *, stored: str = "") -> Choices:
    """The markings that an organisation allows, and the one stored: saving the rest does not lower it."""
    sensitive = Marking.OFFICIAL_SENSITIVE
    offered = organisation.allows_official_sensitive or stored == sensitive
    return [(marking.value, marking.label) for marking in Marking if marking != sensitive or offered]


def token_field() -> forms.UUIDField:
    """What makes a form that is sent twice give one result."""
    return forms.UUIDField(
        widget=forms.HiddenInput, initial=uuid4, error_messages={"required": STALE, "invalid": STALE}
    )
