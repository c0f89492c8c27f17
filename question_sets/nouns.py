"""What one entry of a repeating section is called, in the forms that sentences need. English, by rule."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

IRREGULAR: Final[Mapping[str, str]] = MappingProxyType(
    {
        "analysis": "analyses",
        "child": "children",
        "criterion": "criteria",
        "man": "men",
        "person": "people",
        "woman": "women",
    }
)

_ES: Final = re.compile(r"(?:s|x|z|ch|sh)$")
_IES: Final = re.compile(r"(?<=[^aeiou])y$")
_HEAD: Final = re.compile(r"^(?P<head>.+?)(?P<rest> (?:of|for|in|with) .+)?$", re.DOTALL)
_SOUNDS_OPEN: Final = re.compile(
    r"(?!eu|one\b|once\b)(?:[aeio]|u(?!ni|s[aei]|tili)|hour|honest|heir)", re.IGNORECASE
)
_SPELT_OUT: Final = re.compile(r"[A-Z]+\b")
_OPEN_LETTERS: Final = frozenset("AEFHILMNORSX")


def plural(noun: str) -> str:
    """ "contracts", "third parties", "pieces of software"."""
    found = _HEAD.match(noun)
    if not found:
        return noun
    *before, last = found["head"].split(" ")
    return " ".join([*before, _plural_word(last)]) + (found["rest"] or "")


def counted(count: int, noun: str) -> str:
    """ "1 contract", "2 contracts", "7,500 contracts"."""
    return f"{count:,} {noun if count == 1 else plural(noun)}"


def with_article(noun: str) -> str:
    """ "a contract", "an API", "a user"."""
    sounds_open = noun[0] in _OPEN_LETTERS if _SPELT_OUT.match(noun) else _SOUNDS_OPEN.match(noun)
    return f"{'an' if sounds_open else 'a'} {noun}"


def capitalised(noun: str) -> str:
    """The noun at the start of a title. Its other letters stay: "API"."""
    return noun[:1].upper() + noun[1:]


def in_sentence(label: str) -> str:
    """A label in the middle of a sentence. A title keeps its capitals, and so does VAT."""
    is_title = " " in label and label.istitle()
    return label if is_title else label[:1].lower() + label[1:]


def _plural_word(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if _IES.search(word):
        return _IES.sub("ies", word)
    return f"{word}es" if _ES.search(word) else f"{word}s"
