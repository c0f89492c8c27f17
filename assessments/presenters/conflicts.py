"""What somebody typed beside what somebody else saved meanwhile, for the page on which a person chooses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.forms import BoundField

from govuk_forms import MoneyField
from plain_text.merging import FieldConflict
from question_sets.kinds import day_in_words

NOTHING = "Nothing"


@dataclass(frozen=True)
class Theirs:
    """One text of what is stored, line by line; ``label`` is blank where the title says it."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """One thing that two people changed. ``inputs`` hold what this person typed, to be changed further."""

    name: str
    title: str
    inputs: tuple[BoundField, ...]
    theirs: tuple[Theirs, ...]
    saved_by: str
    saved_at: datetime


def record_conflicts(form: forms.Form, conflicts: Iterable[FieldConflict]) -> tuple[Conflict, ...]:
    """The conflicts of a record's fields, with the inputs of the form that was posted."""
    return tuple(
        Conflict(
            name=conflict.field,
            title=str(form.fields[conflict.field].label),
            inputs=(form[conflict.field],),
            theirs=(Theirs("", readable(form.fields[conflict.field], conflict.theirs)),),
            saved_by=conflict.saved_by,
            saved_at=conflict.saved_at,
        )
        for conflict in conflicts
    )


def readable(field: forms.Field, value: Any) -> tuple[str, ...]:
    """A stored value of a record as people read it, line by line."""
    if value in (None, "", []):
        return (NOTHING,)
    if isinstance(value, list):  # of an edition
        return tuple(map(str, value))
    if isinstance(field, forms.ChoiceField):
        labels = dict(cast("Iterable[tuple[str, str]]", field.choices))
        return (labels.get(value, str(value)),)
    if isinstance(field, MoneyField):
        return (f"£{value:,}",)
    if isinstance(value, date):
        return (day_in_words(value),)
    return tuple(str(value).split("\n"))
