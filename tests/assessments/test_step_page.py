"""The page of a step: what it asks, what it saves, where it leads."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions.answers import MOST_CHARACTERS
from assessments.actions.entries import change_form
from assessments.actions.evidence import Place, choose_evidence
from assessments.actions.projects import add_member
from assessments.models import Answer, Form
from events.models import Event
from question_sets.kinds import QuestionKind
from tests.assessments import factories as make
from tests.assessments.step_pages import StepPage, stored, value_of
from tests.question_sets.factories import any_of, ask, make_edition, make_point, make_section

pytestmark = pytest.mark.django_db

EVERY_KIND = {
    "answer-first.text": "Our users",
    "answer-first.choice": "no",
    "explanation-first.choice": "Not yet",
    "answer-first.revealed": "Because",
    "answer-first.multi": ["pears", "apples"],
    "answer-first.date-day": "3",
    "answer-first.date-month": "March",
    "answer-first.date-year": "2027",
    "answer-first.money": "£1,250,000",
}


@pytest.fixture
def lead():
    return make.lead()


@pytest.fixture
def assessment(lead):
    return make.assessment(lead)


@pytest.fixture
def page(assessment, lead):
    return StepPage(assessment, "first", "kinds", by=lead)


def html(response):
    return response.content.decode()


def codes_on(page):
    return [asked.question.code for asked in page.response.context["form"].step.questions]


def test_the_page_says_which_step_of_the_point_it_is(assessment, lead):
    url = reverse("assessments:step", args=[assessment.reference, "second", "buying"])
    client = make.signed_in(lead)

    before = html(client.get(url))
    make.answer(assessment, "second.contracts", "yes", by=lead)
    after = html(client.get(url))

    assert "2. Point second, step 1 of 1</span>" in before
    assert "2. Point second, step 1 of 2</span>" in after


def test_answers_of_every_kind_are_saved(page, assessment):
    page.send(EVERY_KIND)

    assert {
        kind: value_of(assessment, f"first.{kind}") for kind in ("text", "choice", "revealed", "multi")
    } == {
        "text": "Our users",
        "choice": "no",
        "revealed": "Because",
        "multi": ["apples", "pears"],
    }
    assert value_of(assessment, "first.date") == "2027-03-03"
    assert value_of(assessment, "first.money") == 1_250_000
    assert stored(assessment, "first.choice").explanation == "Not yet"


def test_saved_answers_come_back_into_the_form(page, assessment, lead):
    page.send(EVERY_KIND)

    again = StepPage(assessment, "first", "kinds", by=lead)

    assert again.fields["answer-first.multi"] == ["apples", "pears"]
    assert again.fields["answer-first.date-month"] == "3"
    assert 'value="1,250,000"' in html(again.response)


def test_half_a_page_saves(page, assessment):
    response = page.send({"answer-first.text": "Half"})

    assert response.status_code == 302
    assert value_of(assessment, "first.text") == "Half"
    assert Answer.objects.count() == 1


def test_a_page_sent_unchanged_writes_nothing(page, assessment):
    page.send(EVERY_KIND)
    events = Event.objects.count()

    StepPage(assessment, "first", "kinds", by=assessment.created_by).send({})

    assert Event.objects.count() == events
    assert stored(assessment, "first.text").version == 1


def test_an_answer_can_be_taken_back_to_blank(page, assessment, lead):
    page.send(EVERY_KIND)
    again = StepPage(assessment, "first", "kinds", by=lead)
    again.fields.pop("answer-first.multi")

    again.send({"answer-first.text": "", "answer-first.money": ""})

    assert [value_of(assessment, f"first.{key}") for key in ("text", "money", "multi")] == ["", None, None]


def test_a_question_that_was_not_on_the_page_keeps_its_answer(page, assessment):
    page.send(EVERY_KIND)

    page.browser.post(page.url, {"answer-first.text": "New", "version-first.text": "1"})

    assert value_of(assessment, "first.text") == "New"
    assert value_of(assessment, "first.choice") == "no"


def test_save_and_continue_goes_to_the_next_step_that_is_asked(page, assessment):
    response = page.send({"answer-first.money": "101"})

    assert response.url == reverse("assessments:step", args=[assessment.reference, "first", "later"])


def test_the_last_step_that_is_asked_leads_to_the_statement(page, assessment):
    response = page.send({"answer-first.money": "100"})

    assert response.url == reverse("assessments:statement", args=[assessment.reference, "first"])


def test_save_and_come_back_later_goes_to_the_task_list(page, assessment):
    response = page.send({"answer-first.text": "Kept", "later": "yes"})

    assert response.url == reverse("assessments:task_list", args=[assessment.reference])
    assert value_of(assessment, "first.text") == "Kept"


def test_choosing_evidence_saves_what_was_typed_first(page, assessment):
    response = page.send({"answer-first.text": "Kept", "evidence": "first.text"})

    place = [assessment.reference, "first", "first.text"]
    assert response.url == reverse("assessments:choose_answer_evidence", args=place)
    assert value_of(assessment, "first.text") == "Kept"


def test_evidence_of_a_question_elsewhere_is_not_chosen_from_here(page, assessment):
    response = page.send({"evidence": "https://elsewhere.example/"})

    assert response.url == reverse("assessments:statement", args=[assessment.reference, "first"])


def test_evidence_in_use_is_listed_and_counted(assessment, lead):
    item = make.piece_of_evidence(assessment.project, by=lead, title="Research <report>")
    for question in ("first.text", "first.evidence"):
        place = Place("first", question)
        choose_evidence(assessment, place, chosen=[item.reference], base=[], by=lead, at=make.NOW)

    text = html(StepPage(assessment, "first", "kinds", by=lead).response)

    assert "Evidence (1)" in text
    assert "Research &lt;report&gt;" in text


def test_who_changed_an_answer_last_is_printed_under_it(page, assessment, lead):
    page.send({"answer-first.text": "Mine"})
    Answer.objects.update(saved_at="2027-07-03T13:32:00Z")

    text = html(StepPage(assessment, "first", "kinds", by=lead).response)

    assert text.count("Last changed by Lea Lead on 3 July 2027 at 14:32") == 1


def test_a_follow_up_of_the_same_section_is_on_the_page_with_its_condition(page):
    text = html(page.response)

    assert "Answer if you chose “No” at 1.2" in text
    assert "{&quot;questions&quot;: [&quot;answer-first.choice&quot;]" in text


def test_questions_that_an_earlier_section_hides_are_not_on_the_page(lead):
    earlier = make_section("earlier", ask("gate", QuestionKind.CHOICE, choices=("yes", "no")))
    here = make_section(
        "here",
        ask("always"),
        ask("hidden", shown_when=(any_of("gate", "yes"),)),
        ask("under-hidden", shown_when=(any_of("hidden", "x"),)),
    )
    assessment = make.assessment(
        lead, on=make.published_edition(make_edition(make_point("only", earlier, here)))
    )

    before = codes_on(StepPage(assessment, "only", "here", by=lead))
    make.answer(assessment, "gate", "yes", by=lead)
    after = codes_on(StepPage(assessment, "only", "here", by=lead))

    assert (before, after) == (["1.2"], ["1.2", "1.3", "1.4"])


def test_the_short_form_asks_its_own_questions_only(assessment, lead):
    change_form(assessment, Form.SHORT, by=lead, at=make.NOW)

    assert codes_on(StepPage(assessment, "first", "kinds", by=lead)) == ["1.1", "1.2", "1.3"]


def test_an_answer_under_an_unmet_condition_is_kept_and_named_on_the_next_page(page, assessment):
    response = page.send({"answer-first.choice": "yes", "answer-first.revealed": "Typed all the same"})

    text = html(page.browser.get(reverse("assessments:step", args=[assessment.reference, "first", "kinds"])))
    assert response.status_code == 302
    assert "Your answer to 1.3 is not asked for now. It is kept, and is not part of your pack." in text
    assert value_of(assessment, "first.revealed") == "Typed all the same"


def test_an_answer_that_the_background_saved_and_then_hid_is_named_too(page, assessment):
    for typed in (
        {"answer-first.choice": "no", "answer-first.revealed": "Why"},
        {"answer-first.choice": "yes"},
    ):
        page.fields |= typed
        page.fields |= page.send({}, HTTP_ACCEPT="application/json").json()["versions"]

    page.send({})

    assert "Your answer to 1.3 is not asked for now" in html(page.browser.get(page.url))


def test_an_answer_of_another_section_that_a_page_hides_is_named(assessment, lead):
    make.answer(assessment, "first.money", 101, by=lead)
    make.answer(assessment, "first.later", "Written before", by=lead)
    page = StepPage(assessment, "first", "kinds", by=lead)

    page.send({"answer-first.money": "100"})

    assert "Your answer to 1.8 is not asked for now" in html(page.browser.get(page.url))


def test_answers_that_another_page_hides_are_not_named_here(assessment, lead):
    make.answer(assessment, "first.later", "Kept", by=lead)
    page = StepPage(assessment, "second", "buying", by=lead)

    page.send({"answer-second.contracts": "no"})

    assert "not asked for now" not in html(page.browser.get(page.url))


def test_what_was_typed_is_saved_though_the_section_is_not_asked_any_more(assessment, lead):
    make.answer(assessment, "first.money", 101, by=lead)
    open_page = StepPage(assessment, "first", "later", by=lead)
    make.answer(assessment, "first.money", 99, by=lead)

    open_page.send({"answer-first.later": "Typed meanwhile"})

    assert value_of(assessment, "first.later") == "Typed meanwhile"


def test_what_was_typed_is_saved_though_the_question_left_the_form(page, assessment, lead):
    change_form(assessment, Form.SHORT, by=lead, at=make.NOW)

    page.send({"answer-first.multi": ["apples"]})

    assert value_of(assessment, "first.multi") == ["apples"]


def test_a_section_that_is_not_asked_sends_the_reader_to_its_point(assessment, lead):
    page = StepPage(assessment, "first", "later", by=lead)

    assert page.response.url == reverse("assessments:point", args=[assessment.reference, "first"])


@pytest.mark.parametrize("place", [("first", "none"), ("none", "kinds"), ("second", "kinds")])
def test_a_place_that_the_edition_does_not_have_is_not_found(assessment, lead, place):
    browser = make.signed_in(lead)

    url = reverse("assessments:step", args=[assessment.reference, *place])

    assert (browser.get(url).status_code, browser.post(url).status_code) == (404, 404)


def test_a_save_in_the_background_answers_in_json_and_goes_nowhere(page, assessment):
    response = page.send(
        {"answer-first.text": "Typing", "answer-first.money": "ten"}, HTTP_ACCEPT="application/json"
    )

    told = response.json()
    assert re.fullmatch(r"\d\d:\d\d", told.pop("saved_at"))
    assert 3_500 < told.pop("session_ends_in") <= 3_600
    assert told == {
        "versions": {"version-first.text": "1"},
        "conflicts": 0,
        "errors": ["1.6: Enter an amount in pounds using numbers, such as 1,250,000"],
    }


def test_saves_in_the_background_one_after_another_are_no_conflict_with_oneself(page, assessment):
    for text in ("One", "One two", "One two three"):
        told = page.send({"answer-first.text": text}, HTTP_ACCEPT="application/json").json()
        page.fields |= told["versions"]

    assert (told["conflicts"], value_of(assessment, "first.text")) == (0, "One two three")


def test_a_late_write_after_submission_shows_the_text_and_changes_nothing(page, assessment, lead):
    make.submitted(assessment, by=lead)
    before = value_of(assessment, "first.text")

    response = page.send({"answer-first.text": "Too late"})

    assert response.status_code == 409
    assert "Too late" in html(response)
    assert value_of(assessment, "first.text") == before


def test_the_limit_of_an_assessment_is_announced_before_it_is_reached(assessment, lead):
    far = html(StepPage(assessment, "first", "kinds", by=lead).response)
    make.answer(assessment, "first.text", "x" * 10_000, by=lead)
    Answer.objects.update(explanation="y" * 790_000)

    near = html(StepPage(assessment, "first", "kinds", by=lead).response)

    assert "Your answers hold" not in far
    assert f"Your answers hold 800,000 of at most {MOST_CHARACTERS:,} characters" in near


def test_a_viewer_may_not_open_the_page(assessment, lead):
    reader = make.viewer()
    add_member(assessment.project, reader, by=lead, at=make.NOW)

    assert StepPage(assessment, "first", "kinds", by=reader).response.status_code == 403


def test_people_of_another_organisation_find_nothing(assessment):
    stranger = make.lead("Stran Ger", of=make.organisation("Elsewhere"))

    assert StepPage(assessment, "first", "kinds", by=stranger).response.status_code == 404


def test_a_page_takes_a_bounded_number_of_queries(page, assessment):
    with CaptureQueriesContext(connection) as reading:
        page.browser.get(page.url)
    with CaptureQueriesContext(connection) as writing:
        page.send(EVERY_KIND)

    assert len(reading) <= 15
    assert len(writing) <= 45
