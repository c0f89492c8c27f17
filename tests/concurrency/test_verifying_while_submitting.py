"""Frozen documents are checked while somebody submits: a new one is never called changed."""

from datetime import UTC, datetime
from threading import Event as Flag
from uuid import uuid4

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from assessments.actions.submission import Declaration, submit, take_back
from assessments.verification import faults
from tests.assessments import factories
from tests.concurrency.writers import together
from tests.telling import Tell

SUBMISSIONS = 40
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DECLARATION = Declaration("It is true.", "Lea Lead", "Delivery manager")


@pytest.mark.django_db(transaction=True)
def test_documents_frozen_while_they_are_checked_have_no_fault(settings: Settings, tell: Tell) -> None:
    settings.AFTER_SUBMISSION = []
    lead = factories.lead()
    assessment = factories.assessment(lead)
    factories.complete_assessment(assessment, by=lead)
    is_over = Flag()

    def submit_again_and_again() -> None:
        try:
            for _ in range(SUBMISSIONS):
                made = submit(assessment, declaration=DECLARATION, token=uuid4(), by=lead, at=NOW)
                take_back(made, reason="Once more.", by=lead, at=NOW)
        finally:
            is_over.set()

    def check_meanwhile() -> list[list[str]]:
        found = []
        while not is_over.is_set():
            found.append(faults())
        return found

    outcome, found = together(submit_again_and_again, check_meanwhile)

    assert outcome is None
    assert isinstance(found, list), found
    assert [fault for each in found for fault in each] == []
    tell(f"checks of documents on {connection.vendor}: {len(found)}, during {SUBMISSIONS} submissions")
