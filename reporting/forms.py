"""What narrows the list of packs."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import Organisation
from plain_text.fields import NameField
from reporting.shelf import Search

ROUNDS = (("", "All rounds"), ("current", "Current rounds only"))


class PackSearchForm(forms.Form):
    """A GET form: what is searched for is in the address."""

    q = NameField(
        label="Project, organisation or reference",
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "spellcheck": "false"}),
    )
    organisation = forms.ChoiceField(label="Organisation", required=False)
    rounds = forms.ChoiceField(
        label="Rounds",
        choices=ROUNDS,
        required=False,
        error_messages={"invalid_choice": "Choose from the list of rounds"},
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        names = [(found.reference, found.name) for found in organisations]
        self.fields["organisation"] = forms.ChoiceField(
            label="Organisation",
            required=False,
            choices=[("", "All organisations"), *names],
            error_messages={"invalid_choice": "Choose an organisation from the list"},
        )

    def search(self) -> Search:
        """What to look for; a field with an error narrows nothing."""
        self.full_clean()
        typed = self.cleaned_data
        return Search(
            words=typed.get("q", ""),
            organisation=typed.get("organisation", ""),
            rounds=typed.get("rounds", ""),
        )
