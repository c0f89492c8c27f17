"""How SQLite and PostgreSQL say a rule: the SQL of one trigger, and what is installed now."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from events.rules import Operation, Rule


def create(connection: BaseDatabaseWrapper, rule: Rule) -> list[str]:
    """The statements that put a trigger on; none where the database has no such operation."""
    return _dialect(_CREATE, connection)(connection, rule)


def drop(connection: BaseDatabaseWrapper, rule: Rule) -> list[str]:
    """The statements that take a trigger off if it is there."""
    return _dialect(_DROP, connection)(rule)


def definition(connection: BaseDatabaseWrapper, rule: Rule) -> str | None:
    """What `installed` reports for a trigger that is as we made it; None where there is none to make."""
    return _dialect(_DEFINITION, connection)(connection, rule)


def installed(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The triggers in force now, with their definitions."""
    with connection.cursor() as cursor:
        cursor.execute(_dialect(_INSTALLED, connection))
        return dict(cursor.fetchall())


def _dialect(table: Mapping[str, Any], connection: BaseDatabaseWrapper) -> Any:
    return table[connection.vendor]


# SQLite


def _sqlite_trigger(connection: BaseDatabaseWrapper, rule: Rule) -> str | None:
    if rule.operation is Operation.TRUNCATE:
        return None
    conditions = [f"({rule.when})"] if rule.when else []
    if rule.unless_equal:
        conditions.append(f"({_any_column_differs(connection, rule.table)})")
    when = f" WHEN {' AND '.join(conditions)}" if conditions else ""
    return (
        f'CREATE TRIGGER "{rule.name}" BEFORE {rule.operation} ON "{rule.table}" FOR EACH ROW{when}'
        f" BEGIN SELECT RAISE(ABORT, '{rule.because}'); END"
    )


def _any_column_differs(connection: BaseDatabaseWrapper, table: str) -> str:
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    return " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)


def _sqlite_create(connection: BaseDatabaseWrapper, rule: Rule) -> list[str]:
    trigger = _sqlite_trigger(connection, rule)
    return [trigger] if trigger else []


def _sqlite_drop(rule: Rule) -> list[str]:
    return [f'DROP TRIGGER IF EXISTS "{rule.name}"']


# PostgreSQL


def _postgresql_body(_: BaseDatabaseWrapper, rule: Rule) -> str:
    conditions = [f"({rule.when})"] if rule.when else ["TRUE"]
    if rule.unless_equal:
        conditions.append("OLD IS DISTINCT FROM NEW")
    row = {Operation.DELETE: "OLD", Operation.TRUNCATE: "NULL"}.get(rule.operation, "NEW")
    return (
        f"BEGIN IF {' AND '.join(conditions)} THEN"
        f" RAISE integrity_constraint_violation USING MESSAGE = '{rule.because}'; END IF;"
        f" RETURN {row}; END"
    )


def _postgresql_create(connection: BaseDatabaseWrapper, rule: Rule) -> list[str]:
    each = "STATEMENT" if rule.operation is Operation.TRUNCATE else "ROW"
    return [
        f'CREATE FUNCTION "{rule.name}"() RETURNS trigger LANGUAGE plpgsql'
        f" AS $guard${_postgresql_body(connection, rule)}$guard$",
        f'CREATE TRIGGER "{rule.name}" BEFORE {rule.operation} ON "{rule.table}"'
        f' FOR EACH {each} EXECUTE FUNCTION "{rule.name}"()',
    ]


def _postgresql_drop(rule: Rule) -> list[str]:
    return [f'DROP FUNCTION IF EXISTS "{rule.name}"() CASCADE']


_CREATE: Mapping[str, Callable[[BaseDatabaseWrapper, Rule], list[str]]] = {
    "sqlite": _sqlite_create,
    "postgresql": _postgresql_create,
}
_DROP: Mapping[str, Callable[[Rule], list[str]]] = {"sqlite": _sqlite_drop, "postgresql": _postgresql_drop}
_DEFINITION: Mapping[str, Callable[[BaseDatabaseWrapper, Rule], str | None]] = {
    "sqlite": _sqlite_trigger,
    "postgresql": _postgresql_body,
}
_INSTALLED = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
        " WHERE NOT tgisinternal AND tgenabled = 'O'"
    ),
}
