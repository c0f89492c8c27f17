"""The pages about packs, in a browser without a script."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from assessments.actions.submission import take_back
from assessments.models import DocumentKind
from reporting.making import LOST_AFTER, UNAVAILABLE, ask_for, make
from reporting.models import PackState, StoredPack
from tests.assessments import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return factories.lead()


@pytest.fixture
def submission(lead):
    return factories.submitted(factories.assessment(lead), by=lead)


@pytest.fixture
def reviewer(submission):
    person = factories.person("Rae Viewer", Role.REVIEWER, of=factories.organisation())
    return factories.signed_in(person)


def page(name, *args):
    return reverse(f"reporting:{name}", args=args)


def ready(submission, extension="html"):
    ask_for(submission.pk, at=timezone.now())
    stored = submission.stored_packs.get(format=extension)
    assert make([stored]) == []
    return stored


def test_a_reviewer_reads_the_pack_of_an_organisation_given_to_them(reviewer, submission):
    response = reviewer.get(page("pack", submission.reference))

    assert response.status_code == 200
    assert "Renew a fishing licence" in response.text
    assert "Our answer to 1.1." in response.text
    assert "Current" in response.text


def test_the_way_back_from_a_pack_is_the_way_that_somebody_came(reviewer, submission, lead):
    path = reverse("reporting:pack", args=[submission.reference])
    task_list = reverse("assessments:task_list", args=[submission.assessment.reference])

    of_team, of_reviewer = (browser.get(path).text for browser in (factories.signed_in(lead), reviewer))

    assert f'href="{task_list}" class="govuk-back-link"' in of_team
    assert task_list not in of_reviewer


def test_a_reviewer_of_another_organisation_gets_404_as_for_a_pack_that_does_not_exist(submission):
    other = factories.organisation("Ministry of Elsewhere")
    stranger = factories.signed_in(factories.person("Stran Ger", Role.REVIEWER, of=other))

    for name in ("pack", "pack_file", "pack_progress", "pack_state"):
        rest = [] if name == "pack" else ["html"]
        assert stranger.get(page(name, submission.reference, *rest)).status_code == 404
        assert stranger.get(page(name, "S-2222-2222", *rest)).status_code == 404


def test_a_reviewer_never_sees_a_draft(lead, reviewer):
    draft = factories.assessment(lead)

    assert reviewer.get(page("draft_preview", draft.reference)).status_code == 404


def test_the_preview_of_a_draft_says_that_it_is_a_draft(lead):
    draft = factories.assessment(lead)
    factories.answer(draft, "first.text", "What we say so far.", by=lead)

    text = factories.signed_in(lead).get(page("draft_preview", draft.reference)).text

    assert "Draft: not submitted" in text
    assert "What we say so far." in text
    assert "Declaration" not in text


def test_the_preview_of_a_submitted_assessment_is_its_pack(lead, submission):
    response = factories.signed_in(lead).get(page("draft_preview", submission.assessment.reference))

    assert response.headers["Location"] == page("pack", submission.reference)


def test_a_stored_file_is_given_out_as_it_was_stored(reviewer, submission, settings):
    stored = ready(submission)

    response = reviewer.get(page("pack_file", submission.reference, "html"))

    assert response.content == (Path(settings.PACKS_DIR) / stored.file).read_bytes()
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="evidence-pack-{submission.reference}-round-1.html"'
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_file_that_the_browser_has_is_not_sent_again(reviewer, submission):
    ready(submission)
    address = page("pack_file", submission.reference, "html")
    first = reviewer.get(address)

    again = reviewer.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_the_json_is_the_frozen_document(reviewer, submission):
    response = reviewer.get(page("pack_file", submission.reference, "json"))

    assert response.content == bytes(submission.documents.get(kind=DocumentKind.PACK).content)
    assert json.loads(response.content)["cover"]["reference"] == submission.reference


def test_a_format_that_there_is_not_is_404(reviewer, submission):
    assert reviewer.get(page("pack_file", submission.reference, "docx")).status_code == 404
    assert reviewer.get(page("pack_progress", submission.reference, "json")).status_code == 404


def test_a_file_that_is_being_made_leads_to_a_page_that_waits(reviewer, submission):
    response = reviewer.get(page("pack_file", submission.reference, "pdf"), follow=True)

    assert response.redirect_chain == [(page("pack_progress", submission.reference, "pdf"), 302)]
    assert f"<title>The PDF is being made: pack {submission.reference} – " in response.text
    assert f'data-refresh-url="{page("pack_state", submission.reference, "pdf")}"' in response.text
    assert reviewer.get(page("pack_state", submission.reference, "pdf")).json() == {"ready": False}


LATE = "It should be ready by now."


@pytest.mark.parametrize(
    ("since", "is_late"),
    [(LOST_AFTER - timedelta(minutes=1), False), (LOST_AFTER + timedelta(minutes=1), True)],
)
@pytest.mark.parametrize("state", [PackState.WAITING, PackState.MAKING])
def test_a_file_that_nobody_makes_any_more_is_called_late(reviewer, submission, state, since, is_late):
    then = timezone.now() - since
    StoredPack.objects.create(
        submission=submission,
        format="pdf",
        state=state,
        asked_for_at=then,
        claimed_at=then if state == PackState.MAKING else None,
    )

    response = reviewer.get(page("pack_progress", submission.reference, "pdf"))

    assert (LATE in response.text) == is_late


def test_a_file_that_was_never_asked_for_is_late_from_its_submission_on(reviewer, submission):
    response = reviewer.get(page("pack_progress", submission.reference, "pdf"))

    assert submission.submitted_at < timezone.now() - LOST_AFTER
    assert LATE in response.text


def test_the_page_that_waited_offers_the_file_once_it_is_there(reviewer, submission):
    ready(submission)

    response = reviewer.get(page("pack_progress", submission.reference, "html"))

    assert f"<title>The HTML is ready: pack {submission.reference} – " in response.text
    assert page("pack_file", submission.reference, "html") in response.text
    assert reviewer.get(page("pack_state", submission.reference, "html")).json() == {"ready": True}


def test_the_page_of_a_pdf_that_cannot_be_made_says_why(reviewer, submission):
    StoredPack.objects.create(
        submission=submission,
        format="pdf",
        state=PackState.FAILED,
        why_failed=UNAVAILABLE,
        asked_for_at=factories.NOW,
    )

    text = reviewer.get(page("pack_file", submission.reference, "pdf"), follow=True).text

    assert f"<title>The PDF could not be made: pack {submission.reference} – " in text
    assert UNAVAILABLE in text
    assert reviewer.get(page("pack", submission.reference)).status_code == 200


def test_a_file_that_was_changed_is_not_given_out(reviewer, submission, settings):
    stored = ready(submission)
    (Path(settings.PACKS_DIR) / stored.file).write_bytes(b"changed")

    response = reviewer.get(page("pack_file", submission.reference, "html"))

    assert response.status_code == 503
    assert "cannot be given out" in response.text


def later_round(submission, lead):
    draft = take_back(submission, reason="A wrong figure.", by=lead, at=factories.NOW)
    return factories.submitted(draft, by=lead)


def test_a_round_that_was_taken_back_says_so(reviewer, submission, lead):
    take_back(submission, reason="A wrong figure.", by=lead, at=factories.NOW)

    text = reviewer.get(page("pack", submission.reference)).text

    assert "The team took this round back on 20 November 2026." in text
    assert "Taken back" in text


def test_an_earlier_round_leads_to_the_later_one(reviewer, submission, lead):
    second = later_round(submission, lead)

    text = reviewer.get(page("pack", submission.reference)).text

    assert "A later round exists: round 2, submitted on 20 November 2026." in text
    assert page("pack", second.reference) in text
    assert "A later round exists" not in reviewer.get(page("pack", second.reference)).text


def test_the_list_marks_each_round_with_its_standing(reviewer, submission, lead):
    second = later_round(submission, lead)

    rows = reviewer.get(page("pack_list")).context["rows"]

    assert [(row[2]["text"], row[5]["text"]) for row in rows] == [
        (second.reference, "Current"),
        (submission.reference, "Superseded"),
    ]


def test_the_links_to_the_rounds_of_a_project_differ_in_name(reviewer, submission, lead):
    later_round(submission, lead)

    text = reviewer.get(page("pack_list")).text

    assert '<span class="govuk-visually-hidden"> (round 1)</span></a>' in text
    assert '<span class="govuk-visually-hidden"> (round 2)</span></a>' in text


def test_the_list_can_leave_out_earlier_rounds(reviewer, submission, lead):
    second = later_round(submission, lead)

    rows = reviewer.get(page("pack_list"), {"rounds": "current"}).context["rows"]

    assert [row[2]["text"] for row in rows] == [second.reference]


@pytest.mark.parametrize(
    ("words", "found"), [("fishing", 1), ("S-", 1), ("Department", 1), ("nothing like it", 0)]
)
def test_the_list_is_searched_by_words(reviewer, words, found):
    response = reviewer.get(page("pack_list"), {"q": words})

    assert len(response.context["rows"]) == found
    assert ("No pack matches your search." in response.text) == (not found)


def test_the_list_is_narrowed_to_an_organisation(reviewer, submission):
    other = factories.organisation("Ministry of Elsewhere")
    theirs = factories.organisation()

    of_theirs = reviewer.get(page("pack_list"), {"organisation": theirs.reference})
    of_other = reviewer.get(page("pack_list"), {"organisation": other.reference})

    assert len(of_theirs.context["rows"]) == 1
    assert "organisation" in of_other.context["form"].errors


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"q": "x" * 201}, "Use 200 characters or fewer"),
        ({"organisation": "O-NONE-NONE"}, "Choose an organisation from the list"),
        ({"rounds": "latest"}, "Choose from the list of rounds"),
    ],
)
def test_a_search_that_cannot_be_read_says_what_to_do_and_narrows_nothing(
    reviewer, submission, query, message
):
    response = reviewer.get(page("pack_list"), query)

    assert message in response.text
    assert len(response.context["rows"]) == 1


def test_a_reviewer_without_packs_sees_what_will_be_here():
    other = factories.organisation("Ministry of Elsewhere")
    person = factories.signed_in(factories.person("Rae Viewer", Role.REVIEWER, of=other))

    assert "There are no submitted packs for you to read yet." in person.get(page("pack_list")).text


def test_a_pack_stays_as_it_was_when_the_project_changes(reviewer, submission, lead):
    project = submission.assessment.project
    before = reviewer.get(page("pack", submission.reference)).context["pack"]

    project.name = "Another name"
    project.save()

    assert reviewer.get(page("pack", submission.reference)).context["pack"] == before


def many_packs(lead, count):
    for number in range(count):
        project = factories.project(lead, name=f"Project {number}")
        factories.submitted(factories.assessment(lead, of_project=project), by=lead)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_one_pack_and_for_many(
    reviewer, lead, count, django_assert_max_num_queries
):
    many_packs(lead, count)

    with django_assert_max_num_queries(10):
        reviewer.get(page("pack_list"))


def test_a_pack_takes_few_queries(reviewer, submission, django_assert_max_num_queries):
    ready(submission)

    with django_assert_max_num_queries(12):
        reviewer.get(page("pack", submission.reference))
    with django_assert_max_num_queries(12):
        reviewer.get(page("pack_file", submission.reference, "html"))


def test_a_preview_takes_few_queries(lead, django_assert_max_num_queries):
    draft = factories.assessment(lead)
    client = factories.signed_in(lead)
    client.get(page("draft_preview", draft.reference))

    with django_assert_max_num_queries(15):
        client.get(page("draft_preview", draft.reference))
