from collections.abc import Callable

import pytest
from django.db import connection

from assessments.models import FrozenDocument, Submission
from assessments.verification import faults
from events import triggers
from tests.assessments import factories


@pytest.fixture
def submission(db, settings) -> Submission:
    settings.AFTER_SUBMISSION = []
    lead = factories.lead()
    return factories.submitted(factories.assessment(lead), by=lead)


def of(submission: Submission, kind: str):
    return FrozenDocument.objects.filter(submission=submission, kind=kind)


def change_bytes(submission: Submission) -> str:
    of(submission, "pack").update(content=b"{}")
    return f"The pack of submission {submission.reference} was changed: its SHA-256 is not the one stored."


def change_hash_too(submission: Submission) -> str:
    content = b"{}"
    sha256 = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    of(submission, "snapshot").update(content=content, sha256=sha256)
    name = f"The snapshot of submission {submission.reference}"
    return f"{name} has another SHA-256 than the event of its submission."


def delete(submission: Submission) -> str:
    of(submission, "snapshot").delete()
    return f"The snapshot of the submission with the number {submission.pk} is gone."


def test_documents_as_they_were_frozen_have_no_fault(submission):
    assert faults() == []


@pytest.mark.parametrize("tamper", [change_bytes, change_hash_too, delete])
def test_a_document_that_was_tampered_with_is_named(
    submission: Submission, tamper: Callable[[Submission], str]
):
    triggers.remove(connection)

    expected = tamper(submission)

    assert faults() == [expected]
