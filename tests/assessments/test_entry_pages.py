"""Repeating sections: the list of entries, adding, answering for one, removing."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions import entries
from assessments.actions.entries import MOST_ENTRIES
from assessments.models import Entry
from assessments.snapshot import take_snapshot
from events.models import Event
from tests.assessments import factories as make
from tests.assessments.step_pages import StepPage, fields_of, value_of

pytestmark = pytest.mark.django_db

PLACE = ("second", "contract")


@pytest.fixture
def lead():
    return make.lead()


@pytest.fixture
def assessment(lead):
    made = make.assessment(lead)
    make.answer(made, "second.contracts", "yes", by=lead)
    return made


@pytest.fixture
def browser(lead):
    return make.signed_in(lead)


def add(assessment, lead, name="Hosting"):
    return entries.add_entry(
        assessment,
        point_key=PLACE[0],
        section_key=PLACE[1],
        name=name,
        token=uuid4(),
        by=lead,
        at=make.NOW,
    )


def url_of(name, assessment, *more):
    return reverse(f"assessments:{name}", args=[assessment.reference, *PLACE, *more])


def html(response):
    return response.content.decode()


def test_a_list_without_entries_says_so_and_offers_the_one_next_step(assessment, browser):
    text = html(browser.get(url_of("step", assessment)))

    assert "You have not added any contract yet." in text
    assert "Add a contract" in text
    assert f'href="{url_of("add_entry", assessment)}"' in text


def test_an_entry_is_named_and_then_answered_for(assessment, browser):
    form = browser.get(url_of("add_entry", assessment)).context["form"]

    response = browser.post(url_of("add_entry", assessment), {**fields_of(form), "name": "  Hosting "})

    entry = Entry.objects.get()
    assert (entry.name, response.url) == ("Hosting", url_of("entry", assessment, entry.reference))


def test_adding_twice_with_one_page_makes_one_entry(assessment, browser):
    typed = fields_of(browser.get(url_of("add_entry", assessment)).context["form"])

    first, second = (browser.post(url_of("add_entry", assessment), typed) for _ in range(2))

    assert first.url == second.url
    assert Entry.objects.count() == 1


def test_a_name_that_hides_its_direction_is_refused(assessment, browser):
    response = browser.post(url_of("add_entry", assessment), {"name": "a\u202eb", "token": uuid4()})

    assert list(response.context["form"].errors) == ["name"]
    assert Entry.objects.count() == 0


def test_the_list_shows_a_card_for_each_entry(assessment, lead, browser):
    first = add(assessment, lead)
    add(assessment, lead, name="")
    make.answer(assessment, "contract.value", 1_250_000, by=lead, entry=first.reference)

    response = browser.get(url_of("step", assessment))

    cards = response.context["listed"].cards
    assert [card.title for card in cards] == ["Hosting", "Contract 2"]
    assert [row.lines for row in cards[0].rows] == [("1 of 4 questions",), ("£1,250,000",)]
    assert "You have added 2 contracts" in html(response)


def test_each_entry_keeps_its_own_answers(assessment, lead):
    first, second = add(assessment, lead), add(assessment, lead, name="Support")

    for entry, amount in ((first, "1"), (second, "2")):
        page = StepPage(assessment, *PLACE, by=lead, entry=entry.reference)
        assert page.send({"answer-contract.value": amount}).url == url_of("step", assessment)

    values = [value_of(assessment, "contract.value", entry.reference) for entry in (first, second)]
    assert values == [1, 2]


def test_an_entry_is_renamed_on_its_page(assessment, lead):
    entry = add(assessment, lead)

    StepPage(assessment, *PLACE, by=lead, entry=entry.reference).send({"name": "Cloud hosting"})

    assert take_snapshot(assessment).entries[0].name == "Cloud hosting"


def test_two_names_for_one_entry_are_shown_side_by_side(assessment, lead):
    entry = add(assessment, lead)
    mine, theirs = (StepPage(assessment, *PLACE, by=lead, entry=entry.reference) for _ in range(2))
    theirs.send({"name": "Their name"})

    conflict = mine.send({"name": "My name", "answer-contract.value": "5"})
    settled = mine.browser.post(
        mine.url, {**conflict.context["hidden"], "name": "My name", "kept-version-name": "mine"}
    )

    assert (conflict.status_code, settled.status_code) == (409, 302)
    assert "Their name" in html(conflict)
    assert value_of(assessment, "contract.value", entry.reference) == 5
    assert take_snapshot(assessment).entries[0].name == "My name"


def test_a_forged_version_of_the_name_refuses_the_whole_page(assessment, lead):
    entry = add(assessment, lead)

    response = StepPage(assessment, *PLACE, by=lead, entry=entry.reference).send(
        {"name": "New", "version": "9", "answer-contract.value": "5"}
    )

    assert response.status_code == 400
    assert value_of(assessment, "contract.value", entry.reference) is None


def test_a_bad_name_keeps_what_was_typed_and_saves_the_answers(assessment, lead):
    entry = add(assessment, lead)

    response = StepPage(assessment, *PLACE, by=lead, entry=entry.reference).send(
        {"name": "n" * 201, "answer-contract.value": "5"}
    )

    assert list(response.context["form"].errors) == ["name"]
    assert "n" * 201 in html(response)
    assert value_of(assessment, "contract.value", entry.reference) == 5


def test_a_bad_name_beside_a_conflict_can_be_mended_on_the_same_page(assessment, lead):
    entry = add(assessment, lead)
    mine, theirs = (StepPage(assessment, *PLACE, by=lead, entry=entry.reference) for _ in range(2))
    theirs.send({"answer-contract.value": "1"})
    conflict = mine.send({"name": "n" * 201, "answer-contract.value": "2"})

    settled = mine.browser.post(
        mine.url,
        {
            **conflict.context["hidden"],
            "name": "Short",
            "answer-contract.value": "2",
            "explanation-contract.value": "",
            "kept-version-answer-contract.value": "mine",
        },
    )

    assert (conflict.status_code, settled.status_code) == (409, 302)
    assert value_of(assessment, "contract.value", entry.reference) == 2
    assert take_snapshot(assessment).entries[0].name == "Short"


def test_saving_in_the_background_knows_the_name_too(assessment, lead):
    entry = add(assessment, lead)
    page = StepPage(assessment, *PLACE, by=lead, entry=entry.reference)

    for name in ("Host", "Hosting of everything"):
        told = page.send({"name": name}, HTTP_ACCEPT="application/json").json()
        page.fields |= told["versions"]

    assert (told["conflicts"], take_snapshot(assessment).entries[0].name) == (0, "Hosting of everything")


def test_removing_asks_first_and_keeps_the_answers(assessment, lead, browser):
    entry = add(assessment, lead)
    make.answer(assessment, "contract.value", 5, by=lead, entry=entry.reference)
    url = url_of("remove_entry", assessment, entry.reference)

    asked = browser.get(url)
    assert "Are you sure you want to remove" in html(asked)
    assert len(take_snapshot(assessment).entries) == 1
    browser.post(url)

    assert take_snapshot(assessment).entries == ()
    assert Entry.objects.get().answers.count() == 1


def test_a_double_click_removes_once_and_both_see_the_list(assessment, lead, browser):
    url = url_of("remove_entry", assessment, add(assessment, lead).reference)

    first, second = browser.post(url), browser.post(url)

    assert first.url == second.url == url_of("step", assessment)
    assert Event.objects.filter(kind="entry_removed").count() == 1


def test_of_two_removals_that_wait_for_each_other_one_is_recorded(assessment, lead):
    entry = add(assessment, lead)

    for _ in range(2):
        entries.remove_entry(assessment, entry.reference, by=lead, at=make.NOW)

    assert Event.objects.filter(kind="entry_removed").count() == 1


def test_what_is_typed_for_an_entry_that_was_removed_is_shown_and_not_saved(assessment, lead):
    entry = add(assessment, lead)
    page = StepPage(assessment, *PLACE, by=lead, entry=entry.reference)
    entries.remove_entry(assessment, entry.reference, by=lead, at=make.NOW)

    response = page.send({"answer-contract.why": "A long text"})

    assert response.status_code == 409
    assert "A long text" in html(response)


def test_what_is_sent_to_the_list_is_shown_and_not_saved(assessment, browser):
    response = browser.post(url_of("step", assessment), {"answer-contract.why": "A long text"})

    assert response.status_code == 400
    assert "A long text" in html(response)


def test_a_full_list_offers_no_more_and_refuses_more(assessment, lead, browser):
    for number in range(MOST_ENTRIES):
        add(assessment, lead, name=f"Contract no {number}")

    text = html(browser.get(url_of("step", assessment)))
    response = browser.post(url_of("add_entry", assessment), {"name": "One more", "token": uuid4()})

    assert "You have added 50 contracts, the most that an assessment can hold here." in text
    assert "Add another contract" not in text
    assert response.status_code == 409
    assert "One more" in html(response)


@pytest.mark.parametrize("name", ["add_entry", "entry", "remove_entry"])
def test_a_section_that_does_not_repeat_has_no_entries(assessment, browser, name):
    more = [] if name == "add_entry" else ["N-2222-2222"]

    url = reverse(f"assessments:{name}", args=[assessment.reference, "first", "kinds", *more])

    assert browser.get(url).status_code == 404


def test_an_entry_of_another_assessment_is_not_found(assessment, lead, browser):
    other = make.assessment(lead)
    make.answer(other, "second.contracts", "yes", by=lead)
    foreign = add(other, lead)

    for name in ("entry", "remove_entry"):
        assert browser.get(url_of(name, assessment, foreign.reference)).status_code == 404


def test_pages_take_as_many_queries_with_one_entry_as_with_fifty(assessment, lead, browser):
    entry = add(assessment, lead)
    urls = [url_of("step", assessment), url_of("entry", assessment, entry.reference)]
    few = [_queries(browser, url) for url in [*urls, *urls]][2:]
    for number in range(MOST_ENTRIES - 1):
        made = add(assessment, lead, name=f"Contract no {number}")
        make.answer(assessment, "contract.value", number, by=lead, entry=made.reference)

    many = [_queries(browser, url) for url in urls]

    assert few == many
    assert max(many) <= 15


def _queries(browser, url):
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)
