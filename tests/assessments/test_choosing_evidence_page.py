from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.actions.entries import add_entry
from assessments.models import Evidence, EvidenceUse
from tests.assessments import factories
from tests.assessments.queries import queries_of
from tests.assessments.test_evidence_pages import LINK


@pytest.fixture
def draft(lead):
    return factories.assessment(lead)


@pytest.fixture
def items(draft, lead):
    return [
        factories.piece_of_evidence(draft.project, by=lead, title=title).reference
        for title in ("First link", "Second link")
    ]


def of_answer(draft):
    return reverse("assessments:choose_answer_evidence", args=[draft.reference, "first", "first.evidence"])


def of_point(draft):
    return reverse("assessments:choose_evidence", args=[draft.reference, "first"])


def used(question="first.evidence"):
    return set(
        EvidenceUse.objects.filter(question_key=question).values_list("evidence__reference", flat=True)
    )


def test_without_evidence_the_page_offers_to_add_some_and_comes_back(draft, lead):
    page = factories.signed_in(lead).get(of_answer(draft))

    assert "The project has no evidence yet." in page.content.decode()
    assert page.context["add_href"].endswith(f"?{urlencode({'next': of_answer(draft)})}")


def test_what_is_ticked_is_used_and_what_is_unticked_no_longer(draft, items, lead):
    client = factories.signed_in(lead)

    answer = client.post(of_answer(draft), {"evidence": items})
    both = used()
    client.post(of_answer(draft), {"evidence": items[:1], "base": items})

    assert answer.url.startswith(reverse("assessments:step", args=[draft.reference, "first", "kinds"]))
    assert both == set(items)
    assert used() == {items[0]}


@pytest.mark.parametrize("question", ["first.evidence", "first.money"])
def test_the_choice_leads_back_to_the_answer_that_it_was_made_for(draft, items, lead, question):
    address = reverse("assessments:choose_answer_evidence", args=[draft.reference, "first", question])
    client = factories.signed_in(lead)

    back = client.get(address).context["back_href"]
    answer = client.post(address, {"evidence": items})

    page = reverse("assessments:step", args=[draft.reference, "first", "kinds"])
    assert answer.url == back == f"{page}#id_answer-{question}"


def test_what_somebody_else_ticks_meanwhile_stays(draft, items, lead):
    client = factories.signed_in(lead)
    client.post(of_answer(draft), {"evidence": items[1:]})

    client.post(of_answer(draft), {"evidence": items[:1]})

    assert used() == set(items)


def test_main_evidence_of_a_point_leads_back_to_its_statement(draft, items, lead):
    answer = factories.signed_in(lead).post(of_point(draft), {"evidence": items})

    assert answer.url == reverse("assessments:statement", args=[draft.reference, "first"])
    assert used(question="") == set(items)


def test_an_entry_has_evidence_of_its_own(draft, items, lead):
    factories.answer(draft, "second.contracts", "yes", by=lead)
    entry = add_entry(
        draft,
        point_key="second",
        section_key="contract",
        name="Hosting",
        token=uuid4(),
        by=lead,
        at=factories.NOW,
    )
    args = [draft.reference, "second", "contract.value", entry.reference]

    answer = factories.signed_in(lead).post(
        reverse("assessments:choose_entry_evidence", args=args), {"evidence": items}
    )

    page = reverse("assessments:entry", args=[draft.reference, "second", "contract", entry.reference])
    assert answer.url == f"{page}#id_answer-contract.value"
    assert EvidenceUse.objects.filter(entry=entry).count() == 2


def test_adding_from_here_keeps_the_ticks_and_ticks_the_new_one(draft, items, lead):
    client = factories.signed_in(lead)

    to_add = client.post(of_answer(draft), {"evidence": items[:1], "then": "add"}).url
    form = client.get(to_add).context["form"]
    back = client.post(
        to_add,
        {**LINK, **{f"version-{name}": 0 for name in form.names}, "token": str(uuid4())},
    ).url
    page = client.get(back)

    new = Evidence.objects.get(title="Research report").reference
    assert used() == {items[0]}
    assert set(page.context["form"]["evidence"].value()) == {items[0], new}
    assert page.context["base"] == [items[0]]


def test_evidence_of_another_project_cannot_be_ticked(draft, items, lead):
    foreign = factories.piece_of_evidence(factories.project(lead, name="Another"), by=lead)

    answer = factories.signed_in(lead).post(of_answer(draft), {"evidence": [foreign.reference, items[0]]})

    assert "Choose again" in answer.content.decode()
    assert used() == set()


@pytest.mark.parametrize(
    "args",
    [
        ["nowhere"],
        ["first", "no.such.question"],
        ["second", "first.evidence"],
        ["second", "contract.value"],
        ["first", "first.evidence", "N-0000-0000"],
        ["second", "contract.value", "N-0000-0000"],
    ],
)
def test_a_place_that_no_page_offers_is_not_found(draft, lead, args):
    names = {1: "choose_evidence", 2: "choose_answer_evidence", 3: "choose_entry_evidence"}
    here = reverse(f"assessments:{names[len(args)]}", args=[draft.reference, *args])

    assert factories.signed_in(lead).get(here).status_code == 404
    assert factories.signed_in(lead).post(here, {}).status_code == 404


def test_a_submitted_assessment_sends_the_reader_on_and_refuses_the_writer(draft, lead):
    factories.submitted(draft, by=lead)
    before = EvidenceUse.objects.count()
    client = factories.signed_in(lead)

    read = client.get(of_answer(draft))
    written = client.post(of_answer(draft), {"evidence": []})

    assert read.url == reverse("assessments:task_list", args=[draft.reference])
    assert "has been submitted" in client.get(read.url).content.decode()
    assert (written.status_code, EvidenceUse.objects.count()) == (409, before)


def test_the_queries_do_not_depend_on_the_number_of_links(draft, items, lead):
    client = factories.signed_in(lead)
    with_two = queries_of(client, of_answer(draft))

    for number in range(20):
        factories.piece_of_evidence(draft.project, by=lead, title=f"Link {number}")

    assert queries_of(client, of_answer(draft)) == with_two <= 15
