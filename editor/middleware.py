"""What question sets refuse becomes a page: a read goes back to the edition, a write shows its text."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from editor.forms.unsaved import CHOICES, LABELS
from editor.listing import edition_called, edition_once_called
from plain_text.not_saved import not_saved
from plain_text.refusals import Refused

READS = ("GET", "HEAD")


class EditorRefusals:
    """Answers for ``Refused`` on the editors' pages. Its place is after the assessments' own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for a refusal; every other exception goes on."""
        match = request.resolver_match
        if not isinstance(exception, Refused) or not match or match.app_name != "editor":
            return None
        text, way_on = way_on_from(match.kwargs)
        if request.method in READS:
            messages.warning(request, str(exception))
            return redirect(way_on)
        return not_saved(
            request,
            status=exception.status,
            heading="This was not saved",
            explanation=str(exception),
            way_on=way_on,
            way_on_text=text,
            labels=LABELS,
            words=CHOICES,
        )


def way_on_from(named: dict[str, str]) -> tuple[str, str]:
    """The words and the address of the edition's page, or of the list where there is no such edition."""
    key, edition = named.get("key", ""), named.get("edition", "")
    found = edition_called(key, edition) or edition_once_called(key, edition)
    if found:
        return "Go to the edition", reverse("editor:edition", args=[found.key, found.edition])
    return "Go to the question sets", reverse("editor:editions")
