import pytest
from django.db import connection

from assessments.models import DocumentKind, FrozenDocument
from assessments.verification import faults
from events import triggers
from events.models import Event
from tests.assessments import factories


@pytest.fixture
def submission(db):
    lead = factories.lead()
    return factories.submitted(factories.assessment(lead), by=lead)


@pytest.fixture
def without_triggers(db):
    """Somebody who can write to the database past the portal."""
    triggers.remove(connection)
    yield
    triggers.install(connection)


def test_nothing_is_found_where_nothing_was_touched(submission):
    assert FrozenDocument.objects.count() == 2
    assert faults() == []


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_changed_byte_is_named(submission, without_triggers, kind):
    document = FrozenDocument.objects.get(kind=kind)
    changed = bytes(document.content).replace(b"true", b"True", 1)
    assert changed != bytes(document.content)
    FrozenDocument.objects.filter(pk=document.pk).update(content=changed)

    assert [sentence for sentence in faults() if submission.reference in sentence] == [
        f"The {kind} of submission {submission.reference} was changed: its SHA-256 is not the one stored."
    ]


def test_a_changed_byte_with_its_hash_is_named_by_the_chain(submission, without_triggers):
    FrozenDocument.objects.filter(kind=DocumentKind.SNAPSHOT).update(sha256="0" * 64)

    assert any("another SHA-256 than the event of its submission" in sentence for sentence in faults())


def test_a_submission_without_its_event_is_named(submission, without_triggers):
    Event.objects.filter(kind="submitted").delete()

    assert len(faults()) == 2
