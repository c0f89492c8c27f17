"""The page of an edition and of its parts: what is there, what is left to mend, and what can be done."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from editor.presenters.contents import WITH_PAGES
from question_sets import editions
from question_sets.kinds import QuestionKind
from question_sets.models import QuestionSet
from question_sets.parts import EDITION, part_of
from question_sets.rows import rows_of
from tests.assessments.factories import person, signed_in
from tests.editor.part_pages import PartPage, make_editor, now
from tests.question_sets.factories import (
    any_of,
    ask,
    make_edition,
    make_point,
    make_section,
    save_edition,
    small_edition,
)
from tests.question_sets.test_problems import CASES

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
FIRST = part_of("point/first")
KINDS = part_of("section/first/kinds")
CHOICE = part_of("question/first.choice")


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture
def draft() -> QuestionSet:
    return save_edition(small_edition(), sealed=False)


def broken() -> QuestionSet:
    """A draft with a question that has no choice, and a condition that names nothing."""
    gone = ask("gone", shown_when=(any_of("nowhere", "yes"),))
    bare = ask("bare", QuestionKind.CHOICE)
    return save_edition(make_edition(make_point("one", make_section("s", bare, gone))), sealed=False)


def test_the_page_of_a_draft_lists_points_checks_and_details(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "edition", by=editor)

    assert "Edition 2026-01 Draft Example standard It has 2 points, 4 sections, 14 questions" in page.words
    assert "1. Point first 2 sections, 8 questions Move down point 1" in page.words
    assert "2. Point second 2 sections, 6 questions Move up point 2" in page.words
    assert "The contract must end after it starts. Contradiction Fires when" in page.words
    assert "Sources Made for tests Change sources (of the edition)" in page.words


def test_a_draft_says_what_is_left_with_links_to_where_it_is_mended(editor: User) -> None:
    draft = broken()
    page = PartPage(draft, "edition", by=editor)

    for href in ("question/bare/#choices", "question/gone/condition/1/change/"):
        assert f'href="/editor/example/2026-01/{href}"' in page.html
    assert "Question 1.1: Add a choice." in page.words
    assert "2 problems Move" not in page.words
    assert "Go on to publishing" not in page.words


def test_a_point_with_something_to_mend_is_tagged(editor: User) -> None:
    draft = broken()
    assert "1. Point one 1 section, 2 questions 2 problems" in PartPage(draft, "edition", by=editor).words
    point = PartPage(draft, "part", part_of("point/one"), by=editor)
    assert "To mend here Question 1.1: Add a choice." in point.words


PROBLEMS = {name: edition for name, (edition, part, _) in CASES.items() if part.kind in WITH_PAGES}


@pytest.mark.parametrize("name", PROBLEMS)
def test_every_problem_links_to_a_form_or_to_a_place_on_a_page(name: str, editor: User) -> None:
    edition = PROBLEMS[name]
    draft = save_edition(edition, sealed=False)
    page = PartPage(draft, "edition", by=editor)

    for link in page.response.context["page"].problems:
        path, _, place = link.href.partition("#")
        answer = page.browser.get(path)
        assert answer.status_code == 200
        assert f' id="{place}"' in answer.content.decode() if place else path.endswith("/change/"), link


def test_a_draft_without_problems_goes_on_to_publishing(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "edition", by=editor)
    assert "Nothing is left to mend. Go on to publishing" in page.words


def test_a_draft_that_waits_says_who_asked(draft: QuestionSet, editor: User) -> None:
    steps = {"announcement": "", "seen": now(draft).digest, "by": make_editor("Asa King"), "at": NOW}
    editions.ask_to_publish(draft, **steps)

    page = PartPage(draft, "edition", by=editor)

    assert "Asa King asked on 20 November 2026 for approval of this draft" in page.words
    assert "Whoever changes the draft now has to ask again." in page.words
    assert f'href="{reverse("editor:approve", args=["example", "2026-01"])}"' in page.html
    assert "Go on to publishing" not in page.words

    editions.move_part(draft, FIRST, steps=1, seen=1, by=editor, at=NOW)
    page = PartPage(draft, "edition", by=editor)
    assert "Somebody changed the draft since, so this request cannot be approved any more." in page.words


def test_an_empty_draft_has_an_empty_list_and_its_first_step(editor: User) -> None:
    draft = save_edition(make_edition(), sealed=False)
    page = PartPage(draft, "edition", by=editor)
    assert "Points There are no points yet. Add a point" in page.words
    assert 'href="/editor/example/2026-01/#points"' in page.html


def test_a_sealed_edition_can_only_be_read(editor: User) -> None:
    sealed = save_edition(small_edition())
    drafted = save_edition(replace(small_edition(), edition="2027-01"), sealed=False)
    for part in (EDITION, FIRST, KINDS, CHOICE, part_of("check/no-api")):
        route = ["edition"] if part == EDITION else ["part", part]
        read = PartPage(sealed, *route, by=editor)
        control = PartPage(drafted, *route, by=editor)
        for word in ("Change", "Remove", "Add a", "Move", "Copy"):
            assert f">{word}" not in read.html
        assert ">Change" in control.html
    assert "Published on 2 March 2026. It never changes." in PartPage(sealed, "edition", by=editor).words


@pytest.mark.parametrize("route", ["change", "remove"])
def test_a_form_of_a_sealed_edition_leads_back_to_it(route: str, editor: User) -> None:
    sealed = save_edition(small_edition())
    page = PartPage(sealed, route, FIRST, by=editor)
    assert page.response.headers["Location"] == "/editor/example/2026-01/"
    back = page.browser.get("/editor/example/2026-01/")
    assert "This edition is published, so it cannot change." in back.content.decode()


def test_every_part_is_read_on_its_page_or_in_its_place(draft: QuestionSet, editor: User) -> None:
    tried = 0
    for part in rows_of(now(draft)):
        if part == EDITION:
            continue
        page = PartPage(draft, "part", part, by=editor)
        if part.kind in WITH_PAGES:
            assert page.response.status_code == 200
        else:
            anchor = page.response.headers["Location"].split("#")[1]
            around = page.browser.get(page.response.headers["Location"])
            assert f'id="{anchor}"' in around.content.decode()
        tried += 1
    assert tried == 45


def test_a_part_that_is_not_there_is_not_found(draft: QuestionSet, editor: User) -> None:
    for name in ("part", "change", "remove", "place"):
        assert PartPage(draft, name, part_of("question/nowhere"), by=editor).response.status_code == 404


def test_the_page_of_a_question_says_what_it_is(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "part", part_of("question/first.multi"), by=editor)
    assert "Question 1.4 Question What about first.multi? Change question" in page.words
    assert "Answer Any number of choices" in page.words
    assert "None Stands alone Change “None” Remove “None” Move up “None”" in page.words
    assert "Section About kinds Move to another section" in page.words


def test_conditions_are_said_in_words(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "part", part_of("question/first.revealed"), by=editor)
    assert "When it is shown 1.2 is “No” Change “1.2 is “No””" in page.words
    section = PartPage(draft, "part", KINDS, by=editor)
    assert "When it is shown Always shown. Add a condition" in section.words
    assert "1.3 What about first.revealed? Text In the short form too Shown when 1.2 is “No”" in section.words


def test_keys_are_not_on_a_page(editor: User) -> None:
    """They are in addresses only."""
    point = make_point("zzkey", make_section("zzsection", ask("zzquestion", text="What?")))
    named = replace(
        point,
        title="Title",
        summary="",
        must_show="",
        guidance=(),
        sections=tuple(replace(each, title="Section") for each in point.sections),
    )
    draft = save_edition(make_edition(named), sealed=False)
    for part in rows_of(now(draft)):
        route = ["edition"] if part == EDITION else ["part", part]
        page = PartPage(draft, *route, by=editor)
        assert "zz" not in page.words
        assert "zz" in page.html


def test_choices_that_a_question_kept_are_listed(draft: QuestionSet, editor: User) -> None:
    kind = editions.Typed("text", editions.base_of("choice"))
    editions.change_part(draft, CHOICE, {"kind": kind}, by=editor, at=NOW)
    page = PartPage(draft, "part", CHOICE, by=editor)
    assert "Remove its choices, or choose a kind that has choices." in page.words
    assert "Choices Yes Change “Yes” Remove “Yes”" in page.words


def test_a_long_list_is_in_pages_and_can_be_searched(editor: User) -> None:
    questions = [ask(f"q{number}", text=f"Number {number:03}?") for number in range(1, 61)]
    draft = save_edition(make_edition(make_point("one", make_section("s", *questions))), sealed=False)
    section = part_of("section/one/s")

    first = PartPage(draft, "part", section, by=editor)
    second = first.browser.get(f"{first.url}?page=2").content.decode()
    found = first.browser.get(f"{first.url}?q=number 007").content.decode()

    assert first.html.count('class="portal-part"') == 50
    assert "Showing 1 to 50 of 60 rows" in first.words
    assert "Number 060?" in second
    assert (found.count('class="portal-part"'), "Number 007?" in found) == (1, True)


@pytest.mark.parametrize("points", [1, 3])
def test_pages_take_the_same_queries_however_long_the_edition_is(points: int, editor: User) -> None:
    made = [make_point(f"p{n}", *(make_section(f"s{n}-{s}") for s in range(points))) for n in range(points)]
    draft = save_edition(make_edition(*made), sealed=False)
    browser = signed_in(editor)
    browser.get("/editor/")
    counts = {}
    for name, args in {
        "edition": [],
        "part": [part_of("point/p0")],
        "change": [part_of("point/p0")],
        "remove": [part_of("point/p0")],
        "place": [part_of("question/s0-0.1")],
    }.items():
        with CaptureQueriesContext(connection) as queries:
            assert (
                browser.get(reverse(f"editor:{name}", args=["example", "2026-01", *args])).status_code == 200
            )
        counts[name] = len(queries)
    assert counts == {"edition": 12, "part": 11, "change": 11, "remove": 11, "place": 11}
    assert draft


def test_nobody_but_an_editor_sees_these_pages(draft: QuestionSet) -> None:
    somebody = person("Some Body")
    assert PartPage(draft, "edition", by=somebody).response.status_code == 403
    assert PartPage(draft, "part", FIRST, by=somebody).response.status_code == 403


def test_hostile_words_are_printed_as_words(editor: User) -> None:
    hostile = "<script>alert(1)</script>{{ 7|add:7 }}"
    question = ask("q", QuestionKind.CHOICE, choices=("a",), text=hostile, help=hostile, source=hostile)
    point = replace(make_point("one", make_section("s", question)), title=hostile, summary=hostile)
    draft = save_edition(make_edition(point), sealed=False)
    for part in (part_of("point/one"), part_of("question/q")):
        for name in ("part", "change", "remove"):
            page = PartPage(draft, name, part, by=editor)
            assert "<script>alert" not in page.html
            assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in page.html
