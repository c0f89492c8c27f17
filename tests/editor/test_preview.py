"""The preview of an edition: what a team sees, of a draft too, and nothing is kept."""

import json
import re
from dataclasses import replace
from html import unescape

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.roles import Role
from assessments.models import Form
from editor.blank import blank_snapshot
from editor.presenters.preview import Preview
from question_sets.kinds import QuestionKind
from question_sets.structure import Choice, Edition
from tests.assessments import factories
from tests.question_sets.factories import (
    any_of,
    ask,
    make_edition,
    make_point,
    make_section,
    save_edition,
    small_edition,
)
from tests.question_sets.half_finished import half_finished
from tests.second_standard import second_standard

pytestmark = pytest.mark.django_db

PAGES = ("preview", "blank_pack", "preview_copy", "preview_point", "preview_step")
BANNER = "Preview: nothing is saved"


@pytest.fixture
def browser():
    return factories.signed_in(factories.person("Ed Itor", Role.EDITOR))


def draft(edition: Edition) -> Edition:
    save_edition(edition, sealed=False)
    return edition


def address(edition: Edition, name: str, *keys: str, form: str = "") -> str:
    page = reverse(f"editor:{name}", args=[edition.key, edition.edition, *keys])
    return f"{page}?form={form}" if form else page


def addresses(edition: Edition, *, form: str = "") -> list[str]:
    """Every page of a preview."""
    steps = [(point.key, section.key) for point in edition.points for section in point.sections]
    return [
        *(address(edition, name, form=form) for name in ("preview", "blank_pack", "preview_copy")),
        *(address(edition, "preview_point", point.key, form=form) for point in edition.points),
        *(address(edition, "preview_step", *step, form=form) for step in steps),
    ]


def words(page: str) -> str:
    return " ".join(unescape(strip_tags(page)).split())


def read(browser, page: str) -> str:
    response = browser.get(page)
    assert response.status_code == 200, page
    return words(response.content.decode())


def rows_kept() -> dict[str, int]:
    """How many rows each table of the domain has."""
    rooms = ("assessments", "question_sets", "reporting", "events")
    return {
        model._meta.label: model._default_manager.count()
        for room in rooms
        for model in apps.get_app_config(room).get_models()
    }


EDITIONS = {
    "small": small_edition(),
    "second standard": second_standard(),
    "half finished": half_finished(),
    "no points": make_edition(),
}


@pytest.mark.parametrize("form", ["full", "short"])
@pytest.mark.parametrize("name", EDITIONS)
def test_every_page_of_any_edition_can_be_read_and_keeps_nothing(browser, name, form, tell):
    edition = draft(EDITIONS[name])
    before = rows_kept()

    pages = addresses(edition, form=form)
    for page in pages:
        assert BANNER in read(browser, page) or "preview/copy/" in page

    assert rows_kept() == before
    tell(f"{len(pages)} pages of a preview read ({name}, {form} form)")


@pytest.mark.parametrize("sealed", [True, False])
def test_drafts_and_published_editions_are_previewed_alike(browser, sealed):
    save_edition(small_edition(), sealed=sealed)

    assert "1. Point first" in read(browser, address(small_edition(), "preview"))


def test_a_preview_takes_no_post_and_has_nothing_to_send(browser):
    edition = draft(small_edition())

    for page in addresses(edition):
        assert browser.post(page, {"answer-first.text": "Typed"}).status_code == 405
        main = browser.get(page).content.decode().split("<main")[1].split("</main>")[0]
        assert 'type="submit"' not in main
        assert 'method="post"' not in main.lower()


@pytest.mark.parametrize("role", [Role.LEAD, Role.REVIEWER, Role.ADMINISTRATOR])
def test_nobody_but_an_editor_previews(role):
    edition = draft(small_edition())
    browser = factories.signed_in(factories.person("Some Body", role, of=factories.organisation()))

    assert {browser.get(page).status_code for page in addresses(edition)} <= {403, 404}


def test_what_an_edition_does_not_have_is_not_found(browser):
    edition = draft(small_edition())

    assert browser.get(address(edition, "preview_point", "gone")).status_code == 404
    assert browser.get(address(edition, "preview_step", "first", "gone")).status_code == 404
    assert browser.get(address(edition, "preview_step", "gone", "kinds")).status_code == 404


def test_a_step_draws_every_question_of_its_section_with_its_own_kind_of_input(browser):
    edition = draft(small_edition())

    page = browser.get(address(edition, "preview_step", "first", "kinds"))

    fields = page.context["form"].fields
    section = edition.point("first").section("kinds")
    drawn = {key for key in (q.key for q in section.questions) if f"explanation-{key}" in fields}
    assert drawn == {question.key for question in section.questions}
    assert "Teams choose evidence here." in page.text
    assert 'type="checkbox"' in page.text
    assert 'name="answer-first.date-day"' in page.text
    assert "Save and" not in page.text


def test_a_question_revealed_on_its_own_page_opens_there_and_says_when(browser):
    edition = draft(small_edition())

    page = browser.get(address(edition, "preview_step", "first", "kinds")).text

    assert "1.3: Shown when 1.2 is “No”." in words(page)
    conditions = [json.loads(unescape(found)) for found in re.findall(r'data-shown-when="([^"]*)"', page)]
    assert conditions == [[{"questions": ["answer-first.choice"], "operator": "any", "values": ["no"]}]]
    assert "Answer if" not in page


def test_a_question_that_another_page_decides_on_is_drawn_and_says_when(browser):
    gate = ask("gate", QuestionKind.CHOICE, choices=("yes", "no"))
    behind = ask("behind", shown_when=(any_of("gate", "yes"),))
    edition = draft(make_edition(make_point("one", make_section("a", gate), make_section("b", behind))))

    page = browser.get(address(edition, "preview_step", "one", "b")).text

    assert "1.2: Shown when 1.1 is “Yes”." in words(page)
    assert 'name="answer-behind"' in page
    assert "data-shown-when" not in page


def test_a_conditional_section_is_drawn_and_says_when(browser):
    edition = draft(small_edition())

    point = read(browser, address(edition, "preview_point", "first"))
    step = browser.get(address(edition, "preview_step", "first", "later")).text

    assert "Shown when 1.6 is over £100" in point
    assert "This section: Shown when 1.6 is over £100." in words(step)
    assert 'name="answer-first.later"' in step


def test_a_repeating_section_shows_one_entry_as_a_sample(browser):
    edition = draft(second_standard())

    point = read(browser, address(edition, "preview_point", "journey"))
    page = browser.get(address(edition, "preview_step", "journey", "third-parties")).text

    assert "Shown when 2.1 is “Yes”. Answered once for each third party" in point
    assert "Teams first list their third parties, and then answer these questions" in words(page)
    assert "What do you call this third party?" in words(page)
    assert 'name="answer-party.cost"' in page


def test_the_short_form_asks_less_and_stays_chosen_from_page_to_page(browser):
    edition = draft(small_edition())

    page = browser.get(address(edition, "preview_step", "first", "kinds", form="short")).text

    assert 'name="answer-first.text"' in page
    assert 'name="answer-first.money"' not in page
    assert f'href="{address(edition, "preview_point", "first", form="short")}"' in page
    assert f'href="{address(edition, "preview_step", "first", "kinds")}"' in page
    later = read(browser, address(edition, "preview_step", "first", "later", form="short"))
    assert "The short form asks nothing here" in later


def test_previous_and_next_lead_over_all_points_and_steps(browser):
    edition = draft(small_edition())
    page, walked = address(edition, "preview_point", "first"), []

    while page:
        walked.append(page)
        following = browser.get(page).context["following"]
        page = following.href if following else ""

    assert walked == [
        address(edition, "preview_point", "first"),
        address(edition, "preview_step", "first", "kinds"),
        address(edition, "preview_step", "first", "later"),
        address(edition, "preview_point", "second"),
        address(edition, "preview_step", "second", "buying"),
        address(edition, "preview_step", "second", "contract"),
    ]


def test_the_way_back_over_the_steps_is_the_way_there_reversed():
    edition = second_standard()
    preview = Preview(edition, Form.FULL, lambda name, *keys: "/".join((name, *keys)))
    places = [(p, s) for p in edition.points for s in (None, *p.sections)]

    there = [preview.around(*place)[1] for place in places[:-1]]
    back = [preview.around(*place)[0] for place in places[1:]]

    assert [link.href for link in there] == [
        "/".join(["preview_step", p.key, s.key] if s else ["preview_point", p.key]) for p, s in places[1:]
    ]
    assert [link.href for link in back] == [
        "/".join(["preview_step", p.key, s.key] if s else ["preview_point", p.key]) for p, s in places[:-1]
    ]


def test_a_step_without_questions_says_that_no_team_would_see_it(browser):
    edition = draft(half_finished())

    assert "a team would not see this step" in read(browser, address(edition, "preview_step", "odd", "empty"))
    assert "This edition has no points yet." in read(
        browser, address(draft(make_edition(edition="2027-01")), "preview")
    )


def test_what_somebody_typed_into_an_edition_is_shown_as_text(browser):
    edition = draft(half_finished())

    assert "<b>\u202eHow" not in browser.get(address(edition, "preview_step", "odd", "odd")).text


def test_the_blank_pack_holds_every_point_and_no_answer(browser):
    edition = draft(second_standard())

    pack = read(browser, address(edition, "blank_pack"))

    assert all(f"Point {point.number}: {point.title}" in pack for point in edition.points)
    assert "Draft: not submitted" in pack
    assert "Not answered." in pack
    assert "Standard for public services, edition 2027" in pack


def test_a_copy_to_print_is_there_for_a_draft(browser):
    edition = draft(second_standard())

    assert "Do third parties run any part?" in read(browser, address(edition, "preview_copy"))


def test_an_empty_assessment_names_no_check_that_could_dangle():
    assert blank_snapshot(half_finished(), Form.FULL).edition.checks == ()


@pytest.mark.parametrize("page", range(5))
def test_a_page_of_a_preview_costs_few_queries_whatever_the_size(browser, page):
    many = [make_section(f"s{place}", *(ask(f"q{place}.{nth}") for nth in range(20))) for place in range(30)]
    edition = draft(make_edition(make_point("large", *many)))

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert browser.get(addresses(edition)[page]).status_code == 200

    assert len(queries) <= 15


def test_a_lone_choice_without_a_label_is_drawn(browser):
    odd = replace(ask("odd", QuestionKind.MULTI), choices=(Choice("only", "", True),))
    edition = draft(make_edition(make_point("one", make_section("a", odd))))

    assert "1.1" in read(browser, address(edition, "preview_step", "one", "a"))
