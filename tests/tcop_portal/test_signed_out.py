"""Somebody who was signed out while they typed finds the way back to the page that they typed on."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.assessments import factories

pytestmark = pytest.mark.django_db


def test_the_way_to_sign_in_leads_back_to_the_page() -> None:
    lead = factories.lead()
    draft = factories.assessment(lead)
    step = reverse("assessments:step", args=[draft.reference, "first", "kinds"])
    browser = Client()

    refused = browser.post(f"{step}?back=submission", {"answer-first.text": "Typed"})
    browser.force_login(lead)
    back = browser.get(refused.context["way_on"])

    assert "Typed" in refused.text
    assert back.url == f"{step}?back=submission"


@pytest.mark.parametrize("address", ["/account/stay/", "/sign-out/", "/sign-in/"])
def test_what_cannot_be_opened_or_needs_no_way_back_leads_to_sign_in_alone(address: str) -> None:
    refused = Client(enforce_csrf_checks=True).post(address)

    assert refused.status_code == 403
    assert refused.context["way_on"] == "/sign-in/"
