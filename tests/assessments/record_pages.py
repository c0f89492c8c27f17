"""Filling in the page of a record in tests, as a browser sends it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from accounts.models import User
from tests.assessments.factories import signed_in
from tests.assessments.step_pages import fields_of


class RecordPage:
    """A page with a form, opened by somebody. What the browser holds stays as it was when it was opened."""

    def __init__(self, name: str, *args: Any, by: User) -> None:
        self.url = reverse(f"assessments:{name}", args=args)
        self.browser = signed_in(by)
        self.response: Any = self.browser.get(self.url)
        form = self.response.context and self.response.context.get("form")
        self.fields = fields_of(form) if form else {}

    @property
    def text(self) -> str:
        """The page as it was opened."""
        return str(self.response.content.decode())

    def send(self, typed: Mapping[str, Any] | None = None, **more: Any) -> Any:
        """Everything on the page with what was typed, to the page's own address."""
        return self.browser.post(self.url, {**self.fields, **(typed or {}), **more})
