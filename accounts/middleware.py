"""Ends sessions that are over, before anything else looks at who is asking."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts import sessions
from accounts.actions import note_seen
from accounts.models import User
from accounts.roles import rights_of


class SessionLimits:
    """Signs people out who were idle, or signed in, for too long.

    Tells the page, as `request.session_ends_in`, in how many seconds the session would end.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        person = request.user
        if isinstance(person, User):
            hold_to_limits(request, person, at=timezone.now())
        return self.get_response(request)


def hold_to_limits(request: HttpRequest, person: User, *, at: datetime) -> None:
    """End a session that is over; otherwise note, at most once a minute, that the person was seen."""
    left = sessions.ends_in(request.session, rights_of(person), at=at)
    if left <= timedelta(0):
        logout(request)
        return
    if sessions.is_due(request.session, at=at):
        sessions.note(request.session, at=at)
        note_seen(person, at=at)
        left = sessions.ends_in(request.session, rights_of(person), at=at)
    request.session_ends_in = int(left.total_seconds())  # type: ignore[attr-defined]  # read by the pages
