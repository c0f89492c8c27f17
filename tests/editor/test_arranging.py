"""The order of parts, their copies, their removal, and the section that a question is asked in."""

import re
from datetime import UTC, datetime

import pytest

from accounts.models import User
from events.models import Event
from question_sets import editions
from question_sets.models import QuestionSet
from question_sets.parts import EDITION, Part, PartKind, part_of
from question_sets.rows import rows_of
from tests.editor.part_pages import PartPage, make_editor, now, words
from tests.question_sets.factories import (
    any_of,
    ask,
    make_edition,
    make_point,
    make_section,
    save_edition,
    small_edition,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
FIRST = part_of("point/first")
SECOND = part_of("point/second")
KINDS = part_of("section/first/kinds")
CHOICE = part_of("question/first.choice")
TEXT = part_of("question/first.text")
URL = "/editor/example/2026-01/"


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture
def draft() -> QuestionSet:
    return save_edition(small_edition(), sealed=False)


def found(pattern: str, html: str) -> str:
    """What the group of a pattern is on a page, which must be there."""
    match = re.search(pattern, html, re.DOTALL)
    assert match, f"There is no {pattern}"
    return match[1]


def press(page: PartPage, button: str, part: Part) -> str:
    """Press a button of a row, as it is on the page; the address that comes next."""
    anchor = str(part).replace("/", "-")
    row = found(rf'(<li class="portal-part" id="{anchor}".*?</li>)', page.html)
    posted = {
        "seen": found(r'name="seen" value="(\d+)"', row),
        "was": found(r'name="was" value="(\w+)"', row),
        "steps": found(rf'name="steps" value="(-?1)" id="{button}-', row),
    }
    answer = page.browser.post(found(r'<form method="post" action="(.*?)"', row), posted)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def siblings(draft: QuestionSet, part: Part) -> list[Part]:
    """The parts of the same kind, in their order."""
    return [each for each in rows_of(now(draft)) if each.kind is part.kind]


@pytest.mark.parametrize(
    ("route", "first", "second"),
    [
        (["edition"], FIRST, SECOND),
        (["edition"], part_of("check/ends-early"), part_of("check/no-api")),
        (["part", FIRST], KINDS, part_of("section/first/later")),
        (["part", KINDS], TEXT, CHOICE),
        (["part", CHOICE], part_of("choice/first.choice/yes"), part_of("choice/first.choice/partly")),
    ],
)
def test_rows_move_down_and_up_again(
    route: list[Part | str], first: Part, second: Part, draft: QuestionSet, editor: User
) -> None:
    before = siblings(draft, first)
    assert before[:2] == [first, second]

    press(PartPage(draft, *route, by=editor), "down", first)
    assert siblings(draft, first)[:2] == [second, first]
    press(PartPage(draft, *route, by=editor), "up", first)
    assert siblings(draft, first) == before


def test_links_move_by_their_place(draft: QuestionSet, editor: User) -> None:
    fields = {"title": "Later", "url": "https://example.org/later"}
    steps = {"token": editions.new_token(), "fields": fields, "by": editor, "at": NOW}
    editions.add_part(draft, PartKind.GUIDANCE, FIRST, **steps)
    page = PartPage(draft, "part", FIRST, by=editor)

    ways_on = [press(page, "down", part_of("guidance/first/1")) for _ in range(2)]

    assert [link.title for link in now(draft).point("first").guidance] == ["Later", "Read about first"]
    assert ways_on == [f"{URL}point/first/#guidance-first-2", f"{URL}point/first/"]
    assert "Somebody moved this while you had the page open." in words(page.browser.get(ways_on[1]))


def test_a_move_comes_back_to_the_button_or_at_an_end_to_the_row(draft: QuestionSet, editor: User) -> None:
    section = ["part", KINDS]
    down = press(PartPage(draft, *section, by=editor), "down", TEXT)
    assert down == f"{URL}section/first/kinds/#down-question-first.text"
    assert 'id="down-question-first.text"' in PartPage(draft, *section, by=editor).html

    up = press(PartPage(draft, *section, by=editor), "up", TEXT)
    assert up == f"{URL}section/first/kinds/#question-first.text"
    page = PartPage(draft, *section, by=editor)
    assert 'id="question-first.text" tabindex="-1"' in page.html
    assert 'id="up-question-first.text"' not in page.html


def test_a_row_says_which_it_moves(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "part", KINDS, by=editor)
    assert "Move up 1.2 Move down 1.2" in page.words


def test_a_moved_point_takes_its_codes_along(draft: QuestionSet, editor: User) -> None:
    press(PartPage(draft, "edition", by=editor), "down", FIRST)
    assert now(draft).question("first.choice").code == "2.2"


def test_a_double_click_moves_once(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "part", KINDS, by=editor)
    ways_on = {press(page, "down", TEXT) for _ in range(2)}
    assert ways_on == {f"{URL}section/first/kinds/#down-question-first.text"}
    assert now(draft).point("first").section("kinds").questions[1].key == "first.text"
    assert "Somebody moved this" not in words(page.browser.get(page.url))


def test_who_moves_what_somebody_moved_is_told(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "part", KINDS, by=editor)
    other = make_editor("Otto Other")
    for _ in range(2):
        press(PartPage(draft, "part", KINDS, by=other), "down", TEXT)
    way_on = press(page, "down", TEXT)
    assert way_on == f"{URL}section/first/kinds/"
    assert "Somebody moved this while you had the page open." in words(page.browser.get(way_on))


def test_a_move_in_a_long_list_comes_back_to_its_page(editor: User) -> None:
    questions = [ask(f"q{number}") for number in range(1, 61)]
    draft = save_edition(make_edition(make_point("one", make_section("s", *questions))), sealed=False)
    way_on = press(
        PartPage(draft, "part", part_of("section/one/s"), by=editor), "down", part_of("question/q50")
    )
    assert way_on == f"{URL}section/one/s/?page=2#down-question-q50"


@pytest.mark.parametrize(
    "posted", [{}, {"seen": "1"}, {"seen": "x", "steps": "1"}, {"seen": "1", "steps": ""}]
)
def test_a_forged_move_is_refused(posted: dict[str, str], draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "part", KINDS, by=editor)
    before = now(draft)
    assert page.browser.post(f"{URL}question/first.text/move/", posted).status_code == 400
    assert now(draft) == before


@pytest.mark.parametrize("part", [FIRST, KINDS, TEXT, part_of("check/no-api")])
def test_a_part_is_copied_once(part: Part, draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "part", part, by=editor)
    token = {"token": page.hidden("token")}

    answers = [page.browser.post(f"{page.url}copy/", token) for _ in range(2)]

    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert "This is the copy." in words(page.browser.get(answers[0].headers["Location"]))
    assert Event.objects.filter(kind="part_copied").count() == 1


@pytest.mark.parametrize("part", [part_of("guidance/first/1"), part_of("choice/first.choice/yes"), EDITION])
def test_what_has_no_page_is_not_copied(part: Part, draft: QuestionSet, editor: User) -> None:
    browser = PartPage(draft, "edition", by=editor).browser
    token = {"token": editions.new_token()}
    assert browser.post(f"{URL}{part}/copy/", token).status_code == 404


def test_a_removal_says_what_goes_with_it(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "remove", SECOND, by=editor)
    assert "Remove point 2?" in page.words
    assert "Conditions look at it" not in page.words
    held = part_of("section/first/later")
    assert (
        "This removes what is in it too: 1 question 1 condition"
        in PartPage(draft, "remove", held, by=editor).words
    )


def test_a_part_is_removed_with_all_that_is_in_it(draft: QuestionSet, editor: User) -> None:
    later = part_of("section/first/later")
    page = PartPage(draft, "remove", later, by=editor)

    answer = page.send(seen=page.hidden("seen"))

    assert answer.headers["Location"] == f"{URL}point/first/"
    assert "The section is removed." in words(page.browser.get(answer.headers["Location"]))
    assert not now(draft).has_question("first.later")


@pytest.mark.parametrize(
    "part",
    [
        part_of("guidance/first/1"),
        part_of("choice/first.multi/pears"),
        part_of("question/first.revealed/condition/1"),
        part_of("check/no-api"),
    ],
)
def test_parts_of_other_kinds_are_removed_too(part: Part, draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "remove", part, by=editor)
    assert page.send(seen=page.hidden("seen")).status_code == 302
    assert part not in rows_of(now(draft))


def test_what_conditions_look_at_has_no_button_to_remove_it(draft: QuestionSet, editor: User) -> None:
    for part in (CHOICE, part_of("choice/first.choice/no"), KINDS, FIRST):
        page = PartPage(draft, "remove", part, by=editor)
        assert "It cannot be removed yet, because conditions look at it." in page.words
        assert "Check 4: 1.2 is “No”" in page.words
        assert f'href="{URL}check/declined/condition/1/change/"' in page.html
        assert 'name="seen"' not in page.html
    assert "Question 1.3: 1.2 is “No”" in PartPage(draft, "remove", CHOICE, by=editor).words


def test_a_condition_made_meanwhile_keeps_its_question(draft: QuestionSet, editor: User) -> None:
    contradiction = part_of("question/contract.api")
    editions.remove_part(
        draft,
        part_of("check/no-api"),
        seen=editions.fingerprint(now(draft), part_of("check/no-api")),
        by=editor,
        at=NOW,
    )
    page = PartPage(draft, "remove", contradiction, by=editor)
    seen = page.hidden("seen")
    clause = {"questions": ["contract.api"], "operator": "any", "values": ["no"]}
    why = part_of("question/contract.why")
    steps = {"token": editions.new_token(), "fields": clause, "by": editor, "at": NOW}
    editions.add_part(draft, PartKind.CONDITION, why, **steps)

    answer = page.send(seen=seen)

    assert answer.status_code == 409
    assert "Conditions name this. Change or remove them first." in words(answer)
    assert "Question 2.6: 2.5 is “No”" in words(answer)
    assert now(draft).has_question("contract.api")


def test_what_changed_meanwhile_is_looked_at_again(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "remove", TEXT, by=editor)
    seen = page.hidden("seen")
    PartPage(draft, "change", TEXT, by=make_editor("Otto Other")).send(text="Changed meanwhile?")

    answer = page.send(seen=seen)

    assert answer.status_code == 409
    assert "Somebody changed this while you had the page open." in words(answer)
    assert "Changed meanwhile?" in words(answer)
    assert now(draft).has_question("first.text")


def test_a_question_is_placed_in_another_section(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "place", TEXT, by=editor)
    assert "1. Point first About kinds Where it is asked now About later 2. Point second" in page.words
    assert "Asked again for each contract: an answer given once does not count there" in page.words

    answer = page.send(section="section/second/contract")

    assert answer.headers["Location"] == f"{URL}section/second/contract/#question-first.text"
    point, section = now(draft).place_of("first.text")
    assert (point.key, section.key, now(draft).question("first.text").code) == ("second", "contract", "2.7")


def test_a_question_that_leaves_its_entries_says_so(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "place", part_of("question/contract.why"), by=editor)
    assert "Asked once: answers given for each contract do not count there" in page.words


@pytest.mark.parametrize("section", ["", "section/first/nowhere", "point/first", "<b>"])
def test_a_section_that_is_none_is_an_error(section: str, draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "place", TEXT, by=editor)
    answer = page.send(section=section)
    assert answer.status_code == 200
    assert 'href="#id_section"' in answer.content.decode()
    assert 'id="id_section"' in answer.content.decode()


def test_a_question_is_not_placed_where_it_would_wait_for_itself(editor: User) -> None:
    asked = make_section("asked", ask("a"), ask("gate"))
    waiting = make_section("waiting", ask("b"), shown_when=(any_of("gate", "yes"),))
    draft = save_edition(make_edition(make_point("one", asked, waiting)), sealed=False)

    page = PartPage(draft, "place", part_of("question/gate"), by=editor)
    answer = page.send(section="section/one/waiting")

    assert "There, 1.2 would wait for itself. Choose another section" in words(answer)
    assert now(draft).place_of("gate")[1].key == "asked"


def test_only_questions_are_placed_and_only_points_renumbered(draft: QuestionSet, editor: User) -> None:
    assert PartPage(draft, "place", KINDS, by=editor).response.status_code == 404
    browser = PartPage(draft, "edition", by=editor).browser
    assert browser.post(f"{URL}{KINDS}/renumber/").status_code == 404


def test_codes_are_numbered_again_on_request(draft: QuestionSet, editor: User) -> None:
    button = "Number the questions in order"
    assert button not in PartPage(draft, "part", FIRST, by=editor).words
    press(PartPage(draft, "part", KINDS, by=editor), "down", TEXT)
    page = PartPage(draft, "part", FIRST, by=editor)
    assert button in page.words

    page.browser.post(f"{page.url}renumber/")

    assert [question.code for question in now(draft).point("first").questions][:2] == ["1.1", "1.2"]
    assert now(draft).question("first.text").code == "1.2"
    assert button not in PartPage(draft, "part", FIRST, by=editor).words


@pytest.mark.parametrize("route", ["move", "copy", "remove", "place", "renumber"])
def test_a_sealed_edition_takes_no_post_by_hand(route: str, editor: User) -> None:
    sealed = save_edition(small_edition())
    part = FIRST if route == "renumber" else TEXT
    posted = {
        "seen": "1",
        "steps": "1",
        "token": editions.new_token(),
        "section": "section/first/later",
    }
    before = now(sealed)
    answer = PartPage(sealed, "edition", by=editor).browser.post(f"{URL}{part}/{route}/", posted)
    assert answer.status_code == 409
    assert "This edition is published, so it cannot change." in words(answer)
    assert now(sealed) == before


def test_a_move_that_breaks_a_condition_says_so_at_the_top(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "part", KINDS, by=editor)

    way_on = press(page, "down", part_of("question/first.choice"))

    assert way_on == f"{URL}section/first/kinds/"
    assert "Moved. 1 condition elsewhere no longer fits: see what is left" in words(page.browser.get(way_on))


def test_placing_a_question_says_what_it_breaks(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "place", part_of("question/first.choice"), by=editor)

    way_on = page.send(section="section/second/contract").headers["Location"]

    assert way_on == f"{URL}section/second/contract/"
    assert "Moved. 1 condition elsewhere no longer fits: see what is left" in words(page.browser.get(way_on))
