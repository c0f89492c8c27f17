"""A request as the views behind sign-in see it."""

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in: the middleware lets no other reach the view."""

    user: User
