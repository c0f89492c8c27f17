"""What people call the parts of an edition: by code and number, and never by key. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from question_sets.parts import EDITION, NAMED_BY_POSITION, Part, PartKind
from question_sets.rows import Rows, parent_of, place_of

GONE: Final[Mapping[PartKind, str]] = MappingProxyType(
    {
        PartKind.EDITION: "the edition",
        PartKind.POINT: "a point",
        PartKind.GUIDANCE: "a guidance link",
        PartKind.SECTION: "a section",
        PartKind.QUESTION: "a question",
        PartKind.CHOICE: "a choice",
        PartKind.CHECK: "a check",
        PartKind.CONDITION: "a condition",
    }
)
"""What a part is called that is not in the edition any more."""

_NAMED_INSIDE: Final = frozenset({PartKind.GUIDANCE, PartKind.SECTION, PartKind.CHOICE, PartKind.CONDITION})
"""Parts that are numbered, if at all, inside another part, which their own name holds."""

FIELD_NAMES: Final[Mapping[PartKind, Mapping[str, str]]] = MappingProxyType(
    {
        PartKind.EDITION: {
            "key": "question set",
            "edition": "edition",
            "title": "title",
            "sources": "sources",
            "attribution": "attribution",
        },
        PartKind.POINT: {
            "number": "number",
            "title": "title",
            "summary": "summary",
            "must_show": "what must be shown",
        },
        PartKind.GUIDANCE: {"title": "title", "url": "link"},
        PartKind.SECTION: {"position": "place", "title": "title", "repeats": "what it repeats for"},
        PartKind.QUESTION: {
            "section": "section",
            "position": "place",
            "code": "code",
            "text": "text",
            "help": "help",
            "kind": "kind",
            "required": "required or not",
            "short_form": "short form",
            "source": "source",
        },
        PartKind.CHOICE: {
            "position": "place",
            "label": "label",
            "exclusive": "excludes others or not",
            "explain": "asks for an explanation or not",
        },
        PartKind.CHECK: {"position": "place", "level": "level", "message": "message", "source": "source"},
        PartKind.CONDITION: {
            "questions": "questions",
            "operator": "comparison",
            "values": "choices",
            "amount": "amount",
            "other": "other date",
        },
    }
)
"""The words for the fields of each kind."""


def part_name(part: Part, rows: Rows) -> str:
    """What a part is called in the middle of a sentence: "question 3.4", "section 2 of point 1"."""
    if part.kind in _NAMED_INSIDE:
        inside = part_name(parent_of(part, {}), rows)
        return f"{own_name(part, rows)} of {inside}"
    return own_name(part, rows)


def own_name(part: Part, rows: Rows) -> str:
    """The same without what it stands in: "section 2"."""
    if part not in rows or part == EDITION or part.kind in NAMED_BY_POSITION:
        return GONE[part.kind]
    fields = rows[part]
    return f"{part.kind} {fields['code'] if part.kind is PartKind.QUESTION else place_of(part, fields)}"


def part_title(part: Part, rows: Rows) -> str:
    """The words that people typed for a part: a title, a question's text, a choice's label."""
    fields = rows.get(part, {})
    named = next((fields[name] for name in ("title", "text", "label", "message") if fields.get(name)), "")
    return str(named)
