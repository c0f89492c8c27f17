"""Roles for the whole portal."""

from datetime import datetime

from django.db import transaction

from accounts.actions._locks import (
    keep_an_administrator,
    lock_administrators,
    locked_person,
    refuse_inactive,
    require_administrator,
)
from accounts.models import Grant, User
from accounts.roles import Role
from events.chain import Subject, SubjectKind, append


@transaction.atomic
def grant(person: User, role: Role, *, by: User | None, at: datetime) -> None:
    """Give a person a role for the whole portal; having it already changes nothing. Raises Inactive."""
    person = locked_person(person)
    require_administrator(by)
    refuse_inactive(person)
    _, is_new = Grant.objects.get_or_create(user=person, role=role)
    if is_new:
        append(_subject(person), "role_granted", by=by, at=at, detail={"role": role.value})


@transaction.atomic
def revoke(person: User, role: Role, *, by: User | None, at: datetime) -> None:
    """Take a role for the whole portal from a person. Raises LastAdministrator."""
    person = locked_person(person)
    lock_administrators()
    require_administrator(by)
    if role is Role.ADMINISTRATOR:
        keep_an_administrator(person)
    if person.grants.filter(role=role).delete()[0]:
        append(_subject(person), "role_revoked", by=by, at=at, detail={"role": role.value})


def _subject(person: User) -> Subject:
    return Subject(SubjectKind.PERSON, person.pk)
