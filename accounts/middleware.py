"""Ends sessions that are over, before anything else looks at who is asking."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts import sessions
from accounts.actions import note_seen
from accounts.models import User
from accounts.roles import rights_of

logger = structlog.get_logger(__name__)


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
        _sign_out(request)
        return
    if sessions.is_due(request.session, at=at) and _is_noted(person, at=at):
        sessions.note(request.session, at=at)
        left = sessions.ends_in(request.session, rights_of(person), at=at)
    request.session_ends_in = int(left.total_seconds())  # type: ignore[attr-defined]  # read by the pages


def _sign_out(request: HttpRequest) -> None:
    """Forget the session. A busy database may put that off: it is over all the same."""
    try:
        logout(request)
    except OperationalError:
        logger.warning("session_not_forgotten", exc_info=True)
        request.user = AnonymousUser()


def _is_noted(person: User, *, at: datetime) -> bool:
    """Note that they were seen. A busy database may put it off: no reason to refuse what they typed."""
    try:
        note_seen(person, at=at)
    except OperationalError:
        logger.warning("not_noted_as_seen", exc_info=True)
        return False
    return True
