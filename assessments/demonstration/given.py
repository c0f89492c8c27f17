"""How demonstration assessments are written down: plain values, keyed as in the edition."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Given:
    """An answer with its explanation; values as ``question_sets.kinds`` describes them."""

    value: Any
    explanation: str = ""


@dataclass(frozen=True)
class Planned:
    """A planned action."""

    what: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class Point:
    """Everything that a team gives for one point; ``statement`` by the statement's field names."""

    statement: Mapping[str, Any]
    answers: Mapping[str, Given] = field(default_factory=dict)
    actions: tuple[Planned, ...] = ()
    evidence: tuple[str, ...] = ()
