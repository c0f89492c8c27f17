from datetime import date

import pytest
from django.urls import reverse

from accounts.actions.organisations import change_organisation
from assessments.actions.evidence import Place, choose_evidence
from assessments.models import Evidence, EvidenceType, EvidenceUse, Marking
from assessments.presenters.links import evidence_href
from events.models import Event
from tests.assessments import factories
from tests.assessments.queries import queries_of
from tests.assessments.record_pages import RecordPage

LINK = {
    "title": "Research report",
    "type": EvidenceType.RESEARCH.value,
    "url": "https://example.org/report",
    "marking": "official",
}


@pytest.fixture
def project(lead):
    return factories.project(lead)


@pytest.fixture
def item(project, lead):
    return factories.piece_of_evidence(project, by=lead)


def use(item, draft, by, question="first.evidence", entry="", point="first"):
    place = Place(point, question, entry)
    choose_evidence(draft, place, chosen=[item.reference], base=[], by=by, at=factories.NOW)


def test_an_empty_register_offers_the_one_next_step(project, lead):
    page = factories.signed_in(lead).get(reverse("assessments:evidence", args=[project.reference]))

    assert "There is no evidence yet." in page.content.decode()
    assert reverse("assessments:add_evidence", args=[project.reference]) in page.content.decode()


def test_a_link_is_added_once_with_its_date(project, lead):
    opened = RecordPage("add_evidence", project.reference, by=lead)
    dated = {"dated_on-day": "3", "dated_on-month": "March", "dated_on-year": "2026"}

    first = opened.send({**LINK, **dated})
    opened.send({**LINK, **dated})

    assert first.url == reverse("assessments:evidence", args=[project.reference])
    made = Evidence.objects.get()
    assert (made.title, made.url, made.dated_on) == (
        "Research report",
        "https://example.org/report",
        date(2026, 3, 3),
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,hello",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "example.org",
        "//example.org/a",
        "https://",
        "https://exa mple.org/",
        "",
    ],
)
def test_what_is_no_web_link_is_refused_and_kept_on_the_page(project, lead, url):
    answer = RecordPage("add_evidence", project.reference, by=lead).send({**LINK, "url": url})

    assert list(answer.context["form"].errors) == ["url"]
    assert 'value="Research report"' in answer.content.decode()
    assert not Evidence.objects.exists()


def test_a_link_with_a_date_that_is_none_is_kept_and_the_date_asked_again(project, lead):
    wrong = {"dated_on-day": "31", "dated_on-month": "2", "dated_on-year": "2026"}

    answer = RecordPage("add_evidence", project.reference, by=lead).send({**LINK, **wrong})

    made = Evidence.objects.get()
    change = reverse("assessments:change_evidence", args=[project.reference, made.reference])
    assert (made.title, made.dated_on) == ("Research report", None)
    assert f'action="{change}"' in answer.content.decode()
    assert 'value="31"' in answer.content.decode()


def test_a_scheme_in_capitals_is_a_web_link_all_the_same(project, lead):
    RecordPage("add_evidence", project.reference, by=lead).send({**LINK, "url": "HTTPS://Example.org/A"})

    assert Evidence.objects.get().url == "https://Example.org/A"


def test_changing_evidence_with_an_error_saves_the_rest(project, item, lead):
    opened = RecordPage("change_evidence", project.reference, item.reference, by=lead)

    answer = opened.send(title="A better title", url="javascript:alert(1)")

    assert list(answer.context["form"].errors) == ["url"]
    assert Evidence.objects.get().title == "A better title"
    assert Evidence.objects.get().url == "https://example.org/research"


def test_a_marking_that_the_organisation_no_longer_allows_stays_until_somebody_lowers_it(project, lead):
    held = factories.piece_of_evidence(project, by=lead, marking=Marking.OFFICIAL_SENSITIVE)
    name = project.organisation.name
    change_organisation(
        project.organisation, name=name, allows_official_sensitive=False, by=None, at=factories.NOW
    )
    opened = RecordPage("change_evidence", project.reference, held.reference, by=lead)

    answer = opened.send(title="Report on research")

    held.refresh_from_db()
    assert answer.status_code == 302
    assert (held.title, held.marking) == ("Report on research", Marking.OFFICIAL_SENSITIVE)
    assert "OFFICIAL-SENSITIVE" not in RecordPage("add_evidence", project.reference, by=lead).text


def test_two_people_on_the_same_title_see_both(project, item, lead):
    colleague = factories.lead("Cole League")
    mine = RecordPage("change_evidence", project.reference, item.reference, by=lead)
    RecordPage("change_evidence", project.reference, item.reference, by=colleague).send(title="Theirs")

    answer = mine.send(title="Mine")

    [conflict] = answer.context["conflicts"]
    assert (conflict.theirs[0].lines, Evidence.objects.get().title) == (("Theirs",), "Theirs")


def test_removing_asks_first(project, item, lead):
    opened = RecordPage("remove_evidence", project.reference, item.reference, by=lead)
    before = Evidence.objects.filter(removed_at=None).count()

    opened.send()

    assert "Remove evidence" in opened.text
    assert (before, Evidence.objects.filter(removed_at=None).count()) == (1, 0)


def test_a_second_click_on_remove_says_the_same_and_removes_once(project, item, lead):
    opened = RecordPage("remove_evidence", project.reference, item.reference, by=lead)

    answers = [opened.send() for _ in range(2)]

    assert [answer.url for answer in answers] == [
        reverse("assessments:evidence", args=[project.reference])
    ] * 2
    assert Event.objects.filter(kind="evidence_removed").count() == 1


def test_evidence_that_was_removed_meanwhile_keeps_the_typed_text_on_the_page(project, item, lead):
    opened = RecordPage("change_evidence", project.reference, item.reference, by=lead)
    RecordPage("remove_evidence", project.reference, item.reference, by=lead).send()

    answer = opened.send(title="Typed too late")

    assert answer.status_code == 400
    assert "has been removed by somebody else" in answer.content.decode()
    assert "Typed too late" in answer.content.decode()
    assert opened.browser.get(opened.url).status_code == 404


def test_evidence_that_a_draft_uses_cannot_be_removed(project, item, lead):
    draft = factories.assessment(lead, of_project=project)
    use(item, draft, lead)
    use(item, draft, lead, question="")
    opened = RecordPage("remove_evidence", project.reference, item.reference, by=lead)

    answer = opened.send()

    assert [link.href for link in opened.response.context["uses"]] == [
        evidence_href(draft.reference, "first", "first.evidence"),
        evidence_href(draft.reference, "first"),
    ]
    assert "Main evidence of point 1" in opened.text
    assert "Take it off here first" in opened.text
    assert answer.status_code == 409
    assert Evidence.objects.get().removed_at is None


def test_the_register_counts_the_answers_that_use_each(project, item, lead):
    draft = factories.assessment(lead, of_project=project)
    use(item, draft, lead)
    use(item, draft, lead, question="")
    unused = factories.piece_of_evidence(project, by=lead, title="Unused")

    page = factories.signed_in(lead).get(reverse("assessments:evidence", args=[project.reference]))

    used = {row.reference: row.used for row in page.context["rows"]}
    assert used == {item.reference: "Used in 2 places", unused.reference: "Not used yet"}


def test_a_viewer_sees_evidence_and_changes_none(lead):
    viewer = factories.viewer()
    project = factories.project(lead, members=[viewer])
    item = factories.piece_of_evidence(project, by=lead)
    client = factories.signed_in(viewer)
    change = reverse("assessments:change_evidence", args=[project.reference, item.reference])
    remove = reverse("assessments:remove_evidence", args=[project.reference, item.reference])
    add = reverse("assessments:add_evidence", args=[project.reference])

    page = client.get(reverse("assessments:evidence", args=[project.reference])).content.decode()

    assert item.title in page
    assert change not in page
    assert [client.post(here, LINK).status_code for here in (change, remove, add)] == [403, 403, 403]


def test_evidence_of_another_project_is_not_found(project, item, lead):
    other = factories.project(lead, name="Another")
    here = reverse("assessments:change_evidence", args=[other.reference, item.reference])

    assert factories.signed_in(lead).get(here).status_code == 404


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example", "javascript:a()", "\\\\evil"])
def test_adding_never_leads_out_of_the_portal(project, lead, place):
    opened = RecordPage("add_evidence", project.reference, by=lead)

    answer = opened.browser.post(f"{opened.url}?next={place}", {**opened.fields, **LINK})

    assert answer.url == reverse("assessments:evidence", args=[project.reference])


def test_the_queries_do_not_depend_on_the_number_of_links(project, item, lead):
    draft = factories.assessment(lead, of_project=project)
    use(item, draft, lead)
    client = factories.signed_in(lead)
    here = reverse("assessments:evidence", args=[project.reference])
    with_one = queries_of(client, here)

    for number in range(10):
        use(factories.piece_of_evidence(project, by=lead, title=f"Link {number}"), draft, lead)

    assert queries_of(client, here) == with_one <= 15
    assert EvidenceUse.objects.count() == 11


def test_the_queries_of_a_removal_do_not_depend_on_the_number_of_uses(project, item, lead):
    draft = factories.assessment(lead, of_project=project)
    client = factories.signed_in(lead)
    here = reverse("assessments:remove_evidence", args=[project.reference, item.reference])
    use(item, draft, lead)
    with_one = queries_of(client, here)

    use(item, draft, lead, question="first.text")
    use(item, draft, lead, question="")

    assert queries_of(client, here) == with_one <= 15
