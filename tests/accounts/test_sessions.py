from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import actions, sessions
from accounts.forms import ChangePasswordForm
from accounts.models import User
from accounts.roles import INSTANCE_ROLES, ORGANISATION_ROLES, Role
from tests.accounts.factories import PASSWORD, make_person
from tests.concurrency.holding import held

pytestmark = pytest.mark.django_db

PAGE = "/account/"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def person(client: Client) -> User:
    """Somebody who has just opened a page."""
    person = make_person()
    client.force_login(person)
    client.get(PAGE)
    return person


def let_pass(client: Client, idle: timedelta, *, signed_in: timedelta | None = None) -> None:
    """Move what the session remembers into the past: the clock itself is left alone."""
    now = timezone.now()
    session = client.session
    session[sessions.SEEN] = int((now - idle).timestamp())
    session[sessions.STARTED] = int((now - (signed_in or idle)).timestamp())
    session.save()


def is_signed_in(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


@pytest.mark.parametrize("role", Role)
def test_idle_limits_are_shorter_for_roles_in_the_whole_portal(client: Client, role: Role) -> None:
    client.force_login(make_person(role))
    client.get(PAGE)
    minutes = {**dict.fromkeys(ORGANISATION_ROLES, 60), **dict.fromkeys(INSTANCE_ROLES, 30)}[role]

    let_pass(client, MINUTE * (minutes - 1))
    assert is_signed_in(client)

    let_pass(client, MINUTE * minutes)
    assert not is_signed_in(client)


def test_a_session_that_is_used_all_day_ends_after_twelve_hours(client: Client, person: User) -> None:
    let_pass(client, MINUTE, signed_in=timedelta(hours=11, minutes=59))
    assert is_signed_in(client)

    let_pass(client, MINUTE, signed_in=timedelta(hours=12))
    assert not is_signed_in(client)


def test_an_ended_session_cannot_be_used_again(client: Client, person: User) -> None:
    let_pass(client, MINUTE * 61)
    assert not is_signed_in(client)

    assert client.session.get("_auth_user_id") is None


def test_reading_a_page_counts_as_being_here(client: Client, person: User) -> None:
    let_pass(client, MINUTE * 40)
    assert is_signed_in(client)

    assert client.session[sessions.SEEN] >= (timezone.now() - MINUTE).timestamp()


def test_what_was_typed_when_the_session_ended_is_shown_and_not_saved(client: Client, person: User) -> None:
    let_pass(client, MINUTE * 61)

    response = client.post("/people/new/", {"name": "A name typed for nothing", "email": "x@example.org"})

    assert response.status_code == 403
    assert b"A name typed for nothing" in response.content
    assert not User.objects.filter(email="x@example.org").exists()


def test_a_password_typed_when_the_session_ended_is_not_shown(client: Client, person: User) -> None:
    let_pass(client, MINUTE * 61)
    typed = dict.fromkeys(ChangePasswordForm.base_fields, "a secret of mine")

    response = client.post("/account/password/", typed)

    assert len(typed) == 2
    assert response.status_code == 403
    assert b"a secret of mine" not in response.content


def test_the_page_says_when_the_session_ends(client: Client, person: User) -> None:
    let_pass(client, MINUTE / 2)

    left = client.get(PAGE).context["portal"]["session_ends_in"]

    assert 59 * 60 <= left <= 60 * 60


@pytest.mark.django_db(transaction=True)
def test_a_busy_database_only_puts_off_that_somebody_was_seen(client: Client, person: User) -> None:
    let_pass(client, MINUTE * 2)

    with held(person):
        assert client.get(PAGE).status_code == 200

    assert client.get(PAGE).status_code == 200
    person.refresh_from_db()
    assert person.last_seen_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_busy_database_takes_no_answer_back_that_was_given(client: Client, person: User) -> None:
    let_pass(client, MINUTE * 2)

    with held(Session.objects.get()):
        assert client.post("/account/stay/").status_code == 200

    assert is_signed_in(client)


@pytest.mark.django_db(transaction=True)
def test_a_session_is_over_while_the_database_is_busy_too(client: Client, person: User) -> None:
    let_pass(client, MINUTE * 61)

    with held(Session.objects.get()):
        assert not is_signed_in(client)

    assert not is_signed_in(client)


def test_a_signed_out_page_says_nothing_of_a_session(client: Client) -> None:
    assert "session_ends_in" not in client.get("/sign-in/").context["portal"]


def test_staying_signed_in_counts_from_now(client: Client, person: User) -> None:
    let_pass(client, MINUTE * 50, signed_in=MINUTE * 50)

    response = client.post("/account/stay/")

    assert 60 * 60 - 1 <= response.json()["session_ends_in"] <= 60 * 60
    assert is_signed_in(client)


def test_staying_does_not_outlast_twelve_hours(client: Client, person: User) -> None:
    let_pass(client, MINUTE, signed_in=timedelta(hours=11, minutes=50))

    assert client.post("/account/stay/").json()["session_ends_in"] <= 10 * 60


def test_nobody_stays_by_reading(client: Client, person: User) -> None:
    assert client.get("/account/stay/").status_code == 405


def test_staying_too_late_is_refused(client: Client, person: User) -> None:
    let_pass(client, MINUTE * 61)

    assert client.post("/account/stay/").status_code == 403


def test_being_seen_is_written_down_once_a_minute_at_most(client: Client, person: User) -> None:
    first = User.objects.get(pk=person.pk).last_seen_at
    assert first is not None

    client.get(PAGE)
    assert User.objects.get(pk=person.pk).last_seen_at == first

    let_pass(client, MINUTE)
    client.get(PAGE)
    assert User.objects.get(pk=person.pk).last_seen_at > first


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_reading_writes_nothing_else(client: Client, person: User, method: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        getattr(client, method)(PAGE)

    assert len(queries) >= 3
    assert [query["sql"] for query in queries if not query["sql"].lstrip("(").startswith("SELECT")] == []


@pytest.mark.parametrize("end", [actions.end_sessions, actions.deactivate])
def test_an_administrator_ends_sessions_at_the_very_next_click(end: Callable[..., None]) -> None:
    person, here, there = make_person(), Client(), Client()
    for client in (here, there):
        client.force_login(person)
        assert is_signed_in(client)

    end(person, by=make_person(Role.ADMINISTRATOR), at=timezone.now())

    assert not is_signed_in(here)
    assert not is_signed_in(there)


def test_somebody_whose_sessions_were_ended_can_sign_in_again(client: Client, person: User) -> None:
    actions.end_sessions(person, by=None, at=timezone.now())

    client.post("/sign-in/", {"email": person.email, "password": PASSWORD})

    assert is_signed_in(client)


def test_a_right_that_is_taken_is_gone_at_the_very_next_click(client: Client) -> None:
    administrator = make_person(Role.ADMINISTRATOR)
    make_person(Role.ADMINISTRATOR)
    client.force_login(administrator)
    assert client.get("/people/").status_code == 200

    actions.revoke(administrator, Role.ADMINISTRATOR, by=None, at=timezone.now())

    assert client.get("/people/").status_code == 403
