"""Fixtures for packs."""

import os

import pytest

from reporting.pango import missing_libraries


@pytest.fixture(scope="session")
def pango() -> None:
    """Pango is there. Without it the test is skipped, or fails where ``REQUIRE_PDF=1`` asks for it."""
    missing = missing_libraries()
    if missing and os.environ.get("REQUIRE_PDF") == "1":
        pytest.fail(f"REQUIRE_PDF=1, and these are missing: {missing}")
    if missing:
        pytest.skip(f"No PDF without {', '.join(missing)}")
