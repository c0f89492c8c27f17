"""Somebody loses a right while their write waits for a lock: the write is refused."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from accounts.actions import change_own_password, deactivate, end_sessions, join_organisation, revoke
from accounts.models import Organisation, User
from accounts.refusals import SessionOver
from accounts.roles import Role
from events.models import Event
from question_sets.editions import Typed, base_of, change_part
from question_sets.models import QuestionSet
from question_sets.parts import part_of
from tests.accounts.factories import PASSWORD, make_organisation, make_person, make_reviewer
from tests.accounts.test_actions import WRITES
from tests.concurrency.writers import while_uncommitted
from tests.question_sets.factories import ask, make_edition, make_point, make_section, save_edition

NOW = datetime(2027, 3, 3, 12, tzinfo=UTC)
QUESTION = part_of("question/first.text")

LOCK_NOTHING = {"person_invited", "organisation_created"}
"""They make something new, so there is nothing to wait for."""

pytestmark = pytest.mark.django_db(transaction=True)


def revoke_with_locks(person: User, role: Role) -> None:
    """Take a role from a person, in a transaction that holds whatever others may want to write to."""
    for rows in (Organisation.objects, User.objects, QuestionSet.objects):
        list(rows.select_for_update(no_key=True).order_by("pk"))
    revoke(person, role, by=None, at=NOW)


@pytest.mark.parametrize("kind", sorted(WRITES.keys() - LOCK_NOTHING))
def test_a_former_administrator_writes_nothing(kind: str) -> None:
    make_person(Role.ADMINISTRATOR)
    administrator = make_person(Role.ADMINISTRATOR)
    person = make_reviewer(make_organisation())
    join_organisation(person, make_organisation(), Role.VIEWER, by=None, at=NOW)

    (outcome,) = while_uncommitted(
        partial(revoke_with_locks, administrator, Role.ADMINISTRATOR),
        partial(WRITES[kind], person, administrator),
    )

    assert isinstance(outcome, PermissionDenied), outcome
    assert not Event.objects.filter(actor=administrator).exists()


def test_a_former_editor_writes_nothing() -> None:
    editor = make_person(Role.EDITOR)
    questions = make_section("kinds", ask("first.text"))
    draft = save_edition(make_edition(make_point("first", questions)), sealed=False)
    typed = {"text": Typed("Changed", base_of("What about first.text?"))}

    (outcome,) = while_uncommitted(
        partial(revoke_with_locks, editor, Role.EDITOR),
        partial(change_part, draft, QUESTION, typed, by=editor, at=NOW),
    )

    assert isinstance(outcome, PermissionDenied), outcome
    assert not Event.objects.filter(actor=editor).exists()


@pytest.mark.parametrize("write", [end_sessions, deactivate])
def test_a_session_that_is_ended_sets_no_password(write: Callable[..., None]) -> None:
    person = make_person()

    (outcome,) = while_uncommitted(
        partial(write, person, by=None, at=NOW),
        partial(change_own_password, person, "another long password", at=NOW),
    )

    assert isinstance(outcome, SessionOver), outcome
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)
