"""The whole way in a real browser, with JavaScript and without: everything typed is in every pack."""

import json
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.actions import set_password
from accounts.models import User
from accounts.roles import Role
from assessments.completeness import what_is_shown
from assessments.models import Assessment, Evidence, Submission
from assessments.snapshot import Snapshot, take_snapshot
from question_sets.models import QuestionSet
from question_sets.reading import edition_structure
from question_sets.structure import Edition, Point
from tcop_portal.routes import Classification, Route, routes
from tests.assessments import factories
from tests.journeys.browsing import Window, Windows, fill_in, press
from tests.journeys.pen import Pen
from tests.journeys.plan import CONTRACTS, Plan, Typed, typed
from tests.journeys.states.world import PASSWORD, World
from tests.journeys.team import GAPS, GO_ON, Team
from tests.telling import Tell

pytestmark = pytest.mark.django_db(transaction=True)

SEED: Final = 20_261_122
FORGOTTEN: Final = (
    "decision_sought",
    "answer-user-needs.1",
    "explanation-user-needs.2",
    "answer-service-standard.6",
    "answer-service-standard.8",
    "explanation-data.30",
    "mitigation",
)
"""What the team leaves out at first: one thing of each sort."""

AGREES: Final = {"answer-data.30": "no"}
CONTRADICTS: Final = {"answer-data.30": "yes"}
CONTRADICTION: Final = "Point 10 says that the supplier returns your data through an API"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def has_javascript(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def edition(transactional_db: None) -> Edition:
    """The twelve points, as every portal gets them."""
    call_command("loaddata", "tcop-2021-03", verbosity=0)
    return edition_structure(QuestionSet.objects.select_related("seal").get())


@pytest.fixture
def lead(edition: Edition) -> User:
    return set_password(World().link_of(factories.lead()), PASSWORD, at=factories.NOW)


@pytest.fixture
def reviewer(lead: User) -> User:
    return factories.person("Rae Reviewer", Role.REVIEWER, of=factories.organisation())


@pytest.fixture
def stranger(edition: Edition) -> User:
    return factories.lead("Stan Stranger", of=factories.organisation("Ministry of Others"))


def test_everything_typed_into_the_full_form_is_in_every_pack(
    windows: Windows,
    edition: Edition,
    lead: User,
    reviewer: User,
    stranger: User,
    has_javascript: bool,
    tmp_path: Path,
    tell: Tell,
) -> None:
    pen = Pen(SEED)
    plan = Plan(edition, pen)
    team = Team(windows.open(javascript=has_javascript), pen, plan, forgets=FORGOTTEN, mistakes=CONTRADICTS)

    team.sign_in(lead.email, PASSWORD)
    team.describe_project()
    team.start_assessment()
    answer_all_points(team, edition)
    mend_what_stops_the_submission(team)
    declare(team)

    snapshot = take_snapshot(Assessment.objects.with_project().get())
    assert all_answers_are_given(snapshot, plan)
    assert_pack_holds(pen.written, team.page, tmp_path, has_javascript=has_javascript)
    assert_reviewer_reads(windows.open(reviewer, javascript=has_javascript), pen.written, tmp_path)
    refused = refusals_of(windows.open(stranger, expected={404}), snapshot)
    tell(f"in a browser: {len(plan)} questions, {len(pen.written)} texts found, {refused} times 404")


def statement(pen: Pen, point: Point) -> dict[str, Typed]:
    """What is said of a point: the first is partly met and has legacy technology, the second is not met."""
    said: dict[str, Typed] = {"rating": "met", "summary": pen.text(f"How we meet {point.number}")}
    if point.number > 2:
        return said | {"has_limitations": "no"}
    said |= {
        "rating": "partly_met" if point.number == 1 else "not_met",
        "has_limitations": "yes",
        "limitations": pen.text("What limits us"),
        "has_legacy": "yes" if point.number == 1 else "no",
    }
    if point.number == 1:
        said["legacy"] = pen.text("The old system")
    return said | {"mitigation": pen.text("What we do about it")} | typed("expected_on", pen.day())


def answer_all_points(team: Team, edition: Edition) -> None:
    """Every point in order."""
    for point in edition.points:
        team.answer_point(point, statement(team.pen, point))


def mend_what_stops_the_submission(team: Team) -> None:
    """The page says what is missing and what contradicts; each link leads to the field."""
    team.open_submission()
    page = team.page
    address = page.url
    expect(page.locator("h1")).to_have_text("You cannot submit yet")
    expect(page.get_by_text(CONTRADICTION)).to_have_count(len(CONTRACTS))
    team.follow_to_field(page.get_by_role("link", name="10.30").first)
    fill_in(page, {**AGREES, **team.left_out.pop("explanation-data.30")})
    press(page, GO_ON)
    mended: list[str] = []
    while page.goto(address) and page.locator(GAPS).count():
        mended.append(team.mend_first_gap())
        assert len(set(mended)) == len(mended)
    assert len(mended) > len(FORGOTTEN)


def declare(team: Team) -> None:
    """Submit, under a name and a role."""
    page = team.page
    expect(page.locator("h1")).to_have_text("Submit the assessment")
    fill_in(page, {"name": team.pen.name(), "role": team.pen.name()})
    press(page, "Agree and submit")
    expect(page.locator("h1")).to_have_text("Assessment submitted")


def all_answers_are_given(snapshot: Snapshot, plan: Plan) -> bool:
    """Whether what the portal asks is what was planned, and nothing of it is blank."""
    shown = what_is_shown(snapshot).by_key
    assert len(shown) == len(plan)
    return not any(question.is_blank for question in shown.values() if question.question.required)


def squeezed(text: str) -> str:
    """Without spaces, soft breaks and hyphens: what lines do to a text."""
    return re.sub(r"[\s\u00ad\u200b]", "", text)


def missing(written: Iterable[str], text: str) -> list[str]:
    """What was written and is not in the text."""
    whole = squeezed(text)
    return [words for words in written if squeezed(words) not in whole]


def strings_in(document: Any) -> str:
    """All strings of a JSON document."""
    if isinstance(document, dict):
        return "\n".join(strings_in(value) for value in document.values())
    if isinstance(document, list):
        return "\n".join(strings_in(value) for value in document)
    return str(document)


def as_text(pdf: Path) -> str:
    """What pdftotext reads."""
    return subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout


def text_of(page: Page) -> str:
    """What the page says once all of it is there: a click waits for its beginning only."""
    page.wait_for_load_state()
    return page.locator("main").inner_text()


def assert_pack_holds(written: Mapping[str, str], page: Page, folder: Path, *, has_javascript: bool) -> None:
    """In the HTML, the JSON and the PDF."""
    page.get_by_role("link", name="Read the evidence pack").click()
    assert missing(written, text_of(page)) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").click()
    assert missing(written.values(), strings_in(json.loads(download.value.path().read_text()))) == []
    pdf = folder / "pack.pdf"
    wait_for_pdf(page, pdf, has_javascript=has_javascript)
    assert missing(written, as_text(pdf)) == []


def wait_for_pdf(page: Page, pdf: Path, *, has_javascript: bool) -> None:
    """The page that waits for a PDF says by itself, or by its link, when it is there."""
    page.get_by_role("link", name="PDF").click()
    expect(page.locator("h1")).to_have_text("The PDF is being made")
    call_command("build_packs", verbosity=0)
    if not has_javascript:
        page.get_by_role("link", name="Check whether it is ready").click()
    expect(page.locator("h1")).to_have_text("The PDF is ready")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    download.value.save_as(pdf)


def assert_reviewer_reads(window: Window, written: Iterable[str], folder: Path) -> None:
    """Finds the pack, reads it, and downloads the same PDF."""
    page = window.open("/")
    page.get_by_role("link", name="Submitted packs").first.click()
    page.locator("main table a").first.click()
    assert missing(written, text_of(page)) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.path().read_bytes() == (folder / "pack.pdf").read_bytes()


def refusals_of(window: Window, snapshot: Snapshot) -> int:
    """How often own-object routes of the assessment answered 404, and never anything else, to a stranger."""
    window.open("/")
    token = {cookie["name"]: cookie["value"] for cookie in window.context.cookies()}["csrf"]
    own = [
        route
        for route in routes()
        if route.access and route.access.classification == Classification.OWN_OBJECT
    ]
    answers = {
        (route.name, method): window.page.request.fetch(
            f"{window.address}{address(route, snapshot)}", method=method, headers={"X-CSRFToken": token}
        ).status
        for route in own
        for method in (route.access.methods if route.access else ())
    }
    assert len(answers) > 40
    assert {key: status for key, status in answers.items() if status != 404} == {}
    return len(answers)


def address(route: Route, snapshot: Snapshot) -> str:
    """The route's address for the things of the assessment."""
    submission = Submission.objects.get()
    references = {"projects": snapshot.project.reference, "packs": submission.reference}
    contract = snapshot.entries[0]
    found: Mapping[str, Any] = {
        "reference": references.get(route.pattern.split("/")[1], snapshot.reference),
        "point": contract.point_key,
        "section": contract.section_key,
        "entry": contract.reference,
        "question": "purchasing-strategy.23",
        "step": "about",
        "extension": "pdf",
        "person": User.objects.get(name="Lea Lead").pk,
        "action": snapshot.actions[0].reference,
        "evidence": Evidence.objects.order_by("pk")[0].reference,
    }
    return reverse(route.name, kwargs={name: found[name] for name in re.findall(r":(\w+)>", route.pattern)})
