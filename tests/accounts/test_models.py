import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from accounts.emails import normal_email
from accounts.models import Grant, Membership, User
from accounts.roles import ORGANISATION_ROLES, Role
from tests.accounts.factories import make_organisation, make_person

SAME_ADDRESS = [
    "Ada.Lovelace@Example.ORG",
    "  ada.lovelace@example.org ",
    "ada.lovelace@EXAMPLE.org\n",
    "\uff41da.lovelace@example.org",  # a full-width letter
    "ADA.LOVELACE@EXAMPLE.ORG",
]


@pytest.mark.parametrize("address", SAME_ADDRESS)
def test_an_address_has_one_normal_form(address: str) -> None:
    assert normal_email(address) == "ada.lovelace@example.org"
    assert normal_email(normal_email(address)) == normal_email(address)


@pytest.mark.django_db
@pytest.mark.parametrize("address", SAME_ADDRESS)
def test_mixed_case_is_one_person(address: str) -> None:
    person = User.objects.create_user("ada.lovelace@example.org", name="Ada")

    assert User.objects.get(email=address) == person
    assert User.objects.get_by_natural_key(address) == person
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(address, name="Another Ada")


@pytest.mark.django_db
def test_the_instance_reads_as_it_is_stored() -> None:
    person = User.objects.create_user("Ada@Example.ORG", name="Ada")

    assert person.email == "ada@example.org"


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_the_database_keeps_each_role_where_it_belongs(role: Role) -> None:
    person, organisation = make_person(), make_organisation()

    membership = Membership(user=person, organisation=organisation, role=role)
    grant = Grant(user=person, role=role)
    right, wrong = (membership, grant) if role in ORGANISATION_ROLES else (grant, membership)

    right.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


@pytest.mark.django_db
def test_a_new_epoch_or_password_changes_what_a_session_must_carry() -> None:
    person = make_person()
    before = person.get_session_auth_hash()

    person.session_epoch += 1
    after_epoch = person.get_session_auth_hash()
    person.set_password("another long password")

    assert len({before, after_epoch, person.get_session_auth_hash()}) == 3


def test_a_key_that_is_being_retired_still_holds(settings: Settings) -> None:
    person = User(email="ada@example.org", password="x")
    settings.SECRET_KEY = "old"
    old = person.get_session_auth_hash()

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]

    assert person.get_session_auth_hash() != old
    assert list(person.get_session_auth_fallback_hash()) == [old]
