"""Administrators change people and organisations at the same moment: nobody waits for ever."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest

from accounts.actions import choose_reviewed_organisations
from accounts.models import User
from accounts.roles import rights_of
from tests.accounts.factories import make_organisation, make_reviewer
from tests.concurrency.writers import while_uncommitted

NOW = datetime(2027, 3, 3, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


def hold(*people: User) -> Callable[[], object]:
    """Keep others from writing about these people: whatever locks anything before that, has it by then."""
    rows = User.objects.select_for_update().filter(pk__in=[person.pk for person in people])
    return partial(list, rows)


def again(person: User) -> User:
    """The person as the next request reads them."""
    found: User = User.objects.get(pk=person.pk)
    return found


def test_two_reviewers_swap_their_organisations() -> None:
    here, there = make_organisation(), make_organisation()
    ada, bob = make_reviewer(here), make_reviewer(there)

    outcomes = while_uncommitted(
        hold(ada, bob),
        partial(choose_reviewed_organisations, ada, [there], by=None, at=NOW),
        partial(choose_reviewed_organisations, bob, [here], by=None, at=NOW),
    )

    assert outcomes == [None, None]
    assert rights_of(again(ada)).reviewed == {there.pk}
    assert rights_of(again(bob)).reviewed == {here.pk}
