"""What teams read of new editions."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.assessments import factories
from tests.assessments.queries import queries_of
from tests.question_sets.factories import SEALED_AT, make_edition, make_point, small_edition
from tests.question_sets.publishing import publish

pytestmark = pytest.mark.django_db

LATER = SEALED_AT + timedelta(days=30)
NEWS = "Point 3 is <b>new</b>.\nNothing else changed."
SHOWN = "Point 3 is &lt;b&gt;new&lt;/b&gt;.<br>Nothing else changed."


@pytest.fixture
def lead():
    return factories.lead()


def publish_newer(announcement=NEWS, *, name="2027-01"):
    return publish(replace(small_edition(), edition=name, title="The newer one"), announcement, at=LATER)


def page_of(lead, name, *arguments):
    answer = factories.signed_in(lead).get(reverse(f"assessments:{name}", args=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


def test_whoever_reads_the_editions_reads_the_announcement(lead):
    factories.published_edition()
    publish_newer()

    page = page_of(lead, "edition_list")

    assert "<bdi>The newer one, edition 2027-01</bdi>, published on 1 April 2026" in page
    assert SHOWN in page


def test_whoever_starts_an_assessment_reads_the_announcement(lead):
    project = factories.project(lead)
    factories.published_edition()
    publish_newer()

    assert SHOWN in page_of(lead, "start_assessment", project.reference)


def test_editions_without_an_announcement_tell_nothing(lead):
    project = factories.project(lead)
    factories.published_edition()
    publish_newer("")

    for page in (page_of(lead, "edition_list"), page_of(lead, "start_assessment", project.reference)):
        assert "2027-01" in page
        assert "published on" not in page


def test_a_draft_on_an_older_edition_says_that_a_newer_one_exists(lead):
    draft = factories.assessment(lead)
    before = page_of(lead, "task_list", draft.reference)
    publish_newer()

    page = page_of(lead, "task_list", draft.reference)

    assert "A newer edition" not in before
    assert "A newer edition, 2027-01, was published on 1 April 2026." in page
    assert "This assessment stays on edition 2026-01" in page
    assert SHOWN in page


def test_a_draft_on_the_newest_edition_says_nothing(lead):
    factories.published_edition()
    newest = publish_newer()
    draft = factories.assessment(lead, on=newest)

    assert "A newer edition" not in page_of(lead, "task_list", draft.reference)


def test_a_submitted_assessment_says_nothing(lead):
    submission = factories.submitted(factories.assessment(lead), by=lead)
    publish_newer()

    assert "A newer edition" not in page_of(lead, "task_list", submission.assessment.reference)


def test_the_queries_do_not_depend_on_how_many_editions_there_are(lead):
    project, draft = factories.project(lead), factories.assessment(lead)
    client = factories.signed_in(lead)
    addresses = [
        reverse("assessments:edition_list"),
        reverse("assessments:start_assessment", args=[project.reference]),
        reverse("assessments:task_list", args=[draft.reference]),
    ]
    publish_newer()
    few = [queries_of(client, address) for address in addresses]

    for number in range(20):
        key = "example" if number % 2 else f"other-{number}"
        edition = replace(make_edition(make_point("one"), edition=f"2028-{number}"), key=key)
        publish(edition, NEWS, at=LATER + timedelta(days=number))

    assert [queries_of(client, address) for address in addresses] == few
    assert max(few) <= 15
