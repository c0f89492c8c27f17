"""What every test stands on: flushes despite the triggers, and skips that fail where none is allowed."""

import os
from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import TransactionTestCase

from events import triggers
from tests.telling import tell, told

__all__ = ["tell"]


@pytest.fixture(scope="session", autouse=True)
def _flush_without_triggers() -> Iterator[None]:
    """Take the triggers off around each flush of a transactional test, and see that they come back."""
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined] # missing from the stubs

    def flush_without_triggers(test: TransactionTestCase) -> None:
        aliases = sorted(test.databases)
        for alias in aliases:
            triggers.remove(connections[alias])
        flush(test)
        for alias in aliases:
            assert triggers.missing(connections[alias]) == []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_without_triggers)
        yield


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With TCOP_NO_SKIPS=1 a skipped test is a failed run: continuous integration has all they need."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("TCOP_NO_SKIPS") == "1" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED
        reporter.write_line(
            f"{len(reporter.stats['skipped'])} skipped, and TCOP_NO_SKIPS=1 allows none", red=True
        )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the counts that tests told."""
    reports = [report for kind in terminalreporter.stats.values() for report in kind]
    for sentence in told(reports):
        terminalreporter.write_line(sentence)
