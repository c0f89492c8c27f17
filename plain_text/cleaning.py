"""What text from outside becomes before anything else sees it. Pure functions."""

import unicodedata
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

# The characters with the Unicode property Bidi_Control: they can make a name read as another name.
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# What is pasted brings these along, and nobody sees them: two names that differ by one look the same.
WITHOUT_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))

# The code points that Unicode never gives to a character, but the last two of every plane. XML forbids some.
NO_CHARACTERS = range(0xFDD0, 0xFDF0)


class UnacceptableText(ValueError):
    """Text that cannot be kept. Its message is a sentence for the person who typed it."""


def clean(text: str) -> str:
    """Composed (NFC), with line feeds alone for line ends.

    Raises UnacceptableText for U+0000 and for half a surrogate pair: SQLite keeps both, PostgreSQL neither.
    """
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise UnacceptableText("Remove the character that is not text: it cannot be saved")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_name(text: str) -> str:
    """A name on one line: cleaned, spaces made single, of characters that a reader can see.

    Characters without a width go without a word, but for those that join letters or keep them apart.

    Raises UnacceptableText for those that change the reading direction, for control characters, and for code
    points that are no characters. Source: The Unicode Standard 16.0, section 23.7, Noncharacters.
    """
    name = " ".join(clean(text.translate(WITHOUT_WIDTH)).split())
    if any(character in BIDI_CONTROLS for character in name):
        raise UnacceptableText("Remove the invisible character that changes the direction of the text")
    if any(unicodedata.category(character) == "Cc" for character in name):
        raise UnacceptableText("Remove the invisible control character")
    if any(_is_no_character(ord(character)) for character in name):
        raise UnacceptableText("Remove the invisible character that is not text")
    return name


def _is_no_character(code_point: int) -> bool:
    return code_point in NO_CHARACTERS or code_point & 0xFFFE == 0xFFFE


def clean_json(value: Json) -> Json:
    """The same value with every string inside it cleaned, keys too."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean_json(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): clean_json(item) for key, item in value.items()}
    return value
