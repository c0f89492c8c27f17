"""Words that several pages of the editors have for one fact."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from question_sets.structure import Level

LEVEL_LABELS: Final[Mapping[str, str]] = MappingProxyType({level: level.capitalize() for level in Level})

LEVEL_HINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Level.CONTRADICTION: "The answers cannot both be true. The assessment cannot be submitted with it",
        Level.BREACH: "The standard says “must”. It can be submitted, and the summary of the pack says so",
        Level.EXCEPTION: "It needs a reason. It can be submitted, and the summary of the pack says so",
        Level.WARNING: "Worth a second look. It can be submitted, and the summary of the pack says so",
    }
)


def how_often(noun: str) -> str:
    """How often a section is answered that repeats for this noun, or does not."""
    return f"Once for each {noun}" if noun else "Once"


def forms_of(short_form: bool) -> str:
    """The forms in which a question is asked."""
    return "Full and short" if short_form else "Full only"
