from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts import actions
from accounts.models import Grant, SignInLink, User
from accounts.refusals import AddressTaken, Inactive, LastAdministrator, LastLead, LinkNotUsable, NameTaken
from accounts.roles import INSTANCE_ROLES, Role
from events.chain import broken_links
from events.models import Event
from tests.accounts.factories import PASSWORD, make_organisation, make_person, make_reviewer

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)


def newest_event() -> Event:
    return Event.objects.order_by("-pk")[0]


@pytest.fixture
def administrator() -> User:
    return make_person(Role.ADMINISTRATOR)


# Every write, as a call with a person and the one who does it.
Write = Callable[[User, User | None], object]
WRITES: dict[str, Write] = {
    "person_invited": lambda person, by: actions.invite_person("new@example.org", name="New", by=by, at=NOON),
    "person_changed": lambda person, by: actions.change_person(
        person, email="new@example.org", name="New", by=by, at=NOON
    ),
    "person_deactivated": lambda person, by: actions.deactivate(person, by=by, at=NOON),
    "person_reactivated": lambda person, by: actions.reactivate(person, by=by, at=NOON),
    "sessions_ended": lambda person, by: actions.end_sessions(person, by=by, at=NOON),
    "link_made": lambda person, by: actions.make_link(person, by=by, at=NOON),
    "role_granted": lambda person, by: actions.grant(person, Role.EDITOR, by=by, at=NOON),
    "role_revoked": lambda person, by: actions.revoke(person, Role.REVIEWER, by=by, at=NOON),
    "organisation_created": lambda person, by: actions.create_organisation(
        "New", allows_official_sensitive=True, by=by, at=NOON
    ),
    "organisation_changed": lambda person, by: actions.change_organisation(
        person.memberships.get().organisation, name="New", allows_official_sensitive=False, by=by, at=NOON
    ),
    "member_joined": lambda person, by: actions.join_organisation(
        person, make_organisation(), Role.LEAD, by=by, at=NOON
    ),
    "member_left": lambda person, by: actions.leave_organisation(
        person, person.memberships.get().organisation, Role.VIEWER, by=by, at=NOON
    ),
    "given_to_reviewer": lambda person, by: actions.give_organisation_to_reviewer(
        person, make_organisation(), by=by, at=NOON
    ),
    "taken_from_reviewer": lambda person, by: actions.take_organisation_from_reviewer(
        person, person.reviewed.get().organisation, by=by, at=NOON
    ),
}


@pytest.fixture
def person() -> User:
    """A viewer who reviews another organisation too: something to take for every write that takes."""
    reviewer = make_reviewer(make_organisation())
    actions.join_organisation(reviewer, make_organisation(), Role.VIEWER, by=None, at=NOON)
    return reviewer


@pytest.mark.parametrize("kind", WRITES)
def test_every_write_is_one_event_of_who_did_it(kind: str, person: User, administrator: User) -> None:
    before = Event.objects.count()

    WRITES[kind](person, administrator)

    assert Event.objects.count() == before + 1
    assert (newest_event().kind, newest_event().actor, newest_event().at) == (kind, administrator, NOON)
    assert broken_links() == []


@pytest.mark.parametrize("kind", WRITES)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_an_administrator_may_write(kind: str, role: Role, person: User) -> None:
    before = Event.objects.count()

    with pytest.raises(PermissionDenied):
        WRITES[kind](person, make_person(role))

    assert Event.objects.count() == before


# How an administrator, whom the request has read already, stops being one.
LOSSES: dict[str, Callable[[User], object]] = {
    "revoked": lambda person: Grant.objects.filter(user=person).delete(),
    "deactivated": lambda person: User.objects.filter(pk=person.pk).update(is_active=False),
}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("kind", WRITES)
def test_the_right_is_asked_again_at_the_write(
    kind: str, loss: str, person: User, administrator: User
) -> None:
    make_person(Role.ADMINISTRATOR)
    LOSSES[loss](administrator)

    with pytest.raises(PermissionDenied):
        WRITES[kind](person, administrator)


@pytest.mark.parametrize("kind", WRITES)
def test_an_event_holds_no_name_and_no_address(kind: str, person: User) -> None:
    WRITES[kind](person, None)

    detail = str(newest_event().detail)

    assert not any(text in detail for text in (person.email, person.name, "new@example.org", "New"))


# Links


def test_a_link_sets_the_password_once(administrator: User) -> None:
    person, token = actions.invite_person("new@example.org", name="New", by=administrator, at=NOON)
    assert not person.has_usable_password()

    actions.set_password(token, PASSWORD, at=NOON + timedelta(days=1))

    assert User.objects.get(pk=person.pk).check_password(PASSWORD)
    with pytest.raises(LinkNotUsable):
        actions.set_password(token, "another long password", at=NOON + timedelta(days=1))
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("age", "is_usable"),
    [
        (timedelta(days=7) - timedelta(seconds=1), True),
        (timedelta(days=7), False),
        (timedelta(days=8), False),
    ],
    ids=str,
)
def test_a_link_is_valid_for_seven_days(age: timedelta, is_usable: bool) -> None:
    person, token = actions.invite_person("new@example.org", name="New", by=None, at=NOON)

    if is_usable:
        assert actions.owner_of_link(token, at=NOON + age) == person
    else:
        with pytest.raises(LinkNotUsable):
            actions.owner_of_link(token, at=NOON + age)


def test_a_new_link_replaces_the_old_one() -> None:
    person, old = actions.invite_person("new@example.org", name="New", by=None, at=NOON)

    new = actions.make_link(person, by=None, at=NOON)

    assert actions.owner_of_link(new, at=NOON) == person
    with pytest.raises(LinkNotUsable):
        actions.owner_of_link(old, at=NOON)


def test_a_token_is_not_stored() -> None:
    _, token = actions.invite_person("new@example.org", name="New", by=None, at=NOON)

    link = SignInLink.objects.get()

    assert len(token) >= 40
    assert token not in str(link.__dict__)


@pytest.mark.parametrize("token", ["", "x", "é" * 50, "' OR 1=1 --"])
def test_a_link_that_never_was_one_is_refused(token: str) -> None:
    actions.invite_person("new@example.org", name="New", by=None, at=NOON)

    with pytest.raises(LinkNotUsable):
        actions.set_password(token, PASSWORD, at=NOON)


def test_a_deactivated_person_gets_no_link_and_loses_the_one_they_have() -> None:
    person, token = actions.invite_person("new@example.org", name="New", by=None, at=NOON)
    actions.deactivate(person, by=None, at=NOON)

    with pytest.raises(LinkNotUsable):
        actions.set_password(token, PASSWORD, at=NOON)
    with pytest.raises(Inactive):
        actions.make_link(person, by=None, at=NOON)


def test_a_link_that_went_to_another_address_stops_working() -> None:
    person, token = actions.invite_person("wrong@example.org", name="New", by=None, at=NOON)
    actions.change_person(person, email="WRONG@example.org", name="Renamed", by=None, at=NOON)
    assert actions.owner_of_link(token, at=NOON) == person

    actions.change_person(person, email="right@example.org", name="Renamed", by=None, at=NOON)

    with pytest.raises(LinkNotUsable):
        actions.owner_of_link(token, at=NOON)


def test_an_own_new_password_ends_the_link_to_set_one() -> None:
    person = make_person()
    token = actions.make_link(person, by=None, at=NOON)

    actions.change_own_password(person, f"{PASSWORD} 2", at=NOON)

    with pytest.raises(LinkNotUsable):
        actions.owner_of_link(token, at=NOON)


def test_a_reactivated_person_does_not_get_the_old_link_back() -> None:
    person, token = actions.invite_person("new@example.org", name="New", by=None, at=NOON)
    actions.deactivate(person, by=None, at=NOON)
    actions.reactivate(person, by=None, at=NOON)

    with pytest.raises(LinkNotUsable):
        actions.set_password(token, PASSWORD, at=NOON)


# The last one


@pytest.mark.parametrize("take", ["revoke", "deactivate"])
def test_the_last_administrator_stays(administrator: User, take: str) -> None:
    make_person(Role.EDITOR)

    with pytest.raises(LastAdministrator):
        take_administrator(administrator, take)

    assert User.objects.holding(Role.ADMINISTRATOR).get() == administrator


@pytest.mark.parametrize("take", ["revoke", "deactivate"])
def test_one_of_two_administrators_can_go(administrator: User, take: str) -> None:
    other = make_person(Role.ADMINISTRATOR)

    take_administrator(administrator, take)

    assert User.objects.holding(Role.ADMINISTRATOR).get() == other


def test_an_administrator_can_take_every_role_from_themselves_at_once() -> None:
    make_person(Role.ADMINISTRATOR)
    leaving = make_person(*INSTANCE_ROLES)

    actions.choose_portal_roles(leaving, [], by=leaving, at=NOON)

    assert not leaving.grants.exists()


def test_a_deactivated_administrator_does_not_count_as_the_other_one(administrator: User) -> None:
    other = make_person(Role.ADMINISTRATOR)
    actions.deactivate(other, by=administrator, at=NOON)

    with pytest.raises(LastAdministrator):
        take_administrator(administrator, "revoke")


def test_a_deactivated_administrator_can_lose_the_role(administrator: User) -> None:
    other = make_person(Role.ADMINISTRATOR)
    actions.deactivate(other, by=administrator, at=NOON)

    take_administrator(other, "revoke")

    assert not other.grants.exists()


def take_administrator(person: User, how: str) -> None:
    if how == "revoke":
        actions.revoke(person, Role.ADMINISTRATOR, by=None, at=NOON)
    else:
        actions.deactivate(person, by=None, at=NOON)


@pytest.mark.parametrize("take", ["leave", "deactivate"])
def test_the_last_lead_stays(take: str) -> None:
    organisation = make_organisation("Department of Tests")
    lead = make_person(Role.LEAD, Role.VIEWER, organisation=organisation)
    make_person(Role.CONTRIBUTOR, organisation=organisation)
    make_person(Role.LEAD)

    with pytest.raises(LastLead, match="Department of Tests"):
        take_lead(lead, take)

    assert lead.memberships.filter(role=Role.LEAD).exists()
    assert User.objects.get(pk=lead.pk).is_active


@pytest.mark.parametrize("take", ["leave", "deactivate"])
def test_one_of_two_leads_can_go(take: str) -> None:
    organisation = make_organisation()
    lead = make_person(Role.LEAD, organisation=organisation)
    make_person(Role.LEAD, organisation=organisation)

    take_lead(lead, take)

    assert (
        organisation.memberships.filter(role=Role.LEAD, user__is_active=True).exclude(user=lead).count() == 1
    )


def take_lead(person: User, how: str) -> None:
    if how == "leave":
        organisation = person.memberships.get(role=Role.LEAD).organisation
        actions.leave_organisation(person, organisation, Role.LEAD, by=None, at=NOON)
    else:
        actions.deactivate(person, by=None, at=NOON)


# Names and addresses


def test_an_address_in_another_case_is_taken() -> None:
    actions.invite_person("new@example.org", name="New", by=None, at=NOON)

    with pytest.raises(AddressTaken):
        actions.invite_person("NEW@Example.org", name="Again", by=None, at=NOON)


def test_an_address_of_somebody_else_cannot_be_taken_over(person: User) -> None:
    other = make_person()

    with pytest.raises(AddressTaken):
        actions.change_person(person, email=other.email.upper(), name="New", by=None, at=NOON)


def test_two_organisations_have_two_names() -> None:
    organisation = make_organisation("Department of Tests")
    other = make_organisation()

    with pytest.raises(NameTaken):
        actions.create_organisation("Department of Tests", allows_official_sensitive=True, by=None, at=NOON)
    with pytest.raises(NameTaken):
        actions.change_organisation(
            other, name=organisation.name, allows_official_sensitive=True, by=None, at=NOON
        )


@pytest.mark.parametrize("kind", ["role_granted", "member_joined", "given_to_reviewer"])
def test_a_deactivated_person_gets_no_role(kind: str, person: User) -> None:
    actions.deactivate(person, by=None, at=NOON)

    with pytest.raises(Inactive):
        WRITES[kind](person, None)


def test_giving_what_is_held_already_records_nothing(person: User) -> None:
    organisation = person.memberships.get().organisation
    before = Event.objects.count()

    actions.join_organisation(person, organisation, Role.VIEWER, by=None, at=NOON)
    actions.grant(person, Role.REVIEWER, by=None, at=NOON)
    actions.give_organisation_to_reviewer(person, person.reviewed.get().organisation, by=None, at=NOON)

    assert Event.objects.count() == before
