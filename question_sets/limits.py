"""How large an edition may be: beyond these, pages and packs would no longer be fit to read."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from question_sets.parts import PartKind

MAX_POINTS: Final = 60
MAX_GUIDANCE: Final = 40
MAX_SECTIONS: Final = 40
MAX_QUESTIONS: Final = 1_000
MAX_CHOICES: Final = 60
MAX_CHECKS: Final = 200
MAX_CONDITIONS: Final = 10

MOST: Final[Mapping[PartKind, int]] = MappingProxyType(
    {
        PartKind.POINT: MAX_POINTS,
        PartKind.GUIDANCE: MAX_GUIDANCE,
        PartKind.SECTION: MAX_SECTIONS,
        PartKind.QUESTION: MAX_QUESTIONS,
        PartKind.CHOICE: MAX_CHOICES,
        PartKind.CHECK: MAX_CHECKS,
        PartKind.CONDITION: MAX_CONDITIONS,
    }
)
"""How many of a kind may stand in one parent; of questions, in one edition."""
