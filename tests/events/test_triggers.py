import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from pytest_django import DjangoAssertNumQueries

from events import triggers
from events.chain import Subject, SubjectKind, append
from events.dialects import installed
from events.models import ChainHead, Event
from events.rules import PROTECTED, Operation, Rule

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def event() -> Event:
    return append(Subject(SubjectKind.ASSESSMENT, 7), "created", by=None, at=NOON)


def attempts(event: Event) -> dict[str, tuple[models.QuerySet[Any], dict[str, object] | None]]:
    """What the database must refuse: rows, and the update to make or None to delete them."""
    events, heads = Event.objects.filter(pk=event.pk), ChainHead.objects.filter(subject_id=7)
    return {
        "an event's update": (events, {"kind": "submitted"}),
        "an event's deletion": (events, None),
        "a head's deletion": (heads, None),
        "a head that goes back": (heads, {"sequence": 0}),
        "a head that skips": (heads, {"sequence": 3}),
        "a head of another subject": (heads, {"sequence": 2, "subject_id": 8}),
    }


def attempt(rows: models.QuerySet[Any], values: dict[str, object] | None) -> None:
    with transaction.atomic():
        # _raw_delete asks the database alone: nothing of Django's own protection comes before it.
        rows.update(**values) if values else rows._raw_delete(using="default")


ATTEMPTS = (
    "an event's update",
    "an event's deletion",
    "a head's deletion",
    "a head that goes back",
    "a head that skips",
    "a head of another subject",
)


@pytest.mark.parametrize("name", ATTEMPTS)
def test_the_database_refuses(event: Event, name: str) -> None:
    with pytest.raises(IntegrityError, match=r"append-only|head of a chain"):
        attempt(*attempts(event)[name])


@pytest.mark.parametrize("name", ATTEMPTS)
def test_without_triggers_the_same_goes_through(event: Event, name: str) -> None:
    triggers.remove(connection)

    attempt(*attempts(event)[name])


def test_every_attempt_is_tried(event: Event) -> None:
    assert tuple(attempts(event)) == ATTEMPTS


def test_truncating_is_refused(event: Event) -> None:
    if connection.vendor != "postgresql":
        return  # SQLite has no TRUNCATE
    connection.check_constraints()  # otherwise PostgreSQL refuses for the deferred ones, before the trigger
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE events_event")


def test_all_triggers_are_on_after_migrating() -> None:
    assert triggers.missing(connection) == []
    assert triggers.faults() == []


def test_asking_for_missing_triggers_takes_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(3):
        assert triggers.missing(connection) == []


@pytest.mark.parametrize("table", sorted({rule.table for rule in PROTECTED if rule.unless_equal}))
def test_every_column_of_a_table_is_compared_in_its_order(table: str) -> None:
    if connection.vendor != "sqlite":
        return  # PostgreSQL compares whole rows
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, table)

    assert re.findall(r'OLD\."(\w+)" IS NOT', installed(connection)[f"guard_{table}_update"]) == [
        column.name for column in columns
    ]


def test_installing_again_changes_nothing() -> None:
    triggers.install(connection)

    assert triggers.missing(connection) == []


def test_a_dropped_trigger_is_named() -> None:
    drop(Rule("events_event", Operation.DELETE, ""))

    assert triggers.faults() == ["The trigger guard_events_event_delete is missing or was changed."]


ON_DELETE = "guard_events_event_delete BEFORE DELETE ON events_event"
CALLING = "FOR EACH ROW EXECUTE FUNCTION guard_events_event_delete()"
HARMLESS = {
    "sqlite": {
        "says nothing": [f"CREATE TRIGGER {ON_DELETE} BEGIN SELECT 1; END"],
        "never holds": [f"CREATE TRIGGER {ON_DELETE} WHEN 0 BEGIN SELECT RAISE(ABORT, 'no'); END"],
    },
    "postgresql": {
        "says nothing": [
            "CREATE OR REPLACE FUNCTION guard_events_event_delete() RETURNS trigger LANGUAGE plpgsql"
            " AS $$BEGIN RETURN OLD; END$$",
            f"CREATE TRIGGER {ON_DELETE} {CALLING}",
        ],
        "never holds": [
            f"CREATE TRIGGER {ON_DELETE} FOR EACH ROW WHEN (FALSE)"
            " EXECUTE FUNCTION guard_events_event_delete()"
        ],
        "too late": [f"CREATE TRIGGER {ON_DELETE.replace('BEFORE', 'AFTER')} {CALLING}"],
        "another operation": [f"CREATE TRIGGER {ON_DELETE.replace('DELETE', 'INSERT')} {CALLING}"],
        "one column": [f"CREATE TRIGGER {ON_DELETE.replace('DELETE', 'UPDATE OF kind')} {CALLING}"],
        "another table": [
            f"CREATE TRIGGER {ON_DELETE.replace('ON events_event', 'ON events_chainhead')} {CALLING}"
        ],
        "another function": [
            "CREATE FUNCTION harmless() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN OLD; END$$",
            f"CREATE TRIGGER {ON_DELETE} FOR EACH ROW EXECUTE FUNCTION harmless()",
        ],
        "switched off": [
            f"CREATE TRIGGER {ON_DELETE} {CALLING}",
            "ALTER TABLE events_event DISABLE TRIGGER guard_events_event_delete",
        ],
    },
}


@pytest.mark.parametrize("how", HARMLESS[connection.vendor])
def test_a_trigger_that_was_made_harmless_is_named_and_put_right(how: str) -> None:
    rule = next(rule for rule in PROTECTED if rule.name == "guard_events_event_delete")
    drop_trigger = f"DROP TRIGGER {rule.name}" + (" ON events_event" if connection.vendor != "sqlite" else "")
    with connection.cursor() as cursor:
        cursor.execute(drop_trigger)
        for statement in HARMLESS[connection.vendor][how]:
            cursor.execute(statement)
    assert triggers.missing(connection) == [rule.name]

    triggers.install(connection)

    assert triggers.missing(connection) == []


def drop(rule: Rule) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {rule.name}")
        else:
            cursor.execute(f"DROP FUNCTION {rule.name}() CASCADE")


def test_names_fit_in_postgresql_and_differ() -> None:
    names = [rule.name for rule in PROTECTED]

    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 63


@pytest.mark.django_db(transaction=True)
def test_a_flush_puts_the_triggers_back() -> None:
    triggers.remove(connection)

    call_command("flush", interactive=False, verbosity=0)

    assert triggers.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_migrating_puts_a_lost_trigger_back() -> None:
    drop(Rule("events_event", Operation.DELETE, ""))

    call_command("migrate", verbosity=0)

    assert triggers.missing(connection) == []
