"""The history of an edition."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from editor.presenters.history import SENTENCES
from question_sets import changing, editions
from question_sets.editions import Typed, base_of
from question_sets.models import QuestionSet
from question_sets.parts import EDITION, Part, PartKind, part_of
from question_sets.reading import read_edition
from tests.assessments import factories
from tests.assessments.queries import queries_of
from tests.question_sets.factories import save_edition, small_edition

pytestmark = pytest.mark.django_db

LATER = factories.NOW + timedelta(minutes=1)
FIRST_TEXT = Part(PartKind.QUESTION, ("first.text",))


@pytest.fixture
def editor() -> User:
    return factories.person("Ed Itor", Role.EDITOR)


@pytest.fixture
def draft(editor) -> QuestionSet:
    source = save_edition(small_edition())
    return editions.start_draft(source, key="", edition="2026-11", title="", by=editor, at=factories.NOW)


def page_of(question_set: QuestionSet) -> str:
    return reverse("editor:history", args=[question_set.key, question_set.edition])


def told(question_set: QuestionSet, by: User, **query) -> list[str]:
    return [item.title for item in factories.signed_in(by).get(page_of(question_set), query).context["items"]]


def retitle(draft: QuestionSet, title: str, *, by: User) -> None:
    stored = draft.title
    fields = {"title": Typed(title, base_of(stored))}
    editions.change_part(draft, EDITION, fields, by=by, at=factories.NOW)
    draft.refresh_from_db()


def test_the_newest_event_stands_first_in_plain_words(draft, editor):
    point = Part(PartKind.POINT, ("first",))
    editions.move_part(draft, FIRST_TEXT, steps=1, seen=1, by=editor, at=factories.NOW)
    editions.renumber_point(draft, point, by=editor, at=factories.NOW)
    fields = {"help": Typed("Look it up", base_of("")), "required": Typed(False, base_of(True))}
    editions.change_part(draft, FIRST_TEXT, fields, by=editor, at=factories.NOW)

    assert told(draft, editor) == [
        "Question 1.2 changed: help, required or not",
        "Questions of point 1 numbered in order",
        "Question 1.2 moved",
        "Draft started as a copy of Example standard, edition 2026-01",
    ]


def test_the_words_of_a_part_stand_under_its_event_with_who_and_when(draft, editor):
    editions.move_part(draft, FIRST_TEXT, steps=1, seen=1, by=editor, at=factories.NOW)

    page = factories.signed_in(editor).get(page_of(draft))

    newest = page.context["items"][0]
    assert (newest.text, newest.by, newest.at) == ("What about first.text?", "Ed Itor", factories.NOW)
    assert "first.text?" in page.content.decode()


def test_a_long_question_is_cut_short_in_the_timeline(draft, editor):
    text = Typed("long " * 1000, base_of("What about first.text?"))
    editions.change_part(draft, FIRST_TEXT, {"text": text}, by=editor, at=factories.NOW)

    newest = factories.signed_in(editor).get(page_of(draft)).context["items"][0]

    assert newest.title == "Question 1.1 changed: text"
    assert len(newest.text) == 200


def test_a_part_that_is_gone_is_told_without_its_key(draft, editor):
    contract = Part(PartKind.CHECK, ("ends-early",))
    seen = editions.fingerprint(read_edition(draft), contract)
    editions.remove_part(draft, contract, seen=seen, by=editor, at=factories.NOW)

    page = factories.signed_in(editor).get(page_of(draft))

    assert page.context["items"][0].title == "A check removed"
    assert "ends-early" not in page.content.decode()


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("question/first.text", ["Question 1.1 removed", "Question 1.1 moved"]),
        ("point/first", ["Point 1 removed", "Point 1 moved"]),
    ],
)
def test_what_was_removed_is_told_by_its_code_with_all_that_happened_to_it(draft, editor, name, titles):
    part = part_of(name)
    steps = {"by": editor, "at": factories.NOW}
    for step, place in ((1, 1), (-1, 2)):
        editions.move_part(draft, part, steps=step, seen=place, **steps)
    for each in (*changing.dependents(read_edition(draft), part), part):
        seen = editions.fingerprint(read_edition(draft), each)
        editions.remove_part(draft, each, seen=seen, **steps)

    assert told(draft, by=editor)[0] == titles[0]
    assert told(draft, by=editor)[-2] == titles[1]


def test_a_whole_life_is_told_with_who_asked_and_who_approved(draft, editor):
    second = factories.person("Sec Ond", Role.EDITOR)
    digest = read_edition(draft).digest
    first = editions.ask_to_publish(draft, announcement="", seen=digest, by=editor, at=factories.NOW)
    editions.send_back(first, reason="Say what is new.\nThen ask again.", by=second, at=factories.NOW)
    again = editions.ask_to_publish(draft, announcement="New", seen=digest, by=editor, at=LATER)
    editions.approve(again, seen=digest, by=second, at=factories.NOW)
    editions.retire(draft, by=editor, at=factories.NOW)

    page = factories.signed_in(editor).get(page_of(draft))

    assert [item.title for item in page.context["items"]] == [
        "Retired",
        "Approved and published, as Ed Itor had asked",
        "Approval asked for",
        "Sent back",
        "Approval asked for",
        "Draft started as a copy of Example standard, edition 2026-01",
    ]
    assert [item.text for item in page.context["items"]] == [
        "",
        "",
        "New",
        "Say what is new.\nThen ask again.",
        "",
        "",
    ]
    assert "Say what is new.<br>Then ask again." in page.content.decode()


def test_a_publication_without_a_second_editor_says_so(draft, editor, settings):
    settings.SECOND_EDITOR = False
    digest = read_edition(draft).digest
    editions.ask_to_publish(draft, announcement="", seen=digest, by=editor, at=factories.NOW)

    assert told(draft, editor)[0] == "Published by one editor: a second editor was not required"


def test_every_kind_of_event_that_a_write_records_has_a_sentence():
    folder = Path(settings.BASE_DIR, "question_sets", "editions")
    source = "\n".join(path.read_text() for path in folder.glob("*.py"))
    recorded = set(re.findall(r'"((?:edition|part|question|point|approval)_[a-z_]+)"', source))

    assert recorded - {"question_set"} == set(SENTENCES)
    assert len(SENTENCES) > 10


def test_an_edition_that_came_with_the_portal_says_so(editor):
    page = factories.signed_in(editor).get(page_of(save_edition(small_edition()))).content.decode()

    assert "This edition came with the portal. It was published on 2 March 2026" in page


def test_a_long_history_is_paged_with_the_same_queries(draft, editor):
    browser = factories.signed_in(editor)
    with_one = queries_of(browser, page_of(draft))

    for number in range(30):
        retitle(draft, f"Title {number}", by=editor)

    assert (len(told(draft, editor)), len(told(draft, editor, page=2))) == (25, 6)
    assert queries_of(browser, page_of(draft)) <= with_one <= 15


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.EDITOR}))
def test_only_an_editor_reads_it(role, draft):
    other = factories.person("Oth Er", role, of=factories.organisation())

    assert factories.signed_in(other).get(page_of(draft)).status_code == 403
