"""Every renderer prints the same pack: dropping something is an error."""

import html
import re
from dataclasses import fields, is_dataclass

import pytest
from django.template.loader import render_to_string

from reporting.formats import FORMATS
from reporting.models import PackFormat
from reporting.presenters.body import pack_context
from reporting.renderers.as_html import pack_to_html
from reporting.templatetags.pack import day, legacy_in_words, limitation_in_words, moment, pounds
from tests.reporting import packs

# Fields that no reader is shown as they are: keys and raw values, whose words are printed beside them.
UNPRINTED = {
    "chain_sequence",
    "columns",
    "has_legacy",
    "has_limitations",
    "key",
    "kind",
    "legacy",
    "level",
    "limitation",
    "point_key",
    "rating",
    "schema_version",
    "section_key",
    "snapshot_schema_version",
    "standing",
    "status",
    "value",
    "vat_basis",
    "worst_rating",
    "repeats",
    "noun",
    "status_label",
}
REFERENCES_OF_PARTS = {"PackEntry", "PackAction", "PackEvidence"}
DAYS = {"date", "decision_by", "starts_on", "ends_on", "expected_on", "due_on", "dated_on"}
MOMENTS = {"changed_at", "submitted_at", "taken_back_at"}


def printed(part):
    """The texts that a reader must find, from a pack or any part of one."""
    if is_dataclass(part):
        names = [field.name for field in fields(part) if field.name not in UNPRINTED]
        if type(part).__name__ in REFERENCES_OF_PARTS:
            names.remove("reference")
        return [text for name in names for text in in_words(name, getattr(part, name))]
    if isinstance(part, tuple):
        return [text for item in part for text in printed(item)]
    return [line for line in str(part).splitlines() if line.strip()] if part not in (None, "") else []


def in_words(name, value):
    if name in DAYS:
        return printed(day(value))
    if name in MOMENTS:
        return printed(moment(value))
    return printed(pounds(value)) if name in ("amount_requested", "whole_life_cost") else printed(value)


def text_of(markup):
    """What a reader sees of a page."""
    body = re.sub(r"<(style|title)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def lost(pack, markup):
    seen = text_of(markup).replace(" ", "")
    return [text for text in printed(pack) if "".join(text.split()) not in seen]


@pytest.mark.parametrize("make", [packs.small_pack, packs.full_pack, packs.hostile_pack])
def test_the_html_prints_everything_in_the_pack(make):
    pack = make()

    assert lost(pack, pack_to_html(pack).decode()) == []


def test_a_template_that_drops_something_is_found_out():
    pack = packs.small_pack()
    markup = pack_to_html(pack).decode().replace("People may telephone instead.", "")

    assert lost(pack, markup) == ["People may telephone instead."]


@pytest.mark.parametrize(
    "label",
    [
        "Why this point does not apply",
        "Limitations",
        "Legacy technology, and the plan for it",
        "What the team does about the limitations",
        "Expected to meet the point",
    ],
)
def test_each_part_of_a_statement_has_a_heading(label):
    assert f'<h4 class="pack-label">{label}</h4>' in pack_to_html(packs.small_pack()).decode()


@pytest.mark.parametrize(
    ("rating", "limitation", "legacy", "words"),
    [
        ("met", "no", "", ("No", "Not asked")),
        ("partly_met", "yes", "no", ("Yes", "No")),
        ("partly_met", "yes", "", ("Yes", "Not given")),
        ("does_not_apply", "", "", ("Not asked", "Not asked")),
        ("", "", "", ("Not given", "Not asked")),
    ],
)
def test_what_the_summary_was_not_told_is_said_in_words(rating, limitation, legacy, words):
    said = packs.statement(rating, has_limitations=limitation, has_legacy=legacy)
    row = packs.summary_row(packs.point(1, "One", rating, statement=said))

    assert (limitation_in_words(row), legacy_in_words(row)) == words


def test_the_page_in_the_portal_has_the_body_of_the_download():
    pack = packs.small_pack()
    body = render_to_string("reporting/parts/body.html", pack_context(pack))

    assert body.strip() in pack_to_html(pack).decode()


def test_the_download_asks_for_nothing_from_anywhere():
    markup = pack_to_html(packs.hostile_pack()).decode()

    assert re.findall(r"<(?:script|link|iframe|object|embed|img)\b", markup) == []
    styles = re.findall(r"<style.*?</style>", markup, re.DOTALL)
    assert len(styles) == 2
    assert re.findall(r"url\(|@import", "".join(styles)) == []
    assert 'href="javascript:' not in markup


def test_every_stored_format_has_a_renderer():
    assert set(PackFormat.values) < set(FORMATS)
    assert set(FORMATS) - set(PackFormat.values) == {"json"}
