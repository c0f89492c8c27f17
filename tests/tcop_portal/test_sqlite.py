"""Writers on SQLite take turns, on a file of their own whatever database the tests use."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from tcop_portal.sqlite.base import OFTEN, SELDOM, pause_after
from tests.concurrency.writers import together
from tests.telling import Tell

WRITERS = 16
TURNS = 10

pytestmark = pytest.mark.django_db


def database(path: Path, *, patience: float) -> ConnectionHandler:
    """A database of the portal's kind, with a connection for each thread."""
    options = {"transaction_mode": "IMMEDIATE", "timeout": patience}
    return ConnectionHandler(
        {"default": {"ENGINE": "tcop_portal.sqlite", "NAME": path / "turns.sqlite3", "OPTIONS": options}}
    )


@contextmanager
def writing(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """A transaction on a connection that Django's own ``atomic`` does not know."""
    connection.ensure_connection()
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        yield
    finally:
        connection.rollback()
        connection.set_autocommit(True)


def patience_of(connection: BaseDatabaseWrapper) -> int:
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA busy_timeout").fetchone()[0]


def test_whoever_has_waited_longer_asks_more_often():
    pauses = [pause_after(waited) for waited in range(20)]

    assert pauses[0] == SELDOM
    assert pauses == sorted(pauses, reverse=True)
    assert set(pauses[3:]) == {OFTEN}


def test_every_writer_gets_a_turn(tmp_path: Path, tell: Tell):
    connections = database(tmp_path, patience=20)
    at_work, most_at_work, waits = 0, 0, []
    counting = Lock()

    def write() -> int:
        nonlocal at_work, most_at_work
        for _ in range(TURNS):
            asked = monotonic()
            with writing(connections["default"]):
                waits.append(monotonic() - asked)
                with counting:
                    at_work += 1
                    most_at_work = max(most_at_work, at_work)
                sleep(0.01)
                with counting:
                    at_work -= 1
        connections["default"].close()
        return TURNS

    turns = together(*[write] * WRITERS)

    assert turns == [TURNS] * WRITERS
    assert most_at_work == 1
    tell(f"turns of {WRITERS} writers on sqlite: {sum(turns)}, the longest wait {max(waits):.1f} s")


def test_a_writer_gives_up_when_its_time_is_over(tmp_path: Path):
    first, second = database(tmp_path, patience=0.1), database(tmp_path, patience=0.1)

    with (
        writing(first["default"]),
        pytest.raises(OperationalError, match="database is locked"),
        writing(second["default"]),
    ):
        pass

    assert patience_of(second["default"]) == 100
    with writing(second["default"]):
        pass


def test_another_fault_is_raised_at_once(tmp_path: Path):
    connection = database(tmp_path, patience=20)["default"]
    begun = monotonic()

    with writing(connection), pytest.raises(OperationalError, match="within a transaction"):
        connection._start_transaction_under_autocommit()

    assert monotonic() - begun < 10
    assert patience_of(connection) == 20_000
