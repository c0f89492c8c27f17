"""Requests that no browser makes: addresses, headers and bodies. Each gets a plain answer, never a 500."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from tests.assessments import factories
from tests.hostile.database import changed, contents

pytestmark = pytest.mark.django_db

LARGEST = 8 * 1024 * 1024
PERSON_FORM = "/people/new/"
PART = b'--B\r\nContent-Disposition: form-data; name="name"%s\r\n\r\n%s\r\n--B--\r\n'


@pytest.fixture
def lead() -> User:
    lead = factories.lead()
    factories.grant(lead, Role.ADMINISTRATOR, by=None, at=factories.NOW)
    return factories.again(lead)


@pytest.fixture
def browser(lead: User) -> Client:
    browser = factories.signed_in(lead)
    browser.raise_request_exception = False
    return browser


def send(browser: Client, body: bytes, content_type: str, **more: Any) -> int:
    """The status of the answer to this body; whatever it is, nothing changes."""
    before = contents()
    status = browser.generic("POST", PERSON_FORM, body, content_type=content_type, **more).status_code
    assert changed(before) == set()
    return status


NUMBERS = [0, 2**31, 2**63, 10**30, int("9" * 300)]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("route", ["person", "change_person", "person_roles", "deactivate"])
def test_nobody_has_a_number_that_is_no_number_of_a_person(browser: Client, route: str, number: int) -> None:
    assert browser.get(reverse(f"accounts:{route}", args=[number])).status_code == 404


@pytest.mark.parametrize("number", NUMBERS)
def test_nobody_is_taken_off_a_project_by_such_a_number(browser: Client, lead: User, number: int) -> None:
    project = factories.project(lead)

    address = reverse("assessments:remove_member", args=[project.reference, number])

    assert browser.get(address).status_code == 404
    assert browser.post(address).status_code == 404


LISTS = ["/", "/people/", "/organisations/", "/packs/"]
QUERIES = [
    f"q={'a' * 60_000}",
    f"q={'%25' * 20_000}",
    "q=%E2%80%AE%D8%A7%F0%9F%98%80%5C_%25'",
    f"page={'9' * 5000}",
    "page=-1",
    "page=%D9%A1",
    "organisation=nobody%27s&rounds=none&page=x",
]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:20])
@pytest.mark.parametrize("address", LISTS)
def test_a_list_can_be_asked_for_anything(browser: Client, address: str, query: str) -> None:
    assert browser.get(f"{address}?{query}").status_code == 200


CHARSETS = ["utf-7", "utf-16", "latin-1", "unicode_escape", "raw_unicode_escape", "rot13", "idna", "nonsense"]


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_form_in_another_character_set_is_a_bad_request(browser: Client, charset: str) -> None:
    body = PART % (b"", b"a+2AA-\\ud800b")

    assert send(browser, body, f"multipart/form-data; boundary=B; charset={charset}") == 400
    assert send(browser, b"name=a", f"application/x-www-form-urlencoded; charset={charset}") == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_a_form_that_names_the_one_character_set_is_read(browser: Client, charset: str) -> None:
    content_type = f"application/x-www-form-urlencoded; charset={charset}"

    response = browser.generic("POST", PERSON_FORM, b"name=Ann+Other", content_type=content_type)

    assert response.status_code == 200
    assert "Ann Other" in response.content.decode()


def test_a_body_over_the_limit_is_refused_whatever_it_is_made_of(browser: Client) -> None:
    file = PART % (b'; filename="x"\r\nContent-Type: text/plain', b"x" * LARGEST)

    assert send(browser, file, "multipart/form-data; boundary=B") == 413
    assert send(browser, PART % (b"", b"x" * LARGEST), "multipart/form-data; boundary=B") == 413
    assert send(browser, b"name=" + b"x" * LARGEST, "application/x-www-form-urlencoded") == 413
    assert send(browser, b"x" * (LARGEST + 1), "application/json") == 413


@pytest.mark.parametrize("length", ["many", "-5", "1.5", "٣"])
def test_a_length_that_is_no_length_is_a_bad_request(browser: Client, length: str) -> None:
    form = "application/x-www-form-urlencoded"

    assert send(browser, b"name=a", form, CONTENT_LENGTH=length) == 400


BODIES = [
    (b"\x00\xff\xfe", "application/octet-stream"),
    (b'{"name": "a"', "application/json"),
    (b"nothing", "multipart/form-data"),
    (b"nothing", "multipart/form-data; boundary=B"),
    (b"name", "multipart/form-data; boundary=" + "B" * 300),
    (
        b'--B\r\nContent-Disposition: form-data; name="n\xff\x00"; filename="\x00"\r\n\r\nx',
        "multipart/form-data; boundary=B",
    ),
    (
        b'--B\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\nx\r\n' * 200,
        "multipart/form-data; boundary=B",
    ),
    (b"name=\xff\xfe&email=%zz", "application/x-www-form-urlencoded"),
    (b"", ""),
]


@pytest.mark.parametrize(("body", "content_type"), BODIES)
def test_a_body_that_is_no_form_changes_nothing(browser: Client, body: bytes, content_type: str) -> None:
    assert send(browser, body, content_type) in (200, 400)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_HOST": "elsewhere.example"}, 400),
        ({"HTTP_HOST": "a b\x00"}, 400),
        ({"HTTP_COOKIE": "session=\x00"}, 302),
        ({"HTTP_COOKIE": f"session={'x' * 5000}; csrf={'é' * 100}"}, 302),
        ({"HTTP_X_FORWARDED_FOR": "\x00, nobody"}, 302),
        ({"HTTP_ACCEPT": "\x00/\x00;q=nothing"}, 302),
        ({"HTTP_ACCEPT_LANGUAGE": "../../etc/passwd"}, 302),
    ],
)
def test_a_header_that_no_browser_sends_gets_a_plain_answer(headers: dict[str, str], status: int) -> None:
    stranger = Client(raise_request_exception=False)

    response = stranger.get("/", **headers)

    assert response.status_code == status
    assert response["Cache-Control"] == "no-store"


ELSEWHERE = [
    "//elsewhere.example/",
    "///elsewhere.example/",
    "https://elsewhere.example/",
    "/\\elsewhere.example/",
    "/%09/elsewhere.example/",
    "%09//elsewhere.example/",
    "javascript:alert(1)",
    "/" + "x" * 20_000,
]


@pytest.mark.parametrize("address", ELSEWHERE, ids=lambda address: address[:20])
def test_nothing_leads_to_another_site(browser: Client, lead: User, address: str) -> None:
    project = factories.project(lead)
    page = f"/projects/{project.reference}/evidence/new/"
    opened: Any = browser.get(f"{page}?next={address}")
    versions = {name: 0 for name in opened.context["form"].fields if name.startswith("version-")}
    token = opened.context["form"]["token"].value()
    typed = {"title": "A", "type": "code", "url": "https://example.org/", "marking": "official"}

    added = browser.post(f"{page}?next={address}", {**typed, **versions, "token": token})
    signed_in = browser.get(f"/sign-in/?next={address}")

    assert added["Location"] == f"/projects/{project.reference}/evidence/"
    assert signed_in["Location"] == "/"
