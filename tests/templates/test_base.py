"""The frame of every page."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_page_with_errors_says_so_in_its_title(client: Client, kitchen_sink: str) -> None:
    before = client.get(kitchen_sink).content.decode()
    after = client.post(kitchen_sink, {}).content.decode()

    assert "<title>Everything (page 4 of 10) – Technology Code of Practice portal</title>" in before
    assert "<title>Error: Everything (page 4 of 10) – Technology Code of Practice portal</title>" in after
    assert "govuk-error-summary" not in before
    assert "govuk-error-summary" in after


def test_notices_are_announced_and_escaped(client: Client, kitchen_sink: str) -> None:
    html = client.get(f"{kitchen_sink}?notice=1").content.decode()

    assert "Saved &lt;b&gt;plainly&lt;/b&gt;" in html
    assert 'aria-labelledby="notice-1"' in html
    assert 'aria-labelledby="notice-2"' in html


def test_the_demonstration_says_that_it_is_one(client: Client, kitchen_sink: str, settings: Any) -> None:
    assert b"do not enter real data" in client.get(kitchen_sink).content

    settings.MODE = "production"

    assert b"do not enter real data" not in client.get(kitchen_sink).content


def test_the_organisation_is_in_the_header_and_gov_uk_is_not(
    client: Client, kitchen_sink: str, settings: Any
) -> None:
    settings.ORGANISATION_NAME = "Ministry of <Examples>"

    html = client.get(kitchen_sink).content.decode()

    assert "Ministry of &lt;Examples&gt;" in html
    for identity in ("crown", "GOV.UK", "govuk-header__logotype", "opengraph"):
        assert identity not in html


def test_nothing_on_the_page_is_inline_or_from_elsewhere(client: Client, kitchen_sink: str) -> None:
    html = client.get(kitchen_sink).content.decode()

    assert "<style" not in html
    assert " style=" not in html
    assert "<script>" not in html
    assert 'src="http' not in html
    assert html.count("<h1") == 1


def test_the_warning_before_a_session_ends_is_on_the_page_only_when_there_is_one(
    client: Client, kitchen_sink: str
) -> None:
    assert b"data-session-ends-in" not in client.get(kitchen_sink).content

    html = client.get(f"{kitchen_sink}?ends_in=60").content.decode()

    assert 'data-session-ends-in="60"' in html
    assert 'data-stay-url="/account/stay/"' in html


@pytest.mark.parametrize("name", ["400", "403", "404", "413", "500"])
def test_an_error_page_is_whole_without_a_request(name: str) -> None:
    html = render_to_string(f"errors/{name}.html")

    assert "<h1" in html
    assert " – Portal</title>" in html


def test_what_was_typed_and_not_saved_is_shown_escaped() -> None:
    typed = [{"label": "Why?", "text": "<b>Because</b>\nof it"}]

    html = render_to_string(
        "errors/not_saved.html", {"heading": "Not saved", "explanation": "It was too late.", "typed": typed}
    )

    assert "Why?</h3>" in html
    assert "&lt;b&gt;Because&lt;/b&gt;<br>of it" in html
    assert "<title>Not saved – " in html
