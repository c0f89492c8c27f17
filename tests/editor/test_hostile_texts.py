"""An edition with hostile text in every field: each page shows the text as text, and none breaks."""

from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.roles import Role
from question_sets.editions import ask_to_publish, withdraw
from question_sets.models import QuestionSet
from question_sets.parts import PartKind
from question_sets.reading import read_edition
from question_sets.rows import Fields, Rows, edition_of, rows_of
from question_sets.structure import Edition
from tcop_portal.routes import routes
from tests.accounts.factories import make_person
from tests.assessments.factories import NOW, signed_in
from tests.assessments.step_pages import fields_of
from tests.editor.places import DRAFT, KEY, SMALL, WAITING, edition_for, make_editions, parts_for
from tests.hostile.inputs import MARKUP, TEMPLATE
from tests.question_sets.factories import small_edition
from tests.telling import Tell

TEXTS: Final = {
    "markup": MARKUP,
    "an attribute": '" onmouseover="alert(1)" x="',
    "a template": TEMPLATE,
    "format strings": "%s %(name)s {0} {text}",
    "bidirectional controls": "\u202egnp.exe\u2066 \u200f",
    "emoji and Arabic": "👩🏽‍💻 مرحبا بالعالم 🇬🇧",
    "a script's end": "</script><img src=x onerror=alert(2)>",
}
HOSTILE: Final = " ".join(TEXTS.values())
FIELDS: Final = (
    "title",
    "attribution",
    "summary",
    "must_show",
    "repeats",
    "text",
    "help",
    "source",
    "label",
    "message",
)
SHORTEST: Final = 40
"""The noun of a repeating section is no longer."""

LIVE: Final = (MARKUP, TEXTS["an attribute"], TEXTS["a script's end"], "<bdi><script", "alert(1)</script>")
"""What is in no page as it is: escaped, none of it does anything."""


def spoilt(edition: Edition) -> Edition:
    """The edition with hostile text in every field that holds text."""
    rows: Rows = {part: spoilt_fields(part.kind, fields) for part, fields in rows_of(edition).items()}
    return edition_of(rows)


def spoilt_fields(kind: PartKind, fields: Fields) -> Fields:
    """Nouns of sections stay blank where they are: a section must not begin to repeat. Choices differ."""
    hostile = {name: HOSTILE for name in FIELDS if name in fields and name != "repeats"}
    if "label" in fields:
        hostile["label"] = f"{HOSTILE} {fields['position']}"
    if fields.get("repeats"):
        hostile["repeats"] = MARKUP[:SHORTEST]
    return {**fields, **hostile, **({"sources": [HOSTILE] * 2} if kind is PartKind.EDITION else {})}


ASKED: Final = {
    "markup": quote(HOSTILE),
    "an endless number": "9" * 5000,
    "a negative number": "-1",
    "half of UTF-8": "%ff",
    "U+0000": "%00",
    "an attribute of objects": "__class__",
}
"""In place of a search, a page, an edition and a question."""


@pytest.fixture
def browser(db: None) -> Client:
    """An editor's, among editions that are spoilt: a published one, a draft and one that waits."""
    asker = make_person(Role.EDITOR)
    waiting = make_editions(asker, like=spoilt(small_edition()))[WAITING]
    withdraw(waiting.requests.get(), by=asker, at=NOW)
    ask_to_publish(waiting, announcement=HOSTILE, seen=read_edition(waiting).digest, by=asker, at=NOW)
    return signed_in(make_person(Role.EDITOR))


def addresses() -> Iterator[str]:
    """Every page of the editors about a draft, the one that waits, or the published edition."""
    for route in routes():
        if route.name.startswith("editor:") and route.access and "GET" in route.access.methods:
            given = {"key": KEY, "edition": edition_for(route.name), "point": "first", "section": "kinds"}
            named = {name: value for name, value in given.items() if f":{name}>" in route.pattern}
            yield from (reverse(route.name, kwargs={**named, **parts}) for parts in parts_for(route.name))


def test_every_page_shows_hostile_text_as_text(browser: Client, tell: Tell) -> None:
    pages = {address: browser.get(address) for address in addresses()}

    assert {address for address, page in pages.items() if page.status_code != 200} == set()
    html = {address: page.content.decode() for address, page in pages.items() if is_html(page)}
    assert {address: found for address, page in html.items() if (found := live_in(page))} == {}
    assert sum(escape(TEXTS["markup"]) in page for page in html.values()) > 30
    tell(f"hostile text in every field: {len(html)} pages show it as text")


def is_html(page: HttpResponse) -> bool:
    """Whether a browser would run what is in it. The files are JSON, and to be kept."""
    return page.headers["Content-Type"].startswith("text/html")


def live_in(page: str) -> list[str]:
    """What of the hostile text would do something."""
    return [text for text in LIVE if text in page]


@pytest.mark.parametrize("escaped", [escape, lambda text: text], ids=["escaped", "as it is"])
def test_text_that_is_not_escaped_would_be_found(escaped: Callable[[str], str]) -> None:
    assert bool(live_in(f"<p>{escaped(HOSTILE)}</p>")) == (escaped is not escape)


@pytest.mark.parametrize("typed", TEXTS.values(), ids=TEXTS)
def test_text_is_kept_as_it_was_typed(browser: Client, typed: str) -> None:
    address = reverse("editor:change", args=[KEY, DRAFT, SMALL[PartKind.QUESTION]])
    fields = fields_of(browser.get(address).context["form"])

    answer = browser.post(address, {**fields, "help": typed})

    draft = QuestionSet.objects.get(key=KEY, edition=DRAFT)
    assert answer.status_code == 302
    assert read_edition(draft).question(SMALL[PartKind.QUESTION].keys[-1]).help == typed


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_what_an_address_asks_for_breaks_no_page(browser: Client, asked: str) -> None:
    browser.raise_request_exception = False
    query = "&".join(f"{name}={asked}" for name in ("q", "page", "from", "question", "form"))

    for address in addresses():
        page = browser.get(f"{address}?{query}")
        assert page.status_code in (200, 302, 400, 404), address
        assert not is_html(page) or live_in(page.content.decode()) == [], address
