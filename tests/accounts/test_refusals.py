import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts import refusals
from accounts.refusals import (
    AddressTaken,
    Inactive,
    LastAdministrator,
    LastLead,
    LinkNotUsable,
    NameTaken,
    SessionOver,
)
from assessments.middleware import RefusalMiddleware
from plain_text.refusals import Refused
from tests.accounts.factories import make_person

REFUSALS = (
    AddressTaken(),
    Inactive(),
    LastAdministrator(),
    LastLead("Here"),
    LinkNotUsable(),
    NameTaken(),
    SessionOver(),
)


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@pytest.mark.django_db
@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: type(refusal).__name__)
def test_a_refusal_that_a_view_forgets_is_a_page_with_what_was_typed(refusal: Refused) -> None:
    request = RequestFactory().post("/people/", {"name": "Typed just now"})
    request.user = make_person()

    page = RefusalMiddleware(answer).process_exception(request, refusal)

    assert page is not None
    assert page.status_code == 409
    assert str(refusal) in page.content.decode()
    assert "Typed just now" in page.content.decode()


def test_every_refusal_is_tried() -> None:
    tried = {type(refusal).__name__ for refusal in REFUSALS}

    assert tried == set(refusals.__all__) - {"Refused"}
