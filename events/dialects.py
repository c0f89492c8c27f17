"""How SQLite and PostgreSQL say a rule: the SQL of one trigger, and what is installed now."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

from events.rules import Operation, Rule


@dataclass(frozen=True)
class Dialect:
    """What one database says.

    `create` has no statement where the database has no such operation. `definition` is what `installed`,
    a query for names and definitions, answers for a trigger as we make it; None where there is none.
    """

    create: Callable[[BaseDatabaseWrapper, Rule], list[str]]
    drop: Callable[[Rule], list[str]]
    definition: Callable[[BaseDatabaseWrapper, Rule], str | None]
    installed: str


def dialect_of(connection: BaseDatabaseWrapper) -> Dialect:
    """What the database at the end of this connection speaks."""
    return _DIALECTS[connection.vendor]


def installed(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The triggers in force now, with their definitions."""
    with connection.cursor() as cursor:
        cursor.execute(dialect_of(connection).installed)
        return dict(cursor.fetchall())


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


_DIALECTS = {
    "sqlite": Dialect(
        create=_sqlite_create,
        drop=_sqlite_drop,
        definition=_sqlite_trigger,
        installed="SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    ),
    "postgresql": Dialect(
        create=_postgresql_create,
        drop=_postgresql_drop,
        definition=_postgresql_body,
        installed=(
            "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE NOT tgisinternal AND tgenabled = 'O'"
        ),
    ),
}
