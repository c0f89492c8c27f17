import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.permissions import require
from accounts.roles import Permission, Role
from tests.accounts.factories import make_organisation, make_person, make_reviewer

pytestmark = pytest.mark.django_db


def test_what_the_role_allows_goes_on() -> None:
    organisation = make_organisation()
    lead = make_person(Role.LEAD, organisation=organisation)

    require(lead, Permission.SUBMIT, organisation.pk)


def test_an_organisation_of_ones_own_where_the_role_may_not_is_refused() -> None:
    organisation = make_organisation()

    with pytest.raises(PermissionDenied):
        require(make_person(Role.VIEWER, organisation=organisation), Permission.SUBMIT, organisation.pk)
    with pytest.raises(PermissionDenied):
        require(make_reviewer(organisation), Permission.SUBMIT, organisation.pk)


@pytest.mark.parametrize("roles", [[Role.LEAD], [Role.ADMINISTRATOR], []])
def test_another_organisation_looks_as_if_it_were_not_there(roles: list[Role]) -> None:
    person, other = make_person(*roles), make_organisation()

    for number in (other.pk, 999_999):
        with pytest.raises(Http404):
            require(person, Permission.SUBMIT, number)


def test_the_whole_portal_is_refused_to_all_but_administrators() -> None:
    require(make_person(Role.ADMINISTRATOR), Permission.MANAGE_PEOPLE)

    for role in set(Role) - {Role.ADMINISTRATOR}:
        with pytest.raises(PermissionDenied):
            require(make_person(role), Permission.MANAGE_PEOPLE)
