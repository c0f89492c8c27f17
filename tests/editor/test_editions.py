"""The list of editions, new drafts, and drafts that are discarded."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from events.models import Event
from question_sets import editions
from question_sets.editions import Typed, base_of
from question_sets.models import QuestionSet
from question_sets.parts import part_of
from question_sets.reading import read_edition
from tests.assessments import factories
from tests.assessments.queries import queries_of
from tests.question_sets.factories import make_edition, make_point, save_edition, small_edition
from tests.question_sets.publishing import ask_for, throw_away

pytestmark = pytest.mark.django_db

LIST = reverse("editor:editions")
NEW = reverse("editor:new_draft")


@pytest.fixture
def editor() -> User:
    return factories.person("Ed Itor", Role.EDITOR)


@pytest.fixture
def browser(editor):
    return factories.signed_in(editor)


def draft_of(name: str, *, title: str = "Example standard") -> QuestionSet:
    draft = save_edition(make_edition(make_point("one"), edition=name), sealed=False)
    QuestionSet.objects.filter(pk=draft.pk).update(title=title)
    draft.refresh_from_db()
    return draft


def discarded(name: str, *, by: User) -> None:
    throw_away(draft_of(name), by=by, at=factories.NOW)


def listed(browser, **query) -> list[tuple[str, str]]:
    rows = browser.get(LIST, query).context["rows"]
    return [(row[0]["text"], row[1]["text"]) for row in rows]


def test_drafts_stand_before_published_and_retired_editions(browser, editor):
    retired = save_edition(make_edition(make_point("one"), edition="2024-01"))
    editions.retire(retired, by=editor, at=factories.NOW)
    save_edition(small_edition())
    draft_of("2025-06")

    assert listed(browser) == [
        ("Example standard, edition 2025-06", "Draft"),
        ("Example standard, edition 2026-01", "Published"),
        ("Example standard, edition 2024-01", "Retired"),
    ]


def test_a_draft_that_waits_for_approval_says_so(browser, editor):
    draft = save_edition(small_edition(), sealed=False)
    digest = read_edition(draft).digest
    editions.ask_to_publish(draft, announcement="", seen=digest, by=editor, at=factories.NOW)

    (row,) = browser.get(LIST).context["rows"]

    assert row[2]["text"] == "Waits for the approval of a second editor"
    assert row[3]["text"] == "20 November 2026"


def test_what_waits_for_the_reader_s_approval_stands_first_and_is_counted(browser):
    draft_of("2027-01")
    asked = save_edition(small_edition(), sealed=False)
    colleague = factories.person("Colleague", Role.EDITOR)
    assert "for your approval" not in browser.get(LIST).content.decode()
    ask_for(asked, by=colleague, at=factories.NOW)

    page, theirs = browser.get(LIST), factories.signed_in(colleague).get(LIST)

    assert "1 draft waits for your approval." in page.content.decode()
    first, second = page.context["rows"]
    assert (first[0]["text"], first[2]["text"]) == (
        "Example standard, edition 2026-01",
        "Waits for your approval",
    )
    assert second[0]["text"] == "Example standard, edition 2027-01"
    assert "for your approval" not in theirs.content.decode()
    assert theirs.context["rows"][1][2]["text"] == "Waits for the approval of a second editor"


def test_a_long_list_is_paged_and_searched_by_title_and_name(browser):
    for number in range(51):
        draft_of(f"2030-{number:02}")
    draft_of("2031-01", title="Another standard")

    page = browser.get(LIST, {"page": 2})

    assert len(page.context["rows"]) == 25
    assert "Search by title or edition" in page.content.decode()
    assert listed(browser, q="another") == [("Another standard, edition 2031-01", "Draft")]
    assert listed(browser, q="2030-07") == [("Example standard, edition 2030-07", "Draft")]
    assert "No edition has this in its title or name." in browser.get(LIST, {"q": "zzz"}).content.decode()


def test_an_empty_list_offers_to_start(browser):
    page = browser.get(LIST).content.decode()

    assert "There are no editions yet." in page
    assert f'href="{NEW}"' in page


def test_the_queries_do_not_depend_on_the_number_of_editions(browser, editor):
    draft_of("2030-01")
    discarded("2020-01", by=editor)
    with_one = queries_of(browser, LIST)

    for number in range(10, 30):
        draft_of(f"2030-{number}")
        discarded(f"2020-{number}", by=editor)

    assert queries_of(browser, LIST) == with_one <= 15
    assert queries_of(browser, reverse("editor:discarded_drafts")) <= 15


def test_a_discarded_draft_is_named_at_the_foot_with_who_and_when(browser, editor):
    save_edition(small_edition())
    discarded("2026-11", by=editor)

    (row,) = browser.get(LIST).context["discarded"]

    assert [cell["text"] for cell in row] == [
        "Example standard, edition 2026-11",
        "Ed Itor",
        "20 November 2026, 09:00",
    ]


def test_a_discarded_draft_of_a_question_set_that_is_gone_shows_no_key(browser, editor):
    discarded("2026-11", by=editor)

    (row,) = browser.get(LIST).context["discarded"]

    assert row[0]["text"] == "A question set without other editions, edition 2026-11"


def test_many_discarded_drafts_have_a_page_of_their_own(browser, editor):
    for number in range(10, 37):
        discarded(f"2026-{number}", by=editor)

    page = browser.get(LIST)
    all_of_them = browser.get(reverse("editor:discarded_drafts"))

    assert len(page.context["discarded"]) == 5
    assert reverse("editor:discarded_drafts") in page.content.decode()
    assert all_of_them.context["page"].paginator.count == 27
    assert len(all_of_them.context["rows"]) == 25


def test_no_discarded_draft_is_said(browser):
    assert "No draft was discarded yet." in browser.get(reverse("editor:discarded_drafts")).content.decode()


def posted(browser, **fields):
    return browser.post(NEW, {"token": uuid4(), **fields})


def test_a_draft_starts_as_a_copy_of_an_edition(browser):
    source = save_edition(small_edition())

    answer = posted(browser, source="example/2026-01", edition="2026-11", title="")

    draft = QuestionSet.objects.drafts().get()
    assert answer.headers["Location"] == reverse("editor:edition", args=["example", "2026-11"])
    assert (draft.key, draft.edition, draft.title) == ("example", "2026-11", source.title)
    assert read_edition(draft).points == small_edition().points


def test_a_repeated_post_goes_to_the_draft_that_the_first_one_made(browser):
    fields = {"source": "empty", "edition": "1", "title": "标准", "token": uuid4()}

    first, again = posted(browser, **fields), posted(browser, **fields)

    assert again.headers["Location"] == first.headers["Location"]
    assert QuestionSet.objects.count() == 1
    assert Event.objects.filter(kind="edition_started").count() == 1


def test_a_title_that_was_typed_for_an_empty_draft_does_not_rename_a_copy(browser):
    source = save_edition(small_edition())

    posted(browser, source="example/2026-01", edition="2026-11", title="Left over")

    assert QuestionSet.objects.drafts().get().title == source.title


def test_an_empty_draft_has_the_title_that_was_typed_and_no_points(browser):
    posted(browser, source="empty", edition="1", title="Service Standard")

    draft = QuestionSet.objects.get()
    assert (draft.key, draft.edition, draft.title) == ("service-standard", "1", "Service Standard")
    assert read_edition(draft).points == ()


def test_a_title_in_another_script_still_makes_an_address(browser):
    posted(browser, source="empty", edition="1", title="标准")

    assert QuestionSet.objects.get().key.startswith("question-set-")


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, {"source": "Choose what you start from", "edition": "Enter a name for the edition"}),
        (
            {"source": "gone/1", "edition": "1"},
            {"source": "Choose from the list: what was sent is not on it"},
        ),
        ({"source": "empty", "edition": "1"}, {"title": "Enter a title for the question set"}),
        (
            {"source": "empty", "title": "A", "edition": "2026/11"},
            {"edition": "Use letters, digits, hyphens and underscores, without spaces"},
        ),
        (
            {"source": "empty", "title": "A", "edition": "x" * 41},
            {"edition": "Use letters, digits, hyphens and underscores, without spaces"},
        ),
        (
            {"source": "empty", "title": "a\u202eb", "edition": "1"},
            {"title": "Remove the invisible character that changes the direction of the text"},
        ),
    ],
)
def test_what_is_not_well_formed_starts_nothing(browser, fields, errors):
    answer = posted(browser, **fields)

    assert {name: found[0] for name, found in answer.context["form"].errors.items()} == errors
    assert not QuestionSet.objects.exists()


def test_a_name_that_is_taken_is_said_beside_the_field(browser):
    save_edition(small_edition())

    answer = posted(browser, source="example/2026-01", edition="2026-01")

    assert answer.context["form"].errors["edition"] == [
        "There is an edition 2026-01 of this question set already. Enter another name."
    ]
    assert QuestionSet.objects.count() == 1


def test_the_edition_that_the_address_names_is_chosen_and_drafts_are_not_offered(browser):
    save_edition(small_edition())
    draft_of("2026-11")

    form = browser.get(NEW, {"from": "example/2026-01"}).context["form"]

    assert form.initial["source"] == "example/2026-01"
    assert [value for value, _ in form.fields["source"].choices] == ["example/2026-01", "empty"]


def discard_page(name: str) -> str:
    return reverse("editor:discard", args=["example", name])


def test_the_page_says_what_is_lost_before_it_asks(browser):
    save_edition(small_edition(), sealed=False)

    page = browser.get(discard_page("2026-01"))

    assert page.context["contents"] == ("2 points", "4 sections", "14 questions", "4 checks")
    assert "asked for approval" not in page.content.decode()
    assert QuestionSet.objects.exists()


def test_the_page_says_that_a_request_to_publish_ends_too(browser, editor):
    draft = save_edition(small_edition(), sealed=False)
    digest = read_edition(draft).digest
    editions.ask_to_publish(draft, announcement="", seen=digest, by=editor, at=factories.NOW)

    page = browser.get(discard_page("2026-01")).content.decode()

    assert "<bdi>Ed Itor</bdi> asked for approval to publish it. That request ends too." in page


def pressed(browser, page):
    """The button of a page that asks whether to discard a draft."""
    return browser.post(page.request["PATH_INFO"], {"seen": page.context["seen"]}, follow=True)


def test_a_draft_is_discarded_for_good_and_that_is_recorded(browser, editor):
    save_edition(small_edition(), sealed=False)

    answer = pressed(browser, browser.get(discard_page("2026-01")))

    assert "The draft of Example standard, edition 2026-01 is discarded." in answer.content.decode()
    assert not QuestionSet.objects.exists()
    event = Event.objects.get(kind="edition_discarded")
    assert (event.actor, event.detail) == (editor, {"key": "example", "edition": "2026-01"})


def reword(draft, by):
    question = part_of("question/first.text")
    editions.change_part(draft, question, {"text": Typed("Why?", base_of("What about first.text?"))}, **by)


def ask_for_approval(draft, by):
    ask_for(draft, **by)


@pytest.mark.parametrize("happens", [reword, ask_for_approval])
def test_a_page_from_before_discards_nothing_and_shows_the_draft_as_it_is(browser, happens):
    draft = save_edition(small_edition(), sealed=False)
    page = browser.get(discard_page("2026-01"))
    happens(draft, {"by": factories.person("Colleague", Role.EDITOR), "at": factories.NOW})

    answer = pressed(browser, page)

    assert answer.status_code == 409
    assert "Somebody changed this while you had the page open." in answer.content.decode()
    assert QuestionSet.objects.exists()
    assert pressed(browser, answer).status_code == 200
    assert not QuestionSet.objects.exists()


def test_a_published_edition_is_not_discarded(browser):
    save_edition(small_edition())

    assert browser.get(discard_page("2026-01")).status_code == 302
    assert browser.post(discard_page("2026-01")).status_code == 409
    assert QuestionSet.objects.exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.EDITOR}))
def test_only_an_editor_opens_these_pages(role):
    save_edition(small_edition(), sealed=False)
    browser = factories.signed_in(factories.person("Oth Er", role, of=factories.organisation()))

    for page in (LIST, NEW, reverse("editor:discarded_drafts"), discard_page("2026-01")):
        assert browser.get(page).status_code == 403
    assert browser.post(discard_page("2026-01")).status_code == 403
    assert posted(browser, source="empty", edition="1", title="Mine").status_code == 403
    assert QuestionSet.objects.count() == 1
