"""What forms ask, in words, for the page that gives back what could not be saved."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from django import forms

from plain_text.not_saved import Words

Forms = Iterable[type[forms.Form]]
Pairs = Iterable[tuple[Any, Any]]


def labels_of(asking: Forms) -> dict[str, str]:
    """The labels of fields by name, where all of the forms call a field the same."""
    labels: dict[str, set[str]] = {}
    for name, field in _fields(asking):
        labels.setdefault(name, set()).add(str(field.label or ""))
    return {name: label for name, found in labels.items() for label in found if len(found) == 1}


def choices_of(asking: Forms) -> Words:
    """The words of choices, by field. Choices that a form is given later have none: they are picked again."""
    return {
        name: {str(value): str(text) for value, text in cast(Pairs, field.choices)}
        for name, field in _fields(asking)
        if isinstance(field, forms.ChoiceField)
    }


def _fields(asking: Forms) -> Iterator[tuple[str, forms.Field]]:
    for form in asking:
        yield from form.base_fields.items()
