"""An edition as a Django fixture: the file that `fixtures/` ships, written and read.

`export` and `read` are each other's inverse. `read` is for files from anywhere, and `loaddata` for those that
came with the software: `read` takes the objects of one edition and nothing else, and checks all of it before
anything is written. What only keeps an edition from being published (`problems`) does not stop it, because a
draft may be exported and imported as it stands; conditions in a circle do, as no editor can make them.
"""

import json
from collections import Counter
from datetime import UTC
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from question_sets.fixture_columns import COLUMNS, MODELS, OWNERS, SEAL
from question_sets.fixture_objects import LONGEST_MESSAGE, FixtureProblem, FixtureProblems, Objects, quoted
from question_sets.models import Seal
from question_sets.parts import Part, PartKind
from question_sets.rows import Fields, parent_of, rows_of
from question_sets.structure import Edition

__all__ = ["FixtureProblem", "FixtureProblems", "export", "read"]


def export(edition: Edition, seal: Seal | None) -> bytes:
    """The fixture, in UTF-8. Who published the edition stays in this portal."""
    objects = [_object(edition, part, fields) for part, fields in rows_of(edition).items()]
    if seal:
        sealed = {"question_set": _name_of(edition), "digest": seal.digest}
        at = seal.published_at.astimezone(UTC)
        objects.append(_written(SEAL, {**sealed, "published_at": at, "published_by": None}))
    return ("[\n" + ",\n".join(objects) + "\n]\n").encode()


def read(content: bytes) -> Edition:
    """The edition in a file. Raises FixtureProblems when there is anything that cannot be imported."""
    objects = Objects()
    for number, item in enumerate(_listed(content), 1):
        objects.take(number, item)
    return objects.edition()


def _name_of(edition: Edition) -> list[str]:
    return [edition.key, edition.edition]


def _object(edition: Edition, part: Part, fields: Fields) -> str:
    model = MODELS[part.kind]
    values = {**_names(edition, part, fields), **fields}
    if part.kind is PartKind.QUESTION:
        values["section"] = [*_name_of(edition), *fields["section"]]
    return _written(model, {name: values[name] for name in COLUMNS[model]})


def _names(edition: Edition, part: Part, fields: Fields) -> Fields:
    """The values that name the object itself and what it stands in."""
    whole, last = _name_of(edition), part.keys[-1] if part.keys else ""
    match part.kind:
        case PartKind.EDITION:
            return {}
        case PartKind.POINT | PartKind.QUESTION | PartKind.CHECK:
            return {"question_set": whole, "key": last}
        case PartKind.CONDITION:
            owners = {
                field: [*whole, *part.owner.keys] if kind is part.owner.kind else None
                for field, kind in OWNERS.items()
            }
            return {**owners, "position": part.position}
    parent = parent_of(part, fields)
    own = {PartKind.GUIDANCE: "position", PartKind.SECTION: "key", PartKind.CHOICE: "value"}[part.kind]
    return {str(parent.kind): [*whole, *parent.keys], own: part.position if own == "position" else last}


def _written(model: str, fields: Fields) -> str:
    """One object, with one field to a line."""
    lines = ",\n".join(f'      "{name}": {_json(value)}' for name, value in fields.items())
    return f'  {{\n    "model": "{model}",\n    "fields": {{\n{lines}\n    }}\n  }}'


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _listed(content: bytes) -> list[Any]:
    """The objects that the file lists, whatever they are."""
    try:
        listed = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_pairs, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise _unreadable("The file is not text in UTF-8.") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno:,}"
        raise _unreadable(f"The file is damaged or cut short: it cannot be read past {where}.") from error
    except RecursionError as error:
        raise _unreadable("The file has lists inside lists, too deep to read.") from error
    except ValueError as error:
        raise _unreadable(f"The file cannot be read: {error}") from error
    if not isinstance(listed, list) or not listed:
        raise _unreadable("The file must be a list of objects, as an exported edition is.")
    return listed


def _unreadable(message: str) -> FixtureProblems:
    return FixtureProblems((FixtureProblem(0, "", "", quoted(message, LONGEST_MESSAGE)),), 1)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise ValueError(f"an object has “{twice[:100]}” twice.")
    return values


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number.")
