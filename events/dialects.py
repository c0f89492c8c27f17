"""How SQLite and PostgreSQL say a rule: the SQL of one trigger, and what is installed now."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

from events.rules import Operation, Rule


@dataclass(frozen=True)
class Dialect:
    """What one database says.

    `definitions` is what `installed`, a query for names and definitions, answers for triggers as we make
    them; None where the database has no such operation, and `create` has no statement for that.
    """

    definitions: Callable[[BaseDatabaseWrapper, Iterable[Rule]], dict[Rule, str | None]]
    create: Callable[[Rule, str | None], list[str]]
    drop: Callable[[Rule], list[str]]
    installed: str


def dialect_of(connection: BaseDatabaseWrapper) -> Dialect:
    """What the database at the end of this connection speaks."""
    return _DIALECTS[connection.vendor]


def installed(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The triggers in force now, with their definitions."""
    with connection.cursor() as cursor:
        cursor.execute(dialect_of(connection).installed)
        return dict(cursor.fetchall())


def _sqlite_definitions(connection: BaseDatabaseWrapper, rules: Iterable[Rule]) -> dict[Rule, str | None]:
    columns = _columns(connection)
    return {rule: _sqlite_trigger(rule, columns[rule.table]) for rule in rules}


def _columns(connection: BaseDatabaseWrapper) -> Mapping[str, Sequence[str]]:
    """The columns of every table, in their order. Django's introspection parses a table's SQL for them."""
    columns: defaultdict[str, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tables.name, columns.name FROM sqlite_master AS tables"
            " JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table' ORDER BY cid"
        )
        for table, column in cursor.fetchall():
            columns[table].append(column)
    return columns


def _sqlite_trigger(rule: Rule, columns: Sequence[str]) -> str | None:
    if rule.operation is Operation.TRUNCATE:
        return None
    conditions = [f"({rule.when})"] if rule.when else []
    if rule.unless_equal:
        differences = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
        conditions.append(f"({differences})")
    when = f" WHEN {' AND '.join(conditions)}" if conditions else ""
    return (
        f'CREATE TRIGGER "{rule.name}" BEFORE {rule.operation} ON "{rule.table}" FOR EACH ROW{when}'
        f" BEGIN SELECT RAISE(ABORT, '{rule.because}'); END"
    )


def _sqlite_create(_: Rule, definition: str | None) -> list[str]:
    return [definition] if definition else []


def _sqlite_drop(rule: Rule) -> list[str]:
    return [f'DROP TRIGGER IF EXISTS "{rule.name}"']


def _postgresql_definitions(_: BaseDatabaseWrapper, rules: Iterable[Rule]) -> dict[Rule, str | None]:
    return {rule: _postgresql_body(rule) for rule in rules}


def _postgresql_body(rule: Rule) -> str:
    conditions = [f"({rule.when})"] if rule.when else ["TRUE"]
    if rule.unless_equal:
        conditions.append("OLD IS DISTINCT FROM NEW")
    row = {Operation.DELETE: "OLD", Operation.TRUNCATE: "NULL"}.get(rule.operation, "NEW")
    return (
        f"BEGIN IF {' AND '.join(conditions)} THEN"
        f" RAISE integrity_constraint_violation USING MESSAGE = '{rule.because}'; END IF;"
        f" RETURN {row}; END"
    )


def _postgresql_create(rule: Rule, definition: str | None) -> list[str]:
    each = "STATEMENT" if rule.operation is Operation.TRUNCATE else "ROW"
    return [
        f'CREATE FUNCTION "{rule.name}"() RETURNS trigger LANGUAGE plpgsql AS $guard${definition}$guard$',
        f'CREATE OR REPLACE TRIGGER "{rule.name}" BEFORE {rule.operation} ON "{rule.table}"'
        f' FOR EACH {each} EXECUTE FUNCTION "{rule.name}"()',
    ]


def _postgresql_drop(rule: Rule) -> list[str]:
    return [f'DROP FUNCTION IF EXISTS "{rule.name}"() CASCADE']


_DIALECTS = {
    "sqlite": Dialect(
        definitions=_sqlite_definitions,
        create=_sqlite_create,
        drop=_sqlite_drop,
        installed="SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    ),
    "postgresql": Dialect(
        definitions=_postgresql_definitions,
        create=_postgresql_create,
        drop=_postgresql_drop,
        # Those alone that do what their names say: 7 is before each inserted row, and so on.
        installed=(
            "SELECT tgname, prosrc FROM pg_trigger"
            " JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgenabled = 'O' AND tgqual IS NULL AND cardinality(tgattr::int2[]) = 0"
            " AND proname = tgname AND tgname = 'guard_' || relname ||"
            " CASE tgtype WHEN 7 THEN '_insert' WHEN 11 THEN '_delete' WHEN 19 THEN '_update'"
            " WHEN 34 THEN '_truncate' END"
        ),
    ),
}
