"""What an administrator ticked on one page, saved as a whole or not at all: one event for each change."""

from collections.abc import Collection
from datetime import datetime
from operator import attrgetter

from django.db import transaction

from accounts.actions._locks import locked_organisation, locked_person
from accounts.actions.grants import grant, revoke
from accounts.actions.organisations import (
    give_organisation_to_reviewer,
    join_organisation,
    leave_organisation,
    take_organisation_from_reviewer,
)
from accounts.models import Organisation, User
from accounts.roles import Role


@transaction.atomic
def choose_portal_roles(person: User, roles: Collection[Role], *, by: User | None, at: datetime) -> None:
    """Make these the person's roles for the whole portal. Raises LastAdministrator and Inactive."""
    held = {Role(row.role) for row in locked_person(person).grants.all()}
    for role in sorted(set(roles) - held):
        grant(person, role, by=by, at=at)
    for role in sorted(held - set(roles), key=_last_what_permits):
        revoke(person, role, by=by, at=at)


def _last_what_permits(role: Role) -> tuple[bool, Role]:
    """Somebody who takes several roles from themselves needs that of an administrator until the end."""
    return role == Role.ADMINISTRATOR, role


@transaction.atomic
def choose_roles_in(
    organisation: Organisation, person: User, roles: Collection[Role], *, by: User | None, at: datetime
) -> None:
    """Make these the person's roles in an organisation; none takes them out. Raises LastLead and Inactive."""
    locked_organisation(organisation)
    held = {Role(row.role) for row in person.memberships.filter(organisation=organisation)}
    for role in sorted(set(roles) - held):
        join_organisation(person, organisation, role, by=by, at=at)
    for role in sorted(held - set(roles)):
        leave_organisation(person, organisation, role, by=by, at=at)


@transaction.atomic
def add_roles_in(
    organisation: Organisation, person: User, roles: Collection[Role], *, by: User | None, at: datetime
) -> None:
    """Give a person these roles in an organisation beside those that they have. Raises Inactive."""
    for role in sorted(roles):
        join_organisation(person, organisation, role, by=by, at=at)


@transaction.atomic
def choose_reviewed_organisations(
    person: User, organisations: Collection[Organisation], *, by: User | None, at: datetime
) -> None:
    """Make these the organisations whose packs a reviewer sees. Raises Inactive."""
    chosen = set(organisations)
    for organisation in _in_order(chosen ^ _reviewed_by(person)):
        locked_organisation(organisation)
    locked_person(person)
    for organisation in _in_order(chosen ^ _reviewed_by(person)):  # again, now that nobody else chooses
        write = give_organisation_to_reviewer if organisation in chosen else take_organisation_from_reviewer
        write(person, organisation, by=by, at=at)


def _reviewed_by(person: User) -> set[Organisation]:
    return {row.organisation for row in person.reviewed.select_related("organisation")}


def _in_order(organisations: Collection[Organisation]) -> list[Organisation]:
    """By their keys, in which everybody locks them."""
    return sorted(organisations, key=attrgetter("pk"))
