"""A row that somebody else holds for too long."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import connection, transaction
from django.db.models import Model


@contextmanager
def held(row: Model) -> Iterator[None]:
    """Lock the row from another thread until the block ends; this thread waits for a lock 50 ms at most."""
    is_held, is_over = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            type(row)._default_manager.select_for_update().get(pk=row.pk)
            is_held.set()
            is_over.wait(timeout=10)
        connection.close()

    holder = Thread(target=hold)
    holder.start()
    is_held.wait(timeout=10)
    try:
        _wait_at_most(50)
        yield
    finally:
        is_over.set()
        holder.join()
        connection.close()


def _wait_at_most(milliseconds: int) -> None:
    on_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(
            f"PRAGMA busy_timeout = {milliseconds}" if on_sqlite else f"SET lock_timeout = '{milliseconds}ms'"
        )
