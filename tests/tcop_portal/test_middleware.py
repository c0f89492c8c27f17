"""Headers on every response, text that is text, writers who are signed out, a database that is busy."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.http import require_POST

from accounts.models import User
from tcop_portal import urls
from tcop_portal.middleware import CONTENT_SECURITY_POLICY, is_busy
from tests.concurrency.holding import held

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@login_not_required
def public(request):
    return HttpResponse(request.POST.get("answer-a", "read"))


@login_not_required
@require_POST
def pressed(request):
    return HttpResponse("pressed")


def signed_in(request):
    return HttpResponse("saved")


@login_not_required
def forbidden(request):
    raise PermissionDenied


@login_not_required
def broken(request):
    raise RuntimeError("the answer that somebody typed")


@login_not_required
def busy(request):
    raise OperationalError("database is locked")


def signed_out_elsewhere(request):
    request.session["a sentence"] = "for the next page"
    Session.objects.all().delete()
    return HttpResponse("saved")


@login_not_required
def sandboxed(request):
    return HttpResponse(headers={"Content-Security-Policy": "sandbox"})


def own_pages(*names):
    return [path(f"{name}/", public, name=name) for name in names]


urlpatterns = [
    path("public/", public),
    path("pressed/", pressed),
    path("signed-in/", signed_in),
    path("forbidden/", forbidden),
    path("broken/", broken),
    path("busy/", busy),
    path("sandboxed/", sandboxed),
    path("signed-out-elsewhere/", signed_out_elsewhere),
    path("", include((own_pages("sign_in", "sign_out", "people", "organisations", "account"), "accounts"))),
    path("", include((own_pages("home", "edition_list"), "assessments"))),
    path("", include((own_pages("pack_list"), "reporting"))),
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.fixture
def person():
    visitor = Client(raise_request_exception=False)
    visitor.force_login(User.objects.create_user("ada@example.org", name="Ada"))
    return visitor


EVERY_KIND = [
    ("/public/", 200),
    ("/signed-in/", 302),
    ("/forbidden/", 403),
    ("/nowhere/", 404),
    ("/pressed/", 405),
    ("/broken/", 500),
    ("/busy/", 503),
    ("/public/?q=%00", 400),
    ("/static/portal.css", 200),
]


@pytest.mark.parametrize(("address", "status"), EVERY_KIND)
def test_every_response_carries_the_headers(visitor, address, status):
    response = visitor.get(address)

    assert response.status_code == status
    assert response["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_every_page_is_titled_with_the_name_of_the_portal_even_one_that_broke(visitor, settings):
    settings.PORTAL_NAME = "Portal of <Examples>"

    for address in ("/nowhere/", "/broken/"):
        assert "– Portal of &lt;Examples&gt;</title>" in visitor.get(address).text


@pytest.mark.parametrize(("address", "status"), EVERY_KIND[:-1])
def test_no_page_is_stored(person, address, status):
    assert person.get(address)["Cache-Control"] == "no-store"


def test_an_address_that_only_a_button_leads_to_says_so(visitor):
    opened = visitor.get("/pressed/")

    assert '<h1 class="govuk-heading-l">There is no page at this address</h1>' in opened.text
    assert opened["Allow"] == "POST"
    assert visitor.post("/pressed/").text == "pressed"


def test_a_static_file_may_be_stored(visitor):
    assert "max-age" in visitor.get("/static/portal.css")["Cache-Control"]


def test_a_stricter_policy_of_a_page_stays(visitor):
    assert visitor.get("/sandboxed/")["Content-Security-Policy"] == "sandbox"


NOT_TEXT = ["%00", "%ED%A0%80", "%FF"]


@pytest.mark.parametrize("piece", NOT_TEXT)
@pytest.mark.parametrize("address", ["/public/{}/", "/public/?q={}", "/public/?{}=1"])
def test_an_address_that_is_not_text_is_a_bad_request(visitor, address, piece):
    assert visitor.get(address.format(piece)).status_code == 400


def test_an_address_in_any_language_is_no_bad_request(visitor):
    assert visitor.get("/public/?q=%D8%A7%F0%9F%98%80").status_code == 200


@pytest.mark.parametrize("piece", ["%ED%A0%80", "%FF"])
def test_a_form_that_is_not_text_is_a_bad_request_and_shows_what_can_be_read(visitor, piece):
    body = f"answer-a=kept+words&answer-b={piece}"

    response = visitor.generic("POST", "/public/", body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 400
    assert "kept words" in response.text


def test_a_form_with_u0000_reaches_its_field(visitor):
    body = "answer-a=a%00b"

    response = visitor.generic("POST", "/public/", body, content_type="application/x-www-form-urlencoded")

    assert response.content == b"a\x00b"


def test_a_signed_out_reader_is_sent_to_sign_in(visitor):
    response = visitor.get("/signed-in/")

    assert response["Location"] == "/sign_in/?next=/signed-in/"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_signed_out_writer_is_told_that_nothing_was_saved(visitor, method):
    assert getattr(visitor, method)("/signed-in/").status_code == 403


def test_a_signed_out_writer_sees_the_typed_text_and_no_secret(visitor):
    response = visitor.post(
        "/signed-in/",
        {
            "answer-a": "<b>my words</b>",
            "version-a": "77001",
            "new_password": "hunter2hunter2",
            "token": "t0k3n",
        },
    )

    assert response.status_code == 403
    assert "&lt;b&gt;my words&lt;/b&gt;" in response.text
    for hidden in ("77001", "hunter2hunter2", "t0k3n"):
        assert hidden not in response.text


def test_a_form_from_before_the_last_sign_in_shows_the_typed_text():
    visitor = Client(enforce_csrf_checks=True)

    response = visitor.post("/public/", {"answer-a": "my words"})

    assert response.status_code == 403
    assert "my words" in response.text


def test_a_busy_database_keeps_the_typed_text(visitor):
    response = visitor.post("/busy/", {"answer-a": "my words"})

    assert response.status_code == 503
    assert "my words" in response.text


def test_what_was_saved_is_told_although_the_session_is_gone(person):
    response = person.post("/signed-out-elsewhere/")

    assert (response.status_code, response.text) == (200, "saved")
    assert person.get("/signed-in/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_lock_that_takes_too_long_counts_as_busy():
    person = User.objects.create_user("ada@example.org", name="Ada")

    with held(person), pytest.raises(OperationalError) as refusal, transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)

    assert is_busy(refusal.value)


def test_another_fault_of_the_database_is_not_called_busy():
    assert not is_busy(OperationalError("disk I/O error"))
    assert not is_busy(RuntimeError("database is locked"))


def test_a_body_over_the_limit_is_refused_in_words(visitor):
    response = visitor.post(
        "/public/", "a=" + "x" * (8 * 1024 * 1024), content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 413
    assert "too much at once" in response.text.lower()
