"""Working on a page in a real browser: what saves by itself, what opens, and what happens to two at once."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from assessments.models import Project, Submission
from assessments.snapshot import take_snapshot
from tests.journeys.browsing import DESKTOP, PHONE, TIME_OUT, Window, Windows, fill_in, press
from tests.journeys.states.world import World

pytestmark = pytest.mark.django_db(transaction=True)

STATUS = ".portal-saved"
SAVE = "Save and continue"
TEXT = '[name="answer-first.text"]'
EXPLANATION = '[name="explanation-first.choice"]'
REVEALED = '[name="answer-first.revealed"]'
SET_WIDE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
  }`);
  document.adoptedStyleSheets = [sheet];
}"""
"""Text as a reader may set it. Source: WCAG 2.2, success criterion 1.4.12, Text Spacing."""
LINES_OF_WORDS = """headings => headings.map((heading) => {
  const range = document.createRange();
  range.selectNodeContents(heading);
  return range.getClientRects().length <= heading.textContent.trim().split(" ").length;
})"""
"""Whether each heading takes no more lines than it has words."""
LINE = 25
"""Pixels that a line of text is high."""


@pytest.fixture
def world() -> World:
    return World()


def step_path(world: World) -> str:
    """The address of the step with a question of every kind."""
    return reverse("assessments:step", args=[world.draft.reference, "first", "kinds"])


@pytest.fixture
def window(windows: Windows, world: World) -> Window:
    """The lead's window, on the step."""
    window = windows.open(world.lead, expected={403, 409})
    window.open(step_path(world))
    return window


@pytest.fixture
def page(window: Window) -> Page:
    return window.page


def place_of(element: Locator) -> float:
    """How many pixels below the top of the page it stands, wherever the page is scrolled to."""
    return element.evaluate("element => element.getBoundingClientRect().top + window.scrollY")


def value_of(world: World, key: str) -> Any:
    """What is stored."""
    answer = take_snapshot(world.draft).answer_by_key.get((key, ""))
    return answer.value if answer else None


def test_answers_save_by_themselves_and_are_there_after_a_reload(world: World, page: Page) -> None:
    page.fill(TEXT, "Saved by itself")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator(TEXT).blur()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        fill_in(page, {"answer-first.choice": "yes"})

    expect(page.locator(STATUS)).to_have_text(re.compile(r"^Saved at \d\d:\d\d$"))
    page.reload()

    expect(page.locator(TEXT)).to_have_value("Saved by itself")
    expect(page.locator('[name="answer-first.choice"][value=yes]')).to_be_checked()


def test_what_was_typed_is_saved_when_somebody_goes_back_in_the_browser(world: World, page: Page) -> None:
    page.goto(page.url + "?again")
    page.fill(TEXT, "Typed a moment ago")

    page.go_back()

    for _ in range(50):
        if value_of(world, "first.text"):
            break
        page.wait_for_timeout(200)
    assert value_of(world, "first.text") == "Typed a moment ago"


def test_a_statement_saves_by_itself_and_is_there_after_a_reload(windows: Windows, world: World) -> None:
    page = windows.open(world.lead).open(
        reverse("assessments:statement", args=[world.draft.reference, "first"])
    )
    page.fill('[name="summary"]', "Saved by itself")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator('[name="summary"]').blur()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        fill_in(page, {"rating": "met"})

    expect(page.locator(STATUS)).to_have_text(re.compile(r"^Saved at \d\d:\d\d$"))
    page.reload()

    expect(page.locator('[name="summary"]')).to_have_value("Saved by itself")
    page.fill('[name="summary"]', "Then saved by the button")
    press(page, SAVE)
    assert take_snapshot(world.draft).statement_by_point["first"].summary == "Then saved by the button"


def test_the_button_stays_where_it_is_whatever_is_said_of_a_save(page: Page) -> None:
    button = page.get_by_role("button", name=SAVE, exact=True).last
    before = place_of(button)

    fill_in(page, {"answer-first.date-day": "31", "answer-first.money": "a lot"})
    page.locator('[name="answer-first.money"]').blur()

    expect(page.locator(STATUS)).to_contain_text("Not saved: ")
    assert page.locator(STATUS).bounding_box()["height"] >= 2 * LINE
    assert place_of(button) == before


def test_a_follow_up_and_an_explanation_open_on_the_answer_that_asks_for_them(page: Page) -> None:
    expect(page.locator(REVEALED)).to_be_hidden()
    expect(page.locator(EXPLANATION)).to_be_hidden()

    fill_in(page, {"answer-first.choice": "no"})
    expect(page.locator(REVEALED)).to_be_visible()
    expect(page.locator(EXPLANATION)).to_be_visible()

    fill_in(page, {"answer-first.choice": "yes"})
    expect(page.locator(REVEALED)).to_be_hidden()
    expect(page.locator(EXPLANATION)).to_be_hidden()


def test_leaving_an_explanation_that_was_emptied_moves_nothing(page: Page) -> None:
    fill_in(page, {"answer-first.choice": "partly"})
    page.fill(EXPLANATION, "In part")
    fill_in(page, {"answer-first.choice": "yes"})
    page.fill(EXPLANATION, "")
    button = page.get_by_role("button", name=SAVE, exact=True).last
    before = place_of(button)

    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator(EXPLANATION).blur()

    assert place_of(button) == before


def test_without_javascript_the_follow_up_says_when_to_answer_it(windows: Windows, world: World) -> None:
    page = windows.open(world.lead, javascript=False).open(step_path(world))

    expect(page.locator(REVEALED)).to_be_visible()
    expect(page.get_by_text("Answer if you chose “No” at 1.2")).to_be_visible()
    expect(page.locator(EXPLANATION)).to_be_visible()


def test_a_choice_that_stands_alone_unticks_the_others(world: World, page: Page) -> None:
    box = '[name="answer-first.multi"][value={}]'
    page.check(box.format("apples"))

    page.check(box.format("none"))

    expect(page.locator(box.format("apples"))).not_to_be_checked()
    press(page, SAVE)
    assert value_of(world, "first.multi") == ["none"]


def test_two_tabs_that_change_one_answer_show_both_texts_and_lose_neither(
    world: World, window: Window, page: Page
) -> None:
    second = window.context.new_page()
    second.goto(page.url)
    page.fill(TEXT, "From the first tab")
    press(page, SAVE)

    second.fill(TEXT, "From the second tab")
    press(second, SAVE)

    expect(second.locator("h1")).to_have_text("This has changed since you opened it")
    expect(second.locator(TEXT)).to_have_value("From the second tab")
    expect(second.get_by_text("From the first tab")).to_be_visible()
    second.fill(TEXT, "From the first tab and the second")
    press(second, "Save what I chose")
    assert value_of(world, "first.text") == "From the first tab and the second"


def test_in_a_conflict_the_other_text_can_be_kept(world: World, page: Page) -> None:
    world.answer("first.text", "Theirs", by=world.other_lead)
    fill_in(page, {"answer-first.text": "Mine", "answer-first.money": "500"})
    press(page, SAVE)

    page.get_by_label("What Lou Lead saved").check()
    press(page, "Save what I chose")

    assert value_of(world, "first.text") == "Theirs"
    assert value_of(world, "first.money") == 500


def test_a_session_that_ends_soon_can_be_made_longer(windows: Windows, world: World, settings: Any) -> None:
    settings.IDLE_TIMEOUT = settings.IDLE_TIMEOUT_ASSURANCE = settings.IDLE_TIMEOUT / 450
    page = windows.open(world.lead).open(step_path(world))
    page.fill(TEXT, "Still here")
    dialog = page.get_by_role("dialog", name="You will be signed out soon")
    expect(dialog).to_be_visible(timeout=TIME_OUT)
    settings.IDLE_TIMEOUT = settings.IDLE_TIMEOUT_ASSURANCE = settings.IDLE_TIMEOUT * 450

    with page.expect_response("**/account/stay/") as answer:
        dialog.get_by_role("button", name="Stay signed in").click()

    assert answer.value.status == 200
    expect(dialog).to_be_hidden()
    expect(page.locator(TEXT)).to_have_value("Still here")


def test_the_back_button_brings_the_answers_back_and_they_can_be_changed(world: World, page: Page) -> None:
    page.fill(TEXT, "First")
    press(page, SAVE)
    page.go_back()
    expect(page.locator(TEXT)).to_have_value("First")

    page.fill(TEXT, "Second")
    press(page, SAVE)

    expect(page.locator("h1")).not_to_have_text("This has changed since you opened it")
    assert value_of(world, "first.text") == "Second"


def test_a_browser_goes_back_to_a_page_that_had_an_error(world: World, page: Page) -> None:
    fill_in(page, {"answer-first.text": "Saved", "answer-first.money": "much"})
    press(page, SAVE)
    expect(page).to_have_title(re.compile("^Error: "))
    fill_in(page, {"answer-first.money": "7"})
    press(page, SAVE)

    page.go_back()

    expect(page.locator(TEXT)).to_have_value("Saved")
    expect(page.locator('[name="answer-first.money"]')).to_have_value("7")


def test_what_could_not_be_saved_is_still_there_after_a_reload(page: Page) -> None:
    fill_in(page, {"answer-first.text": "x" * 10_001, "answer-first.money": "much"})
    press(page, SAVE)

    page.reload()

    expect(page.locator(TEXT)).to_have_value("x" * 10_001)
    expect(page.locator('[name="answer-first.money"]')).to_have_value("much")


def test_going_back_to_a_new_project_and_saving_again_makes_no_second_one(
    windows: Windows, world: World
) -> None:
    page = windows.open(world.lead).open("/")
    before = Project.objects.count()
    with page.expect_event("load"):
        page.get_by_role("button", name="New project").click()
    fill_in(page, {"name": "A new licence"})
    press(page, SAVE)
    page.go_back()

    fill_in(page, {"description": "What it is for"})
    press(page, SAVE)

    assert Project.objects.count() == before + 1
    assert Project.objects.get(name="A new licence").description == "What it is for"


def test_choosing_evidence_leads_back_to_the_question(world: World, page: Page) -> None:
    assert world.evidence
    with page.expect_event("load"):
        page.get_by_role("button", name="Add evidence for 1.6").click()

    press(page, "Save")

    expect(page.locator('[name="answer-first.money"]')).to_be_focused()
    expect(page.locator('[name="answer-first.money"]')).to_be_in_viewport()


def test_paper_shows_all_that_was_typed_and_no_links_to_add_more(page: Page) -> None:
    page.fill(TEXT, "A line\n" * 30)
    page.emulate_media(media="print")

    assert page.locator(TEXT).evaluate("box => box.scrollHeight <= box.clientHeight")
    assert page.locator("main .portal-link-button:visible").count() == 0


def test_text_set_wide_fits_a_phone(windows: Windows, world: World) -> None:
    page = windows.open(world.lead, width=PHONE).open(step_path(world))

    page.evaluate(SET_WIDE)

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE


def test_a_status_leaves_its_hint_room_on_a_phone(windows: Windows, world: World) -> None:
    page = windows.open(world.lead, width=PHONE).open(
        reverse("assessments:task_list", args=[world.draft.reference])
    )
    hint = page.locator(".govuk-task-list__hint").last

    widths = hint.evaluate("hint => [hint.clientWidth, hint.closest('li').clientWidth]")

    assert widths[0] > widths[1] / 2


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_summary_of_a_pack_breaks_no_word_of_its_headings(
    windows: Windows, world: World, width: int
) -> None:
    address = reverse("reporting:pack", args=[world.submission.reference])
    page = windows.open(world.reviewer, width=width).open(address)

    assert page.locator(".pack-table--summary thead th").evaluate_all(LINES_OF_WORDS) == 6 * [True]


def test_a_double_click_submits_once(windows: Windows, world: World) -> None:
    page = windows.open(world.lead).open(reverse("assessments:submit", args=[world.complete.reference]))
    page.fill("[name=role]", "Delivery manager")

    with page.expect_event("load"):
        page.get_by_role("button", name="Agree and submit").dblclick()

    expect(page.locator("h1")).to_have_text("Assessment submitted")
    assert Submission.objects.count() == 1


def test_a_late_save_shows_what_was_typed(windows: Windows, world: World) -> None:
    assert world.complete
    page = windows.open(world.lead, expected={409}).open(step_path(world))
    world.submit(by=world.other_lead)

    page.fill(TEXT, "Typed too late\non two lines")
    expect(page.locator(STATUS)).to_contain_text("Not saved. This can no longer be changed.")
    press(page, SAVE)

    expect(page.locator("h1")).to_have_text("This was not saved")
    expect(page.get_by_text("Typed too late")).to_be_visible()
    assert value_of(world, "first.text") == "Our answer to 1.1."


def test_a_step_can_be_answered_with_a_keyboard_alone(world: World, page: Page) -> None:
    page.locator("body").press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "answer-first.text")
    page.keyboard.type("Typed with keys")
    tab_to(page, "answer-first.choice")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, "answer-first.multi")
    page.keyboard.press("Space")
    for name, text in {"day": "3", "month": "3", "year": "2027"}.items():
        tab_to(page, f"answer-first.date-{name}")
        page.keyboard.type(text)
    tab_to(page, "answer-first.money")
    page.keyboard.type("1,000")

    with page.expect_event("load"):
        page.keyboard.press("Enter")

    answers = {key: value_of(world, f"first.{key}") for key in ("text", "choice", "multi", "date", "money")}
    assert answers == {
        "text": "Typed with keys",
        "choice": "partly",
        "multi": ["apples"],
        "date": "2027-03-03",
        "money": 1000,
    }


def tab_to(page: Page, name: str) -> None:
    """Press Tab until an input of this name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    pytest.fail(f"Tab does not reach {name}")
