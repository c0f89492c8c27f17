import pytest
from django.test import Client
from django.urls import reverse

from question_sets.reading import edition_structure
from tests.assessments import factories


@pytest.fixture
def submitted(lead):
    draft = factories.assessment(lead)
    factories.submitted(draft, by=lead)
    return draft


def change_form(of):
    return reverse("assessments:change_form", args=[of.reference])


def test_reading_a_page_that_only_a_draft_has_leads_to_the_task_list_with_a_notice(submitted, lead):
    client = factories.signed_in(lead)

    answer = client.get(change_form(submitted))

    assert answer.url == reverse("assessments:task_list", args=[submitted.reference])
    assert "so it cannot be changed" in client.get(answer.url).content.decode()


def test_writing_to_what_was_submitted_shows_what_was_typed(submitted, lead):
    answer = factories.signed_in(lead).post(
        change_form(submitted), {"reason": "Typed just now", "version": "7"}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "so it cannot be changed" in page
    assert "Typed just now" in page
    assert reverse("assessments:task_list", args=[submitted.reference]) in page


def typed_on(answer):
    return {field.label: field.text for field in answer.context["typed"]}


def statement_of(of):
    return reverse("assessments:statement", args=[of.reference, "first"])


STATEMENT = {"rating": "partly_met", "summary": "How we meet it", "expected_on-day": "3", "next": "later"}

SAID = {
    "How far does your project meet this point?": "Partly met",
    "How do you meet this point?": "How we meet it",
    "When do you expect to meet the point?": "3",
}


def test_what_was_typed_comes_back_under_the_words_of_its_form(submitted, lead):
    answer = factories.signed_in(lead).post(statement_of(submitted), STATEMENT)

    assert (answer.status_code, typed_on(answer)) == (409, SAID)


def test_signed_out_it_comes_back_under_the_words_of_its_form_too(submitted):
    answer = Client().post(statement_of(submitted), STATEMENT)

    assert (answer.status_code, typed_on(answer)) == (403, SAID)


ANSWERS = {
    "answer-first.text": "Our users",
    "explanation-first.choice": "Because",
    "answer-first.choice": "yes",
}


def test_answers_come_back_under_their_questions(submitted, lead):
    step = reverse("assessments:step", args=[submitted.reference, "first", "kinds"])
    questions = edition_structure(submitted.question_set)
    text, choice = questions.question("first.text"), questions.question("first.choice")

    answer = factories.signed_in(lead).post(step, ANSWERS)

    assert typed_on(answer) == {
        f"{text.code} {text.text}": "Our users",
        f"Explanation of your answer to {choice.code}": "Because",
        f"{choice.code} {choice.text}": "Yes",
    }


def test_signed_out_they_say_nothing_of_the_assessment(submitted):
    step = reverse("assessments:step", args=[submitted.reference, "first", "kinds"])

    answer = Client().post(step, ANSWERS)

    assert typed_on(answer) == {
        "Your answer to first.text": "Our users",
        "Explanation of your answer to first.choice": "Because",
        "Your answer to first.choice": "yes",
    }


def test_who_signed_in_again_sees_their_own_questions_and_a_stranger_does_not(submitted, lead):
    step = reverse("assessments:step", args=[submitted.reference, "first", "kinds"])
    stranger = factories.lead("Stan Stranger", of=factories.organisation("Elsewhere"))
    labels = []
    for somebody in (lead, stranger):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(somebody)
        labels.append(next(iter(typed_on(browser.post(step, ANSWERS)))))

    text = edition_structure(submitted.question_set).question("first.text")
    assert labels == [f"{text.code} {text.text}", "Your answer to first.text"]


def test_a_write_that_no_page_offers_is_a_plain_refusal(lead):
    draft = factories.assessment(lead)
    about = reverse("assessments:project_step", args=[draft.project.reference, "about"])

    answer = factories.signed_in(lead).post(about, {"name": "Typed", "version-name": "99"})

    assert answer.status_code == 400
    assert "Typed" in answer.content.decode()


def test_what_is_not_yours_stays_not_found_whatever_its_status(submitted):
    stranger = factories.lead("Stan Stranger", of=factories.organisation("Elsewhere"))
    client = factories.signed_in(stranger)

    assert client.get(change_form(submitted)).status_code == 404
    assert client.post(change_form(submitted), {"form": "short"}).status_code == 404


def test_what_your_role_may_not_do_stays_forbidden_whatever_its_status(lead):
    viewer = factories.viewer()
    draft = factories.assessment(lead, members=[viewer])
    factories.submitted(draft, by=lead)

    assert factories.signed_in(viewer).get(change_form(draft)).status_code == 403
