"""Saving is never a gamble: errors, conflicts and what no browser sends."""

from urllib.parse import urlencode

import pytest

from assessments.models import Answer
from events.models import Event
from tests.assessments import factories as make
from tests.assessments.step_pages import StepPage, fields_of, stored, value_of
from tests.question_sets.factories import ask, make_edition, make_point, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make.lead()


@pytest.fixture
def colleague():
    return make.contributor()


@pytest.fixture
def assessment(lead, colleague):
    return make.assessment(lead, members=[colleague])


@pytest.fixture
def page(assessment, lead):
    return StepPage(assessment, "first", "kinds", by=lead)


def html(response):
    return response.content.decode()


def errors_of(response):
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"answer-first.money": "about ten"}, "Enter an amount in pounds using numbers, such as 1,250,000"),
        ({"answer-first.money": "-5"}, "Enter an amount in pounds using numbers, such as 1,250,000"),
        ({"answer-first.money": "9" * 13}, "Enter an amount of £999,999,999,999 or less"),
        ({"answer-first.money": "12.50"}, "Enter whole pounds, without pence, such as 1,250,000"),
        ({"answer-first.date-day": "31", "answer-first.date-month": "2", "answer-first.date-year": "2027"},
         "Enter a real date, such as 27 3 2027"),
        ({"answer-first.date-day": "31"}, "Date must include a month and a year"),
        ({"answer-first.choice": "maybe"}, "Choose from the list: what was sent is not on it"),
        ({"answer-first.multi": ["apples", "stones"]}, "Choose from the list: what was sent is not on it"),
        ({"answer-first.multi": ["apples", "none"]}, "Choose either “None” or the other choices, not both"),
        ({"answer-first.text": "x" * 10_001}, "Use 10,000 characters or fewer: there are 10001"),
        ({"answer-first.text": "x\n" * 500}, "Use 500 lines or fewer"),
        ({"answer-first.text": "a\x00b"}, "Remove the character that is not text: it cannot be saved"),
        ({"explanation-first.text": "x" * 10_001}, "Use 10,000 characters or fewer: there are 10001"),
    ],
)  # fmt: skip
def test_an_error_says_what_to_do_and_the_rest_of_the_page_is_saved(page, assessment, typed, message):
    response = page.send({"answer-first.revealed": "Fine", **typed})

    assert response.status_code == 200
    assert [texts[0].partition(": ")[2] for texts in errors_of(response).values()] == [message]
    assert "<title>Error: " in html(response)
    assert "Your other answers on this page are saved." in html(response)
    assert [answer.question_key for answer in Answer.objects.all()] == ["first.revealed"]


def test_what_has_an_error_stays_as_it_was_typed(page):
    response = page.send(
        {
            "answer-first.money": "about <ten>",
            "explanation-first.money": "My explanation",
            "answer-first.date-day": "99",
            "answer-first.text": "a" * 10_001,
        }
    )

    text = html(response)
    assert 'value="about &lt;ten&gt;"' in text
    assert "My explanation</textarea>" in text
    assert 'value="99"' in text
    assert "a" * 10_001 in text


def test_the_summary_leads_to_the_first_input_at_fault(page):
    response = page.send(
        {"answer-first.money": "ten", "answer-first.choice": "maybe", "answer-first.date-day": "31"}
    )

    text = html(response)
    for target in ("id_answer-first.choice", "id_answer-first.date-month", "id_answer-first.money"):
        assert f'href="#{target}"' in text
        assert text.count(f'id="{target}"') == 1


def test_the_summary_names_the_questions(page):
    response = page.send({"answer-first.money": "ten", "explanation-first.text": "x" * 10_001})

    assert errors_of(response) == {
        "explanation-first.text": ["1.1, explanation: Use 10,000 characters or fewer: there are 10001"],
        "answer-first.money": ["1.6: Enter an amount in pounds using numbers, such as 1,250,000"],
    }


def test_an_error_can_be_mended_and_sent_again(page, assessment):
    response = page.send({"answer-first.text": "Saved", "answer-first.money": "ten"})
    page.fields = fields_of(response.context["form"])

    page.send({"answer-first.money": "10"})

    assert (value_of(assessment, "first.text"), value_of(assessment, "first.money")) == ("Saved", 10)
    assert stored(assessment, "first.text").version == 1


def test_two_people_on_different_answers_of_one_page_both_keep_theirs(page, assessment, colleague):
    other = StepPage(assessment, "first", "kinds", by=colleague)

    page.send({"answer-first.text": "Mine"})
    response = other.send({"answer-first.money": "7", "answer-first.multi": ["pears"]})

    assert response.status_code == 302
    assert [value_of(assessment, f"first.{key}") for key in ("text", "money", "multi")] == [
        "Mine",
        7,
        ["pears"],
    ]


def test_the_same_answer_shows_both_texts_and_saves_the_rest(page, assessment, colleague):
    other = StepPage(assessment, "first", "kinds", by=colleague)
    page.send({"answer-first.text": "What the lead wrote"})

    response = other.send({"answer-first.text": "What I wrote", "answer-first.money": "7"})

    text = html(response)
    assert response.status_code == 409
    assert "What the lead wrote" in text
    assert "What I wrote</textarea>" in text
    assert "Lea Lead" in text
    assert value_of(assessment, "first.text") == "What the lead wrote"
    assert value_of(assessment, "first.money") == 7


@pytest.mark.parametrize(("kept", "outcome"), [("mine", "Both together"), ("theirs", "First")])
def test_a_conflict_is_settled_by_choosing(page, assessment, colleague, kept, outcome):
    other = StepPage(assessment, "first", "kinds", by=colleague)
    page.send({"answer-first.text": "First"})
    conflict = other.send({"answer-first.text": "Second"})

    response = other.browser.post(
        other.url,
        {
            **conflict.context["hidden"],
            "answer-first.text": "Both together",
            "explanation-first.text": "",
            "kept-version-answer-first.text": kept,
        },
    )

    assert response.status_code == 302
    assert value_of(assessment, "first.text") == outcome


def test_a_third_change_while_somebody_chooses_is_a_conflict_again(page, assessment, lead, colleague):
    other = StepPage(assessment, "first", "kinds", by=colleague)
    page.send({"answer-first.text": "First"})
    conflict = other.send({"answer-first.text": "Second"})
    StepPage(assessment, "first", "kinds", by=lead).send({"answer-first.text": "Third"})

    response = other.browser.post(
        other.url,
        {
            **conflict.context["hidden"],
            "answer-first.text": "Second",
            "explanation-first.text": "",
            "kept-version-answer-first.text": "mine",
        },
    )

    assert response.status_code == 409
    assert "Third" in html(response)
    assert value_of(assessment, "first.text") == "Third"


def test_an_error_beside_a_conflict_can_be_mended_on_the_same_page(page, assessment, colleague):
    other = StepPage(assessment, "first", "kinds", by=colleague)
    page.send({"answer-first.text": "First"})
    conflict = other.send(
        {"answer-first.text": "Second", "answer-first.money": "ten", "explanation-first.money": "Why"}
    )

    other.browser.post(
        other.url,
        {
            **conflict.context["hidden"],
            "answer-first.text": "Second",
            "explanation-first.text": "",
            "kept-version-answer-first.text": "mine",
            "answer-first.money": "10",
            "explanation-first.money": "Why",
        },
    )

    assert [bound.name for bound in conflict.context["others"]] == [
        "answer-first.money",
        "explanation-first.money",
    ]
    assert (value_of(assessment, "first.text"), value_of(assessment, "first.money")) == ("Second", 10)
    assert stored(assessment, "first.money").explanation == "Why"


def test_an_answer_that_stays_shows_what_is_stored_beside_an_error(page, assessment, colleague):
    other = StepPage(assessment, "first", "kinds", by=colleague)
    page.send({"answer-first.text": "What the lead wrote"})

    response = other.send({"answer-first.money": "ten"})
    other.fields = fields_of(response.context["form"])
    other.send({"answer-first.money": "10"})

    assert "What the lead wrote</textarea>" in html(response)
    assert value_of(assessment, "first.text") == "What the lead wrote"


def test_a_conflict_in_the_background_is_counted_and_nothing_is_overwritten(page, assessment, colleague):
    other = StepPage(assessment, "first", "kinds", by=colleague)
    page.send({"answer-first.text": "First"})

    for _ in range(2):
        told = other.send({"answer-first.text": "Second"}, HTTP_ACCEPT="application/json").json()
        other.fields |= told["versions"]

    assert (told["conflicts"], told["versions"]) == (1, {})
    assert value_of(assessment, "first.text") == "First"


def test_an_untouched_answer_does_not_undo_another_persons_by_saving_in_the_background(
    page, assessment, colleague
):
    other = StepPage(assessment, "first", "kinds", by=colleague)
    page.send({"answer-first.text": "First"})

    for amount in ("1", "12"):
        told = other.send({"answer-first.money": amount}, HTTP_ACCEPT="application/json").json()
        other.fields |= told["versions"]

    assert value_of(assessment, "first.text") == "First"


def test_two_people_who_type_the_same_go_on_from_there(page, assessment, colleague):
    other = StepPage(assessment, "first", "kinds", by=colleague)
    page.send({"answer-first.text": "The same"})

    told = other.send({"answer-first.text": "The same"}, HTTP_ACCEPT="application/json").json()

    assert told["versions"] == {"version-first.text": "1"}


@pytest.mark.parametrize(
    "forged",
    [
        {"version-first.text": "99"},
        {"version-first.text": "-1"},
        {"version-first.text": "one"},
        {"version-first.text": "9" * 5_000},
        {"answer-second.contracts": "yes"},
        {"answer-nowhere.1": "x"},
        {"explanation-nowhere.1": "x"},
        {"version-nowhere.1": "1"},
    ],
)
def test_what_no_page_offers_is_refused_as_a_whole_with_the_text(page, assessment, forged):
    before = Event.objects.count()

    response = page.send({"answer-first.text": "Typed text", **forged})

    assert response.status_code == 400
    assert "Typed text" in html(response)
    assert (Answer.objects.count(), Event.objects.count()) == (0, before)


def test_a_question_of_another_edition_is_refused(page, lead):
    other = make.published_edition(
        make_edition(make_point("p", make_section("s", ask("elsewhere.1"))), edition="2")
    )
    make.assessment(lead, on=other)

    response = page.send({"answer-elsewhere.1": "Typed text"})

    assert response.status_code == 400
    assert "Typed text" in html(response)
    assert Answer.objects.count() == 0


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "{{ request.user }}{% load x %}",
        "\u202eright to left",
        "x" * 9_000,
        "👩🏽‍🚀 emoji",
        "العربية",
        "中文",
        "Ŵyna a’r tŷ",
        "\n  two leading blanks and a trailing line\n",
    ],
)
def test_text_of_every_sort_comes_back_as_it_was_typed(page, assessment, lead, text):
    response = page.send({"answer-first.text": text})

    again = StepPage(assessment, "first", "kinds", by=lead)
    assert response.status_code == 302
    assert value_of(assessment, "first.text") == text
    assert again.fields["answer-first.text"] == text
    assert "<script>alert" not in html(again.response)


def test_half_a_surrogate_pair_is_refused_with_the_rest_of_the_page_shown(page):
    body = b"answer-first.text=%ED%A0%80&answer-first.revealed=Typed+text"

    response = page.browser.post(page.url, body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 400
    assert Answer.objects.count() == 0


def test_line_ends_of_a_browser_are_not_a_change(page, assessment, lead):
    page.send({"answer-first.text": "one\r\ntwo"})
    again = StepPage(assessment, "first", "kinds", by=lead)

    again.send({"answer-first.text": "one\r\ntwo"})

    assert stored(assessment, "first.text").version == 1


def test_a_page_that_would_make_the_assessment_too_long_is_refused_with_the_text(page, assessment, lead):
    make.answer(assessment, "first.revealed", "x", by=lead)
    Answer.objects.update(characters=1_000_000)

    response = page.send({"answer-first.text": "One more"})

    assert response.status_code == 409
    assert "One more" in html(response)
    assert value_of(assessment, "first.text") is None


def test_a_page_at_every_limit_fits_into_a_request(lead):
    everything = make_section("everything", *(ask(f"q.{number}") for number in range(22)))
    assessment = make.assessment(lead, on=make.published_edition(make_edition(make_point("p", everything))))
    page = StepPage(assessment, "p", "everything", by=lead)
    longest = {name: "\U0001f680" * 10_000 for name in page.fields if not name.startswith("version-")}

    response = page.browser.post(
        page.url, urlencode({**page.fields, **longest}), content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 302
    assert {len(answer.value) + len(answer.explanation) for answer in Answer.objects.all()} == {20_000}
    assert StepPage(assessment, "p", "everything", by=lead).response.status_code == 200


@pytest.mark.parametrize("key", ["database.1", "next-token.password", "version.1"])
def test_text_is_shown_whatever_the_question_is_called(lead, key):
    edition = make_edition(make_point("p", make_section("s", ask(key))), edition="3")
    page = StepPage(make.assessment(lead, on=make.published_edition(edition)), "p", "s", by=lead)

    response = page.send({f"answer-{key}": "Typed text", f"version-{key}": "99"})

    assert response.status_code == 400
    assert "Typed text" in html(response)
