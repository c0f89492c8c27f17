"""Django's SQLite, whose writers wait for each other fairly."""

from time import monotonic, sleep
from typing import Final

from django.db import OperationalError
from django.db.backends.sqlite3 import base

SELDOM: Final = 0.025
OFTEN: Final = 0.001
"""Seconds between two tries, of a writer who has just come and of one who waits long."""

IMPATIENCE: Final = 0.012
"""By how much that time shrinks with each second of waiting."""

IS_LOCKED: Final = "database is locked"


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the write lock when a transaction starts; whoever has waited longer asks for it more often.

    SQLite itself does the opposite: newcomers ask every few milliseconds, those who wait ten times a second.
    docs/adr/0012-writers-on-sqlite-wait-in-turn.md has the measurements.
    """

    def _start_transaction_under_autocommit(self) -> None:
        (patience,) = self.connection.execute("PRAGMA busy_timeout").fetchone()
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            self._start_in_turn(until=monotonic() + patience / 1000)
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {patience}")

    def _start_in_turn(self, *, until: float) -> None:
        """Raises the ``OperationalError`` of the last try when the time is over."""
        since = monotonic()
        while True:
            try:
                super()._start_transaction_under_autocommit()  # type: ignore[misc] # missing from the stubs
                return
            except OperationalError as error:
                if IS_LOCKED not in str(error) or monotonic() > until:
                    raise
            sleep(pause_after(monotonic() - since))


def pause_after(waited: float) -> float:
    """Seconds to the next try of a writer who has waited so many seconds."""
    return max(OFTEN, SELDOM - IMPATIENCE * waited)
