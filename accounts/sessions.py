"""How long a session lasts: idle limits by what the person can reach, and one limit for everybody."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from accounts.roles import Rights

STARTED = "signed_in_at"
SEEN = "seen_at"
NOTED_EVERY = timedelta(minutes=1)
"""How often being seen is written down: a page that is only read writes once a minute at most."""


def idle_limit(rights: Rights) -> timedelta:
    """How long the person may do nothing: shorter for those with a role for the whole portal."""
    return settings.IDLE_TIMEOUT_ASSURANCE if rights.grants else settings.IDLE_TIMEOUT


def ends_in(session: SessionBase, rights: Rights, *, at: datetime) -> timedelta:
    """How long the session goes on if nothing happens; zero or less when it is over.

    A session that has not been seen yet starts now.
    """
    now = at.timestamp()
    idle_until = session.get(SEEN, now) + idle_limit(rights).total_seconds()
    ends_at = session.get(STARTED, now) + settings.SESSION_LIMIT.total_seconds()
    return timedelta(seconds=min(idle_until, ends_at) - now)


def is_due(session: SessionBase, *, at: datetime) -> bool:
    """Whether it is time to write down that the person was seen."""
    seen: float = session.get(SEEN, 0)
    return at.timestamp() - seen >= NOTED_EVERY.total_seconds()


def note(session: SessionBase, *, at: datetime) -> None:
    """Write down that the person is here: the idle limit counts from now."""
    session.setdefault(STARTED, int(at.timestamp()))
    session[SEEN] = int(at.timestamp())
