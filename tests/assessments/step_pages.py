"""Filling in the page of a step in tests, as a browser sends it."""

from collections.abc import Mapping
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.models import Assessment
from assessments.snapshot import AnswerFacts, take_snapshot
from govuk_forms.widgets import PARTS, DateParts
from tests.assessments.factories import signed_in


class StepPage:
    """A page of a step, opened by somebody. What the browser holds stays as it was when it was opened."""

    def __init__(self, of: Assessment, point: str, section: str, *, by: User, entry: str = "") -> None:
        names = [of.reference, point, section, *([entry] if entry else [])]
        self.url = reverse("assessments:entry" if entry else "assessments:step", args=names)
        self.browser: Client = signed_in(by)
        self.response: Any = self.browser.get(self.url)
        self.fields = fields_of(self.response.context["form"]) if self.response.context else {}

    def send(self, typed: Mapping[str, Any], **headers: Any) -> Any:
        """Everything on the page with what was typed, to the page's own address."""
        return self.browser.post(self.url, {**self.fields, **typed}, **headers)


def fields_of(form: Any) -> dict[str, Any]:
    """What a browser would send for a form as it was printed: unticked boxes are not sent."""
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if isinstance(bound.field.widget, DateParts):
            texts = DateParts.texts(value)
            sent |= {f"{bound.name}-{part}": text for part, text in zip(PARTS, texts, strict=True)}
        elif value not in (None, "", []) or not hasattr(bound.field, "choices"):
            sent[bound.name] = "" if value is None else value
    return sent


def stored(of: Assessment, question: str, entry: str = "") -> AnswerFacts:
    """The answer in the database, which must be there."""
    return take_snapshot(of).answer_by_key[question, entry]


def value_of(of: Assessment, question: str, entry: str = "") -> Any:
    """The value in the database, or nothing."""
    answer = take_snapshot(of).answer_by_key.get((question, entry))
    return answer.value if answer else None
