"""A request as the views behind sign-in see it."""

from django.http import HttpRequest

from accounts.models import User
from plain_text.cleaning import clean

LONGEST_SEARCH = 200


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in: the middleware lets no other reach the view."""

    user: User


def words_of(request: HttpRequest) -> str:
    """What the address searches for, as names are stored."""
    return clean(request.GET.get("q", "")).strip()[:LONGEST_SEARCH]
