"""Sixteen people save different answers of the same pages at the same time."""

from functools import partial

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessments.models import Answer, AnswerVersion, Assessment
from events.chain import broken_links
from tests.assessments import factories
from tests.concurrency.browsing import Browser
from tests.concurrency.writers import together
from tests.question_sets.factories import ask, make_edition, make_point, make_section
from tests.telling import Tell

WRITERS = 16
PAGES = 25


def shared_assessment(lead: User) -> Assessment:
    """An assessment with a page for each round, and on each page a question for each writer."""
    sections = (
        make_section(f"page-{page}", *(ask(f"page-{page}.{writer}") for writer in range(WRITERS)))
        for page in range(PAGES)
    )
    edition = make_edition(make_point("crowded", *sections))
    return factories.assessment(lead, on=factories.published_edition(edition))


def write_every_page(address: str, person: User, assessment: Assessment, writer: int) -> int:
    """Open each page, change one's own answer, save; how many saves the portal took."""
    browser = Browser(address, person)
    taken = 0
    for page in range(PAGES):
        path = reverse("assessments:step", args=[assessment.reference, "crowded", f"page-{page}"])
        fields = browser.fields(path)
        fields[f"answer-page-{page}.{writer}"] = f"Writer {writer} on page {page}"
        taken += browser.post(path, fields) == 302
    browser.close()
    return taken


@pytest.mark.django_db(transaction=True)
def test_four_hundred_saves_by_sixteen_people_lose_none(live_server: LiveServer, tell: Tell) -> None:
    lead = factories.lead()
    assessment = shared_assessment(lead)
    writers = [factories.lead(f"Writer {number}") for number in range(WRITERS)]

    taken = together(
        *(
            partial(write_every_page, live_server.url, person, assessment, number)
            for number, person in enumerate(writers)
        )
    )

    assert taken == [PAGES] * WRITERS
    stored = dict(Answer.objects.filter(assessment=assessment).values_list("question_key", "value"))
    assert stored == {
        f"page-{page}.{writer}": f"Writer {writer} on page {page}"
        for page in range(PAGES)
        for writer in range(WRITERS)
    }
    assert AnswerVersion.objects.count() == WRITERS * PAGES
    assert broken_links() == []
    tell(f"saves over HTTP on {connection.vendor}: {sum(map(int, taken))}, none lost")
