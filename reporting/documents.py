"""Frozen packs to plain JSON documents and back. No Django."""

from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from reporting.pack import SCHEMA_VERSION, EvidencePack

Document = dict[str, Any]


class UnreadablePack(ValueError):
    """The document is no evidence pack of a version that this release reads."""


def to_document(pack: EvidencePack) -> Document:
    """The pack as dictionaries, lists, strings, whole numbers and ``None``, in the order of the fields."""
    document: Document = _plain(pack)
    return document


def from_document(document: Document) -> EvidencePack:
    """The pack that ``to_document`` made this of. Raises ``UnreadablePack``."""
    version = document.get("schema_version")
    if version != SCHEMA_VERSION:
        raise UnreadablePack(f"This release reads packs of version {SCHEMA_VERSION}, not {version}.")
    try:
        pack: EvidencePack = _built(EvidencePack, document)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadablePack(f"The pack cannot be read: {error}.") from error
    return pack


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _built(kind: Any, value: Any) -> Any:
    if is_dataclass(kind):
        return _built_dataclass(kind, value)
    if get_origin(kind) is tuple:
        return tuple(_built(get_args(kind)[0], item) for item in value)
    if get_origin(kind) in (Union, UnionType):
        return _built_union(kind, value)
    if get_origin(kind) is Literal:
        return _checked(value, value in get_args(kind))
    return _checked(value, isinstance(value, kind))


def _built_dataclass(kind: Any, value: Document) -> Any:
    hints = _hints(kind)
    if set(value) != set(hints):
        raise ValueError(f"{kind.__name__} has other fields: {sorted(set(value) ^ set(hints))}")
    return kind(**{name: _built(hint, value[name]) for name, hint in hints.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _built_union(kind: Any, value: Any) -> Any:
    if value is None:
        return _checked(value, NoneType in get_args(kind))
    if isinstance(value, list):
        return _built(next(part for part in get_args(kind) if get_origin(part) is tuple), value)
    if isinstance(value, dict):
        return _built(next(part for part in get_args(kind) if is_dataclass(part)), value)
    return _checked(value, type(value) in get_args(kind))


def _checked(value: Any, is_right: bool) -> Any:
    if not is_right:
        raise ValueError(f"{value!r} is out of place")
    return value
