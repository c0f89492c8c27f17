"""Submitting while somebody saves: either the answer is in the submission, or it is refused."""

from collections import Counter
from datetime import UTC, datetime
from functools import partial
from threading import Event
from time import sleep
from uuid import uuid4

import pytest
from django.db import connection, connections
from pytest_django.fixtures import Settings

from accounts.models import User
from assessments.actions import _locks
from assessments.actions.answers import AnswerInput, SaveResult, save_answers
from assessments.actions.submission import Declaration, submit, take_back
from assessments.models import Assessment, FrozenDocument, Submission
from assessments.refusals import NotNow
from assessments.snapshot import AnswerFacts, from_bytes, take_snapshot
from tests.assessments import factories
from tests.concurrency.writers import together
from tests.telling import Tell

ROUNDS = 100
HEAD_STARTS = ((0.0, 0.0), (0.0, 0.03), (0.03, 0.0))
"""Seconds that the save and the submission wait, in turn: both at once, the one first, the other first."""

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
QUESTION = "first.text"
DECLARATION = Declaration("It is true.", "Lea Lead", "Delivery manager")


@pytest.fixture(autouse=True)
def _nothing_follows_a_submission(settings: Settings) -> None:
    """Packs are another test's business."""
    settings.AFTER_SUBMISSION = []


def save(assessment: Assessment, text: str, *, version: int, by: User, after: float = 0) -> SaveResult:
    """Save one answer on top of a version."""
    sleep(after)
    given = AnswerInput(QUESTION, text, base_version=version)
    return save_answers(assessment, [given], by=by, at=NOW)


def submit_now(assessment: Assessment, *, by: User, after: float = 0) -> Submission:
    """Submit the assessment."""
    sleep(after)
    return submit(assessment, declaration=DECLARATION, token=uuid4(), by=by, at=NOW)


def frozen_text(submission: Submission) -> str:
    """The answer as the submission froze it."""
    document = FrozenDocument.objects.get(submission=submission, kind="snapshot")
    text: str = from_bytes(bytes(document.content)).answer_by_key[QUESTION, ""].value
    return text


def stored(assessment: Assessment) -> AnswerFacts:
    """The answer as it is stored."""
    return take_snapshot(assessment).answer_by_key[QUESTION, ""]


@pytest.mark.django_db(transaction=True)
def test_a_hundred_submissions_while_somebody_saves_never_undo_either(
    tell: Tell,
) -> None:
    lead = factories.lead()
    assessment = factories.assessment(lead)
    factories.complete_assessment(assessment, by=lead)
    outcomes: Counter[str] = Counter()

    for number in range(ROUNDS):
        text, before = f"Saved in round {number}", stored(assessment)
        save_waits, submission_waits = HEAD_STARTS[number % len(HEAD_STARTS)]
        saved, submitted = together(
            partial(save, assessment, text, version=before.version, by=lead, after=save_waits),
            partial(submit_now, assessment, by=lead, after=submission_waits),
        )

        assert isinstance(submitted, Submission), submitted
        if isinstance(saved, NotNow):
            outcomes["refused"] += 1
            assert frozen_text(submitted) == stored(assessment).value == before.value
        else:
            outcomes["saved"] += 1
            assert isinstance(saved, SaveResult), saved
            assert frozen_text(submitted) == stored(assessment).value == text
        take_back(submitted, reason="Once more.", by=lead, at=NOW)

    tell(f"submit while saving on {connection.vendor}: {dict(outcomes)}")
    assert outcomes.total() == ROUNDS
    assert set(outcomes) == {"saved", "refused"}


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Event]:
    """Assessments are read without a lock, and the reader then waits until it is told to go on.

    On SQLite the lock is the IMMEDIATE transaction, so that is taken away as well.
    """
    has_read, may_write = Event(), Event()
    lock = _locks._lock_assessment

    def read_only(pk: int) -> Assessment:
        if has_read.is_set():
            return lock(pk)
        found = Assessment.objects.with_project().get(pk=pk)
        has_read.set()
        may_write.wait(timeout=30)
        return found

    monkeypatch.setattr(_locks, "_lock_assessment", read_only)
    options = connections.settings["default"]["OPTIONS"]
    if connection.vendor == "sqlite":
        monkeypatch.setitem(options, "transaction_mode", "DEFERRED")
    return has_read, may_write


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_save_is_lost_or_changes_what_was_submitted(
    without_locks: tuple[Event, Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    has_read, may_write = without_locks
    has_read.set()
    lead = factories.lead()
    assessment = factories.assessment(lead)
    factories.complete_assessment(assessment, by=lead)
    has_read.clear()

    def submit_in_between() -> Submission:
        has_read.wait(timeout=30)
        try:
            return submit_now(assessment, by=lead)
        finally:
            may_write.set()

    version = stored(assessment).version

    saved, submitted = together(
        partial(save, assessment, "Too late", version=version, by=lead), submit_in_between
    )

    assert isinstance(submitted, Submission), submitted
    is_lost = not isinstance(saved, SaveResult | NotNow)
    is_changed = frozen_text(submitted) != stored(assessment).value
    assert is_lost or is_changed
