"""The forms of submitting and of taking a submission back."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from accounts.models import User
from assessments.forms.record_fields import STALE, name_of, text_of, token_field
from govuk_forms import Button, Buttons, Link, form_helper


class SubmitForm(forms.Form):
    """Who declares that the assessment is true. The words of the declaration stand above the form."""

    name = name_of("Your name", missing="Enter your name")
    role = name_of(
        "Your role", help_text="For example, delivery manager or service owner.", missing="Enter your role"
    )
    token = token_field()

    def __init__(self, data: Any = None, *, person: User) -> None:
        super().__init__(data, initial={"name": person.name})

    @property
    def helper(self) -> FormHelper:
        """The whole form with its button."""
        return form_helper("name", "role", button="Agree and submit")


class TakeBackForm(forms.Form):
    """Why a submission is taken back, and the round of the one that the page shows."""

    reason = text_of(
        "Why do you take the submission back?", help_text="Whoever reads the old round sees this."
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE})

    def __init__(self, data: Any = None, *, round_seen: int, cancel_href: str) -> None:
        super().__init__(data, initial={"seen": round_seen})
        self.cancel_href = cancel_href
        reason = self.fields["reason"]
        reason.required = reason.strip = True  # type: ignore[attr-defined]  # a text field
        reason.error_messages["required"] = "Enter a reason"

    @property
    def helper(self) -> FormHelper:
        """The whole form, with a way out."""
        buttons = Buttons(Button("Take back", kind="warning"), Link("Cancel", self.cancel_href))
        return form_helper("reason", buttons, button="")
