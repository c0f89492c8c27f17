"""Organisations, who works in them, and who reviews them."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.actions._locks import (
    keep_a_lead,
    locked_organisation,
    locked_person,
    refuse_inactive,
    require_administrator,
)
from accounts.models import Membership, Organisation, ReviewedOrganisation, User
from accounts.refusals import NameTaken
from accounts.roles import Role
from events.chain import Subject, SubjectKind, append


@transaction.atomic
def create_organisation(
    name: str, *, allows_official_sensitive: bool, by: User | None, at: datetime
) -> Organisation:
    """Make an organisation. Raises NameTaken."""
    require_administrator(by)
    organisation = _saved(Organisation(name=name, allows_official_sensitive=allows_official_sensitive))
    append(_subject(organisation), "organisation_created", by=by, at=at)
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation, *, name: str, allows_official_sensitive: bool, by: User | None, at: datetime
) -> Organisation:
    """Rename an organisation, or change the markings that it allows. Raises NameTaken."""
    organisation = locked_organisation(organisation)
    require_administrator(by)
    organisation.name, organisation.allows_official_sensitive = name, allows_official_sensitive
    _saved(organisation)
    detail = {"allows_official_sensitive": int(allows_official_sensitive)}
    append(_subject(organisation), "organisation_changed", by=by, at=at, detail=detail)
    return organisation


@transaction.atomic
def join_organisation(
    person: User, organisation: Organisation, role: Role, *, by: User | None, at: datetime
) -> Membership:
    """Give a person a role in an organisation; having it already changes nothing. Raises Inactive."""
    locked_organisation(organisation)
    person = locked_person(person)
    require_administrator(by)
    refuse_inactive(person)
    membership, is_new = Membership.objects.get_or_create(user=person, organisation=organisation, role=role)
    if is_new:
        _record(organisation, "member_joined", person, role=role, by=by, at=at)
    return membership


@transaction.atomic
def leave_organisation(
    person: User, organisation: Organisation, role: Role, *, by: User | None, at: datetime
) -> None:
    """Take a role in an organisation from a person. Raises LastLead."""
    organisation = locked_organisation(organisation)
    require_administrator(by)
    if role is Role.LEAD:
        keep_a_lead(person, organisation)
    if organisation.memberships.filter(user=person, role=role).delete()[0]:
        _record(organisation, "member_left", person, role=role, by=by, at=at)


@transaction.atomic
def give_organisation_to_reviewer(
    person: User, organisation: Organisation, *, by: User | None, at: datetime
) -> None:
    """Let a reviewer see the submitted packs of an organisation. Raises Inactive."""
    locked_organisation(organisation)
    person = locked_person(person)
    require_administrator(by)
    refuse_inactive(person)
    _, is_new = ReviewedOrganisation.objects.get_or_create(user=person, organisation=organisation)
    if is_new:
        _record(organisation, "given_to_reviewer", person, by=by, at=at)


@transaction.atomic
def take_organisation_from_reviewer(
    person: User, organisation: Organisation, *, by: User | None, at: datetime
) -> None:
    """Stop showing a reviewer the packs of an organisation."""
    locked_organisation(organisation)
    require_administrator(by)
    if organisation.reviewers.filter(user=person).delete()[0]:
        _record(organisation, "taken_from_reviewer", person, by=by, at=at)


def _saved(organisation: Organisation) -> Organisation:
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        raise NameTaken from error
    return organisation


def _record(
    organisation: Organisation,
    kind: str,
    person: User,
    *,
    by: User | None,
    at: datetime,
    role: Role | None = None,
) -> None:
    detail = {"person": person.pk, "role": role.value if role else None}
    append(_subject(organisation), kind, by=by, at=at, detail=detail)


def _subject(organisation: Organisation) -> Subject:
    return Subject(SubjectKind.ORGANISATION, organisation.pk)
