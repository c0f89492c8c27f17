from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import JSONField, Value

from assessments.models import FrozenDocument, Submission
from assessments.verification import faults
from events import triggers
from events.models import Event
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


DETAILS = {
    "empty": {},
    "no object": [],
    "a text": "submission",
    "a number": 5,
    "nothing": None,
    "a submission that is a list": {"submission": [], "snapshot": "", "pack": ""},
    "a submission that is a text": {"submission": "1", "snapshot": "", "pack": ""},
}


@pytest.mark.parametrize("detail", DETAILS.values(), ids=DETAILS)
def test_an_event_whose_detail_names_no_documents_is_named(submission: Submission, detail: object):
    triggers.remove(connection)
    events = Event.objects.filter(kind="submitted")

    events.update(detail=Value(detail, JSONField()))

    place = f"Event {events.get().sequence} of assessment {submission.assessment_id}"
    assert faults()[:2] == [
        f"{place} does not say which snapshot was submitted.",
        f"{place} does not say which pack was submitted.",
    ]


def test_an_event_that_leaves_one_document_out_is_named(submission: Submission):
    triggers.remove(connection)
    events = Event.objects.filter(kind="submitted")
    detail = events.get().detail

    events.update(detail={"submission": detail["submission"], "snapshot": detail["snapshot"]})

    assert faults() == [
        f"Event {events.get().sequence} of assessment {submission.assessment_id}"
        " does not say which pack was submitted.",
        f"The pack of submission {submission.reference} has another SHA-256"
        " than the event of its submission.",
    ]


@pytest.mark.parametrize("sha256", [None, 5, [], {}, "f" * 64], ids=str)
def test_a_document_whose_event_has_anything_but_its_hash_is_named(submission: Submission, sha256: object):
    triggers.remove(connection)
    events = Event.objects.filter(kind="submitted")

    events.update(detail=events.get().detail | {"pack": sha256})

    assert faults() == [
        f"The pack of submission {submission.reference} has another SHA-256 than the event of its submission."
    ]
