"""Which edition another one is compared with."""

from collections.abc import Iterable

from django import forms

from question_sets.models import QuestionSet

OTHER = "from"
"""The field, as it is called in the address."""


class CompareForm(forms.Form):
    """A GET form over the other editions of a question set."""

    def __init__(self, others: Iterable[QuestionSet], *, chosen: QuestionSet | None) -> None:
        super().__init__({OTHER: chosen.edition if chosen else ""})
        names = [(row.edition, f"{row.edition} ({row.status.label.lower()})") for row in others]
        choices = names if chosen else [("", "Choose an edition"), *names]
        self.fields[OTHER] = forms.ChoiceField(label="Compare with edition", choices=choices, required=False)
