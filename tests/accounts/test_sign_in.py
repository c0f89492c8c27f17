from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.actions import invite_person
from accounts.forms import ADDRESS_LENGTH
from accounts.models import User
from accounts.roles import Role
from tests.accounts.factories import PASSWORD, make_person

pytestmark = pytest.mark.django_db

SIGN_IN = "/sign-in/"


@pytest.fixture
def person() -> User:
    return make_person(email="ada@example.org")


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: Any) -> int:
    return client.post(SIGN_IN, {"email": email, "password": password}, **extra).status_code


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("accounts:account")).status_code == 200


@pytest.mark.parametrize("email", ["ada@example.org", "Ada@Example.ORG", " ada@example.org "])
def test_somebody_signs_in_with_their_address_in_any_case(client: Client, person: User, email: str) -> None:
    assert not is_signed_in(client)

    assert sign_in(client, email) == 302

    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("path", "goes_to"),
    [
        ("/account/password/", "/account/password/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_signing_in_goes_on_to_a_page_of_ours_only(
    client: Client, person: User, path: str, goes_to: str
) -> None:
    response = client.post(f"{SIGN_IN}?next={path}", {"email": person.email, "password": PASSWORD})

    assert response.headers["Location"] == goes_to


def test_a_signed_out_reader_is_sent_to_sign_in_and_back(client: Client, person: User) -> None:
    response = client.get("/account/password/")

    assert response.headers["Location"] == "/sign-in/?next=/account/password/"


def test_signing_in_starts_a_new_session(client: Client, person: User) -> None:
    session = client.session
    session["from_before"] = True
    session.save()
    before = session.session_key

    sign_in(client, person.email)

    assert client.session.session_key != before


def wrong_pages(client: Client) -> list[bytes]:
    """What a stranger sees for: a wrong password, nobody's address, a deactivated and an invited person."""
    User.objects.filter(pk=make_person(email="gone@example.org").pk).update(is_active=False)
    invite_person("new@example.org", name="New", by=None, at=timezone.now())
    tries = [
        ("ada@example.org", "wrong password"),
        ("nobody@example.org", "wrong password"),
        ("gone@example.org", PASSWORD),
        ("new@example.org", PASSWORD),
    ]
    pages = []
    for email, password in tries:
        response = client.post(SIGN_IN, {"email": email, "password": password})
        assert response.status_code == 200
        pages.append(without_token(response.content.replace(email.encode(), b"ADDRESS")))
    return pages


def without_token(page: bytes) -> bytes:
    return b"\n".join(line for line in page.splitlines() if b"csrfmiddlewaretoken" not in line)


def test_a_stranger_learns_nothing_about_who_is_here(client: Client, person: User) -> None:
    pages = wrong_pages(client)

    assert len(set(pages)) == 1
    assert b"Check your email address and password" in pages[0]
    assert b"<title>Error: Sign in" in pages[0]
    assert not is_signed_in(client)


def test_a_password_never_comes_back_on_the_page(client: Client, person: User) -> None:
    response = client.post(SIGN_IN, {"email": person.email, "password": "my secret words"})

    assert b"ada@example.org" in response.content
    assert b"my secret words" not in response.content


@pytest.mark.parametrize(
    "email", ["", "x" * 300, "nul\x00@example.org", "<b>@example.org", "{{ 1 }}", "é@é", "a\u202eb@x.y"]
)
def test_anything_may_be_typed_as_an_address(client: Client, person: User, email: str) -> None:
    assert sign_in(client, email) == 200


@pytest.mark.parametrize("password", ["", "x" * 5000, "nul\x00", "é" * 50])
def test_anything_may_be_typed_as_a_password(client: Client, person: User, password: str) -> None:
    assert sign_in(client, person.email, password) == 200


def test_signing_out_ends_the_session(client: Client, person: User) -> None:
    sign_in(client, person.email)
    assert is_signed_in(client)

    client.post("/sign-out/")

    assert not is_signed_in(client)


def test_reading_the_sign_out_address_signs_nobody_out(client: Client, person: User) -> None:
    sign_in(client, person.email)

    assert client.get("/sign-out/").status_code == 405
    assert is_signed_in(client)


# Throttling


def test_too_many_attempts_on_an_account_from_a_network_are_refused(client: Client, person: User) -> None:
    for _ in range(9):
        assert sign_in(client, person.email, "wrong password") == 200
    assert sign_in(client, person.email, "wrong password") == 429

    response = client.post(SIGN_IN, {"email": person.email.upper(), "password": PASSWORD})

    assert response.status_code == 429
    assert b"Wait 15 minutes" in response.content
    assert not is_signed_in(client)


def test_a_session_that_somebody_left_open_does_not_help_to_guess_its_password(
    client: Client, person: User
) -> None:
    client.force_login(person)
    page, new = reverse("accounts:change_password"), "another long password"
    for _ in range(10):
        last = client.post(page, {"current_password": "wrong password", "password": new})
    assert last.status_code == 429

    assert client.post(page, {"current_password": PASSWORD, "password": new}).status_code == 429

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_an_account_that_is_not_there_is_throttled_alike(client: Client) -> None:
    for _ in range(10):
        last = sign_in(client, "nobody@example.org", "wrong password")

    assert last == 429


def test_a_victim_is_not_locked_out_from_elsewhere(client: Client, person: User) -> None:
    for _ in range(11):
        sign_in(client, person.email, "wrong password", REMOTE_ADDR="192.0.2.1")
    assert sign_in(client, person.email, REMOTE_ADDR="192.0.2.1") == 429

    assert sign_in(client, person.email, REMOTE_ADDR="192.0.2.2") == 302


def test_other_accounts_of_the_same_network_are_not_locked_out(client: Client, person: User) -> None:
    for _ in range(11):
        sign_in(client, "nobody@example.org", "wrong password")

    assert sign_in(client, person.email) == 302


def test_one_ipv6_network_is_one_network(client: Client, person: User) -> None:
    for number in range(10):
        sign_in(client, person.email, "wrong password", REMOTE_ADDR=f"2001:db8::{number}")

    assert sign_in(client, person.email, REMOTE_ADDR="2001:db8::ffff") == 429
    assert sign_in(client, person.email, REMOTE_ADDR="2001:db8:0:1::1") == 302


def test_a_success_forgets_the_failures_before_it(client: Client, person: User) -> None:
    for _ in range(9):
        sign_in(client, person.email, "wrong password")
    sign_in(client, person.email)
    client.post("/sign-out/")

    assert sign_in(client, person.email, "wrong password") == 200


def test_a_forged_header_moves_nobody_to_another_network(client: Client, person: User) -> None:
    for number in range(10):
        sign_in(client, person.email, "wrong password", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")

    assert sign_in(client, person.email, HTTP_X_FORWARDED_FOR="192.0.2.99") == 429


def test_who_comes_from_no_address_is_throttled_too(client: Client, person: User) -> None:
    for _ in range(10):
        last = sign_in(client, person.email, "wrong password", REMOTE_ADDR="")

    assert last == 429


def test_another_port_is_no_other_network(client: Client, person: User, settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    for number in range(10):
        last = sign_in(
            client, person.email, "wrong password", HTTP_X_FORWARDED_FOR=f"192.0.2.1:{4000 + number}"
        )

    assert last == 429


def test_the_waiting_time_passes(client: Client, person: User) -> None:
    for _ in range(11):
        sign_in(client, person.email, "wrong password")
    assert sign_in(client, person.email) == 429

    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))

    assert sign_in(client, person.email) == 302


def test_the_longest_address_that_somebody_can_have_signs_in(client: Client) -> None:
    address = f"{'a' * (ADDRESS_LENGTH - len('@example.org'))}@example.org"
    make_person(email=address)

    assert sign_in(client, address) == 302


# Links


@pytest.fixture
def invited() -> tuple[User, str]:
    return invite_person("new@example.org", name="New Person", by=None, at=timezone.now())


def test_a_link_that_is_used_in_somebody_elses_session_ends_it(
    client: Client, person: User, invited: tuple[User, str]
) -> None:
    client.force_login(person)

    response = client.post(
        reverse("accounts:set_password", args=[invited[1]]), {"password": PASSWORD}, follow=True
    )

    assert response.redirect_chain == [(SIGN_IN, 302)]
    assert "Your password is set. Sign in with it." in response.text
    assert not is_signed_in(client)


def test_a_link_sets_a_password_to_sign_in_with(client: Client, invited: tuple[User, str]) -> None:
    person, token = invited
    path = reverse("accounts:set_password", args=[token])
    assert b"New Person" in client.get(path).content
    assert b"New Person" in client.get(path).content, "reading the page does not use the link up"

    response = client.post(path, {"password": PASSWORD})

    assert response.headers["Location"] == SIGN_IN
    assert sign_in(client, person.email) == 302


def test_a_used_link_answers_410_and_tells_no_name(client: Client, invited: tuple[User, str]) -> None:
    path = reverse("accounts:set_password", args=[invited[1]])
    client.post(path, {"password": PASSWORD})

    for response in (client.get(path), client.post(path, {"password": "another long password"})):
        assert response.status_code == 410
        assert b"New Person" not in response.content
    assert User.objects.get(pk=invited[0].pk).check_password(PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "password1234", "x" * 201], ids=len)
def test_a_weak_password_is_refused_and_the_link_stays(
    client: Client, invited: tuple[User, str], password: str
) -> None:
    path = reverse("accounts:set_password", args=[invited[1]])

    response = client.post(path, {"password": password})

    assert response.status_code == 200
    assert b"<title>Error: Set your password" in response.content
    assert client.post(path, {"password": PASSWORD}).status_code == 302


# Passwords


def test_changing_the_password_ends_every_other_session(person: User) -> None:
    here, elsewhere = Client(), Client()
    here.force_login(person)
    elsewhere.force_login(person)
    assert is_signed_in(elsewhere)

    response = here.post(
        "/account/password/", {"current_password": PASSWORD, "password": "another long password"}
    )

    assert response.status_code == 302
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert sign_in(Client(), person.email, "another long password") == 302


def test_the_password_changes_only_for_somebody_who_knows_the_old_one(client: Client, person: User) -> None:
    client.force_login(person)

    response = client.post(
        "/account/password/", {"current_password": "wrong", "password": "another long password"}
    )

    assert b"Your current password is not correct" in response.content
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)


def test_the_account_page_shows_roles(client: Client) -> None:
    client.force_login(make_person(Role.EDITOR))

    assert b"Question-set editor" in client.get("/account/").content
