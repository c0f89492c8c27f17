import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Grant, Membership, ReviewedOrganisation, User
from accounts.roles import (
    INSTANCE_ROLES,
    ORGANISATION_ROLES,
    PERMISSIONS,
    Permission,
    Role,
    rights_of,
)
from tests.accounts.factories import make_organisation, make_person, make_reviewer
from tests.accounts.permission_table import PATH, permission_table

pytestmark = pytest.mark.django_db

HERE_ONLY = {
    Permission.READ_PROJECT: {Role.CONTRIBUTOR, Role.LEAD, Role.VIEWER},
    Permission.EDIT_ANSWERS: {Role.CONTRIBUTOR, Role.LEAD},
    Permission.CREATE_PROJECT: {Role.LEAD},
    Permission.EDIT_PROJECT: {Role.CONTRIBUTOR, Role.LEAD},
    Permission.MANAGE_MEMBERS: {Role.LEAD},
    Permission.SUBMIT: {Role.LEAD},
    Permission.TAKE_BACK: {Role.LEAD},
    Permission.READ_PACK: {Role.CONTRIBUTOR, Role.LEAD, Role.VIEWER, Role.REVIEWER, Role.REVIEW_LEAD},
    Permission.ASSIGN_REVIEW: {Role.REVIEW_LEAD},
}
EVERYWHERE = {
    Permission.EDIT_QUESTION_SETS: {Role.EDITOR},
    Permission.MANAGE_PEOPLE: {Role.ADMINISTRATOR},
}


def test_every_role_is_in_the_table_and_of_one_kind() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert set(Role) == ORGANISATION_ROLES | INSTANCE_ROLES
    assert not ORGANISATION_ROLES & INSTANCE_ROLES


def test_the_printed_table_is_current() -> None:
    assert PATH.read_text("utf-8") == permission_table()


def test_every_permission_is_held_by_some_role() -> None:
    assert set(HERE_ONLY) | set(EVERYWHERE) == set(Permission)
    assert frozenset().union(*PERMISSIONS.values()) == set(Permission)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_a_role_allows_what_the_table_says_and_only_where_it_is_held(
    role: Role, permission: Permission
) -> None:
    here, elsewhere = make_organisation(), make_organisation()
    rights = rights_of(make_person_with(role, here.pk))

    assert rights.allows(permission, here.pk) == (role in (HERE_ONLY | EVERYWHERE)[permission])
    assert rights.allows(permission, elsewhere.pk) == (role in EVERYWHERE.get(permission, set()))
    assert rights.allows(permission) == (role in (HERE_ONLY | EVERYWHERE)[permission])
    assert rights.organisations(permission) == (
        {here.pk} if role in HERE_ONLY.get(permission, set()) else set()
    )


def make_person_with(role: Role, organisation_id: int) -> User:
    person = make_person()
    if role in ORGANISATION_ROLES:
        Membership.objects.create(user=person, organisation_id=organisation_id, role=role)
        return person
    Grant.objects.create(user=person, role=role)
    ReviewedOrganisation.objects.create(user=person, organisation_id=organisation_id)
    return person


def test_a_person_without_roles_may_do_nothing() -> None:
    rights = rights_of(make_person())

    assert not any(rights.allows(permission) for permission in Permission)


def test_roles_add_up() -> None:
    here, there = make_organisation(), make_organisation()
    person = make_person(Role.VIEWER, Role.LEAD, organisation=here)
    Membership.objects.create(user=person, organisation=there, role=Role.VIEWER)

    rights = rights_of(person)

    assert rights.roles_in == {here.pk: {Role.VIEWER, Role.LEAD}, there.pk: {Role.VIEWER}}
    assert rights.allows(Permission.SUBMIT, here.pk)
    assert not rights.allows(Permission.SUBMIT, there.pk)


def test_a_reviewer_who_was_given_nothing_reads_no_pack() -> None:
    rights = rights_of(make_person(Role.REVIEWER))

    assert not rights.allows(Permission.READ_PACK)


def test_an_organisation_given_to_somebody_who_is_no_reviewer_any_more_counts_for_nothing() -> None:
    organisation = make_organisation()
    reviewer = make_reviewer(organisation)
    assert rights_of(reviewer).reviewed == {organisation.pk}
    reviewer.grants.all().delete()

    assert rights_of(User.objects.get(pk=reviewer.pk)).reviewed == frozenset()


def test_a_deactivated_person_holds_nothing() -> None:
    person = make_person(Role.ADMINISTRATOR)
    person.is_active = False

    assert not rights_of(person).allows(Permission.MANAGE_PEOPLE)


@pytest.mark.parametrize("organisations", [1, 50])
def test_rights_take_one_query_and_are_kept(
    django_assert_num_queries: DjangoAssertNumQueries, organisations: int
) -> None:
    person = make_reviewer(*(make_organisation() for _ in range(organisations)))
    for _ in range(organisations):
        Membership.objects.create(user=person, organisation=make_organisation(), role=Role.LEAD)

    with django_assert_num_queries(1):
        rights_of(person)
        rights_of(person)
