"""How rendering a PDF can end. Apart from child and parent, so that neither loads the other."""

from enum import IntEnum


class PdfUnavailable(Exception):
    """This machine cannot make a PDF: Pango is not installed."""


class PdfFailed(Exception):
    """No PDF could be made of this document, or not within the limits."""


class ExitCode(IntEnum):
    """What the child tells its parent. Anything else means that a limit ended it."""

    DONE = 0
    UNAVAILABLE = 3
    FAILED = 4
