"""Administrators change people and organisations at the same moment: nobody waits for ever."""

from datetime import UTC, datetime
from functools import partial
from time import sleep

import pytest

from accounts.actions import choose_portal_roles, choose_reviewed_organisations, deactivate
from accounts.models import Organisation, User
from accounts.refusals import Inactive
from accounts.roles import Role, rights_of
from events.chain import Subject, SubjectKind, append
from tests.accounts.factories import make_organisation, make_person, make_reviewer
from tests.concurrency.writers import while_uncommitted

NOW = datetime(2027, 3, 3, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


def record(kind: SubjectKind, *of: User | Organisation) -> None:
    """Append to these chains: whoever comes to record there later has their other locks by then."""
    for one in of:
        append(Subject(kind, one.pk), "held", by=None, at=NOW)


def again(person: User) -> User:
    """The person as the next request reads them."""
    found: User = User.objects.get(pk=person.pk)
    return found


def test_two_reviewers_swap_their_organisations() -> None:
    here, there = make_organisation(), make_organisation()
    ada, bob = make_reviewer(here), make_reviewer(there)

    outcomes = while_uncommitted(
        partial(record, SubjectKind.ORGANISATION, here, there),
        partial(choose_reviewed_organisations, ada, [there], by=None, at=NOW),
        partial(choose_reviewed_organisations, bob, [here], by=None, at=NOW),
    )

    assert outcomes == [None, None]
    assert rights_of(again(ada)).reviewed == {there.pk}
    assert rights_of(again(bob)).reviewed == {here.pk}


def test_an_administrator_gets_another_role_and_is_deactivated() -> None:
    make_person(Role.ADMINISTRATOR)
    administrator = make_person(Role.ADMINISTRATOR)

    def deactivate_a_little_later() -> None:
        sleep(0.1)
        deactivate(administrator, by=None, at=NOW)

    chosen, deactivated = while_uncommitted(
        partial(record, SubjectKind.PERSON, administrator),
        partial(choose_portal_roles, administrator, [Role.REVIEWER], by=None, at=NOW),
        deactivate_a_little_later,
    )

    assert chosen is None or isinstance(chosen, Inactive), chosen
    assert deactivated is None, deactivated
    assert not again(administrator).is_active
