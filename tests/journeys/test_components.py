"""Every component and kind of field on one page: readable, reachable, and as narrow as a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.browsing import Windows, press
from tests.journeys.keyboard import keyboard_faults
from tests.journeys.page_checks import error_faults, faults_of
from tests.templates.pages import serve_kitchen_sink

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(windows: Windows, settings: Any) -> Page:
    return windows.open().open(serve_kitchen_sink(settings))


def test_nothing_is_wrong_with_the_page(page: Page) -> None:
    assert faults_of(page) == []


def test_nothing_is_wrong_beside_errors(page: Page) -> None:
    press(page, "Save and continue")

    assert error_faults(page, is_focused=True) == []
    assert faults_of(page) == []


def test_a_keyboard_reaches_everything(page: Page) -> None:
    assert keyboard_faults(page) == []


def test_a_field_without_its_label_is_seen(page: Page) -> None:
    page.evaluate("document.querySelector('label[for=id_name]').remove()")

    assert any(fault.startswith("axe label:") for fault in faults_of(page))
