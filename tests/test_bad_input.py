"""Bad input: each gives a clear message or a plain 4xx, keeps what was typed, and changes nothing else."""

from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils.html import escape
from pytest_django.fixtures import Settings

from tcop_portal.routes import routes
from tests.assessments import factories
from tests.assessments.factories import signed_in
from tests.assessments.step_pages import fields_of
from tests.hostile.database import Contents, Writes, changed, contents
from tests.hostile.editor_pages import EDITOR_BUTTONS, EDITOR_PAGES, UPLOAD, EditorsWorld
from tests.hostile.inputs import TYPED, Case, cases, is_of_the_machine
from tests.hostile.pages import BUTTONS, NO_EVIDENCE_IN_ENTRIES, PAGES, Page, World, make_world
from tests.telling import Tell

FORM = "application/x-www-form-urlencoded"
REFUSED = (400, 409, 413)
STEPS = [page for page in PAGES if page.route in ("assessments:step", "assessments:entry")]
STRANGE: tuple[Mapping[str, Any], ...] = (
    {"answer-another-edition.1": "x", "version-another-edition.1": "0"},
    {"answer-second.gone": "x"},
    {"explanation-\x00": "x"},
    {"version-<script>": "0"},
)


@pytest.fixture
def world(db: None, settings: Settings) -> World:
    settings.AFTER_SUBMISSION = []
    return make_world()


class Opened:
    """A page as somebody opened it, with the rest of its form filled in acceptably."""

    def __init__(self, page: Page, world: World | EditorsWorld) -> None:
        self.page, self.address = page, page.address(world)
        self.browser = Client() if page.is_public else signed_in(world.person)
        self.browser.raise_request_exception = False
        self.form = self.browser.get(self.address).context[page.form]
        self.fields = {**fields_of(self.form), **page.filling(world)}
        self.used_token = page.used_token(world) if page.used_token else None

    def send(self, sent: Mapping[str, Any]) -> Any:
        """The answer to the page's form with this in it, as a browser sends it."""
        body = urlencode({**self.fields, **sent}, doseq=True, errors="surrogatepass")
        return self.browser.post(self.address, body, content_type=FORM)


def cases_of(opened: Opened, world: World | EditorsWorld) -> Iterator[Case]:
    """Every hostile input for every field, and for the form as a whole."""
    text = opened.page.text
    typed = {text: TYPED} if text else {}
    kept = (escape(TYPED),) if text else ()
    for bound in opened.form:
        for case in () if opened.page.ignored(bound.name) else cases(bound, strangers=world.strangers):
            machine = is_of_the_machine(bound.name)
            yield Case(case.field, case.what, {**case.sent, **typed}, kept) if machine else case
    if opened.used_token:
        yield Case("token", "a token of somebody else", {"token": opened.used_token, **typed}, kept)
    lone = {text or "anything": "\ud800 and more"}
    yield Case("", "half a surrogate pair", {**lone, "answer-z": TYPED}, (escape(TYPED),))
    yield Case("", "more than 8 MB", {**typed, "anything": "x" * (8 * 1024 * 1024)})
    yield Case("", "10,001 fields", {**typed, **{f"field-{number}": "" for number in range(10_001)}})


def faults(opened: Opened, case: Case, before: Contents) -> list[str]:
    """What is wrong with the answer to one hostile input. Whatever it changed is undone."""
    cookies = copy(opened.browser.cookies)
    writes = Writes()
    with transaction.atomic():
        with connection.execute_wrapper(writes):
            response = opened.send(case.sent)
        told = list(_of_the_answer(response, case))
        if response.status_code < 500 and writes.are_seen:
            allowed = opened.page.creates if case.field in opened.page.optional else frozenset[str]()
            told += [f"changed {table}" for table in sorted(changed(before) - allowed)]
        transaction.set_rollback(True)
    opened.browser.cookies = cookies
    return told


def _of_the_answer(response: Any, case: Case) -> Iterator[str]:
    if response.status_code not in (200, *REFUSED):
        yield f"answered {response.status_code}"
        return
    page = response.content.decode()
    if response.status_code == 200 and "There is a problem" not in page:
        yield "said nothing of it"
    if response.status_code != 413:
        yield from (f"lost {kept[:40]!r}" for kept in case.kept if kept not in page)
    if case.secret and escape(case.secret) in page:
        yield "showed a password"


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_form_refuses_bad_input_in_words_and_changes_nothing_else(
    world: World, page: Page, tell: Tell
) -> None:
    opened = Opened(page, world)
    before = contents()
    tried = list(cases_of(opened, world))

    wrong = [(case.field, case.what, fault) for case in tried for fault in faults(opened, case, before)]

    tell(f"{page}: {len(tried)} bad inputs, {len(wrong)} faults")
    assert wrong == []
    assert len(tried) > 3


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_same_form_without_bad_input_is_accepted(world: World, page: Page) -> None:
    opened = Opened(page, world)

    response = opened.send({})

    assert response.status_code in (200, 302)
    assert "There is a problem" not in response.content.decode()


def test_every_form_is_tried() -> None:
    posted = {route.name for route in routes() if route.access and "POST" in route.access.methods}

    tried = {page.route for page in (*PAGES, *EDITOR_PAGES)} | BUTTONS | EDITOR_BUTTONS
    assert posted == tried | {NO_EVIDENCE_IN_ENTRIES, UPLOAD}


def test_a_page_without_care_is_caught(world: World, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.hostile.careless"
    opened = Opened(Page("careless", text="name"), world)
    before = contents()

    caught = {
        case.what: faults(opened, case, before) for case in cases_of(opened, world) if case.field == "name"
    }

    assert caught["a right-to-left override"] == ["answered 500"]
    assert "changed accounts_organisation" in caught["U+0000"]
    assert caught["201 characters"] == [f"lost {'n' * 40!r}"]
    assert "said nothing of it" in caught["a control character"]
    assert caught["an isolate"] == []


@pytest.mark.parametrize("page", STEPS, ids=lambda page: page.name)
@pytest.mark.parametrize("sent", STRANGE, ids=lambda sent: next(iter(sent)))
def test_a_question_that_is_not_on_the_page_refuses_the_page(
    world: World, page: Page, sent: Mapping[str, Any]
) -> None:
    opened = Opened(page, world)
    case = Case("", "a stranger", {page.text: TYPED, **sent}, (escape(TYPED),))

    assert faults(opened, case, contents()) == []
    assert opened.send(case.sent).status_code == 400


def test_a_repeated_post_makes_one_of_a_thing(world: World) -> None:
    made = [page for page in PAGES if page.used_token]
    for page in made:
        opened = Opened(page, world)
        first = opened.send({})
        once = contents()

        assert opened.send({})["Location"] == first["Location"], page.route
        assert changed(once) == set(), page.route
    assert len(made) == 6


def test_the_token_of_an_earlier_round_submits_nothing(world: World) -> None:
    lead = world.own.lead
    made = factories.assessment(lead, of_project=factories.project(lead, of=world.own.organisation))
    earlier = factories.submitted(made, by=lead)
    factories.submission.take_back(earlier, reason="To mend it", by=lead, at=factories.NOW)
    opened = Opened(Page("assessments:submit", lambda world: [made.reference]), world)

    response = opened.send({"role": "Owner", "token": earlier.creation_token})

    assert response.status_code == 400
    assert made.submissions.count() == 1
