"""The page that shows everything, served beside the portal's own."""

from typing import Any

import pytest

from tests.templates.pages import serve_kitchen_sink


@pytest.fixture
def kitchen_sink(settings: Any) -> str:
    """The path of the page."""
    return serve_kitchen_sink(settings)
