"""Posts that no page of the portal sends: forged parts and tokens, sealed editions, twice the same."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from question_sets.editions import new_token, start_draft
from question_sets.models import PublicationRequest
from question_sets.parts import PartKind
from tcop_portal.routes import routes
from tests.assessments.factories import NOW, signed_in
from tests.editor.places import ABSENT, DRAFT, KEY, SEALED, SMALL, WAITING, parts_for
from tests.hostile.database import changed, contents
from tests.hostile.editor_pages import EDITOR_PAGES, EditorsWorld, make_editors_world
from tests.hostile.inputs import BAD_SIGHTS, BAD_TOKENS, BAD_VERSIONS, TYPED
from tests.hostile.pages import Page
from tests.telling import Tell
from tests.test_bad_input import Opened

REFUSED = (400, 404, 409)
NOT_OF_DRAFTS = ("editor:retire", "editor:approve", "editor:withdraw")
FORGED_PARTS = (
    "question/no.such",
    "question/FIRST.CHOICE",
    "choice/first.choice/nobody",
    "condition/1",
    "question/first.choice/condition/0",
    "question/first.choice/condition/99999",
    "question/first.choice/condition/1/condition/1",
    "section/second/kinds",
    "point/first/../second",
    "point/%00",
    "point/<script>",
    "user/1",
    "edition/point/first",
    "point/" + "x" * 5000,
)
WAYS = ("", "change/", "move/", "remove/", "copy/", "conditions/new/", "add/choice/")
NO_NUMBERS = {what: text for what, text in BAD_VERSIONS.items() if not text.removeprefix("-").isdigit()}
KEPT_BY_THE_MACHINE = [
    ("move", PartKind.QUESTION, "steps", NO_NUMBERS, {"seen": "2"}),
    ("move", PartKind.QUESTION, "seen", BAD_VERSIONS, {"steps": "1"}),
    ("copy", PartKind.QUESTION, "token", BAD_TOKENS, {}),
    ("remove", PartKind.GUIDANCE, "seen", BAD_SIGHTS, {}),
]
STAYS = {"move": (302,)}
"""A part that stands elsewhere by now is shown where it stands."""


@pytest.fixture
def world(db: None) -> EditorsWorld:
    return make_editors_world()


@pytest.fixture
def browser(world: EditorsWorld) -> Client:
    browser = signed_in(world.person)
    browser.raise_request_exception = False
    return browser


def changing_addresses(edition: str) -> Iterator[str]:
    """Every address of an edition that can be posted to in order to change it."""
    for route in routes():
        is_posted = route.access and "POST" in route.access.methods
        is_of_an_edition = route.name.startswith("editor:") and ":edition>" in route.pattern
        if is_posted and is_of_an_edition and route.name not in NOT_OF_DRAFTS:
            for named in parts_for(route.name):
                yield reverse(route.name, kwargs={"key": KEY, "edition": edition, **named})


def test_nothing_that_is_posted_changes_a_sealed_edition(browser: Client, tell: Tell) -> None:
    before = contents()
    tried = list(changing_addresses(SEALED))

    answers = {address: browser.post(address, {"title": TYPED, "text": TYPED}) for address in tried}

    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(tried, 409)
    assert changed(before) == set()
    tell(f"posts to a sealed edition: {len(tried)}, all refused")


def test_nothing_that_is_posted_to_no_edition_is_kept(browser: Client) -> None:
    before = contents()

    answers = {browser.post(address).status_code for address in changing_addresses(ABSENT)}

    assert answers <= set(REFUSED)
    assert changed(before) == set()


def test_a_forged_part_is_not_found(browser: Client, tell: Tell) -> None:
    before = contents()
    addresses = [f"/editor/{KEY}/{DRAFT}/{part}/{way}" for part in FORGED_PARTS for way in WAYS]

    read = {browser.get(address).status_code for address in addresses}
    posted = {browser.post(address, {"steps": 1, "seen": 1}).status_code for address in addresses}

    assert read <= {400, 404, 405}
    assert posted <= {400, 404, 405, 409}
    assert changed(before) == set()
    tell(f"forged parts: {2 * len(addresses)} requests, none found")


def test_a_part_of_another_edition_is_not_found(world: EditorsWorld, browser: Client) -> None:
    """Points and questions of one edition, asked for in another one that has none of them."""
    draft = start_draft(None, key="other", edition="1", title="Other", by=world.person, at=NOW)
    empty = reverse("editor:edition", args=[draft.key, draft.edition])
    before = contents()

    for part in (SMALL[PartKind.POINT], SMALL[PartKind.QUESTION], SMALL[PartKind.CONDITION]):
        assert browser.get(f"{empty}{part}/change/").status_code == 404
        assert browser.post(f"{empty}{part}/change/", {"version-title": "", "title": "x"}).status_code == 409
        assert browser.post(f"{empty}{part}/remove/", {"seen": "x"}).status_code in REFUSED
    assert changed(before) == set()


@pytest.mark.parametrize(("way", "kind", "field", "forged", "more"), KEPT_BY_THE_MACHINE)
def test_what_a_page_held_for_the_machine_is_not_believed(
    browser: Client, way: str, kind: PartKind, field: str, forged: Mapping[str, str], more: Mapping[str, str]
) -> None:
    before = contents()
    address = reverse(f"editor:{way}", args=[KEY, DRAFT, SMALL[kind]])

    for what, value in forged.items():
        answer = browser.post(address, {**more, field: value})

        assert answer.status_code in (*REFUSED, *STAYS.get(way, ())), what
        assert changed(before) == set(), what


@pytest.mark.parametrize("forged", BAD_VERSIONS.values(), ids=BAD_VERSIONS)
def test_a_forged_request_is_not_withdrawn(browser: Client, forged: str) -> None:
    before = contents()

    answer = browser.post(reverse("editor:withdraw", args=[KEY, WAITING]), {"request": forged})

    assert answer.status_code in REFUSED
    assert changed(before) == set()


def test_a_request_of_another_draft_is_not_approved(browser: Client) -> None:
    waiting = PublicationRequest.objects.waiting().get()
    before = contents()

    sent: Mapping[str, Any] = {"decision": "approve", "request": waiting.pk, "seen": waiting.digest}
    answer = browser.post(reverse("editor:approve", args=[KEY, DRAFT]), sent)

    assert answer.status_code in REFUSED
    assert changed(before) == set()


@pytest.mark.parametrize("page", [page for page in EDITOR_PAGES if page.route == "editor:add"], ids=str)
def test_a_form_that_is_posted_twice_adds_one_part(world: EditorsWorld, page: Page) -> None:
    opened = Opened(page, world)
    first = opened.send({})
    once = contents()

    assert opened.send({})["Location"] == first["Location"]
    assert changed(once) == set()


def test_a_copy_that_is_asked_for_twice_is_one(browser: Client) -> None:
    address = reverse("editor:copy", args=[KEY, DRAFT, SMALL[PartKind.QUESTION]])
    sent = {"token": new_token()}
    first = browser.post(address, sent)
    once = contents()

    assert browser.post(address, sent)["Location"] == first["Location"]
    assert changed(once) == set()
