"""Editors' pages about 600 questions, with 50 organisations on them, take no more queries than others."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from assessments.demonstration.crowd import Size, crowd
from assessments.demonstration.large_edition import DRAFT, KEY, PUBLISHED
from question_sets.editions import ask_to_publish
from question_sets.models import QuestionSet
from question_sets.parts import part_of
from question_sets.reading import edition_structure, read_edition
from tcop_portal.routes import Route, routes
from tests.accounts.factories import make_person
from tests.assessments.factories import signed_in
from tests.editor.places import Parts, parts_for
from tests.telling import Tell

MOST_QUERIES: Final = 15
SIZE: Final = Size(assessments=100, questions=600, organisations=50, answers=20)

PARTS: Final[Parts] = {
    part.kind: part
    for part in map(
        part_of,
        (
            "edition",
            "point/point-1",
            "section/point-1/section-1",
            "check/check-1",
            "question/q.1",
            "choice/q.1/no",
            "guidance/point-1/1",
            "question/q.3/condition/1",
        ),
    )
}
"""Those around the longest section."""


APPROVE: Final = "editor:approve"
"""The page that is there once somebody asked for approval: the page that asks is gone then."""


@pytest.fixture
def browser(db: None) -> Client:
    """That of an editor."""
    return signed_in(make_person(Role.EDITOR))


def pages() -> Iterator[str]:
    """The address of every page about the draft or the published edition, with each kind of part."""
    for route in routes():
        is_page = route.access and "GET" in route.access.methods
        if route.name.startswith("editor:") and is_page and route.name != APPROVE:
            yield from (reverse(route.name, kwargs=named) for named in named_in(route))


def named_in(route: Route) -> Iterator[Mapping[str, Any]]:
    """The arguments of a route."""
    edition = PUBLISHED if route.name == "editor:retire" else DRAFT
    found = {"key": KEY, "edition": edition, "point": "point-1", "section": "section-1"}
    named = {name: value for name, value in found.items() if f":{name}>" in route.pattern}
    yield from ({**named, **parts} for parts in parts_for(route.name, PARTS))


def ask_for_approval() -> None:
    """Another editor asks to publish the draft."""
    draft = QuestionSet.objects.get(key=KEY, edition=DRAFT)
    seen = read_edition(draft).digest
    ask_to_publish(draft, announcement="New", seen=seen, by=make_person(Role.EDITOR), at=timezone.now())


def queries_of(browser: Client, address: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200, address
    return len(queries)


def test_a_page_about_600_questions_takes_at_most_15_queries(browser: Client, tell: Tell) -> None:
    """Once the sealed edition is in memory."""
    crowd(SIZE, at=timezone.now())
    edition_structure(QuestionSet.objects.get(key=KEY, edition=PUBLISHED))

    counts = {address: queries_of(browser, address) for address in pages()}
    ask_for_approval()
    approve = reverse(APPROVE, args=[KEY, DRAFT])
    counts[approve] = queries_of(browser, approve)

    tell(f"queries of {len(counts)} editors' pages beside {SIZE}: at most {max(counts.values())}")
    assert {address: count for address, count in counts.items() if count > MOST_QUERIES} == {}
    assert len(counts) > 30
