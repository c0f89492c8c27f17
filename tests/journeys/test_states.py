"""Every page in every state, in a real browser: accessible, whole and sound, with JavaScript and without."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings

from tests.journeys.browsing import DESKTOP, HEIGHT, PHONE, Windows
from tests.journeys.keyboard import keyboard_faults
from tests.journeys.page_checks import error_faults, faults_of, inline_faults, structure_faults
from tests.journeys.states import STATES
from tests.journeys.states.state import State
from tests.journeys.states.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> World:
    return World()


def heading(page: Page) -> str:
    """The words of the first h1."""
    return " ".join(page.locator("h1").first.inner_text().split())


def keep_pictures(page: Page, name: str) -> None:
    """Where continuous integration keeps its artefacts: the whole page as a desktop and a phone show it."""
    if "TCOP_ARTEFACTS" in os.environ:
        folder = Path(os.environ["TCOP_ARTEFACTS"]) / "pages"
        for width in (DESKTOP, PHONE):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)


def faults_with_javascript(page: Page, state: State) -> list[str]:
    """All that is wrong with a page in a common browser and, on a main page, for a keyboard."""
    faults = error_faults(page, is_focused=True) if state.is_error else []
    faults += faults_of(page)
    return faults + keyboard_faults(page) if state.is_main else faults


def faults_without_javascript(page: Page, state: State) -> list[str]:
    """All that is wrong with a page in a browser that runs no scripts."""
    faults = error_faults(page, is_focused=False) if state.is_error else []
    return faults + structure_faults(page) + inline_faults(page)


@pytest.mark.parametrize("state", STATES, ids=str)
def test_a_page_is_accessible_whole_and_sound(windows: Windows, world: World, state: State) -> None:
    path = state.path(world)
    page = state.open(windows, world, path)

    assert heading(page) == state.heading
    assert faults_with_javascript(page, state) == []
    if state.is_main:
        keep_pictures(page, str(state))
    if not state.press:
        page = state.open(windows, world, path, javascript=False)
        assert heading(page) == state.heading
        assert faults_without_javascript(page, state) == []


@pytest.mark.parametrize("state", [state for state in STATES if state.press], ids=str)
def test_a_form_works_without_javascript(windows: Windows, world: World, state: State) -> None:
    page = state.open(windows, world, state.path(world), javascript=False)

    assert heading(page) == state.heading
    assert faults_without_javascript(page, state) == []


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/breaks/", 500, "There is a problem with the portal"),
        ("/too-much/", 413, "Too much at once"),
        ("/sign-out/", 405, "There is no page at this address"),
    ],
)
def test_a_page_for_what_fails_is_accessible_whole_and_sound(
    windows: Windows, world: World, settings: Settings, path: str, status: int, words: str
) -> None:
    settings.ROOT_URLCONF = "tests.journeys.failing_urls"

    page = windows.open(world.lead, expected={status}).open(path)

    assert heading(page) == words
    assert faults_of(page) == []
