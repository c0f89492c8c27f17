"""The chains are checked while somebody appends to them: what is whole is never called broken."""

from datetime import UTC, datetime
from threading import Event as Flag

import pytest
from django.db import connection, transaction

from events.chain import Subject, SubjectKind, append, broken_links
from tests.concurrency.writers import together
from tests.telling import Tell

CHECKS = 60
NOW = datetime(2027, 3, 3, 12, tzinfo=UTC)
LENGTH = 10
"""Events of a chain, after which the next begins: heads are missed as well as events."""


@pytest.mark.django_db(transaction=True)
def test_chains_that_grow_while_they_are_checked_have_no_broken_links(tell: Tell) -> None:
    is_checked = Flag()

    def check() -> list[str]:
        try:
            return [fault for _ in range(CHECKS) for fault in broken_links()]
        finally:
            is_checked.set()

    def append_meanwhile() -> int:
        number = 0
        while not is_checked.is_set():
            with transaction.atomic():
                append(Subject(SubjectKind.PROJECT, number // LENGTH + 1), "created", by=None, at=NOW)
            number += 1
        return number

    faults, appended = together(check, append_meanwhile)

    assert faults == []
    assert isinstance(appended, int), appended
    assert appended > LENGTH
    tell(f"checks of the chains on {connection.vendor}: {CHECKS}, while {appended} events were appended")
