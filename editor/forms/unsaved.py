"""What editors' forms ask, in words, for the page that gives back what could not be saved."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

from django import forms

from editor.forms import arranging, conditions, parts, publication
from plain_text.not_saved import Words

Pairs = Iterable[tuple[Any, Any]]

_FORMS: Final[tuple[type[forms.Form], ...]] = (
    *parts.FORMS.values(),
    parts.NewQuestionForm,
    parts.MultiChoiceForm,
    *conditions.FORMS.values(),
    arranging.PlaceForm,
    publication.PublishForm,
    publication.SendBackForm,
)


def _fields() -> Iterator[tuple[str, forms.Field]]:
    for form in _FORMS:
        yield from form.base_fields.items()


def _labels() -> Iterator[tuple[str, str]]:
    """Those of fields that every form calls the same."""
    labels: dict[str, set[str]] = {}
    for name, field in _fields():
        labels.setdefault(name, set()).add(str(field.label or ""))
    yield from ((name, label) for name, found in labels.items() for label in found if len(found) == 1)


LABELS: Final[Mapping[str, str]] = dict(_labels())

CHOICES: Final[Words] = {
    name: {str(value): str(text) for value, text in cast(Pairs, field.choices)}
    for name, field in _fields()
    if isinstance(field, forms.ChoiceField)
}
"""Choices that are parts of an edition have no words here: what one picks from is picked again."""
