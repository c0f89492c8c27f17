from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.actions.points import add_planned_action, save_statement
from assessments.completeness import Progress
from assessments.models import Rating
from tests.assessments import factories
from tests.assessments.queries import queries_of


@pytest.fixture
def draft(lead):
    return factories.assessment(lead)


def here(draft, point="first"):
    return reverse("assessments:point", args=[draft.reference, point])


def page(draft, by, point="first"):
    return factories.signed_in(by).get(here(draft, point))


def test_a_point_shows_what_to_read_before_its_steps(draft, lead):
    answer = page(draft, lead).content.decode()

    assert "1. Point first" in answer
    assert "You must show first." in answer
    assert 'href="https://example.org/first"' in answer


def test_a_step_that_an_answer_opens_appears_with_its_progress(draft, lead):
    before = [step.title for step in page(draft, lead).context["page"].steps]
    factories.answer(draft, "first.money", 500, by=lead)

    after = page(draft, lead).context["page"].steps

    assert before == ["About kinds"]
    assert [(step.title, step.status) for step in after] == [
        ("About kinds", Progress.IN_PROGRESS),
        ("About later", Progress.NOT_STARTED),
    ]


def test_a_repeating_step_says_how_many_there_are(draft, lead):
    factories.answer(draft, "second.contracts", "yes", by=lead)
    before = page(draft, lead, "second").context["page"].steps[1]
    factories.add_contracts(draft, 2, by=lead)

    after = page(draft, lead, "second").context["page"].steps[1]

    assert (before.hint, before.status) == ("Add each contract", Progress.NOT_STARTED)
    assert after.hint == "2 contracts so far"


def test_statement_evidence_and_actions_say_how_far_they_are(draft, lead):
    fields = {"rating": Rating.NOT_MET}
    save_statement(draft, "first", fields=fields, base_version=0, by=lead, at=factories.NOW)
    action = {"what": "Interview users", "owner": "Con Tributor"}
    add_planned_action(draft, "first", fields=action, token=uuid4(), by=lead, at=factories.NOW)

    found = page(draft, lead).context["page"]

    statement, evidence, check = found.closing
    assert (statement.hint, statement.status) == ("Not met", Progress.IN_PROGRESS)
    assert (evidence.status, check.status) == ("Optional", "Not completed yet")
    assert [(task.title, task.hint, task.status) for task in found.actions] == [
        ("Interview users", "Con Tributor", "Not started")
    ]


def test_a_point_that_does_not_apply_shows_the_reason(draft, lead):
    fields = {"rating": Rating.DOES_NOT_APPLY, "reason_not_applicable": "We buy nothing."}
    save_statement(draft, "first", fields=fields, base_version=0, by=lead, at=factories.NOW)

    answer = page(draft, lead).content.decode()

    assert "We buy nothing." in answer
    assert "Say that this point does not apply" not in answer


def test_the_points_beside_it_are_linked(draft, lead):
    first, last = page(draft, lead).context["page"], page(draft, lead, "second").context["page"]

    assert (first.previous, first.following.text) == (None, "2. Point second")
    assert (last.previous.href, last.following) == (here(draft), None)


def test_a_viewer_gets_no_link_that_changes_anything(lead):
    viewer = factories.viewer()
    draft = factories.assessment(lead, members=[viewer])
    step = reverse("assessments:step", args=[draft.reference, "first", "kinds"])

    of_lead, of_viewer = page(draft, lead).content.decode(), page(draft, viewer).content.decode()

    assert step in of_lead
    assert step not in of_viewer
    assert "does-not-apply" not in of_viewer
    assert reverse("assessments:check_point", args=[draft.reference, "first"]) in of_viewer


def test_a_submitted_point_is_read_only_for_a_lead_too(draft, lead):
    factories.submitted(draft, by=lead)

    answer = page(draft, lead)

    assert answer.status_code == 200
    assert not answer.context["can_edit"]


def test_a_point_that_the_edition_does_not_have_is_not_found(draft, lead):
    assert page(draft, lead, "thirteenth").status_code == 404


def test_the_queries_do_not_depend_on_how_much_there_is(lead):
    colleague = factories.contributor()
    draft = factories.assessment(lead, members=[colleague])
    client = factories.signed_in(colleague)
    when_empty = queries_of(client, here(draft, "second"))

    factories.answer(draft, "second.contracts", "yes", by=lead)
    factories.add_contracts(draft, 50, by=lead)

    assert queries_of(client, here(draft, "second")) == when_empty <= 15
