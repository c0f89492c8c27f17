"""People and organisations for tests: plain rows, each with a name of its own."""

from itertools import count

from accounts.models import Grant, Membership, Organisation, ReviewedOrganisation, User
from accounts.roles import ORGANISATION_ROLES, Role

PASSWORD = "correct horse battery"

_numbers = count(1)


def make_organisation(name: str = "") -> Organisation:
    """An organisation."""
    return Organisation.objects.create(name=name or f"Department {next(_numbers)}")


def make_person(*roles: Role, organisation: Organisation | None = None, email: str = "") -> User:
    """Somebody who can sign in and holds these roles; those of an organisation in the one given."""
    number = next(_numbers)
    person = User.objects.create_user(
        email or f"person{number}@example.org", name=f"Person {number}", password=PASSWORD
    )
    for role in roles:
        if role in ORGANISATION_ROLES:
            Membership.objects.create(
                user=person, organisation=organisation or make_organisation(), role=role
            )
        else:
            Grant.objects.create(user=person, role=role)
    return person


def make_reviewer(*organisations: Organisation, role: Role = Role.REVIEWER) -> User:
    """A reviewer of these organisations."""
    person = make_person(role)
    for organisation in organisations:
        ReviewedOrganisation.objects.create(user=person, organisation=organisation)
    return person
