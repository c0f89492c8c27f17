"""What is missing links to its exact field: followed here, page by page."""

from dataclasses import replace
from uuid import uuid4

import pytest

from assessments.actions.entries import remove_entry
from assessments.actions.points import add_planned_action, call_incomplete, save_statement
from assessments.completeness import Missing, gaps, what_is_shown
from assessments.models import Project, Rating, YesNo
from assessments.presenters.links import PROJECT_STEPS, entry_name, gap_link
from assessments.snapshot import take_snapshot
from tests.assessments import factories

PROJECT_FIELDS = [field for fields in PROJECT_STEPS.values() for field in fields]


@pytest.fixture
def draft(lead):
    """An assessment with a gap of every kind."""
    made = factories.assessment(lead)
    blank = {field: Project._meta.get_field(field).get_default() for field in PROJECT_FIELDS}
    Project.objects.filter(pk=made.project.pk).update(**{**blank, "name": "Kept", "marking": ""})
    factories.contracts(made, 1, by=lead)
    factories.answer(made, "first.choice", "no", by=lead)
    said = {"rating": Rating.NOT_MET, "has_limitations": YesNo.YES, "has_legacy": YesNo.YES}
    save_statement(made, "first", fields=said, base_version=0, by=lead, at=factories.NOW)
    add_planned_action(made, "first", fields={}, token=uuid4(), by=lead, at=factories.NOW)
    made.project.refresh_from_db()
    return made


def missing_in(draft):
    snapshot = take_snapshot(draft)
    return snapshot, gaps(snapshot, what_is_shown(snapshot))


def test_every_gap_links_to_a_field_that_its_page_has(draft, lead):
    browser = factories.signed_in(lead)
    snapshot, missing = missing_in(draft)

    followed = 0
    for gap in missing:
        page, _, field = gap_link(snapshot, gap).href.partition("#")
        answer = browser.get(page)
        assert answer.status_code == 200, (gap, page)
        if field:
            assert f'id="{field}"' in answer.content.decode(), (gap, field)
            followed += 1

    kinds = {gap.missing for gap in missing}
    assert kinds == set(Missing) - {Missing.ENTRY, Missing.COMPLETION}
    assert followed > 20


def test_an_empty_repeating_section_links_to_where_an_entry_is_added(draft, lead):
    contract = take_snapshot(draft).entries[0]
    remove_entry(draft, contract.reference, by=lead, at=factories.NOW)
    snapshot, missing = missing_in(draft)

    entry = next(gap for gap in missing if gap.missing == Missing.ENTRY)

    answer = factories.signed_in(lead).get(gap_link(snapshot, entry).href)
    assert answer.status_code == 200


def test_completion_links_to_the_question_whether_the_point_is_completed(lead):
    done = factories.complete_assessment(factories.assessment(lead), by=lead)
    call_incomplete(done, "first", by=lead, at=factories.NOW)
    snapshot, missing = missing_in(done)

    page, _, field = gap_link(snapshot, missing[0]).href.partition("#")

    assert f'id="{field}"' in factories.signed_in(lead).get(page).content.decode()


def test_an_answer_of_an_entry_says_which_entry(draft):
    snapshot, missing = missing_in(draft)

    of_entry = next(gap for gap in missing if gap.entry)

    assert gap_link(snapshot, of_entry).text.endswith("(Contract 1)")


def test_an_entry_without_a_name_is_called_by_its_noun_and_number(draft):
    snapshot, _ = missing_in(draft)
    entry = replace(snapshot.entries[0], name="", number=3)

    assert entry_name(snapshot.edition, entry) == "Contract 3"


def test_every_field_of_a_project_is_on_one_step():
    assert sorted(PROJECT_FIELDS) == sorted(set(PROJECT_FIELDS))
