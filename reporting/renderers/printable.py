"""Text as the bundled fonts can print it. No Django, no WeasyPrint."""

import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from plain_text.cleaning import BIDI_CONTROLS

SOFT_BREAK: Final = "\u200b"
LONGEST_RUN: Final = 24
LAYOUT_CHARACTERS: Final = frozenset("\n\t ")
SOFT_HYPHEN: Final = "\u00ad"
NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONG_RUN: Final = re.compile(rf"[^\s{SOFT_BREAK}]{{{LONGEST_RUN + 1},}}")
INSTEAD: Final = {
    SOFT_HYPHEN: "",  # with one in a text, WeasyPrint puts hyphens where other words break
    "\u2011": "\u2010",  # the hyphen that does not break, which Word types
    "\uf0b7": "\u2022",  # the bullet of the Symbol font, which Word types
    "\u2023": "\u2022",
    "\u2043": "\u2022",
    "\u2028": " ",
    "\u2029": " ",
    "\u2060": "",
    "\ufeff": "",
    "\u2610": "[not ticked]",
    "\u2611": "[ticked]",
    "\u2612": "[ticked]",
    "\u2713": "[tick]",
    "\u2714": "[tick]",
    "\u2717": "[cross]",
    "\u2718": "[cross]",
    "\u20b9": "Rs",
}
"""What people paste every day, in other words, where the fonts lack it."""
RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


@dataclass(frozen=True)
class Printable:
    """Turns any text into text that the PDF can hold. ``known`` are the code points of every bundled font."""

    known: Set[int]

    def __call__(self, text: str) -> str:
        """The text with words or codes for unknown characters, and places to break in long runs."""
        return with_soft_breaks(self.named(text))

    def named(self, text: str) -> str:
        """The text with words or codes for unknown characters: for what stands on no page."""
        return text if self._plain.issuperset(text) else "".join(map(self._named, text))

    @cached_property
    def _plain(self) -> frozenset[str]:
        """What stays as it is."""
        return frozenset(map(chr, self.known)) - BIDI_CONTROLS - {SOFT_HYPHEN} | LAYOUT_CHARACTERS

    def _named(self, character: str) -> str:
        return character if character in self._plain else INSTEAD.get(character, code_of(character))


def code_of(character: str) -> str:
    """ "[U+1F600]"."""
    return f"[U+{ord(character):04X}]"


def legal_in_xml(text: str) -> str:
    """The text with codes for what XML 1.0 has no place for: control characters and two that are none."""
    return NOT_IN_XML.sub(lambda found: code_of(found.group()), text)


def with_soft_breaks(text: str) -> str:
    """The text with an invisible place to break after every 24 characters that have no space between them."""
    return LONG_RUN.sub(_broken, text)


def _broken(run: re.Match[str]) -> str:
    text = run.group()
    return SOFT_BREAK.join(text[at : at + LONGEST_RUN] for at in range(0, len(text), LONGEST_RUN))


def direction_of(text: str) -> str:
    """``rtl`` where the first letter is written from right to left, otherwise ``ltr``, as ``auto`` does."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction == "L" or direction in RIGHT_TO_LEFT:
            return "rtl" if direction in RIGHT_TO_LEFT else "ltr"
    return "ltr"
