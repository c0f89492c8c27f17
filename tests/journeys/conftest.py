"""The browser that journeys share, and windows on a portal that runs for one test."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser import CHROMIUM, chromium
from tests.journeys.browsing import Windows


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all: starting it takes longer than most tests."""
    if not os.access(CHROMIUM, os.X_OK):
        pytest.skip(f"{CHROMIUM} is missing: install Debian's package chromium, or set CHROMIUM")
    with chromium() as browser:
        yield browser


@pytest.fixture
def windows(browser: Browser, live_server: LiveServer) -> Iterator[Windows]:
    """Windows on the portal. A script's error, a refused resource or a failed request fails the test."""
    windows = Windows(browser, live_server.url)
    yield windows
    assert windows.close() == []
