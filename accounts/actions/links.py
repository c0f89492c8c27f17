"""Single-use links with which people set a password: for a new person, and for a forgotten password."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from accounts.actions._locks import locked_person, refuse_inactive, require_administrator
from accounts.models import SignInLink, User
from accounts.refusals import LinkNotUsable
from events.chain import Subject, SubjectKind, append

VALID_FOR = timedelta(days=7)


@transaction.atomic
def make_link(person: User, *, by: User | None, at: datetime) -> str:
    """The token of a new link, which replaces every earlier one. Raises Inactive."""
    person = locked_person(person)
    require_administrator(by)
    refuse_inactive(person)
    append(Subject(SubjectKind.PERSON, person.pk), "link_made", by=by, at=at)
    return replace_link(person, at=at)


@transaction.atomic
def set_password(token: str, password: str, *, at: datetime) -> User:
    """Use a link up: the person's password becomes this one, and their earlier sessions end.

    Raises LinkNotUsable.
    """
    person = locked_person(owner_of_link(token, at=at))
    owner_of_link(token, at=at)  # again, now that nobody else can use it up
    use_up(person, at=at)
    person.set_password(password)
    person.save(update_fields=["password"])
    append(Subject(SubjectKind.PERSON, person.pk), "password_set_by_link", by=person, at=at)
    return person


def owner_of_link(token: str, *, at: datetime) -> User:
    """Whose link it is. Raises LinkNotUsable."""
    usable = SignInLink.objects.filter(used_at=None, expires_at__gt=at, user__is_active=True)
    link = usable.select_related("user").filter(token_hash=_hash_of(token)).first()
    if link is None:
        raise LinkNotUsable
    return link.user


def replace_link(person: User, *, at: datetime) -> str:
    """A new token, the only one that works. Part of a larger write, which records it."""
    use_up(person, at=at)
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(user=person, token_hash=_hash_of(token), expires_at=at + VALID_FOR)
    return token


def use_up(person: User, *, at: datetime) -> None:
    """Make every link of a person useless. Part of a larger write, which records it."""
    person.links.filter(used_at=None).update(used_at=at)


def _hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
