"""The rule of "wording only": which label tells of a field, and which labels alter what answers mean.

No editor decides it: it is these tables.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from question_sets.parts import PartKind


class Label(StrEnum):
    """What happened to a part, in the order in which a page says it."""

    NEW = "new"
    REMOVED = "removed"
    KIND = "kind"
    CHOICES = "choices"
    CONDITION = "condition"
    ASKED = "asked"
    LEVEL = "level"
    WORDING = "wording"
    ORDER = "order"
    MOVED = "moved"
    RENUMBERED = "renumbered"


READ: Final = frozenset(
    {PartKind.EDITION, PartKind.POINT, PartKind.SECTION, PartKind.QUESTION, PartKind.CHECK}
)
"""The parts under which changes are told. Guidance, choices and conditions are told where they stand."""

ALTERS: Final[Mapping[Label, frozenset[PartKind]]] = MappingProxyType(
    {
        Label.NEW: READ - {PartKind.SECTION},
        Label.REMOVED: READ - {PartKind.SECTION},
        Label.KIND: READ,
        Label.CHOICES: READ,
        Label.CONDITION: READ,
        Label.ASKED: READ,
        Label.LEVEL: READ,
        Label.WORDING: frozenset(),
        Label.ORDER: frozenset(),
        Label.MOVED: frozenset(),
        Label.RENUMBERED: frozenset(),
    }
)
"""The parts of which a change of this label alters what answers mean; of all others it is wording only.

A section by itself asks nothing: each of its questions that is new or gone is told by itself.
"""

WHOLE: Final = ""
"""Stands for all fields of a row that only one of the editions has."""

LABELS: Final[Mapping[PartKind, Mapping[str, Label]]] = MappingProxyType(
    {
        PartKind.EDITION: {
            "title": Label.WORDING,
            "sources": Label.WORDING,
            "attribution": Label.WORDING,
        },
        PartKind.POINT: {
            "number": Label.RENUMBERED,
            "title": Label.WORDING,
            "summary": Label.WORDING,
            "must_show": Label.WORDING,
        },
        PartKind.GUIDANCE: {
            WHOLE: Label.WORDING,
            "title": Label.WORDING,
            "url": Label.WORDING,
        },
        PartKind.SECTION: {
            "title": Label.WORDING,
            "repeats": Label.ASKED,
        },
        PartKind.QUESTION: {
            "code": Label.RENUMBERED,
            "text": Label.WORDING,
            "help": Label.WORDING,
            "kind": Label.KIND,
            "required": Label.ASKED,
            "short_form": Label.ASKED,
            "source": Label.WORDING,
        },
        PartKind.CHOICE: {
            WHOLE: Label.CHOICES,
            "label": Label.CHOICES,
            "exclusive": Label.CHOICES,
            "explain": Label.CHOICES,
        },
        PartKind.CHECK: {
            "level": Label.LEVEL,
            "message": Label.WORDING,
            "source": Label.WORDING,
        },
        PartKind.CONDITION: {
            WHOLE: Label.CONDITION,
            "questions": Label.CONDITION,
            "operator": Label.CONDITION,
            "values": Label.CONDITION,
            "amount": Label.CONDITION,
            "other": Label.CONDITION,
        },
    }
)
"""Which label tells of a field, as a rule; `changes` knows the exceptions.

Positions are told of what moved (`MOVES`), and what an edition is called names the two that are compared.
"""

MOVES: Final[Mapping[PartKind, Label]] = MappingProxyType(
    {
        PartKind.POINT: Label.MOVED,
        PartKind.SECTION: Label.MOVED,
        PartKind.QUESTION: Label.MOVED,
        PartKind.CHOICE: Label.ORDER,
        PartKind.CHECK: Label.MOVED,
    }
)
"""Which label tells that a part of this kind stands elsewhere."""

PLACES: Final = frozenset({"number", "position", "section"})
"""The fields that say where a part stands."""
