"""What the database holds, to see whether a request changed anything."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model

from accounts.models import User

Contents = Mapping[str, list[tuple[object, ...]]]

OUR_APPS = ("accounts", "assessments", "events", "question_sets", "reporting")
"""Sessions and the attempts that django-axes counts change with every request."""

NOT_COMPARED = {User: "last_seen_at"}


class Writes:
    """Notes whether anything was written to a table of ours: only then is all of it compared."""

    def __init__(self) -> None:
        self.are_seen = False

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and any(f'"{app}_' in sql for app in OUR_APPS):
            self.are_seen = True
        return execute(sql, *rest)


def contents() -> Contents:
    """Every row of every table of ours."""
    return {model._meta.db_table: _rows(model) for model in _models()}


def changed(before: Contents) -> set[str]:
    """The tables that hold something else than before."""
    now = contents()
    return {table for table, rows in before.items() if now[table] != rows}


def _models() -> Iterator[type[Model]]:
    for label in OUR_APPS:
        yield from apps.get_app_config(label).get_models()


def _rows(model: type[Model]) -> list[tuple[object, ...]]:
    names = [
        field.attname for field in model._meta.concrete_fields if field.attname != NOT_COMPARED.get(model)
    ]
    rows = model._base_manager.order_by("pk").values_list(*names)
    return [tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in rows]
