"""Fields of records, merged one by one: the statement stands for projects, entries, actions and evidence."""

from datetime import date, timedelta

import pytest

from assessments.actions.points import save_statement
from assessments.actions.records import KEPT_FIELDS
from assessments.models import (
    Entry,
    Evidence,
    PlannedAction,
    Project,
    Rating,
    RecordKind,
    RecordVersion,
    Statement,
)
from assessments.refusals import Malformed
from tests.assessments import factories

MODELS = {
    RecordKind.PROJECT: Project,
    RecordKind.ENTRY: Entry,
    RecordKind.STATEMENT: Statement,
    RecordKind.PLANNED_ACTION: PlannedAction,
    RecordKind.EVIDENCE: Evidence,
}


@pytest.fixture
def colleague(lead):
    return factories.contributor("Cole League")


@pytest.fixture
def draft(lead, colleague):
    return factories.assessment(lead, members=[colleague])


def save(draft, by, base=0, minutes=0, **fields):
    at = factories.NOW + timedelta(minutes=minutes)
    return save_statement(draft, "first", fields=fields, base_version=base, by=by, at=at)


def stored():
    return Statement.objects.get(point_key="first")


@pytest.mark.parametrize("kind", RecordKind)
def test_every_kind_keeps_fields_that_its_model_has(kind):
    names = {field.name for field in MODELS[kind]._meta.get_fields()}

    assert set(KEPT_FIELDS[kind]) <= names


def test_two_people_on_different_fields_both_keep_theirs(draft, lead, colleague):
    save(draft, lead, summary="By Lea")

    result = save(draft, colleague, limitations="By Cole", summary="")

    assert result.conflicts == ()
    assert (stored().summary, stored().limitations, stored().version) == ("By Lea", "By Cole", 2)


def test_the_same_field_keeps_what_is_stored_and_tells_both_texts(draft, lead, colleague):
    save(draft, lead, summary="By Lea")

    result = save(draft, colleague, summary="By Cole", legacy="Also by Cole")

    conflict = result.conflicts[0]
    assert [(conflict.field, conflict.mine, conflict.theirs, conflict.saved_by)] == [
        ("summary", "By Cole", "By Lea", lead.name)
    ]
    assert (stored().summary, stored().legacy) == ("By Lea", "Also by Cole")


def test_a_conflict_names_who_changed_that_field_and_when(draft, lead, colleague):
    save(draft, lead, summary="By Lea", minutes=1)
    save(draft, colleague, base=1, legacy="Later, by Cole", minutes=2)

    conflict = save(draft, colleague, summary="By Cole", minutes=3).conflicts[0]

    assert (conflict.saved_by, conflict.saved_at) == (lead.name, factories.NOW + timedelta(minutes=1))


def test_the_same_text_typed_twice_is_no_conflict(draft, lead, colleague):
    save(draft, lead, summary="The same")

    result = save(draft, colleague, summary="The same")

    assert (result.saved, result.conflicts, result.version) == ((), (), 1)


def test_a_conflict_is_resolved_by_saving_on_the_newest_version(draft, lead, colleague):
    save(draft, lead, summary="By Lea")
    version = save(draft, colleague, summary="By Cole").version

    save(draft, colleague, base=version, summary="By both")

    assert stored().summary == "By both"


def test_every_saved_version_is_kept(draft, lead):
    save(draft, lead, summary="One", expected_on=date(2027, 5, 1))
    save(draft, lead, base=1, summary="Two")

    kept = RecordVersion.objects.filter(kind=RecordKind.STATEMENT).order_by("number")
    assert [(row.number, row.fields["summary"], row.fields["expected_on"]) for row in kept] == [
        (1, "One", "2027-05-01"),
        (2, "Two", "2027-05-01"),
    ]


def test_a_date_that_nobody_changed_is_no_conflict(draft, lead, colleague):
    save(draft, lead, expected_on=date(2027, 5, 1))

    result = save(draft, colleague, base=1, expected_on=date(2027, 5, 1), rating=Rating.MET)

    assert result.saved == ("rating",)


@pytest.mark.parametrize("forged", [-1, 2, 99])
def test_a_version_that_never_was_is_refused_and_changes_nothing(draft, lead, forged):
    save(draft, lead, summary="By Lea")

    with pytest.raises(Malformed):
        save(draft, lead, base=forged, summary="Forged")

    assert (stored().summary, stored().version) == ("By Lea", 1)


@pytest.mark.parametrize("field", ["version", "is_called_complete", "assessment", "saved_by", "nonsense"])
def test_a_field_that_people_do_not_type_is_refused(draft, lead, field):
    with pytest.raises(Malformed):
        save(draft, lead, **{field: "x"})

    assert not Statement.objects.exists()


def test_a_statement_that_says_nothing_is_not_kept(draft, lead):
    result = save(draft, lead, summary="", rating="")

    assert (result.saved, result.version) == ((), 0)
    assert not Statement.objects.exists()
