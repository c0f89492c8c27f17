import pytest
from django.urls import reverse

from accounts.roles import Role
from assessments.models import ProjectMember
from events.models import Event
from tests.assessments import factories
from tests.assessments.queries import queries_of
from tests.assessments.record_pages import RecordPage


@pytest.fixture
def project(lead):
    return factories.project(lead)


def on(project):
    return set(ProjectMember.objects.filter(project=project).values_list("user__name", flat=True))


def test_a_lead_adds_one_of_the_organisations_people(project, lead):
    colleague = factories.contributor()

    answer = RecordPage("members", project.reference, by=lead).send(person=colleague.pk)

    assert answer.url == reverse("assessments:members", args=[project.reference])
    assert on(project) == {"Lea Lead", "Con Tributor"}


def test_somebody_of_another_organisation_cannot_be_added(project, lead):
    stranger = factories.contributor("Stan Stranger", of=factories.organisation("Elsewhere"))
    factories.contributor()

    answer = RecordPage("members", project.reference, by=lead).send(person=stranger.pk)

    assert "Choose somebody who works in this organisation" in answer.content.decode()
    assert on(project) == {"Lea Lead"}


def test_nobody_chosen_is_an_error_and_no_change(project, lead):
    factories.contributor()

    answer = RecordPage("members", project.reference, by=lead).send(person="")

    assert "Choose a person" in answer.content.decode()
    assert "<title>Error:" in answer.content.decode()


def test_removing_asks_first_and_then_takes_sight_away_at_once(lead):
    colleague = factories.contributor()
    project = factories.project(lead, members=[colleague])
    of_colleague = factories.signed_in(colleague)
    here = reverse("assessments:project", args=[project.reference])
    seen_before = of_colleague.get(here).status_code

    asked = RecordPage("remove_member", project.reference, colleague.pk, by=lead)
    still_on = on(project)
    asked.send()

    assert (seen_before, "Con Tributor" in still_on) == (200, True)
    assert on(project) == {"Lea Lead"}
    assert of_colleague.get(here).status_code == 404


def test_a_double_click_removes_once_and_both_see_who_is_left(lead):
    colleague = factories.contributor()
    project = factories.project(lead, members=[colleague])
    opened = RecordPage("remove_member", project.reference, colleague.pk, by=lead)

    first, second = opened.send(), opened.send()

    assert first.url == second.url == reverse("assessments:members", args=[project.reference])
    assert Event.objects.filter(kind="member_removed").count() == 1


def test_removing_somebody_who_is_not_on_the_project_is_not_found(project, lead):
    stranger = factories.contributor()
    here = reverse("assessments:remove_member", args=[project.reference, stranger.pk])

    assert factories.signed_in(lead).get(here).status_code == 404
    assert factories.signed_in(lead).post(here).status_code == 404


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.VIEWER])
def test_only_a_lead_manages_people(lead, role):
    member = factories.person("Mem Ber", role)
    project = factories.project(lead, members=[member])
    client = factories.signed_in(member)
    pages = [
        reverse("assessments:members", args=[project.reference]),
        reverse("assessments:remove_member", args=[project.reference, lead.pk]),
    ]

    assert [client.get(page).status_code for page in pages] == [403, 403]
    assert [client.post(page, {"person": member.pk}).status_code for page in pages] == [403, 403]
    assert on(project) == {"Lea Lead", "Mem Ber"}


def test_the_queries_do_not_depend_on_the_number_of_people(project, lead):
    client = factories.signed_in(lead)
    here = reverse("assessments:members", args=[project.reference])
    factories.add_member(project, factories.contributor("First"), by=lead)
    factories.contributor("Other")
    with_one = queries_of(client, here)

    for number in range(10):
        factories.add_member(project, factories.contributor(f"On {number}"), by=lead)
        factories.contributor(f"Off {number}")

    assert queries_of(client, here) == with_one <= 15
