"""Submitting freezes two documents for good; taking back starts the next round."""

import hashlib
import json
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError

from accounts.actions.organisations import leave_organisation
from accounts.roles import Role, rights_of
from assessments.actions import points, projects
from assessments.actions.submission import Declaration, submit, take_back
from assessments.lifecycle import Status
from assessments.models import Assessment, DocumentKind, FrozenDocument, Submission
from assessments.refusals import NotNow, NotReady
from assessments.snapshot import from_bytes
from events.models import Event
from tests.assessments import factories

DECLARATION = Declaration("What we say is true.", "Lea Lead", "Delivery manager")

told = []


def fail(submission_id):
    raise OperationalError("database is locked")


def remember(submission_id):
    """What a setting names to run after each submission."""
    told.append(submission_id)


@pytest.fixture
def draft(lead):
    return factories.assessment(lead)


@pytest.fixture
def ready(draft, lead):
    return factories.complete_assessment(draft, by=lead)


def send(assessment, lead, token=None):
    return submit(assessment, declaration=DECLARATION, token=token or uuid4(), by=lead, at=factories.NOW)


def document(submission, kind):
    return FrozenDocument.objects.get(submission=submission, kind=kind)


def frozen(submission):
    return from_bytes(bytes(document(submission, DocumentKind.SNAPSHOT).content))


class TestFreezing:
    @pytest.mark.parametrize("kind", DocumentKind)
    def test_each_document_is_stored_with_the_hash_of_its_bytes(self, ready, lead, kind):
        made = document(send(ready, lead), kind)

        assert hashlib.sha256(bytes(made.content)).hexdigest() == made.sha256
        assert json.loads(bytes(made.content))

    def test_the_snapshot_holds_the_declaration_and_names_hidden_answers(self, ready, lead):
        factories.answer(ready, "first.choice", "no", by=lead, explanation="Because.")
        factories.answer(ready, "first.revealed", "Asked for once", by=lead)
        factories.answer(ready, "first.choice", "yes", by=lead)

        snapshot = frozen(send(ready, lead))

        assert snapshot.hidden == (("first.revealed", ""),)
        assert snapshot.declaration is not None
        assert (snapshot.declaration.text, snapshot.declaration.role) == (
            DECLARATION.text,
            DECLARATION.role,
        )

    def test_later_changes_of_project_and_people_change_no_byte(self, ready, lead):
        made = send(ready, lead)
        before = {kind: bytes(document(made, kind).content) for kind in DocumentKind}

        projects.change_project(
            ready.project, fields={"name": "Renamed"}, base_version=1, by=lead, at=factories.NOW
        )
        lead.name = "Renamed Person"
        lead.save()
        factories.piece_of_evidence(ready.project, by=lead)

        assert {kind: bytes(document(made, kind).content) for kind in DocumentKind} == before
        assert b"Renamed" not in before[DocumentKind.SNAPSHOT]

    def test_the_event_of_the_submission_carries_both_hashes(self, ready, lead):
        made = send(ready, lead)

        detail = Event.objects.get(kind="submitted").detail
        assert {kind: detail[kind] for kind in DocumentKind.values} == {
            kind: document(made, kind).sha256 for kind in DocumentKind.values
        }

    def test_what_follows_runs_once_after_the_commit(
        self, ready, lead, settings, django_capture_on_commit_callbacks
    ):
        settings.AFTER_SUBMISSION = [f"{__name__}.remember"]
        told.clear()

        with django_capture_on_commit_callbacks(execute=True):
            made = send(ready, lead)
            assert told == []

        assert told == [made.pk]

    @pytest.mark.django_db(transaction=True)
    def test_whatever_fails_after_the_commit_the_submission_stands(self, ready, lead, settings):
        settings.AFTER_SUBMISSION = [f"{__name__}.fail", f"{__name__}.remember"]
        told.clear()

        made = send(ready, lead)

        assert told == [made.pk]
        assert Assessment.objects.get(pk=ready.pk).status == Status.SUBMITTED


class TestRefusing:
    def nothing_happened(self, assessment):
        return (
            Assessment.objects.get(pk=assessment.pk).status == Status.DRAFT
            and not Submission.objects.exists()
            and not FrozenDocument.objects.exists()
            and not Event.objects.filter(kind="submitted").exists()
        )

    def test_a_gap_stops_a_submission(self, ready, lead):
        factories.answer(ready, "first.text", "", by=lead)

        with pytest.raises(NotReady, match="missing"):
            send(ready, lead)

        assert self.nothing_happened(ready)

    def test_a_point_nobody_completed_stops_a_submission(self, ready, lead):
        points.call_incomplete(ready, "first", by=lead, at=factories.NOW)

        with pytest.raises(NotReady):
            send(ready, lead)

        assert self.nothing_happened(ready)

    def test_a_contradiction_stops_a_submission_that_has_no_gap(self, draft, lead):
        contract = factories.contracts(draft, 1, by=lead)[0]
        factories.answer(draft, "contract.starts", "2027-05-01", by=lead, entry=contract)
        factories.answer(draft, "contract.ends", "2027-04-01", by=lead, entry=contract)
        factories.complete_assessment(draft, by=lead)

        with pytest.raises(NotReady, match="contradict"):
            send(draft, lead)

        assert self.nothing_happened(draft)

    def test_permission_is_asked_again_under_the_lock(self, ready, lead):
        other = factories.lead("Other Lead")
        rights_of(other)  # remembered, as at the start of a request
        leave_organisation(other, factories.organisation(), Role.LEAD, by=None, at=factories.NOW)

        with pytest.raises(PermissionDenied):
            send(ready, other)

        assert self.nothing_happened(ready)
        assert send(ready, lead)


class TestRepeating:
    def test_the_same_token_again_returns_the_first_submission(self, ready, lead):
        token = uuid4()

        assert send(ready, lead, token) == send(ready, lead, token)
        assert Submission.objects.count() == 1

    def test_another_token_is_refused_because_it_was_submitted_already(self, ready, lead):
        send(ready, lead)

        with pytest.raises(NotNow):
            send(ready, lead)

    def test_the_token_of_somebody_else_returns_nothing(self, ready, lead):
        token = uuid4()
        send(ready, lead, token)

        with pytest.raises(NotNow):
            send(ready, factories.lead("Other Lead"), token)


class TestTakingBack:
    def test_it_starts_the_next_round_and_keeps_the_old_one(self, ready, lead):
        made = send(ready, lead)
        before = bytes(document(made, DocumentKind.SNAPSHOT).content)

        taken = take_back(made, reason="A typing error.", by=lead, at=factories.NOW)

        assert (taken.status, taken.round) == (Status.DRAFT, 2)
        assert bytes(document(made, DocumentKind.SNAPSHOT).content) == before

    def test_a_draft_cannot_be_taken_back(self, ready, lead):
        made = send(ready, lead)
        take_back(made, reason="A typing error.", by=lead, at=factories.NOW)

        with pytest.raises(NotNow):
            take_back(made, reason="Another error.", by=lead, at=factories.NOW)

    def test_it_waits_while_the_project_has_another_draft(self, ready, lead):
        made = send(ready, lead)
        factories.assessment(lead, of_project=ready.project)

        with pytest.raises(NotNow, match="already has a draft"):
            take_back(made, reason="A typing error.", by=lead, at=factories.NOW)

        assert Assessment.objects.get(pk=ready.pk).status == Status.SUBMITTED

    def test_the_second_round_tells_of_the_first(self, ready, lead):
        first = send(ready, lead)
        take_back(first, reason="A typing error.", by=lead, at=factories.NOW)

        second = send(Assessment.objects.with_project().get(pk=ready.pk), lead)

        assert [(told.reference, told.reason) for told in frozen(second).rounds] == [
            (first.reference, "A typing error.")
        ]
