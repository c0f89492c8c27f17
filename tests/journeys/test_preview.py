"""A preview in a browser: it behaves as a team's page does, and sends nothing."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.browsing import Windows
from tests.journeys.states.world import World
from tests.question_sets.factories import save_edition
from tests.second_standard import second_standard

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def step() -> str:
    """The address of a step with a follow-up."""
    save_edition(second_standard(), sealed=False)
    return reverse("editor:preview_step", args=["public-services", "2027", "users", "research"])


def test_a_follow_up_opens_as_for_a_team_and_return_sends_nothing(windows: Windows, step: str) -> None:
    page = windows.open(World().editor).open(step)
    day = page.get_by_label("Day")
    expect(day).to_be_hidden()
    expect(page.get_by_text("1.3: Shown when 1.2 is “Yes”.")).to_be_visible()

    page.get_by_label("Yes").check()
    day.fill("27")
    day.press("Enter")

    expect(day).to_have_value("27")
    assert page.url.endswith(step)


def test_everything_is_open_without_javascript(windows: Windows, step: str) -> None:
    page = windows.open(World().editor, javascript=False).open(step)

    expect(page.get_by_label("Day")).to_be_visible()
    page.get_by_label("Day").press("Enter")

    assert page.url.endswith(step)
