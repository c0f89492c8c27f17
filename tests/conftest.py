"""What every test stands on: flushes despite the triggers, and skips that fail where none is allowed."""

import os
from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import TransactionTestCase

from events import triggers
from tests.telling import tell, told

__all__ = ["tell"]


DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what continuous integration asks of its second run."""
    parser.addoption(
        "--asks-database",
        action="store_true",
        help="leave out the tests that ask no database: another database cannot change how they end",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what ``--asks-database`` leaves out."""
    if not config.getoption("--asks-database"):
        return
    left_out = [item for item in items if not asks_database(item)]
    items[:] = [item for item in items if asks_database(item)]
    config.hook.pytest_deselected(items=left_out)


def asks_database(item: pytest.Item) -> bool:
    """Whether a test may use the database: it is marked so, or one of its fixtures needs it."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


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
