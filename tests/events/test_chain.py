from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import JSONField, Value
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from events import triggers
from events.chain import START, NotInATransaction, Subject, SubjectKind, append, broken_links, head
from events.models import ChainHead, Event

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 3, 3, 12, 0, 0, 123456, tzinfo=UTC)
ASSESSMENT = Subject(SubjectKind.ASSESSMENT, 7)


@pytest.fixture
def chain() -> list[Event]:
    """Five events of one assessment, and one of another subject that must stay whole."""
    person = User.objects.create_user("ada@example.org", name="Ada")
    append(Subject(SubjectKind.ORGANISATION, 7), "created", by=None, at=NOON)
    return [
        append(
            ASSESSMENT,
            "answers_saved",
            by=person,
            at=NOON + timedelta(hours=number),
            detail={"saved": number},
        )
        for number in range(5)
    ]


@pytest.fixture
def tampering() -> None:
    """Triggers off, as for somebody who owns the database. The test's transaction puts them back."""
    triggers.remove(connection)


def test_events_of_a_subject_count_from_one_and_follow_each_other(chain: list[Event]) -> None:
    stored = Event.objects.filter(subject_kind=ASSESSMENT.kind, subject_id=7).order_by("sequence")

    assert [event.sequence for event in stored] == [1, 2, 3, 4, 5]
    assert [event.previous_hash for event in stored] == [START, *(event.hash for event in chain[:-1])]
    assert head(ASSESSMENT).sequence == 5
    assert head(ASSESSMENT).hash == chain[-1].hash


def test_a_subject_without_events_has_an_empty_head() -> None:
    assert (head(ASSESSMENT).sequence, head(ASSESSMENT).hash) == (0, START)


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(NotInATransaction):
        append(ASSESSMENT, "answers_saved", by=None, at=NOON)

    assert Event.objects.count() == 0


def test_an_event_goes_when_its_transaction_does() -> None:
    append_and_roll_back()

    assert head(ASSESSMENT).sequence == 0
    assert broken_links() == []


def append_and_roll_back() -> None:
    with transaction.atomic():
        append(ASSESSMENT, "answers_saved", by=None, at=NOON)
        transaction.set_rollback(True)


def test_chains_that_nobody_touched_have_no_broken_links(chain: list[Event]) -> None:
    assert broken_links() == []


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "submitted"},
        {"actor_id": None},
        {"at": NOON},
        {"detail": {"saved": 99}},
        {"hash": "f" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_field_is_named(chain: list[Event], tampering: None, change: dict[str, object]) -> None:
    Event.objects.filter(pk=chain[2].pk).update(**change)

    assert "Event 3 of assessment 7 was changed." in broken_links()


@pytest.mark.parametrize("detail", [{}, [], "saved", 5, None, {"saved": [{}]}, {"saved": "\ud800"}], ids=repr)
def test_a_detail_of_another_shape_is_named(chain: list[Event], tampering: None, detail: object) -> None:
    if connection.vendor == "postgresql" and "\\ud800" in repr(detail):
        return  # its JSON holds no lone surrogate
    Event.objects.filter(pk=chain[2].pk).update(detail=Value(detail, JSONField()))

    assert broken_links() == ["Event 3 of assessment 7 was changed."]


def test_only_the_changed_event_is_named(chain: list[Event], tampering: None) -> None:
    Event.objects.filter(pk=chain[2].pk).update(kind="submitted")

    assert broken_links() == ["Event 3 of assessment 7 was changed."]


def test_a_changed_event_whose_hash_was_made_again_does_not_lead_to_the_next(
    chain: list[Event], tampering: None
) -> None:
    Event.objects.filter(pk=chain[2].pk).delete()
    Event.objects.filter(pk__gt=chain[2].pk).update(subject_id=8)
    ChainHead.objects.filter(subject_kind=ASSESSMENT.kind, subject_id=7).update(
        sequence=2, hash=chain[1].hash
    )
    append(ASSESSMENT, "submitted", by=None, at=NOON)
    Event.objects.filter(subject_id=8).update(subject_id=7)
    ChainHead.objects.filter(subject_kind=ASSESSMENT.kind, subject_id=7).update(
        sequence=5, hash=chain[4].hash
    )

    assert broken_links() == ["Event 4 of assessment 7 does not follow event 3."]


@pytest.mark.parametrize("place", [1, 2, 4])
def test_a_deleted_event_is_named(chain: list[Event], tampering: None, place: int) -> None:
    Event.objects.filter(pk=chain[place - 1].pk).delete()

    assert broken_links() == [f"Event {place} of assessment 7 is missing."]


def test_a_gap_of_any_length_is_one_sentence(chain: list[Event], tampering: None) -> None:
    Event.objects.filter(pk=chain[4].pk).update(sequence=20_000_000)

    assert broken_links() == [
        "Events 5 to 19999999 of assessment 7 are missing.",
        "Event 20000000 of assessment 7 was changed.",
        "The newest event of assessment 7, number 20000000, is not the one at the head of its chain.",
    ]


def test_the_newest_event_deleted_is_named(chain: list[Event], tampering: None) -> None:
    Event.objects.filter(pk=chain[4].pk).delete()

    assert broken_links() == ["Event 5 of assessment 7 is missing."]


def test_every_event_deleted_is_named(chain: list[Event], tampering: None) -> None:
    Event.objects.filter(subject_kind=ASSESSMENT.kind).delete()

    assert broken_links() == ["All 5 events of assessment 7 are missing."]


def test_a_deleted_head_is_named(chain: list[Event], tampering: None) -> None:
    ChainHead.objects.filter(subject_kind=ASSESSMENT.kind).delete()

    assert broken_links() == ["The head of the chain of assessment 7 is missing."]


def test_a_head_put_back_to_hide_a_deletion_is_named(chain: list[Event], tampering: None) -> None:
    ChainHead.objects.filter(subject_kind=ASSESSMENT.kind).update(sequence=4, hash=chain[3].hash)

    assert broken_links() == [
        "The newest event of assessment 7, number 5, is not the one at the head of its chain."
    ]


def test_two_swapped_events_are_named(chain: list[Event], tampering: None) -> None:
    Event.objects.filter(pk=chain[1].pk).update(sequence=99)
    Event.objects.filter(pk=chain[3].pk).update(sequence=2)
    Event.objects.filter(pk=chain[1].pk).update(sequence=4)

    assert broken_links() == [
        "Event 4 of assessment 7 was moved to the place of event 2.",
        "Event 2 of assessment 7 was moved to the place of event 4.",
    ]


def test_the_database_refuses_two_events_at_one_place(chain: list[Event]) -> None:
    again = Event(
        subject_kind=ASSESSMENT.kind,
        subject_id=7,
        sequence=5,
        kind="x",
        at=NOON,
        previous_hash=START,
        hash=START,
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_checking_takes_the_same_queries_for_any_number_of_events(
    chain: list[Event], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(50):
        append(Subject(SubjectKind.PROJECT, number + 1), "created", by=None, at=NOON)

    with django_assert_num_queries(2):
        assert broken_links() == []
