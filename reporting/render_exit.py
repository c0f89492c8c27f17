"""What the rendering child tells its parent. Apart from both, so that neither loads the other."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Anything else means that a limit ended the child."""

    DONE = 0
    UNAVAILABLE = 3
    FAILED = 4
