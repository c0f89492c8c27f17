"""Why the domain refuses to do something, in sentences a user can read."""

from plain_text.refusals import Malformed, Refused

__all__ = ["Malformed", "NotNow", "NotReady", "Refused", "TooMuch"]


class NotNow(Refused):
    """Yours and permitted, but not while the assessment is in this status."""


class NotReady(Refused):
    """Something is missing or contradicts, so the assessment cannot be submitted."""


class TooMuch(Refused):
    """A limit is reached: characters in an assessment, entries in a section, evidence in a project."""
