"""The checks of every page find what is wrong: each is tried on a page that is broken in one way."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.keyboard import keyboard_faults
from tests.journeys.page_checks import error_faults, faults_of, inline_faults

FRAME = """<!DOCTYPE html><html lang="en-GB"><head><title>{title}</title>
<link rel="icon" href="data:,"></head><body><main>{body}</main></body></html>"""
SOUND = '<h1>A page</h1><p>With <a href="https://example.org/">a link</a>.</p>'
WIDE = '<div style="width: 400px">Wide</div>'
CUT = '<div style="width: 30rem; overflow: hidden"><p style="width: 40rem">Cut</p></div>'

BROKEN = {
    "no heading": ("<p>Text</p>", "0 headings of level 1"),
    "two headings": ("<h1>One</h1><h1>Two</h1>", "2 headings of level 1"),
    "a level left out": ("<h1>One</h1><h3>Three</h3>", "level 3 after 1: Three"),
    "a link to nowhere": (f'{SOUND}<a href="#gone">Gone</a>', "no target for #gone"),
    "one name twice": (f'{SOUND}<p id="it"></p><p id="it"></p>', "id twice: it"),
    "no label": (f'{SOUND}<input name="what">', "axe label"),
    "faint text": (f'{SOUND}<p style="color: #ddd">Faint</p>', "axe color-contrast"),
    "too wide": (f"{SOUND}{WIDE}", "at 320 pixels scrolls sideways"),
    "cut off": (f"{SOUND}{CUT}", "at 200 % text text is cut off"),
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def show(page: Page, body: str, title: str = "A page") -> None:
    """Draw a page of this content."""
    page.set_content(FRAME.format(title=title, body=body))


def test_a_sound_page_has_no_faults(page: Page) -> None:
    show(page, SOUND)

    assert inline_faults(page) + faults_of(page) + keyboard_faults(page) == []


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_page_is_found(page: Page, what: str) -> None:
    body, words = BROKEN[what]
    show(page, body)

    assert [fault for fault in faults_of(page) if fault.startswith(words)] != []


@pytest.mark.parametrize(
    "body", ['<p style="color: red">Red</p>', '<p onclick="x()">Click</p>', "<style></style>"]
)
def test_styles_and_scripts_inside_a_page_are_found(page: Page, body: str) -> None:
    show(page, body)

    assert inline_faults(page) != []


def test_an_error_page_without_the_word_and_the_focus_is_found(page: Page) -> None:
    show(page, f'{SOUND}<div class="govuk-error-summary">Put it right</div>')

    assert error_faults(page, is_focused=True) == [
        "the title is A page",
        "the error summary has no focus",
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<a href="/" style="outline: none">Link</a>', "nothing shows the focus on <a"),
        ('<button tabindex="-1">Button</button>', "Tab reached 0 of 1 stops"),
    ],
)
def test_what_a_keyboard_cannot_use_is_found(page: Page, body: str, words: str) -> None:
    show(page, body)

    assert [fault for fault in keyboard_faults(page) if fault.startswith(words)] != []
