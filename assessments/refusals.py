"""Why the domain refuses to do something, in sentences a user can read."""

from http import HTTPStatus


class Refused(Exception):
    """The portal will not do this. The message says why and what to do instead."""

    status = HTTPStatus.CONFLICT


class NotNow(Refused):
    """Yours and permitted, but not while the assessment is in this status."""


class NotReady(Refused):
    """Something is missing or contradicts, so the assessment cannot be submitted."""


class Malformed(Refused):
    """What was posted cannot have come from a page of the portal: a forged version, an unknown question."""

    status = HTTPStatus.BAD_REQUEST


class TooMuch(Refused):
    """A limit is reached: characters in an assessment, entries in a section."""
