"""People: made, changed, deactivated, and signed out everywhere."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.actions._locks import (
    keep_a_lead,
    keep_an_administrator,
    lock_administrators,
    lock_organisations_led_by,
    locked_person,
    require_administrator,
)
from accounts.actions.links import replace_link, use_up
from accounts.emails import normal_email
from accounts.models import User
from accounts.refusals import AddressTaken, SessionOver
from events.chain import Subject, SubjectKind, append


@transaction.atomic
def invite_person(email: str, *, name: str, by: User | None, at: datetime) -> tuple[User, str]:
    """Make a person and the token of the single-use link with which they set their password.

    Raises AddressTaken, whatever the case of the address.
    """
    require_administrator(by)
    try:
        with transaction.atomic():
            person = User.objects.create_user(email, name=name)
    except IntegrityError as error:
        raise AddressTaken from error
    append(_subject(person), "person_invited", by=by, at=at)
    return person, replace_link(person, at=at)


@transaction.atomic
def change_person(person: User, *, email: str, name: str, by: User | None, at: datetime) -> User:
    """Correct a name or an e-mail address: a link that went to another address ends. Raises AddressTaken."""
    person = locked_person(person)
    require_administrator(by)
    if normal_email(email) != person.email:
        use_up(person, at=at)
    person.email, person.name = email, name
    try:
        with transaction.atomic():
            person.save(update_fields=["email", "name"])
    except IntegrityError as error:
        raise AddressTaken from error
    append(_subject(person), "person_changed", by=by, at=at)
    return person


@transaction.atomic
def deactivate(person: User, *, by: User | None, at: datetime) -> None:
    """End a person's sessions and links for good. Their roles wait for `reactivate`.

    Raises LastAdministrator and LastLead.
    """
    lock_organisations_led_by(person)
    person = locked_person(person)
    led = lock_organisations_led_by(person)  # again, now that nobody can make them a lead of another
    lock_administrators()
    require_administrator(by)
    for organisation in led:
        keep_a_lead(person, organisation)
    keep_an_administrator(person)
    person.is_active = False
    person.session_epoch += 1
    person.save(update_fields=["is_active", "session_epoch"])
    use_up(person, at=at)
    append(_subject(person), "person_deactivated", by=by, at=at)


@transaction.atomic
def reactivate(person: User, *, by: User | None, at: datetime) -> None:
    """Let a person sign in again, with the roles that they had."""
    person = locked_person(person)
    require_administrator(by)
    person.is_active = True
    person.save(update_fields=["is_active"])
    append(_subject(person), "person_reactivated", by=by, at=at)


@transaction.atomic
def end_sessions(person: User, *, by: User | None, at: datetime) -> None:
    """Sign a person out everywhere, from their very next click on."""
    person = locked_person(person)
    require_administrator(by)
    person.session_epoch += 1
    person.save(update_fields=["session_epoch"])
    append(_subject(person), "sessions_ended", by=by, at=at)


@transaction.atomic
def change_own_password(person: User, password: str, *, at: datetime) -> User:
    """Set a new password, which ends every other session of the person, and every link to set another.

    `person` is as the request read them. Raises SessionOver when what the session rests on changed since:
    the session would be given new life.
    """
    found = locked_person(person)
    if not found.is_active or found.get_session_auth_hash() != person.get_session_auth_hash():
        raise SessionOver
    use_up(found, at=at)
    found.set_password(password)
    found.save(update_fields=["password"])
    append(_subject(found), "password_changed", by=found, at=at)
    return found


def note_seen(person: User, *, at: datetime) -> None:
    """Keep when a person was last seen. No event: it is no act of theirs."""
    User.objects.filter(pk=person.pk).update(last_seen_at=at)


def _subject(person: User) -> Subject:
    return Subject(SubjectKind.PERSON, person.pk)
