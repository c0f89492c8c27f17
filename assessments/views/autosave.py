"""Saving in the background while somebody types: the page's script asks, and goes on with what it is told."""

from collections.abc import Mapping

from django.forms import BaseForm
from django.http import HttpRequest, JsonResponse
from django.utils.timezone import localtime


def is_in_background(request: HttpRequest) -> bool:
    """Whether a script asks, which stays on its page, and not a person who goes to the next."""
    return not request.accepts("text/html")


def told(
    request: HttpRequest, form: BaseForm, *, versions: Mapping[str, str], conflicts: int
) -> JsonResponse:
    """What the page must know to go on typing: new values of hidden versions, and what was not saved.

    And in how many seconds the session ends now.
    """
    return JsonResponse(
        {
            "saved_at": f"{localtime():%H:%M}",
            "versions": versions,
            "conflicts": conflicts,
            "errors": [str(text) for texts in form.errors.values() for text in texts],
            "session_ends_in": getattr(request, "session_ends_in", None),
        }
    )
