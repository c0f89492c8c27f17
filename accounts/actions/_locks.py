"""What every write about people locks first, and then asks.

Order: organisations by their keys, person, administrators' grants, chain. A write that is made of several
locks all its organisations before the first.
"""

from django.db.models import QuerySet

from accounts.models import Grant, Membership, Organisation, User
from accounts.permissions import as_now, require
from accounts.refusals import Inactive, LastAdministrator, LastLead
from accounts.roles import Permission, Role


def require_administrator(by: User | None) -> None:
    """Ask the database, under the locks of the write, whether the person may manage people.

    `by` is nobody for the software itself: commands and demonstration data.
    """
    if by is not None:
        require(as_now(by), Permission.MANAGE_PEOPLE)


def locked_organisation(organisation: Organisation) -> Organisation:
    """The organisation as it is now, until the transaction ends."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def lock_organisations_led_by(person: User) -> list[Organisation]:
    """The organisations in which the person is a lead, until the transaction ends."""
    led = Organisation.objects.filter(memberships__user=person, memberships__role=Role.LEAD)
    return list(led.select_for_update(no_key=True, of=("self",)).order_by("pk"))


def locked_person(person: User) -> User:
    """The person as they are now, until the transaction ends."""
    locked: User = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    return locked


def refuse_inactive(person: User) -> None:
    """Raise Inactive for somebody who is deactivated. The person is locked already."""
    if not person.is_active:
        raise Inactive


def lock_administrators() -> None:
    """Every administrator's grant, until the transaction ends."""
    list(Grant.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk"))


def keep_an_administrator(person: User) -> None:
    """Refuse to take the last administrator who can sign in. The administrators are locked already.

    The people are read after the lock, by a query of their own: PostgreSQL reads a joined row as it was
    before the wait.
    """
    if list(User.objects.holding(Role.ADMINISTRATOR)) == [person]:
        raise LastAdministrator


def keep_a_lead(person: User, organisation: Organisation) -> None:
    """Refuse to take the last lead of an organisation who can sign in. The organisation is locked already."""
    leads = _active_leads(organisation)
    if leads.filter(user=person).exists() and not leads.exclude(user=person).exists():
        raise LastLead(organisation.name)


def _active_leads(organisation: Organisation) -> QuerySet[Membership]:
    return organisation.memberships.filter(role=Role.LEAD, user__is_active=True)
