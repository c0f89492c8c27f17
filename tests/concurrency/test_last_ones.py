"""Two people lose the last role of its kind at the same time: one of them always keeps it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from time import sleep

import pytest
from django.db import transaction

from accounts.actions import deactivate, join_organisation, leave_organisation, revoke
from accounts.models import Grant, Membership, User
from accounts.refusals import LastLead, Refused
from accounts.roles import Role
from events.chain import Subject, SubjectKind, append, broken_links, head
from tests.accounts.factories import make_organisation, make_person
from tests.concurrency.writers import together, while_uncommitted
from tests.telling import Tell

ROUNDS = 10
WRITERS = 8
NOW = datetime(2027, 3, 3, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


def went(action: Callable[[], None]) -> bool:
    """Whether the write was not refused."""
    try:
        action()
    except Refused:
        return False
    return True


def revoke_administrator(person: User) -> bool:
    return went(partial(revoke, person, Role.ADMINISTRATOR, by=None, at=NOW))


def deactivate_administrator(person: User) -> bool:
    return went(partial(deactivate, person, by=None, at=NOW))


def revoke_without_a_lock(person: User) -> bool:
    """The control: the same question, asked and answered without a lock."""
    if not User.objects.holding(Role.ADMINISTRATOR).exclude(pk=person.pk).exists():
        return False
    sleep(0.1)
    Grant.objects.filter(user=person).delete()
    return True


@pytest.mark.parametrize("other", [revoke_administrator, deactivate_administrator])
def test_of_two_administrators_one_always_stays(other: Callable[[User], bool]) -> None:
    for _ in range(ROUNDS):
        Grant.objects.all().delete()
        ada, bob = make_person(Role.ADMINISTRATOR), make_person(Role.ADMINISTRATOR)

        outcomes = together(partial(revoke_administrator, ada), partial(other, bob))

        assert sorted(outcomes, key=str) == [False, True]
        assert User.objects.holding(Role.ADMINISTRATOR).count() == 1
    assert broken_links() == []


def test_without_the_lock_both_go() -> None:
    ada, bob = make_person(Role.ADMINISTRATOR), make_person(Role.ADMINISTRATOR)

    together(partial(revoke_without_a_lock, ada), partial(revoke_without_a_lock, bob))

    assert not User.objects.holding(Role.ADMINISTRATOR).exists()


def test_of_two_leads_one_always_stays() -> None:
    for _ in range(ROUNDS):
        organisation = make_organisation()
        leads = [make_person(Role.LEAD, organisation=organisation) for _ in range(2)]

        leave, go = (
            partial(leave_organisation, leads[0], organisation, Role.LEAD, by=None, at=NOW),
            partial(deactivate, leads[1], by=None, at=NOW),
        )
        outcomes = together(partial(went, leave), partial(went, go))

        assert sorted(outcomes, key=str) == [False, True]
        assert Membership.objects.filter(organisation=organisation, user__is_active=True).count() == 1


def test_somebody_who_becomes_the_last_lead_meanwhile_stays() -> None:
    organisation, heir = make_organisation(), make_person()
    lead = make_person(Role.LEAD, organisation=organisation)

    def hand_over() -> None:
        join_organisation(heir, organisation, Role.LEAD, by=None, at=NOW)
        leave_organisation(lead, organisation, Role.LEAD, by=None, at=NOW)

    (outcome,) = while_uncommitted(hand_over, partial(deactivate, heir, by=None, at=NOW))

    assert isinstance(outcome, LastLead), outcome
    assert Membership.objects.filter(organisation=organisation, user__is_active=True).exists()


def test_events_that_many_append_at_once_make_one_chain(tell: Tell) -> None:
    subject = Subject(SubjectKind.PROJECT, 7)

    def append_in_turn() -> None:
        for _ in range(ROUNDS):
            with transaction.atomic():
                append(subject, "saved", by=None, at=NOW)

    failures = [outcome for outcome in together(*[append_in_turn] * WRITERS) if outcome]

    assert failures == []
    assert head(subject).sequence == ROUNDS * WRITERS
    assert broken_links() == []
    tell(f"{ROUNDS * WRITERS} events appended by {WRITERS} at once, none lost")
