import pytest
from django.urls import reverse

from tests.assessments import factories


@pytest.fixture
def lead(db):
    return factories.lead()


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
        change_form(submitted), {"form": "Typed just now", "version": "7"}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "so it cannot be changed" in page
    assert "Typed just now" in page
    assert reverse("assessments:task_list", args=[submitted.reference]) in page


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
