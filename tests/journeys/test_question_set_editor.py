"""From the edition that ships to a new one in a browser, while teams work and packs stay what they are."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, NoReturn

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from accounts.actions import set_password
from accounts.models import User
from accounts.roles import Role
from assessments.models import Assessment, Form, Project, Submission
from assessments.snapshot import take_snapshot
from question_sets.models import QuestionSet
from reporting import making, views
from reporting.formats import FORMATS
from tests.assessments import factories
from tests.journeys.browsing import Window, Windows, fill_in, press
from tests.journeys.editor import Editor
from tests.journeys.states.world import PASSWORD, World
from tests.journeys.team import GO_ON
from tests.telling import Tell

pytestmark = pytest.mark.django_db(transaction=True)

ANSWERS: Final = (
    ("user-needs.1", "Anglers."),
    ("user-needs.4", "yes"),
    ("service-standard.1", "yes"),
    ("service-standard.4", "alpha"),
)
OLD: Final = "2021-03"
NEW: Final = "2027-01"
TITLE: Final = "Technology Code of Practice (12 points)"

RENAMED: Final = "Understand your users and what they need"
SECTION: Final = "Your suppliers"
WHICH: Final = "Have you used this supplier before?"
WHAT: Final = "What did you learn from working with them?"
COPIED: Final = "What will you do differently this time?"
CHECKED: Final = "Which of these have you checked?"
STARTS: Final = "When does the work start?"
ENDS: Final = "When does the work end?"
COST: Final = "What will the supplier cost in all?"
REPORT: Final = "Add a report on the supplier."
REMOVED: Final = "What phase is the service in?"
ASKED: Final = (WHICH, WHAT, COPIED, CHECKED, COST, STARTS, ENDS, REPORT)
WARNING: Final = "The work ends before it starts. Correct one of the two dates."
ANNOUNCED: Final = "There is a new section about your suppliers.\nYour earlier answers stay where they are."


@pytest.fixture
def edition(transactional_db: None) -> QuestionSet:
    """The twelve points, as every portal gets them."""
    call_command("loaddata", "tcop-2021-03", verbosity=0)
    return QuestionSet.objects.with_status().get()


@pytest.fixture
def lead(edition: QuestionSet) -> User:
    return factories.lead()


@pytest.fixture
def begun(edition: QuestionSet, lead: User) -> Assessment:
    """An assessment in which a team has answered some questions, one of which will go."""
    project = factories.project(lead, name="Begun before")
    begun = factories.assessment(lead, of_project=project, on=edition)
    for key, value in ANSWERS:
        factories.answer(begun, key, value, by=lead)
    return begun


@pytest.fixture
def submission(edition: QuestionSet, lead: User) -> Submission:
    """A submitted assessment with a pack in every format."""
    project = factories.project(lead, name="Submitted before")
    assessment = factories.assessment(lead, of_project=project, on=edition, form=Form.SHORT)
    submission = factories.submitted(assessment, by=lead)
    call_command("build_packs", verbosity=0)
    return submission


def editor_called(name: str) -> User:
    """An editor with a password."""
    person = factories.person(name, Role.EDITOR)
    return set_password(World().link_of(person), PASSWORD, at=factories.NOW)


def test_editors_publish_a_new_edition_while_teams_go_on(
    windows: Windows,
    lead: User,
    begun: Assessment,
    submission: Submission,
    monkeypatch: pytest.MonkeyPatch,
    tell: Tell,
) -> None:
    team = windows.open(lead)
    hashes, steps = hashes_of(submission, team), steps_of(begun, team)
    editor = Editor(windows.open())

    editor.sign_in(editor_called("Ed Editor").email, PASSWORD)
    start_draft(editor)
    rename(editor)
    reorder(editor)
    add_suppliers(editor)
    copy_and_remove(editor)
    mended = mend(editor)
    look_through(editor)
    ask_for_approval(editor)
    approve(Editor(windows.open()))

    asked = start_on_new_edition(windows.open(lead), factories.project(lead, name="Begins now"))
    assert steps_of(begun, team) == steps
    go_on(begun, team)
    render_nothing(monkeypatch)
    assert hashes_of(submission, team) == hashes
    tell(
        f"a new edition in a browser: {mended} problems mended, {asked} new questions seen by a team, "
        f"{len(steps)} pages of an earlier assessment and {len(hashes)} files of a pack unchanged"
    )


# ---- What stood before


def hashes_of(submission: Submission, window: Window) -> Mapping[str, str]:
    """The SHA-256 of each file of a pack, fetched anew."""
    return {extension: hash_of(submission, extension, window) for extension in FORMATS}


def hash_of(submission: Submission, extension: str, window: Window) -> str:
    """The SHA-256 of one file, which is there."""
    path = reverse("reporting:pack_file", args=[submission.reference, extension])
    answer = window.page.request.get(f"{window.address}{path}", max_redirects=0)
    assert answer.status == 200
    return hashlib.sha256(answer.body()).hexdigest()


def render_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on a pack that is rendered is an error: what is served has been stored."""

    def refuse(*rendered: Any) -> NoReturn:
        raise AssertionError("a pack was rendered again")

    broken = {extension: replace(each, render=refuse) for extension, each in FORMATS.items()}
    for module in (making, views):
        monkeypatch.setattr(module, "FORMATS", broken)
    with pytest.raises(AssertionError, match="rendered again"):
        making.FORMATS["html"].render(making.frozen_pack(Submission.objects.get().pk))


def steps_of(assessment: Assessment, window: Window) -> Mapping[str, str]:
    """What every page of questions of an assessment says, by its address."""
    snapshot = take_snapshot(assessment)
    paths = [
        reverse("assessments:step", args=[assessment.reference, point.key, section.key])
        for point in snapshot.edition.points[:3]
        for section in point.sections
    ]
    return {path: window.open(path).locator("main").inner_text() for path in paths}


# ---- The first editor


def start_draft(editor: Editor) -> None:
    """As a copy of the edition that ships."""
    editor.follow("Start a new draft")
    fill_in(editor.page, {"source": f"tcop/{OLD}", "edition": NEW})
    press(editor.page, "Start the draft")
    editor.is_on(TITLE)


def rename(editor: Editor) -> None:
    """The first point."""
    editor.follow("1. Define user needs")
    editor.change("Change title", {"title": RENAMED})
    editor.is_on(f"1. {RENAMED}")
    editor.up_to(f"Edition {NEW}")


def reorder(editor: Editor) -> None:
    """A point twice up and a question down, with keys alone."""
    editor.press_with_keys("Move up point 3")
    editor.press_again("Move up point 2")
    assert editor.rows_under("Points")[:2] == ["1. Be open and use open source", f"2. {RENAMED}"]
    editor.follow(f"2. {RENAMED}")
    editor.follow("Your users")
    editor.press_with_keys("Move down 2.1")
    assert editor.rows_under("Questions")[0].startswith("2.2 What do your users need")
    editor.up_to("Point 2")
    editor.follow("Number the questions in order")
    editor.follow("Your users")
    assert editor.rows_under("Questions")[0].startswith("2.1 What do your users need")
    editor.up_to("Point 2")


def add_suppliers(editor: Editor) -> None:
    """A section with a question of every kind, and what shows them; two things are forgotten."""
    editor.add("Add a section", {"title": SECTION})
    add_question(editor, "choice", WHICH, labels="Yes\nNo")
    editor.change("Change “No”", {"explain": "True"})
    editor.up_to("Section 4")
    add_question(editor, "text", WHAT, help="One or two sentences are enough.")
    said = editor.add_condition(f"2.17 {WHICH}", ticked="Yes")
    assert "Shown when 2.17 is “Yes”" in said
    editor.up_to("Section 4")
    add_question(editor, "multi", CHECKED)
    editor.up_to("Section 4")
    add_question(editor, "money", COST)
    editor.up_to("Section 4")
    for text in (STARTS, ENDS):
        add_question(editor, "date", text)
        editor.up_to("Section 4")
    add_question(editor, "evidence", REPORT, required="False")
    said = editor.add_condition(f"2.20 {COST}", typed={"amount": "1,000,000"})
    assert "Shown when 2.20 is over £1,000,000" in said
    months = {"operator": "months_after_over", "amount": "24", "other": f"2.21 {STARTS}"}
    said = editor.add_condition(f"2.22 {ENDS}", typed=months)
    assert "2.22 is more than 24 months after 2.21" in said
    editor.up_to(f"Edition {NEW}")
    editor.add("Add a check", {"level": "contradiction", "message": WARNING})
    editor.up_to(f"Edition {NEW}")


def add_question(editor: Editor, kind: str, text: str, **more: str) -> None:
    """A question at the end of the section."""
    editor.add("Add a question", {"text": text, "kind": kind, **more})
    expect(editor.page.get_by_text("The question is added.")).to_be_visible()


def copy_and_remove(editor: Editor) -> None:
    """A question is copied, and one removed; one that a condition looks at stays."""
    editor.follow(f"2. {RENAMED}")
    editor.follow(SECTION)
    editor.follow(f"2.18 {WHAT}")
    editor.follow("Copy this question")
    editor.change("Change question", {"text": COPIED})
    editor.up_to("Section 4")
    editor.follow(f"2.17 {WHICH}")
    editor.follow("Remove this question")
    expect(editor.page.get_by_text("It cannot be removed yet")).to_be_visible()
    editor.follow("Go back")
    editor.up_to(f"Edition {NEW}")
    editor.follow("12. Meet the Service Standard")
    editor.follow("Your service")
    editor.follow(f"12.4 {REMOVED}")
    editor.follow("Remove this question")
    editor.follow("Remove")
    expect(editor.page.get_by_text("The question is removed.")).to_be_visible()
    editor.up_to(f"Edition {NEW}")


def mend(editor: Editor) -> int:
    """What was forgotten, from the list of what is left to do."""
    left = editor.page.locator("h2:has-text('What is left before publishing') ~ ul").first.get_by_role("link")
    problems = left.all_inner_texts()
    assert problems == ["Question 2.19: Add a choice.", "Check 19: Add a condition."]
    editor.follow(problems[0])
    for label in ("Accounts", "References"):
        editor.add("Add a choice", {"label": label})
    editor.add("Add a choice", {"label": "None of these", "exclusive": "True"})
    editor.up_to(f"Edition {NEW}")
    editor.follow(problems[1])
    said = editor.add_condition(f"2.22 {ENDS}", typed={"operator": "before", "other": f"2.21 {STARTS}"})
    assert "Fires when 2.22 is before 2.21" in said
    editor.up_to(f"Edition {NEW}")
    expect(editor.page.get_by_text("Nothing is left to mend.")).to_be_visible()
    return len(problems)


def look_through(editor: Editor) -> None:
    """The preview, the differences with their labels, and the counts of the impact."""
    page = editor.page
    editor.follow("Preview it as a team sees it")
    editor.follow(f"2. {RENAMED}")
    editor.follow(SECTION)
    expect(page.get_by_label(WHAT)).to_be_hidden()
    page.get_by_label("Yes", exact=True).check()
    expect(page.get_by_label(WHAT)).to_be_visible()
    for crumb in ("The point", "Preview", "The edition"):
        editor.follow(crumb)
    editor.follow("Differences from another edition")
    editor.is_on(f"What is different from edition {OLD}")
    assert {"New", "Removed", "Wording", "Moved", "Renumbered"} <= labels_on(page)
    assert "Affects answers" in difference(page, REMOVED).inner_text()
    assert "Wording only" in difference(page, RENAMED).inner_text()
    editor.follow("The edition")
    editor.follow("Impact on assessments")
    assert totals_on(page) == {
        "Organisations": "1",
        "Draft assessments": "1",
        "Answers in drafts": "4",
        "Submitted assessments": "1",
        "Answers to questions that the draft removes": "1",
        "Answers to questions whose meaning it changes": "0",
    }
    editor.follow("The edition")


def difference(page: Page, words: str) -> Locator:
    """What the page says of one changed part."""
    return page.locator(".portal-difference", has_text=words).first


def labels_on(page: Page) -> set[str]:
    """The labels of all changes."""
    return set(page.get_by_role("rowheader").locator(".govuk-tag").all_inner_texts())


def totals_on(page: Page) -> Mapping[str, str]:
    """The rows of a summary list."""
    rows = page.locator(".govuk-summary-list__row").all()
    return {row.locator("dt").inner_text(): row.locator("dd").first.inner_text() for row in rows}


def ask_for_approval(editor: Editor) -> None:
    """With words for teams."""
    editor.follow("Go on to publishing")
    fill_in(editor.page, {"announcement": ANNOUNCED})
    press(editor.page, "Ask another editor to approve")
    editor.is_on("This draft waits for another editor")


# ---- The second editor, and teams


def approve(editor: Editor) -> None:
    """What the other one asked for."""
    editor.sign_in(editor_called("Edith Editor").email, PASSWORD)
    editor.follow(f"{TITLE}, edition {NEW}")
    editor.follow("Look at the request")
    expect(editor.page.get_by_text(ANNOUNCED.splitlines()[0])).to_be_visible()
    press(editor.page, "Approve and publish")
    expect(editor.page.get_by_text(f"Edition {NEW} is published.")).to_be_visible()


def start_on_new_edition(window: Window, project: Project) -> int:
    """A team answers the new section; how many of its questions it is asked in all."""
    page = window.open(reverse("assessments:start_assessment", args=[project.reference]))
    expect(page.get_by_text(ANNOUNCED.splitlines()[0])).to_be_visible()
    fill_in(page, {"edition": f"tcop/{NEW}", "form": "full"})
    press(page, "Start the assessment")
    page.get_by_role("link", name=f"2. {RENAMED}").click()
    page.get_by_role("link", name=SECTION).click()
    step = page.url
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label(COST).fill("2,000,000")
    for text, year in ((STARTS, "2027"), (ENDS, "2030")):
        date = page.get_by_role("group", name=text)
        for part, number in (("Day", "1"), ("Month", "1"), ("Year", year)):
            date.get_by_label(part).fill(number)
    press(page, GO_ON)
    page.goto(step)
    for text in ASKED:
        expect(page.get_by_text(text).first).to_be_visible()
    return len(ASKED)


def go_on(assessment: Assessment, window: Window) -> None:
    """Answer one more question of the earlier edition."""
    page = window.open(reverse("assessments:step", args=[assessment.reference, "user-needs", "your-users"]))
    fill_in(page, {"answer-user-needs.2": "A licence without paper."})
    press(page, GO_ON)
    snapshot = take_snapshot(assessment)
    assert snapshot.edition.edition == OLD
    assert snapshot.answer_by_key["user-needs.2", ""].value == "A licence without paper."
