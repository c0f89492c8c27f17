"""A request as the views behind sign-in see it."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User
from plain_text.cleaning import clean

LONGEST_SEARCH = 200


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in: the middleware lets no other reach the view."""

    user: User


def next_of(request: HttpRequest) -> str:
    """Where the address says to go on to, if that is a page of this portal; blank otherwise."""
    path = request.GET.get("next", "")
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours else ""


def words_of(request: HttpRequest) -> str:
    """What the address searches for, as names are stored."""
    return clean(request.GET.get("q", "")).strip()[:LONGEST_SEARCH]
