"""Whether this machine has the libraries that WeasyPrint draws with."""

import ctypes
from typing import Final

LIBRARIES: Final = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
"""File loaded, and Debian's package that brings it."""


def missing_libraries() -> tuple[str, ...]:
    """Debian's packages to install before a PDF can be made; none where it can."""
    return tuple(package for file, package in LIBRARIES.items() if not _loads(file))


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True
