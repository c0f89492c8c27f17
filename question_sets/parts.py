"""What an edition is made of, and how a part of it is named: in an address, in an event, in a difference."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class PartKind(StrEnum):
    """The kinds of parts, as people call them."""

    EDITION = "edition"
    POINT = "point"
    GUIDANCE = "guidance"
    SECTION = "section"
    QUESTION = "question"
    CHOICE = "choice"
    CHECK = "check"
    CONDITION = "condition"


OWN_KEYS: Final[Mapping[PartKind, int]] = MappingProxyType(
    {
        PartKind.EDITION: 0,
        PartKind.POINT: 1,
        PartKind.GUIDANCE: 2,
        PartKind.SECTION: 2,
        PartKind.QUESTION: 1,
        PartKind.CHOICE: 2,
        PartKind.CHECK: 1,
    }
)
"""How many keys name a part: a section's are its point's and its own. A condition is named by its owner."""

PARENT_KINDS: Final[Mapping[PartKind, tuple[PartKind, ...]]] = MappingProxyType(
    {
        PartKind.POINT: (PartKind.EDITION,),
        PartKind.GUIDANCE: (PartKind.POINT,),
        PartKind.SECTION: (PartKind.POINT,),
        PartKind.QUESTION: (PartKind.SECTION,),
        PartKind.CHOICE: (PartKind.QUESTION,),
        PartKind.CHECK: (PartKind.EDITION,),
        PartKind.CONDITION: (PartKind.SECTION, PartKind.QUESTION, PartKind.CHECK),
    }
)
"""What a part can stand in."""

NAMED_BY_POSITION: Final = frozenset({PartKind.GUIDANCE, PartKind.CONDITION})
"""Parts without a key: the last of their keys is their place among their like, from 1."""

KEY: Final = r"[A-Za-z0-9][A-Za-z0-9._-]*"
"""What keys, and values of choices, are made of: fit for an address."""


class NotAPart(ValueError):
    """A text that names no part."""


@dataclass(frozen=True, order=True)
class Part:
    """The name of a part of an edition. The keys of a condition are its owner's name and its position."""

    kind: PartKind
    keys: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The name as text: "question/user-needs.1", "section/data/api/condition/2"."""
        if self.kind is PartKind.CONDITION:
            return "/".join((*self.keys[:-1], self.kind, self.keys[-1]))
        return "/".join((self.kind, *self.keys))

    @property
    def owner(self) -> Part:
        """The section, question or check that a condition belongs to."""
        return Part(PartKind(self.keys[0]), self.keys[1:-1])

    @property
    def position(self) -> int:
        """The place of a part that is named by it, from 1."""
        return int(self.keys[-1])

    def child(self, kind: PartKind, key: str | int) -> Part:
        """A part inside this one. Of a question: its section is not in its name."""
        if kind is PartKind.CONDITION:
            return Part(kind, (self.kind, *self.keys, str(key)))
        keys = () if kind is PartKind.QUESTION else self.keys
        return Part(kind, (*keys, str(key)))


EDITION: Final = Part(PartKind.EDITION)
"""The edition as a whole."""

_OWNERS = PARENT_KINDS[PartKind.CONDITION]


def _pattern(kind: PartKind) -> str:
    last = [r"[1-9][0-9]{0,4}"] if kind in NAMED_BY_POSITION else [KEY]
    keys = [KEY] * (OWN_KEYS[kind] - 1) + last if OWN_KEYS[kind] else []
    return "/".join([kind, *keys])


PATTERN: Final = (
    f"(?:(?:{'|'.join(_pattern(kind) for kind in _OWNERS)})/condition/[1-9][0-9]{{0,4}}"
    f"|{'|'.join(_pattern(kind) for kind in OWN_KEYS)})"
)
"""A regular expression of every name."""


def part_of(name: str) -> Part:
    """The part that a text names: the inverse of ``str``. Raises NotAPart."""
    if not re.fullmatch(PATTERN, name):
        raise NotAPart(f"“{name[:100]}” names no part of an edition.")
    kind, *keys = name.split("/")
    if len(keys) > OWN_KEYS[PartKind(kind)]:  # An owner, "condition" and a position.
        return Part(PartKind.CONDITION, (kind, *keys[:-2], keys[-1]))
    return Part(PartKind(kind), tuple(keys))


def question_part(key: str) -> Part:
    """The name of a question."""
    return Part(PartKind.QUESTION, (key,))


def section_part(point: str, section: str) -> Part:
    """The name of a section, by the keys of its point and its own."""
    return Part(PartKind.SECTION, (point, section))
