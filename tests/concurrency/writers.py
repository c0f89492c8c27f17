"""Threads that start together and hand back what each of them did."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Event
from time import sleep
from typing import TypeVar

from django.db import connections, transaction

T = TypeVar("T")

UNCOMMITTED_FOR = 0.3
"""Seconds, in which every job gets as far as the locks let it."""


def together(*jobs: Callable[[], T]) -> Sequence[T | Exception]:
    """Run all jobs at the same moment; each one's result or exception, in order."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], T]) -> T | Exception:
        try:
            start.wait(timeout=30)
            return job()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(run, jobs))


def while_uncommitted(first: Callable[[], object], *jobs: Callable[[], object]) -> Sequence[object]:
    """Run all jobs while a transaction stays open in which `first` is done; each one's result or exception.

    On PostgreSQL they read what was there before `first`, until a lock makes them wait for it. On SQLite they
    read that too, and then wait before they write anything.
    """
    is_done = Event()

    def do_first() -> None:
        with transaction.atomic():
            try:
                first()
            finally:
                is_done.set()
            sleep(UNCOMMITTED_FOR)

    def follow(job: Callable[[], object]) -> object:
        is_done.wait(timeout=30)
        return job()

    failure, *outcomes = together(do_first, *(partial(follow, job) for job in jobs))
    assert failure is None, failure
    return outcomes
