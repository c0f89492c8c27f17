"""Pages of parts in tests: opened by an editor, and sent as a browser sends them."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.models import User
from accounts.roles import Role
from question_sets.models import QuestionSet
from question_sets.parts import Part
from question_sets.reading import read_edition
from question_sets.structure import Edition
from tests.assessments.factories import person, signed_in
from tests.assessments.step_pages import fields_of


def make_editor(name: str = "Ed Itor") -> User:
    """Somebody who edits question sets."""
    return person(name, Role.EDITOR)


def now(draft: QuestionSet) -> Edition:
    """The edition as it is in the database."""
    return read_edition(QuestionSet.objects.get(pk=draft.pk))


def words(response: Any) -> str:
    """What a page says, on one line."""
    return " ".join(unescape(strip_tags(response.content.decode())).split())


class PartPage:
    """A page about a part of an edition. What the browser holds stays as it was when it was opened."""

    def __init__(self, draft: QuestionSet, name: str, *args: Part | str, by: User) -> None:
        self.url = reverse(f"editor:{name}", args=[draft.key, draft.edition, *args])
        self.browser: Client = signed_in(by)
        self.response: Any = self.browser.get(self.url)
        form = self.response.context and self.response.context.get("form")
        self.fields = fields_of(form) if form else {}

    @property
    def words(self) -> str:
        """The page as it was opened."""
        return words(self.response)

    @property
    def html(self) -> str:
        """Its source."""
        return str(self.response.content.decode())

    def hidden(self, name: str) -> str:
        """The value of the first hidden input of this name."""
        found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', self.html)
        assert found, f"There is no hidden {name} on {self.url}"
        return unescape(found[1])

    def send(self, typed: Mapping[str, Any] | None = None, **more: Any) -> Any:
        """Everything on the page with what was typed, to the page's own address."""
        return self.browser.post(self.url, {**self.fields, **(typed or {}), **more})
