"""The pages for requests that no room could answer."""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.http import urlencode
from django.views.decorators.csrf import requires_csrf_token

from assessments.forms.unsaved import choices_with, labels_with
from assessments.middleware import questions_of
from editor.forms.unsaved import CHOICES, LABELS
from plain_text.not_saved import NO_LABELS, NO_WORDS, Words, not_saved
from tcop_portal.context_processors import about_portal
from tcop_portal.routes import ACCESS, Classification


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for an address or a form that is not text; 413 for more than the portal takes at once."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return render(request, "errors/413.html", status=413)
    return render(request, "errors/400.html", status=400)


@requires_csrf_token
def unreadable_form(request: HttpRequest) -> HttpResponse:
    """400 for a form whose text is broken, which no browser sends, with what can be read of it."""
    return not_saved(
        request,
        status=400,
        heading="Your answers were not saved",
        explanation="The form holds something that is not text. Type or paste it again.",
    )


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: it is yours to see, but your role may not do this."""
    return render(request, "errors/403.html", status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for what does not exist and for what is not yours."""
    return render(request, "errors/404.html", status=404)


@requires_csrf_token
def no_page(request: HttpRequest, *, allow: str) -> HttpResponse:
    """405 for an address that a button sends a form to, opened as if it were a page."""
    response = render(request, "errors/405.html", status=405)
    response["Allow"] = allow
    return response


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """500, drawn without the request: the database may be what broke."""
    return render(None, "errors/500.html", {"portal": about_portal()}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form from before the last sign-in, with what was typed on it."""
    return signed_out(request)


@requires_csrf_token
def signed_out(request: HttpRequest) -> HttpResponse:
    """403 for a form that arrived without a session that it belongs to, with what was typed on it."""
    labels, words = _asked(request)
    return not_saved(
        request,
        status=403,
        heading="Your answers were not saved" if _room_of(request) == "assessments" else "This was not saved",
        explanation="You were signed out, or you have signed in again since you opened the page.",
        way_on=_sign_in_href(request),
        way_on_text="Sign in, then open the page again",
        labels=labels,
        words=words,
    )


def _asked(request: HttpRequest) -> tuple[Mapping[str, str], Words]:
    """The labels of what was posted, and the words of its choices, where the room has them."""
    match _room_of(request):
        case "assessments":
            questions = questions_of(request)
            return labels_with(questions), choices_with(questions)
        case "editor":
            return LABELS, CHOICES
    return NO_LABELS, NO_WORDS


def _room_of(request: HttpRequest) -> str:
    return request.resolver_match.app_name if request.resolver_match else ""


def _sign_in_href(request: HttpRequest) -> str:
    """Where somebody signs in; from there back to the page, if it is one that can be opened."""
    sign_in = resolve_url(settings.LOGIN_URL)
    access = ACCESS.get(request.resolver_match.view_name) if request.resolver_match else None
    if access is None or access.classification == Classification.PUBLIC or "GET" not in access.methods:
        return sign_in
    return f"{sign_in}?{urlencode({'next': request.get_full_path()})}"
