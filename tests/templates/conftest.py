"""The page that shows everything, served beside the portal's own."""

from copy import deepcopy
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture
def kitchen_sink(settings: Settings) -> str:
    """The path of the page, with its template found."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [Path(__file__).parent / "templates", *templates[0]["DIRS"]]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.templates.urls"
    return "/everything/"
