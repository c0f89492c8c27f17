"""Administrators change people and organisations at the same moment: no write is lost or waits for ever."""

from datetime import UTC, datetime
from functools import partial
from time import sleep

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import (
    choose_portal_roles,
    choose_reviewed_organisations,
    choose_roles_in,
    deactivate,
    grant,
    join_organisation,
)
from accounts.models import Membership, Organisation, User
from accounts.refusals import Inactive
from accounts.roles import Role, rights_of
from events.chain import Subject, SubjectKind, append
from tests.accounts.factories import make_organisation, make_person, make_reviewer
from tests.accounts.test_actions import WRITES
from tests.concurrency.writers import while_uncommitted

NOW = datetime(2027, 3, 3, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


def record(kind: SubjectKind, *of: User | Organisation) -> None:
    """Append to these chains: whoever comes to record there later has their other locks by then."""
    for one in of:
        append(Subject(kind, one.pk), "held", by=None, at=NOW)


def again(person: User) -> User:
    """The person as the next request reads them."""
    found: User = User.objects.get(pk=person.pk)
    return found


def test_two_reviewers_swap_their_organisations() -> None:
    here, there = make_organisation(), make_organisation()
    ada, bob = make_reviewer(here), make_reviewer(there)

    outcomes = while_uncommitted(
        partial(record, SubjectKind.ORGANISATION, here, there),
        partial(choose_reviewed_organisations, ada, [there], by=None, at=NOW),
        partial(choose_reviewed_organisations, bob, [here], by=None, at=NOW),
    )

    assert outcomes == [None, None]
    assert rights_of(again(ada)).reviewed == {there.pk}
    assert rights_of(again(bob)).reviewed == {here.pk}


def test_an_administrator_gets_another_role_and_is_deactivated() -> None:
    make_person(Role.ADMINISTRATOR)
    administrator = make_person(Role.ADMINISTRATOR)

    def deactivate_a_little_later() -> None:
        sleep(0.1)
        deactivate(administrator, by=None, at=NOW)

    chosen, deactivated = while_uncommitted(
        partial(record, SubjectKind.PERSON, administrator),
        partial(choose_portal_roles, administrator, [Role.REVIEWER], by=None, at=NOW),
        deactivate_a_little_later,
    )

    assert chosen is None or isinstance(chosen, Inactive), chosen
    assert deactivated is None, deactivated
    assert not again(administrator).is_active


@pytest.mark.parametrize("kind", ["role_granted", "member_joined", "given_to_reviewer", "link_made"])
def test_somebody_who_is_being_deactivated_is_given_nothing(kind: str) -> None:
    person = make_person()

    outcomes = while_uncommitted(
        partial(deactivate, person, by=None, at=NOW), partial(WRITES[kind], person, None)
    )

    assert [type(outcome) for outcome in outcomes] == [Inactive]


def test_a_reviewer_who_leads_an_organisation_is_given_it_and_is_deactivated() -> None:
    first, second = make_organisation(), make_organisation()
    person = make_reviewer()
    for lead in (person, make_person()):
        Membership.objects.create(user=lead, organisation=second, role=Role.LEAD)

    def deactivate_a_little_later() -> None:
        sleep(0.1)
        deactivate(person, by=None, at=NOW)

    chosen, deactivated = while_uncommitted(
        partial(record, SubjectKind.ORGANISATION, first),
        partial(choose_reviewed_organisations, person, [first, second], by=None, at=NOW),
        deactivate_a_little_later,
    )

    assert chosen is None or isinstance(chosen, Inactive), chosen
    assert deactivated is None, deactivated


def test_a_form_that_only_adds_roles_takes_none_that_was_given_meanwhile() -> None:
    person, organisation, client = make_person(), make_organisation(), Client()
    client.force_login(make_person(Role.ADMINISTRATOR))
    page = reverse("accounts:new_membership", args=[person.pk])
    client.get(page)
    sent = {"organisation": organisation.reference, "roles": [Role.VIEWER]}

    while_uncommitted(
        partial(join_organisation, person, organisation, Role.LEAD, by=None, at=NOW),
        partial(client.post, page, sent),
    )

    assert rights_of(again(person)).roles_in == {organisation.pk: {Role.LEAD, Role.VIEWER}}


def test_a_choice_of_portal_roles_knows_what_was_given_meanwhile() -> None:
    person = make_person()

    while_uncommitted(
        partial(grant, person, Role.EDITOR, by=None, at=NOW),
        partial(choose_portal_roles, person, [Role.REVIEWER], by=None, at=NOW),
    )

    assert rights_of(again(person)).grants == {Role.REVIEWER}


def test_a_choice_of_roles_in_an_organisation_knows_what_was_given_meanwhile() -> None:
    person, organisation = make_person(), make_organisation()

    while_uncommitted(
        partial(join_organisation, person, organisation, Role.CONTRIBUTOR, by=None, at=NOW),
        partial(choose_roles_in, organisation, person, [Role.VIEWER], by=None, at=NOW),
    )

    assert rights_of(again(person)).roles_in == {organisation.pk: {Role.VIEWER}}


def test_a_choice_of_reviewed_organisations_knows_what_was_given_meanwhile() -> None:
    here, there, reviewer = make_organisation(), make_organisation(), make_reviewer()

    outcomes = while_uncommitted(
        partial(choose_reviewed_organisations, reviewer, [here], by=None, at=NOW),
        partial(choose_reviewed_organisations, reviewer, [there], by=None, at=NOW),
    )

    assert outcomes == [None]
    assert rights_of(again(reviewer)).reviewed == {there.pk}
