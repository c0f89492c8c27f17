"""What editors' forms ask, in words, for the page that gives back what could not be saved."""

from collections.abc import Mapping
from typing import Final

from django import forms

from editor.forms import arranging, conditions, parts, publication
from plain_text.asked import choices_of, labels_of
from plain_text.not_saved import Words

_FORMS: Final[tuple[type[forms.Form], ...]] = (
    *parts.FORMS.values(),
    parts.NewQuestionForm,
    parts.MultiChoiceForm,
    *conditions.FORMS.values(),
    arranging.PlaceForm,
    publication.PublishForm,
    publication.SendBackForm,
)

LABELS: Final[Mapping[str, str]] = labels_of(_FORMS)

CHOICES: Final[Words] = choices_of(_FORMS)
"""Choices that are parts of an edition have no words here: what one picks from is picked again."""
