"""Log lines name people by their id and pages by their route, and quote nobody."""

import io
import json
import logging

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client
from django.urls import path

SECRET = "s3cret-t0ken"


@login_not_required
def welcome(request, token):
    return HttpResponse("welcome")


@login_not_required
def broken(request, token):
    raise RuntimeError(f"the answer of ada@example.org with {token}")


urlpatterns = [path("welcome/<str:token>/", welcome), path("broken/<str:token>/", broken)]
handler500 = "tcop_portal.errors.server_error"


@pytest.fixture
def written():
    """What the console handler of the settings writes, from the level INFO as in production."""
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", "django")}
    console = next(handler for handler in root.handlers if isinstance(handler, logging.StreamHandler))
    stream = io.StringIO()
    before = console.setStream(stream)
    for name in levels:
        logging.getLogger(name).setLevel("INFO")
    yield stream
    console.setStream(before)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.urls(__name__)
@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/welcome/{}/?q={}", "/broken/{}/?q={}", "/nowhere/{}/?q={}"])
def test_no_line_holds_a_token_an_address_or_an_exceptions_message(written, address):
    Client(raise_request_exception=False).get(address.format(SECRET, SECRET))

    assert "request_" in written.getvalue()
    assert SECRET not in written.getvalue()
    assert "ada@example.org" not in written.getvalue()


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_fault_is_logged_with_its_class_its_frames_and_its_route(written):
    Client(raise_request_exception=False).get(f"/broken/{SECRET}/")

    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    failures = [line for line in lines if line["event"] == "request_failed"]

    assert [line["request"] for line in failures] == ["GET /broken/<str:token>/"]
    assert failures[0]["exception"][0] == "builtins.RuntimeError"
    assert failures[0]["exception"][-1].endswith(" broken")


def test_the_attempts_to_sign_in_are_not_logged_with_their_addresses():
    assert settings.LOGGING["loggers"]["axes"] == {"level": "CRITICAL", "propagate": False}
