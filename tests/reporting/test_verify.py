"""`manage.py verify` names whatever was changed behind the portal's back, and nothing else."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django.fixtures import Settings

from assessments.models import FrozenDocument, Submission
from events import triggers
from events.chain import Subject, SubjectKind, append, head
from events.models import Event
from events.rules import PROTECTED
from reporting.making import ask_for, make
from tests.assessments import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(pango: None) -> Submission:
    """A submission with a chain of five events or more."""
    lead = factories.lead()
    submission = factories.submitted(factories.assessment(lead), by=lead)
    while head(of(submission)).sequence < 5:
        append(of(submission), "tested", by=lead, at=factories.NOW)
    return submission


def of(submission: Submission) -> Subject:
    return Subject(SubjectKind.ASSESSMENT, submission.assessment_id)


def event(submission: Submission, place: int) -> Event:
    """An event of the assessment, counted from one or, below zero, from the newest."""
    chain = Event.objects.filter(subject_kind=SubjectKind.ASSESSMENT, subject_id=submission.assessment_id)
    ordered = list(chain.order_by("sequence"))
    return ordered[place if place < 0 else place - 1]


def change_a_field(submission: Submission) -> str:
    Event.objects.filter(pk=event(submission, 2).pk).update(kind="forged")
    return f"Event 2 of assessment {submission.assessment_id} was changed."


def delete_a_middle_event(submission: Submission) -> str:
    event(submission, 2).delete()
    return f"Event 2 of assessment {submission.assessment_id} is missing."


def delete_the_newest_event(submission: Submission) -> str:
    newest = event(submission, -1)
    Event.objects.filter(pk=newest.pk).delete()
    return f"Event {newest.sequence} of assessment {submission.assessment_id} is missing."


def swap_two_events(submission: Submission) -> str:
    first, second = event(submission, 2), event(submission, 3)
    Event.objects.filter(pk=first.pk).update(sequence=1_000)
    Event.objects.filter(pk=second.pk).update(sequence=2)
    Event.objects.filter(pk=first.pk).update(sequence=3)
    return f"Event 3 of assessment {submission.assessment_id} was moved to the place of event 2."


def change_a_byte_of_the_snapshot(submission: Submission) -> str:
    document = submission.documents.get(kind="snapshot")
    content = bytearray(bytes(document.content))
    content[-2] ^= 1
    FrozenDocument.objects.filter(pk=document.pk).update(content=bytes(content))
    return (
        f"The snapshot of submission {submission.reference} was changed: its SHA-256 is not the one stored."
    )


def make_files(submission: Submission) -> None:
    """The files of its pack, as they are made and stored."""
    ask_for(submission.pk, at=factories.NOW)
    assert make(submission.stored_packs.order_by("pk")) == []


def change_a_byte_of_the_pdf(submission: Submission) -> str:
    make_files(submission)
    file = Path(portal.PACKS_DIR) / submission.stored_packs.get(format="pdf").file
    content = bytearray(file.read_bytes())
    content[-2] ^= 1
    file.write_bytes(bytes(content))
    return f"The PDF of submission {submission.reference} was changed: its SHA-256 is not the one stored."


TAMPERINGS: tuple[Callable[[Submission], str], ...] = (
    change_a_field,
    delete_a_middle_event,
    delete_the_newest_event,
    swap_two_events,
    change_a_byte_of_the_snapshot,
    change_a_byte_of_the_pdf,
)


def verify() -> tuple[int, list[str]]:
    """The exit code of the command, and what it names."""
    named = io.StringIO()
    try:
        call_command("verify", stdout=io.StringIO(), stderr=named)
    except CommandError as error:
        return error.returncode, named.getvalue().splitlines()
    return 0, named.getvalue().splitlines()


def test_untouched_it_names_nothing(submission: Submission) -> None:
    make_files(submission)

    assert verify() == (0, [])


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_it_names(submission: Submission, tamper: Callable[[Submission], str]) -> None:
    triggers.remove(connection)
    fault = tamper(submission)
    triggers.install(connection)

    code, named = verify()
    assert code == 1
    assert fault in named


def stops() -> list[str]:
    return [{}["submission"]]


def finds() -> list[str]:
    return ["Something was changed."]


def test_a_verification_that_stops_is_named_and_hides_no_other(settings: Settings) -> None:
    settings.VERIFICATIONS = [f"{__name__}.finds", f"{__name__}.stops", f"{__name__}.finds"]

    assert verify() == (
        1,
        [
            "Something was changed.",
            f"The verification {__name__}.stops stopped before its end: KeyError.",
            "Something was changed.",
        ],
    )


def test_it_names_each_dropped_trigger() -> None:
    triggers.remove(connection)

    code, named = verify()

    assert code == 1
    assert named == [
        f"The trigger {name} is missing or was changed." for name in triggers.missing(connection)
    ]
    assert len(named) >= len({rule.table for rule in PROTECTED})
