"""Forms of parts that several editors change: each field knows what it was based on."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms

from assessments.forms.records import VERSION, Posted, RecordForm, single_values
from plain_text.merging import FieldConflict
from question_sets.editions import Saved, Typed, base_of
from question_sets.rows import Fields


class PartForm(RecordForm):
    """A form whose fields are named as the part's; without stored fields, what makes a new one.

    A cleaned value is the stored one's shape: text, number, truth or list.
    """

    def __init__(self, data: Posted | None = None, *, stored: Fields | None = None, **options: Any) -> None:
        self.stored: Fields = stored or {}
        super().__init__(data, **options)

    def _base_on_record(self, name: str) -> None:
        if name in self.stored:
            self.initial.setdefault(name, self.stored[name])
        base = base_of(self.stored.get(name))
        self.fields[f"{VERSION}{name}"] = forms.Field(widget=forms.HiddenInput, required=False, initial=base)

    @property
    def typed_on_base(self) -> dict[str, Typed]:
        """The well-formed fields, each with what it was based on."""
        return {name: Typed(value, self.data[f"{VERSION}{name}"]) for name, value in self.typed.items()}

    def rebase_on(self, values: Mapping[str, Any]) -> None:
        """Print these fields as based on these values from now on."""
        bases = {f"{VERSION}{name}": base_of(value) for name, value in values.items()}
        self.data = {**single_values(self.data), **bases}


def save_part(form: PartForm, save: Callable[[Mapping[str, Typed]], Saved]) -> tuple[FieldConflict, ...]:
    """Save the well-formed fields; those that another editor changed meanwhile.

    Afterwards the form prints what was saved as based on it, and a conflict as based on what stands there: it
    was seen, so the next choice counts.
    """
    saved = save(form.typed_on_base)
    form.rebase_on({name: form.typed[name] for name in saved.saved})
    form.rebase_on(_theirs(saved.conflicts))
    return saved.conflicts


def _theirs(conflicts: Iterable[FieldConflict]) -> dict[str, Any]:
    return {conflict.field: conflict.theirs for conflict in conflicts}
