"""The published JSON Schema of a pack, made from its dataclasses. No Django."""

import json
from dataclasses import is_dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from reporting.pack import SCHEMA_VERSION, EvidencePack

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
PLAIN_TYPES: Final = {str: "string", int: "integer", NoneType: "null"}

Schema = dict[str, Any]


def pack_schema() -> Schema:
    """The schema that every pack's JSON keeps to."""
    definitions: dict[str, Schema] = {}
    reference = _schema_of(EvidencePack, definitions)
    definitions["EvidencePack"]["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    return {
        "$schema": DIALECT,
        "title": "Evidence pack",
        **reference,
        "$defs": dict(sorted(definitions.items())),
    }


def pack_schema_text() -> str:
    """The schema as the text of ``docs/reference/pack-schema.json``."""
    return json.dumps(pack_schema(), indent=2, ensure_ascii=False) + "\n"


def _schema_of(kind: Any, definitions: dict[str, Schema]) -> Schema:
    origin = get_origin(kind)
    if is_dataclass(kind):
        return _reference(kind, definitions)
    if origin is Annotated:
        inner, description = get_args(kind)
        return {"description": description, **_schema_of(inner, definitions)}
    if origin is tuple:
        return {"type": "array", "items": _schema_of(get_args(kind)[0], definitions)}
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if origin in (Union, UnionType):
        return {"anyOf": [_schema_of(part, definitions) for part in get_args(kind)]}
    return {"type": PLAIN_TYPES[kind]}


def _reference(kind: Any, definitions: dict[str, Schema]) -> Schema:
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _object(kind, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _object(kind: Any, definitions: dict[str, Schema]) -> Schema:
    hints = get_type_hints(kind, include_extras=True)
    return {
        "type": "object",
        "description": kind.__doc__,
        "properties": {name: _schema_of(hint, definitions) for name, hint in hints.items()},
        "required": list(hints),
        "additionalProperties": False,
    }
