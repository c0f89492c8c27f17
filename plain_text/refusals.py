"""Why the portal refuses to keep what was typed, in sentences a user can read."""

from http import HTTPStatus


class Refused(Exception):
    """The portal will not do this. The message says why and what to do instead."""

    status = HTTPStatus.CONFLICT


class Malformed(Refused):
    """What was posted cannot have come from a page of the portal: a forged version, an unknown question."""

    status = HTTPStatus.BAD_REQUEST
