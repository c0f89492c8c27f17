"""The rows that the database itself keeps from changing: one table of rules for every room.

Triggers are taken off before migrations run, because a rebuilt table loses its triggers on SQLite and
trips over those that name it, and put back after them. `missing` is what health and verify ask.
Rooms above this one are named by their tables, as text: a table that is not there yet is skipped.
"""

from typing import Any

from django.db import connection as default_connection
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from events.dialects import dialect_of, installed
from events.rules import PROTECTED, Rule


def install(connection: BaseDatabaseWrapper) -> None:
    """Put on every trigger that is missing, or whose definition is not ours."""
    dialect = dialect_of(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for rule, definition in _missing_rules(connection).items():
            for statement in dialect.drop(rule) + dialect.create(rule, definition):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger off: around migrations, and around the flushes of tests."""
    dialect = dialect_of(connection)
    tables = set(connection.introspection.table_names())
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for rule in PROTECTED:
            if rule.table in tables:
                for statement in dialect.drop(rule):
                    cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the triggers that should be there, and are not, or are not as we made them."""
    return [rule.name for rule in _missing_rules(connection)]


def faults() -> list[str]:
    """What `verify` prints: one plain sentence for each missing trigger."""
    return [f"The trigger {name} is missing or was changed." for name in missing(default_connection)]


def remove_before_migrate(*, using: str, plan: list[Any], **_: Any) -> None:
    """Receives pre_migrate: migrations may rebuild any table."""
    if plan:
        remove(connections[using])


def install_after_migrate(*, using: str, **_: Any) -> None:
    """Receives post_migrate, which a flush sends too."""
    install(connections[using])


def _missing_rules(connection: BaseDatabaseWrapper) -> dict[Rule, str | None]:
    """The rules that no trigger holds now, with the definitions of those that should."""
    tables, found = set(connection.introspection.table_names()), installed(connection)
    rules = [rule for rule in PROTECTED if rule.table in tables]
    definitions = dialect_of(connection).definitions(connection, rules)
    return {rule: ours for rule, ours in definitions.items() if found.get(rule.name) != ours}
