"""What portal.js adds to a page, and that the page is whole without it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.templates.pages import serve_kitchen_sink

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "textarea[name=why]"
WHEN_OPEN = "textarea[name=when_open]"
NO = "input[name=open_source][value=no]"
YES = "input[name=open_source][value=yes]"
SENTENCE = "Answer if you chose No above"
SAVED_URL = "**/everything/saved/"
STATUS = ".portal-saved"


@pytest.fixture
def address(live_server: LiveServer, settings: Any) -> str:
    return f"{live_server.url}{serve_kitchen_sink(settings)}"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page that shows everything; any error of a script fails the test."""
    errors: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if "Content Security" in line.text else None)
    page.goto(address)
    yield page
    page.close()
    assert errors == []


@pytest.fixture
def plain_page(browser: Browser, address: str) -> Iterator[Page]:
    """The same page with JavaScript off."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def test_an_explanation_opens_on_the_answer_that_asks_for_one(page: Page) -> None:
    expect(page.locator(WHY)).to_be_hidden()

    page.check(NO)
    expect(page.locator(WHY)).to_be_visible()

    page.check(YES)
    expect(page.locator(WHY)).to_be_hidden()


def test_an_explanation_opens_on_request_with_the_cursor_in_it(page: Page) -> None:
    button = page.get_by_role("button", name="Add an explanation of: Is the code open?")

    button.click()

    expect(page.locator(WHY)).to_be_focused()
    expect(button).to_be_hidden()


def test_an_explanation_with_text_stays_open_whatever_is_chosen(page: Page) -> None:
    page.check(NO)
    page.fill(WHY, "Because of the old system")

    page.check(YES)

    expect(page.locator(WHY)).to_be_visible()


def test_a_follow_up_is_shown_while_its_condition_holds(page: Page) -> None:
    expect(page.locator(WHEN_OPEN)).to_be_hidden()

    page.check(NO)
    expect(page.locator(WHEN_OPEN)).to_be_visible()
    expect(page.get_by_text(SENTENCE)).to_have_count(0)

    page.check(YES)
    expect(page.locator(WHEN_OPEN)).to_be_hidden()


def test_an_amount_shows_a_follow_up_only_when_it_is_over_and_hides_what_stands_behind_it(page: Page) -> None:
    term, legacy = page.locator("input[name=term]"), page.locator("input[name=is_legacy]")

    page.fill("input[name=value]", "£100,000")
    expect(term).to_be_hidden()

    page.fill("input[name=value]", "£100,001")
    term.fill("12")
    expect(legacy).to_be_visible()

    page.fill("input[name=value]", "5")
    expect(term).to_be_hidden()
    expect(legacy).to_be_hidden()


def test_without_javascript_everything_is_visible_and_says_when_to_answer(plain_page: Page) -> None:
    for selector in (WHY, WHEN_OPEN, "input[name=licence]"):
        expect(plain_page.locator(selector)).to_be_visible()
    expect(plain_page.get_by_text(SENTENCE)).to_be_visible()


def test_an_exclusive_choice_unticks_the_others(page: Page) -> None:
    page.check("input[name=formats][value=odt]")

    page.check("input[name=formats][value=none]")

    expect(page.locator("input[name=formats][value=odt]")).not_to_be_checked()


def test_a_change_is_saved_and_the_new_version_goes_into_the_form(page: Page) -> None:
    page.check(YES)

    expect(page.locator(STATUS)).to_have_text("Saved at 14:32")
    expect(page.locator("input[name=token]")).to_have_value("abc+1")
    assert page.locator(STATUS).get_attribute("role") == "status"


def test_text_is_saved_a_while_after_typing_and_the_cursor_stays(page: Page) -> None:
    page.locator("input[name=name]").press_sequentially("Passports")
    expect(page.locator(STATUS)).to_have_text("")

    expect(page.locator(STATUS)).to_have_text("Saved at 14:32", timeout=6000)

    expect(page.locator("input[name=name]")).to_be_focused()


def test_nothing_is_sent_when_nothing_changed(page: Page) -> None:
    page.check(YES)
    expect(page.locator("input[name=token]")).to_have_value("abc+1")

    page.locator("input[name=name]").dispatch_event("change")
    page.wait_for_timeout(500)

    expect(page.locator("input[name=token]")).to_have_value("abc+1")


def test_the_button_waits_for_a_save_in_flight_and_sends_the_form_once(page: Page) -> None:
    held: list[Route] = []
    posts: list[str] = []
    page.route(SAVED_URL, lambda route: held.append(route))
    page.on(
        "request", lambda request: posts.append(_sent_version(request)) if _is_page_post(request) else None
    )
    page.check(YES)
    page.wait_for_timeout(300)

    page.click("text=Save and continue", no_wait_after=True)
    page.click("text=Save and continue", no_wait_after=True)
    page.wait_for_timeout(300)
    assert posts == []
    held[0].continue_()
    expect(page).to_have_title("Error: Everything (page 4 of 10) – Technology Code of Practice portal")

    assert posts == ["abc+1"]


def _is_page_post(request: Request) -> bool:
    return request.method == "POST" and request.url.endswith("/everything/")


def _sent_version(request: Request) -> str:
    """The value of the hidden version in a form that was sent."""
    return dict(part.split("=", 1) for part in (request.post_data or "").split("&"))["token"].replace(
        "%2B", "+"
    )


@pytest.mark.parametrize(
    ("status", "words"),
    [(403, "You are signed out"), (500, "Something went wrong"), (409, "can no longer be changed")],
)
def test_a_refusal_is_said_plainly_and_stops_the_saving(page: Page, status: int, words: str) -> None:
    requests: list[str] = []

    def refuse(route: Route) -> None:
        requests.append(route.request.url)
        route.fulfill(status=status, body="")

    page.route(SAVED_URL, refuse)
    page.check(YES)
    expect(page.locator(STATUS)).to_contain_text(words)
    assert (page.locator(STATUS).text_content() or "").startswith("Not saved. ")

    page.check(NO)
    page.wait_for_timeout(500)

    assert len(requests) == 1


def test_a_lost_connection_is_said_plainly_and_the_next_change_tries_again(page: Page) -> None:
    page.route(SAVED_URL, lambda route: route.abort())

    page.check(YES)
    expect(page.locator(STATUS)).to_contain_text("Not saved. The portal did not answer.")

    page.unroute(SAVED_URL)
    page.check(NO)
    expect(page.locator(STATUS)).to_have_text("Saved at 14:32")


def test_a_session_that_ends_soon_can_be_made_longer(page: Page, address: str) -> None:
    asked: list[str] = []

    def stay(route: Route) -> None:
        asked.append(route.request.headers["x-csrftoken"])
        route.fulfill(json={"session_ends_in": 3600})

    page.route("**/account/stay/", stay)
    page.goto(f"{address}?ends_in=4")
    dialog = page.get_by_role("dialog", name="You will be signed out soon")
    expect(dialog).to_be_visible()

    dialog.get_by_role("button", name="Stay signed in").click()

    expect(dialog).to_be_hidden()
    assert len(asked) == 1


def test_a_session_that_ended_is_said_and_the_text_stays(page: Page, address: str) -> None:
    page.goto(f"{address}?ends_in=2")
    page.fill("input[name=name]", "Passports")

    dialog = page.get_by_role("dialog", name="You have been signed out")

    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("link", name="Sign in (opens in a new tab)")).to_be_visible()
    expect(page.locator("input[name=name]")).to_have_value("Passports")


def test_an_error_link_lands_on_the_first_input_of_its_field(page: Page) -> None:
    page.click("text=Save and continue")
    links = page.locator(".govuk-error-summary__list a")

    targets = [link.get_attribute("href") for link in links.all()]

    assert "#id_starts_on-day" in targets
    assert "#id_open_source" in targets
    assert all(page.locator(str(target)).is_visible() for target in targets)
