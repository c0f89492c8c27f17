"""Sentences that a test has printed at the end of a run, wherever it ran: counts of what was tried."""

from collections.abc import Callable, Iterable

import pytest

Tell = Callable[[str], None]
PROPERTY = "told"


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Have a sentence printed. Several processes share the tests, and only their reports come back."""
    return lambda sentence: record_property(PROPERTY, sentence)


def told(reports: Iterable[object]) -> list[str]:
    """The sentences in the reports of a run, in order, each once."""
    found = (
        value
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == PROPERTY
    )
    return list(dict.fromkeys(found))
