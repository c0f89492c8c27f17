import re

import pytest
from django.urls import reverse

from assessments.actions.projects import add_member
from assessments.declaration import DECLARATION
from assessments.lifecycle import Status
from assessments.models import Assessment, Submission
from tests.assessments import factories
from tests.assessments.record_pages import RecordPage

ROLE = {"role": "Delivery manager"}


@pytest.fixture
def colleague(lead):
    return factories.contributor("Cole League")


@pytest.fixture
def viewer(lead):
    return factories.viewer()


@pytest.fixture
def draft(lead, colleague, viewer):
    return factories.assessment(lead, members=[colleague, viewer])


@pytest.fixture
def ready(draft, lead):
    return factories.complete_assessment(draft, by=lead)


def page(of, by, name="submit"):
    return RecordPage(name, of.reference, by=by)


def status_of(assessment):
    return Assessment.objects.get(pk=assessment.pk).status


class TestSubmitting:
    def test_a_lead_agrees_to_the_declaration_and_submits(self, ready, lead):
        opened = page(ready, lead)
        assert DECLARATION in opened.text
        assert opened.fields["name"] == "Lea Lead"

        answer = opened.send(ROLE)

        assert answer.url == reverse("assessments:submitted", args=[ready.reference])
        made = Submission.objects.get()
        assert (made.declaration, made.declared_name, made.declared_role, made.submitted_by) == (
            DECLARATION,
            "Lea Lead",
            "Delivery manager",
            lead,
        )
        assert status_of(ready) == Status.SUBMITTED

    def test_a_double_click_submits_once_and_both_see_the_confirmation(self, ready, lead):
        opened = page(ready, lead)

        first, second = opened.send(ROLE), opened.send(ROLE)

        assert first.url == second.url == reverse("assessments:submitted", args=[ready.reference])
        assert Submission.objects.count() == 1

    def test_a_blank_role_is_an_error_and_submits_nothing(self, ready, lead):
        answer = page(ready, lead).send({"name": "Somebody", "role": " "})

        text = answer.content.decode()
        assert "Enter your role" in text
        assert 'value="Somebody"' in text
        assert status_of(ready) == Status.DRAFT

    def test_while_something_is_missing_the_page_lists_it_instead_of_the_form(self, draft, lead):
        opened = page(draft, lead)

        step = reverse("assessments:step", args=[draft.reference, "first", "kinds"])
        assert f'href="{step}?back=submission#id_answer-first.text"' in opened.text
        assert DECLARATION not in opened.text
        assert opened.fields == {}

    def test_a_contradiction_is_listed_with_links_to_both_answers(self, ready, lead):
        contract = factories.contracts(ready, 1, by=lead)[0]
        factories.answer(ready, "contract.starts", "2027-05-01", by=lead, entry=contract)
        factories.answer(ready, "contract.ends", "2027-04-01", by=lead, entry=contract)

        opened = page(ready, lead)

        assert "The contract must end after it starts." in opened.text
        assert len(re.findall(r"#id_answer-contract.(?:starts|ends)-day", opened.text)) >= 2

    def test_whoever_declares_reads_what_the_pack_will_note(self, ready, lead):
        factories.answer(ready, "first.money", 1_000_001, by=lead)

        opened = page(ready, lead)

        assert "<strong>Exception</strong>: That needs a reason." in opened.text
        assert opened.text.index("That needs a reason.") < opened.text.index(DECLARATION)

    def test_a_gap_that_opened_meanwhile_stops_the_submission_and_keeps_what_was_typed(self, ready, lead):
        opened = page(ready, lead)
        factories.answer(ready, "first.text", "", by=lead)

        answer = opened.send(ROLE)

        assert answer.status_code == 409
        assert "Delivery manager" in answer.content.decode()
        assert status_of(ready) == Status.DRAFT

    @pytest.mark.parametrize("person", ["colleague", "viewer"])
    def test_others_see_who_can_submit_and_cannot(self, ready, lead, person, request):
        opened = page(ready, request.getfixturevalue(person))

        assert "Lea Lead" in opened.text
        assert DECLARATION not in opened.text
        lead_fields = page(ready, lead).fields
        assert opened.send({**lead_fields, **ROLE}).status_code == 403
        assert opened.send().status_code == 403
        assert status_of(ready) == Status.DRAFT

    def test_somebody_of_another_organisation_finds_nothing(self, ready):
        stranger = factories.lead("Stran Ger", of=factories.organisation("Elsewhere"))
        opened = page(ready, stranger)

        assert opened.response.status_code == 404
        assert opened.send({"name": "x", "role": "y"}).status_code == 404


class TestSubmitted:
    def test_it_shows_the_reference_and_the_pack(self, ready, lead):
        made = factories.submitted(ready, by=lead)

        text = page(ready, lead, "submitted").text

        assert made.reference in text
        assert reverse("reporting:pack", args=[made.reference]) in text
        assert reverse("assessments:take_back", args=[ready.reference]) in text

    @pytest.mark.parametrize("person", ["colleague", "viewer"])
    def test_others_read_it_and_see_who_can_take_it_back(self, ready, lead, person, request):
        factories.submitted(ready, by=lead)

        text = page(ready, request.getfixturevalue(person), "submitted").text

        assert "Lea Lead" in text
        assert reverse("assessments:take_back", args=[ready.reference]) not in text

    def test_a_draft_has_no_confirmation(self, draft, lead):
        opened = page(draft, lead, "submitted")

        assert opened.response.url == reverse("assessments:task_list", args=[draft.reference])

    def test_the_submit_page_of_a_submission_leads_to_its_confirmation(self, ready, lead):
        factories.submitted(ready, by=lead)

        assert page(ready, lead).response.url == reverse("assessments:submitted", args=[ready.reference])


class TestTakingBack:
    @pytest.fixture
    def sent(self, ready, lead):
        return factories.submitted(ready, by=lead).assessment

    def test_it_needs_a_reason_and_starts_the_next_round(self, sent, lead):
        opened = page(sent, lead, "take_back")
        assert "Enter a reason" in opened.send({"reason": " "}).content.decode()
        assert status_of(sent) == Status.SUBMITTED

        answer = opened.send({"reason": "A typing error."})

        assert answer.url == reverse("assessments:task_list", args=[sent.reference])
        again = Assessment.objects.get(pk=sent.pk)
        assert (again.status, again.round) == (Status.DRAFT, 2)
        assert Submission.objects.get().take_back.reason == "A typing error."

    def test_a_reason_that_is_too_long_is_kept_on_the_page(self, sent, lead):
        answer = page(sent, lead, "take_back").send({"reason": "x" * 10_001})

        assert "x" * 10_001 in answer.content.decode()
        assert status_of(sent) == Status.SUBMITTED

    def test_a_double_click_takes_back_once_and_both_see_the_draft(self, sent, lead):
        opened = page(sent, lead, "take_back")

        first, second = opened.send({"reason": "A typing error."}), opened.send({"reason": "A typing error."})

        assert first.url == second.url == reverse("assessments:task_list", args=[sent.reference])
        assert Assessment.objects.get(pk=sent.pk).round == 2

    def test_another_reason_for_what_was_taken_back_already_is_shown_and_not_saved(self, sent, lead):
        opened = page(sent, lead, "take_back")
        opened.send({"reason": "A typing error."})

        answer = opened.send({"reason": "The costs were wrong."})

        assert answer.status_code == 409
        assert "The costs were wrong." in answer.content.decode()
        assert Submission.objects.get().take_back.reason == "A typing error."

    def test_a_page_of_an_earlier_round_takes_no_later_one_back(self, sent, lead):
        opened = page(sent, lead, "take_back")
        page(sent, lead, "take_back").send({"reason": "A typing error."})
        page(sent, lead).send(ROLE)

        answer = opened.send({"reason": "A typing error."})

        assert answer.status_code == 409
        assert "Round 1 was taken back before, and round 2 stands." in answer.content.decode()
        assert (status_of(sent), Assessment.objects.get(pk=sent.pk).round) == (Status.SUBMITTED, 2)

    def test_a_page_that_names_no_round_takes_nothing_back(self, sent, lead):
        opened = page(sent, lead, "take_back")

        assert opened.send({"reason": "A typing error.", "seen": ""}).status_code == 200
        assert opened.send({"reason": "A typing error.", "seen": "7"}).status_code == 400
        assert status_of(sent) == Status.SUBMITTED

    @pytest.mark.parametrize("person", ["colleague", "viewer"])
    def test_only_a_lead_takes_back(self, sent, person, request):
        opened = page(sent, request.getfixturevalue(person), "take_back")

        assert opened.response.status_code == 403
        assert opened.send({"reason": "Mine"}).status_code == 403
        assert status_of(sent) == Status.SUBMITTED

    def test_the_old_round_stays_readable(self, sent, lead):
        made = Submission.objects.get()
        page(sent, lead, "take_back").send({"reason": "A typing error."})

        pack = factories.signed_in(lead).get(reverse("reporting:pack", args=[made.reference]))

        assert pack.status_code == 200

    def test_the_next_round_is_submitted_like_the_first(self, sent, lead):
        page(sent, lead, "take_back").send({"reason": "A typing error."})
        page(sent, lead).send(ROLE)

        assert [made.round for made in Submission.objects.order_by("round")] == [1, 2]


@pytest.mark.parametrize("name", ["submitted", "take_back"])
def test_a_page_takes_at_most_15_queries(ready, lead, name, django_assert_max_num_queries):
    factories.submitted(ready, by=lead)
    opened = page(ready, lead, name)

    with django_assert_max_num_queries(15):
        opened.browser.get(opened.url)


def test_a_role_in_the_project_alone_does_not_let_somebody_submit(ready, lead):
    """The control: what others are refused is given by the role of a lead alone."""
    second = factories.lead("Second Lead")
    add_member(ready.project, second, by=lead, at=factories.NOW)

    assert page(ready, second).send(ROLE).status_code == 302
