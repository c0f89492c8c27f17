"""Somebody who mends an answer from a page that checks answers comes back to that page."""

import re

import pytest
from django.urls import reverse

from tests.assessments import factories
from tests.assessments.step_pages import fields_of


@pytest.fixture
def draft(lead):
    made = factories.assessment(lead)
    factories.contracts(made, 1, by=lead)
    return made


def pages(draft):
    """The pages that check answers: the address of each, and where saving an answer of a point leads."""
    check = reverse("assessments:check_answers", args=[draft.reference])
    submit = reverse("assessments:submit", args=[draft.reference])
    by_point = {
        point: reverse("assessments:check_point", args=[draft.reference, point])
        for point in ("first", "second")
    }
    return [
        *((address, lambda point: by_point[point]) for address in by_point.values()),
        (check, lambda point: f"{check}#point-{point}"),
        (submit, lambda point: submit),
    ]


def links_with(client, address, part):
    """The links of a page to answers, statements or entries: those whose address holds this."""
    hrefs = re.findall(r'href="([^"#]+)[#"]', client.get(address).content.decode())
    return sorted({href for href in hrefs if part in href and "?" in href})


@pytest.mark.parametrize("part", ["/sections/", "/statement/"])
def test_saving_leads_back_to_the_page_that_linked_here(draft, lead, part):
    client = factories.signed_in(lead)
    followed = 0
    for address, back in pages(draft):
        for link in links_with(client, address, part):
            opened = client.get(link)
            if opened.context and "form" in opened.context:
                saved = client.post(link, fields_of(opened.context["form"]))
                assert saved.url == back(link.split("/points/")[1].split("/")[0])
                followed += 1

    assert followed >= len(pages(draft)) - 1


def test_an_error_is_put_right_first(draft, lead):
    client = factories.signed_in(lead)
    [link] = links_with(client, reverse("assessments:submit", args=[draft.reference]), "/kinds/")
    fields = fields_of(client.get(link).context["form"])

    again = client.post(link, {**fields, "answer-first.money": "much"})

    assert "<title>Error: " in again.content.decode()


def test_a_completed_point_leads_back_too(draft, lead):
    factories.complete_assessment(draft, by=lead)
    page = reverse("assessments:check_point", args=[draft.reference, "first"])

    answer = factories.signed_in(lead).post(f"{page}?back=submission", {"is_completed": "yes"})

    assert answer.url == reverse("assessments:submit", args=[draft.reference])


def test_the_project_leads_back_to_the_page_of_the_draft(draft, lead):
    draft.project.__class__.objects.filter(pk=draft.project.pk).update(service_owner="", description="")
    client = factories.signed_in(lead)
    for name in ("task_list", "check_answers", "submit"):
        address = reverse(f"assessments:{name}", args=[draft.reference])
        link = links_with(client, address, "/people/")[0]

        saved = client.post(link, fields_of(client.get(link).context["form"]))

        assert saved.url == address


def test_an_error_about_the_project_keeps_the_way_back(draft, lead):
    client = factories.signed_in(lead)
    [link] = links_with(client, reverse("assessments:task_list", args=[draft.reference]), "/dates/")
    fields = fields_of(client.get(link).context["form"])

    again = client.post(link, {**fields, "ends_on-year": "27"})

    assert f'action="{link}"' in again.content.decode()


@pytest.mark.parametrize("back", ["", "elsewhere", "https://example.org/", "//example.org"])
def test_an_address_that_names_no_page_leads_on_as_always(draft, lead, back):
    client = factories.signed_in(lead)
    statement = reverse("assessments:statement", args=[draft.reference, "first"])
    fields = fields_of(client.get(statement).context["form"])

    answer = client.post(f"{statement}?back={back}", fields)

    assert answer.url == reverse("assessments:check_point", args=[draft.reference, "first"])
