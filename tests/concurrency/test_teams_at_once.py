"""People of one team act on the same thing at the same moment: one legal outcome each time."""

from collections import Counter
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from pytest_django.fixtures import Settings

from accounts.models import User
from assessments.actions.answers import AnswerInput, SaveResult, save_answers
from assessments.actions.entries import remove_entry
from assessments.actions.evidence import Place, choose_evidence, remove_evidence
from assessments.actions.projects import start_assessment
from assessments.actions.submission import Declaration, submit, take_back
from assessments.lifecycle import Status
from assessments.models import Assessment, EvidenceUse, Form, Submission, TakeBack
from assessments.refusals import Malformed, NotNow
from assessments.snapshot import take_snapshot
from events.models import Event
from tests.assessments import factories
from tests.assessments.factories import NOW
from tests.concurrency.racing import faults_left, race, tell_outcomes
from tests.telling import Tell

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 24
PLACE = Place("first", "first.evidence")
DECLARATION = Declaration("It is true.", "Lea Lead", "Delivery manager")


@pytest.fixture(autouse=True)
def _no_packs(settings: Settings) -> None:
    settings.AFTER_SUBMISSION = []


@pytest.fixture
def lead() -> User:
    return factories.lead()


@pytest.fixture
def draft(lead: User) -> Assessment:
    return factories.assessment(lead)


def outcome(*results: Any) -> str:
    """What each of the two became, by the names of its kind."""
    return " and ".join(sorted(type(result).__name__ for result in results))


def test_a_submission_and_its_take_back_sent_twice_happen_once(
    draft: Assessment, lead: User, tell: Tell
) -> None:
    factories.complete_assessment(draft, by=lead)
    outcomes: Counter[str] = Counter()

    for number in range(1, ROUNDS + 1):
        send = partial(submit, draft, declaration=DECLARATION, token=uuid4(), by=lead, at=NOW)
        sent = race(number, send, send)
        made = Submission.objects.get(round=number)
        back = partial(take_back, made, reason="Once more.", by=lead, at=NOW)
        taken = race(number, back, back)

        assert sent == (made, made)
        assert taken == (draft, draft)
        outcomes[outcome(*sent, *taken)] += 1

    tell_outcomes(tell, "submissions and take-backs sent twice", outcomes)
    now = Assessment.objects.get(pk=draft.pk)
    assert (now.status, now.round, TakeBack.objects.count()) == (Status.DRAFT, ROUNDS + 1, ROUNDS)
    assert faults_left() == []


def test_of_two_leads_one_submits(draft: Assessment, lead: User, tell: Tell) -> None:
    other = factories.lead("Other Lead")
    factories.complete_assessment(draft, by=lead)
    outcomes: Counter[str] = Counter()

    for number in range(1, ROUNDS + 1):
        send = partial(submit, draft, declaration=DECLARATION, at=NOW)
        sent = race(number, partial(send, token=uuid4(), by=lead), partial(send, token=uuid4(), by=other))
        outcomes[outcome(*sent)] += 1
        take_back(Submission.objects.get(round=number), reason="Once more.", by=lead, at=NOW)

    tell_outcomes(tell, "submissions by two leads", outcomes)
    assert outcomes == {"NotNow and Submission": ROUNDS}
    assert Event.objects.filter(kind="submitted").count() == ROUNDS


def test_no_answer_uses_evidence_that_is_removed(draft: Assessment, lead: User, tell: Tell) -> None:
    outcomes: Counter[str] = Counter()

    for number in range(ROUNDS):
        item = factories.piece_of_evidence(draft.project, by=lead)
        choose = partial(choose_evidence, draft, PLACE, base=[], by=lead, at=NOW)
        results = race(
            number,
            partial(choose, chosen=[item.reference]),
            partial(remove_evidence, draft.project, item.reference, by=lead, at=NOW),
        )
        item.refresh_from_db()
        is_used = EvidenceUse.objects.filter(evidence=item).exists()

        assert [type(result) for result in results] in ([Malformed, type(None)], [type(None), NotNow])
        assert is_used is (item.removed_at is None)
        outcomes[outcome(*results)] += 1

    tell_outcomes(tell, "evidence chosen and removed", outcomes)
    assert len(outcomes) == 2


def test_no_answer_is_saved_for_an_entry_that_is_removed(draft: Assessment, lead: User, tell: Tell) -> None:
    outcomes: Counter[str] = Counter()

    for number in range(ROUNDS):
        (entry,) = factories.contracts(draft, 1, by=lead)
        given = AnswerInput("contract.value", number + 2, "", 1, entry)
        results = race(
            number,
            partial(save_answers, draft, [given], by=lead, at=NOW),
            partial(remove_entry, draft, entry, by=lead, at=NOW),
        )

        assert [type(result) for result in results] in ([SaveResult, type(None)], [Malformed, type(None)])
        outcomes[outcome(*results)] += 1

    tell_outcomes(tell, "an answer saved and its entry removed", outcomes)
    assert len(outcomes) == 2
    assert take_snapshot(draft).entries == ()


def test_two_people_who_start_an_assessment_go_on_with_one(lead: User, tell: Tell) -> None:
    edition = factories.published_edition()
    outcomes: Counter[str] = Counter()

    for number in range(ROUNDS):
        project = factories.project(lead)
        start = partial(start_assessment, project, edition, form=Form.FULL, by=lead, at=NOW)
        started = race(number, partial(start, token=uuid4()), partial(start, token=uuid4()))

        assert started[0] == started[1] == Assessment.objects.get(project=project)
        outcomes[outcome(*started)] += 1

    tell_outcomes(tell, "an assessment started twice", outcomes)
    assert Event.objects.filter(kind="assessment_started").count() == ROUNDS
