from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from accounts.roles import ORGANISATION_ROLES, PERMISSIONS, Permission, Role
from assessments.actions.projects import add_member, remove_member
from assessments.lifecycle import HOLDER, Status
from assessments.models import Assessment
from assessments.permissions import PEN, assessment_for, can, is_open_to, project_for, submission_for
from assessments.refusals import NotNow
from tests.assessments import factories

ORGANISATION_ROLES_IN_ORDER = sorted(ORGANISATION_ROLES)


@pytest.fixture
def draft(lead):
    return factories.assessment(lead)


def fresh(person):
    """The person as the next request reads them."""
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize(("role", "permission"), list(product(ORGANISATION_ROLES_IN_ORDER, Permission)))
def test_a_role_on_a_project_allows_what_the_table_says_while_the_pen_is_there(draft, lead, role, permission):
    person = factories.person("Some Body", role)
    add_member(draft.project, person, by=lead, at=factories.NOW)

    allowed = permission in PERMISSIONS[role] and is_open_to(permission, draft.status)

    assert can(fresh(person), permission, draft) == allowed


@pytest.mark.parametrize(("status", "permission"), list(product(Status, PEN)))
def test_what_needs_the_pen_is_open_only_to_who_holds_it(status, permission):
    assert is_open_to(permission, status) == (HOLDER[status] == PEN[permission])


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.VIEWER])
def test_somebody_who_is_not_on_the_project_finds_nothing_and_loses_it_on_the_next_click(draft, lead, role):
    person = factories.person("Some Body", role)
    add_member(draft.project, person, by=lead, at=factories.NOW)
    assert assessment_for(fresh(person), draft.reference, to=Permission.READ_PROJECT) == draft

    remove_member(draft.project, person, by=lead, at=factories.NOW)

    with pytest.raises(Http404):
        assessment_for(fresh(person), draft.reference, to=Permission.READ_PROJECT)
    with pytest.raises(Http404):
        project_for(fresh(person), draft.project.reference, to=Permission.READ_PROJECT)


def test_a_lead_reaches_every_project_of_the_organisation_and_of_no_other(draft):
    second = factories.lead("Second Lead")
    stranger = factories.lead("Stran Ger", of=factories.organisation("Elsewhere"))

    assert assessment_for(second, draft.reference, to=Permission.SUBMIT) == draft
    with pytest.raises(Http404):
        assessment_for(stranger, draft.reference, to=Permission.READ_PROJECT)


def test_yours_but_not_allowed_is_refused_and_not_hidden(draft, lead):
    viewer = factories.viewer()
    add_member(draft.project, viewer, by=lead, at=factories.NOW)

    with pytest.raises(PermissionDenied):
        assessment_for(fresh(viewer), draft.reference, to=Permission.EDIT_ANSWERS)


def test_allowed_but_not_in_this_status_says_why(draft, lead):
    with pytest.raises(NotNow, match="has not been submitted"):
        assessment_for(lead, draft.reference, to=Permission.TAKE_BACK)

    factories.submitted(draft, by=lead)

    with pytest.raises(NotNow, match="has been submitted"):
        assessment_for(lead, draft.reference, to=Permission.EDIT_ANSWERS)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.REVIEW_LEAD])
def test_a_reviewer_never_sees_a_draft_and_reads_what_was_submitted(draft, lead, role):
    reviewer = factories.person("Re Viewer", role, of=factories.organisation())
    made = factories.submitted(draft, by=lead)

    with pytest.raises(Http404):
        assessment_for(reviewer, draft.reference, to=Permission.READ_PROJECT)
    assert submission_for(reviewer, made.reference) == made


def test_a_reviewer_of_another_organisation_finds_no_submission(draft, lead):
    reviewer = factories.person("Re Viewer", Role.REVIEWER, of=factories.organisation("Elsewhere"))
    made = factories.submitted(draft, by=lead)

    with pytest.raises(Http404):
        submission_for(reviewer, made.reference)


def test_a_reviewer_does_not_review_a_project_that_they_are_on(draft, lead):
    both = factories.person("Re Viewer", Role.REVIEWER, of=factories.organisation())
    made = factories.submitted(draft, by=lead)
    assert submission_for(fresh(both), made.reference) == made

    draft.project.members.create(user=both, added_at=factories.NOW)

    with pytest.raises(Http404):
        submission_for(fresh(both), made.reference)


def test_an_unknown_reference_is_not_found_like_a_foreign_one(lead):
    assert not Assessment.objects.exists()

    with pytest.raises(Http404):
        assessment_for(lead, "A-2222-2222", to=Permission.READ_PROJECT)
