from datetime import date

import pytest
from django.urls import reverse

from assessments.actions.points import save_statement
from assessments.actions.projects import add_member
from assessments.models import Rating, Statement, YesNo
from tests.assessments import factories
from tests.assessments.queries import queries_of
from tests.assessments.record_pages import RecordPage


@pytest.fixture
def colleague(lead):
    return factories.contributor("Cole League")


@pytest.fixture
def draft(lead, colleague):
    return factories.assessment(lead, members=[colleague])


def stored(point="first"):
    return Statement.objects.get(point_key=point)


def page(draft, by, point="first"):
    return RecordPage("statement", draft.reference, point, by=by)


BACKGROUND = {"HTTP_ACCEPT": "application/json"}


def in_background(opened, typed):
    """What the page's script is told of a save while somebody types; the page goes on from it."""
    told = opened.browser.post(opened.url, {**opened.fields, **typed}, **BACKGROUND).json()
    opened.fields |= {**typed, **told["versions"]}
    return told


def test_a_whole_statement_is_saved_and_leads_to_the_check_page(draft, lead):
    opened = page(draft, lead)

    answer = opened.send(
        {
            "rating": Rating.PARTLY_MET,
            "summary": "We meet most of it.",
            "has_limitations": YesNo.YES,
            "limitations": "The rest.\r\nLine two.",
            "has_legacy": YesNo.YES,
            "legacy": "An old mainframe, replaced in 2028.",
            "mitigation": "We wait.",
            "expected_on-day": "1",
            "expected_on-month": "6",
            "expected_on-year": "2027",
        }
    )

    assert answer.url == reverse("assessments:check_point", args=[draft.reference, "first"])
    saved = stored()
    assert (saved.rating, saved.limitations) == (Rating.PARTLY_MET, "The rest.\nLine two.")
    assert (saved.has_legacy, saved.expected_on) == (YesNo.YES, date(2027, 6, 1))
    assert (saved.saved_by, saved.version) == (lead, 1)


def test_a_statement_is_saved_while_it_is_typed(draft, lead):
    opened = page(draft, lead)

    for words in ("We", "We meet", "We meet it."):
        told = in_background(opened, {"summary": words})

    assert stored().summary == "We meet it."
    assert stored().version == 3
    assert told["versions"]["version-summary"] == "3"
    assert (told["conflicts"], told["errors"]) == (0, [])
    assert 'data-autosave-url=""' in opened.text


def test_in_the_background_too_the_fields_without_errors_are_saved(draft, lead):
    opened = page(draft, lead)

    told = in_background(opened, {"summary": "Saved.", "expected_on-day": "31"})

    assert stored().summary == "Saved."
    assert len(told["errors"]) == 1
    assert "version-expected_on" not in told["versions"]


def test_a_conflict_in_the_background_is_counted_and_nothing_is_overwritten(draft, lead, colleague):
    mine, theirs = page(draft, lead), page(draft, colleague)
    theirs.send({"summary": "Theirs"})

    for words in ("Mine", "Mine, and more"):
        told = in_background(mine, {"summary": words, "rating": Rating.MET})

    assert (stored().summary, stored().rating) == ("Theirs", Rating.MET)
    assert told["conflicts"] == 1
    assert "version-summary" not in told["versions"]
    assert mine.send({"summary": "Mine, and more"}).status_code == 409


def test_an_untouched_field_does_not_undo_another_persons_by_saving_in_the_background(draft, lead, colleague):
    mine, theirs = page(draft, lead), page(draft, colleague)
    theirs.send({"summary": "Theirs"})

    for rating in (Rating.MET, Rating.NOT_MET):
        in_background(mine, {"rating": rating})

    assert (stored().summary, stored().rating) == ("Theirs", Rating.NOT_MET)


def test_a_half_finished_statement_saves_whatever_is_blank(draft, lead):
    answer = page(draft, lead).send({"limitations": "Only this"})

    assert answer.status_code == 302
    assert stored().limitations == "Only this"


def test_a_date_that_is_none_keeps_what_was_typed_and_saves_the_rest(draft, lead):
    opened = page(draft, lead)

    answer = opened.send(
        {
            "summary": "Saved all the same",
            "expected_on-day": "31",
            "expected_on-month": "2",
            "expected_on-year": "2027",
        }
    )

    assert answer.status_code == 200
    text = answer.content.decode()
    assert "<title>Error: " in text
    assert 'href="#id_expected_on-' in text
    assert 'value="31"' in text
    assert (stored().summary, stored().expected_on) == ("Saved all the same", None)


def test_putting_an_error_right_does_not_conflict_with_oneself(draft, lead):
    opened = page(draft, lead)
    wrong = {
        "summary": "Saved first",
        "expected_on-day": "31",
        "expected_on-month": "2",
        "expected_on-year": "2027",
    }
    again = opened.send(wrong).context["form"]
    versions = {name: again[name].value() for name in again.fields if name.startswith("version-")}

    answer = opened.send({**wrong, **versions, "expected_on-day": "28", "summary": "Saved again"})

    assert answer.status_code == 302
    assert (stored().summary, stored().expected_on) == ("Saved again", date(2027, 2, 28))


def test_a_text_that_is_too_long_is_kept_on_the_page_and_the_other_fields_are_saved(draft, lead):
    answer = page(draft, lead).send({"summary": "x" * 10_001, "limitations": "Short"})

    assert "x" * 10_001 in answer.content.decode()
    assert (stored().summary, stored().limitations) == ("", "Short")


def test_two_people_on_different_fields_both_keep_theirs(draft, lead, colleague):
    mine, theirs = page(draft, lead), page(draft, colleague)
    theirs.send({"mitigation": "By Cole"})

    answer = mine.send({"summary": "By Lea"})

    assert answer.status_code == 302
    assert (stored().summary, stored().mitigation) == ("By Lea", "By Cole")


def test_two_people_on_the_same_field_see_both_texts_and_choose(draft, lead, colleague):
    mine, theirs = page(draft, lead), page(draft, colleague)
    theirs.send({"summary": "By Cole"})

    answer = mine.send({"summary": "By Lea", "mitigation": "Saved"})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "By Lea" in text
    assert "By Cole" in text
    assert (stored().summary, stored().mitigation) == ("By Cole", "Saved")
    chosen = {**answer.context["hidden"], "summary": "By both", "kept-version-summary": "mine"}
    mine.browser.post(mine.url, chosen)
    assert stored().summary == "By both"


@pytest.mark.parametrize(
    ("button", "name"),
    [
        ("", "check_point"),
        ("add_action", "add_action"),
        ("evidence", "choose_evidence"),
        ("nonsense", "check_point"),
        ("remove_action T-2222-2222", "check_point"),
    ],
)
def test_every_button_saves_before_it_leads_on(draft, lead, button, name):
    answer = page(draft, lead).send({"summary": "Typed"}, next=button)

    assert answer.url == reverse(f"assessments:{name}", args=[draft.reference, "first"])
    assert stored().summary == "Typed"


def test_who_comes_back_later_goes_to_the_task_list_as_from_every_step(draft, lead):
    answer = page(draft, lead).send({"summary": "Typed"}, next="later")

    assert answer.url == reverse("assessments:task_list", args=[draft.reference])
    assert stored().summary == "Typed"


@pytest.mark.parametrize("field", ["version-summary", "version-rating"])
@pytest.mark.parametrize("forged", ["99", "-1", "x"])
def test_a_forged_version_is_refused_with_the_typed_text_on_the_page(draft, lead, field, forged):
    answer = page(draft, lead).send({"summary": "Kept on the page", field: forged})

    assert answer.status_code == 400
    assert "Kept on the page" in answer.content.decode()
    assert not Statement.objects.filter(summary="Kept on the page").exists()


def test_an_unknown_rating_is_an_error_of_that_field_alone(draft, lead):
    answer = page(draft, lead).send({"rating": "excellent", "summary": "Saved"})

    assert answer.status_code == 200
    assert (stored().rating, stored().summary) == ("", "Saved")


def test_a_point_of_another_edition_is_not_found(draft, lead):
    assert page(draft, lead, point="privacy").response.status_code == 404


def test_a_viewer_may_not_write_a_statement(draft, lead):
    viewer = factories.viewer()
    add_member(draft.project, viewer, by=lead, at=factories.NOW)
    opened = page(draft, viewer)

    assert opened.response.status_code == 403
    assert opened.send({"summary": "No"}).status_code == 403


def test_somebody_of_another_organisation_finds_nothing(draft):
    stranger = factories.lead("Stran Ger", of=factories.organisation("Elsewhere"))

    assert page(draft, stranger).response.status_code == 404


class TestAfterSubmission:
    def test_a_late_write_gives_a_page_with_the_typed_text_and_changes_nothing(self, draft, lead):
        opened = page(draft, lead)
        factories.submitted(draft, by=lead)

        answer = opened.send({"summary": "Typed too late"})

        assert answer.status_code == 409
        assert "Typed too late" in answer.content.decode()
        assert stored().summary == "How we meet it."

    def test_reading_the_page_leads_to_where_reading_is_possible(self, draft, lead):
        factories.submitted(draft, by=lead)

        assert page(draft, lead).response.status_code == 302


class TestDoesNotApply:
    def test_it_is_said_with_a_reason_before_the_steps(self, draft, lead):
        opened = RecordPage("not_applicable", draft.reference, "first", by=lead)

        answer = opened.send(rating=Rating.DOES_NOT_APPLY, reason_not_applicable="Nothing is bought.")

        assert answer.url == reverse("assessments:check_point", args=[draft.reference, "first"])
        assert (stored().rating, stored().reason_not_applicable) == (
            Rating.DOES_NOT_APPLY,
            "Nothing is bought.",
        )

    def test_the_page_itself_carries_the_rating(self, draft, lead):
        text = RecordPage("not_applicable", draft.reference, "first", by=lead).text

        assert '<input type="hidden" name="rating" value="does_not_apply">' in text

    def test_a_rating_that_somebody_else_chose_meanwhile_is_a_conflict(self, draft, lead, colleague):
        opened = RecordPage("not_applicable", draft.reference, "first", by=lead)
        save_statement(
            draft, "first", fields={"rating": Rating.MET}, base_version=0, by=colleague, at=factories.NOW
        )

        answer = opened.send(rating=Rating.DOES_NOT_APPLY, reason_not_applicable="Nothing is bought.")

        assert answer.status_code == 409
        assert (stored().rating, stored().reason_not_applicable) == (Rating.MET, "Nothing is bought.")


def test_the_page_takes_as_many_queries_for_50_contracts_as_for_one(draft, colleague, lead):
    url = reverse("assessments:statement", args=[draft.reference, "first"])
    factories.contracts(draft, 1, by=lead)
    for_one = queries_of(factories.signed_in(colleague), url)

    factories.contracts(draft, 49, by=lead)

    assert queries_of(factories.signed_in(colleague), url) == for_one <= 15
