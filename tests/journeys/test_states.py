"""Every page in every state, in a real browser: accessible, whole and sound, with JavaScript and without."""

import pytest
from playwright.sync_api import Page

from tests.journeys.browsing import Windows
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


@pytest.mark.parametrize("state", STATES, ids=str)
def test_a_page_is_accessible_whole_and_sound(windows: Windows, world: World, state: State) -> None:
    page = state.open(windows, world)

    faults = error_faults(page, is_focused=True) if state.is_error else []
    assert heading(page) == state.heading
    assert faults + faults_of(page) == []


@pytest.mark.parametrize("state", STATES, ids=str)
def test_a_page_works_without_javascript(windows: Windows, world: World, state: State) -> None:
    page = state.open(windows, world, javascript=False)

    faults = error_faults(page, is_focused=False) if state.is_error else []
    assert heading(page) == state.heading
    assert faults + structure_faults(page) + inline_faults(page) == []


@pytest.mark.parametrize("state", [state for state in STATES if state.is_main], ids=str)
def test_a_keyboard_reaches_everything_and_shows_where_it_is(
    windows: Windows, world: World, state: State
) -> None:
    page = state.open(windows, world)

    assert keyboard_faults(page) == []
