"""Two texts beside each other, with the words that differ marked. Pure, and bounded in time."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

MOST_PAIRS: Final = 10_000
"""With more pairs of words than this, all between the first and the last difference is marked."""

LEAST_KEPT: Final = 1 / 3
"""Where less of a text was kept than this, marks on its words would only be in the way of reading."""

_WORD: Final = re.compile(r"\s*\S+|\s+$")


@dataclass(frozen=True)
class Piece:
    """Some words of a text. ``is_marked``: the other text does not have them here."""

    text: str
    is_marked: bool = False


Line = tuple[Piece, ...]
"""A text in pieces. White space belongs to the word that follows it."""


def marked(text: str) -> Line:
    """A text all of which is marked; nothing for no text."""
    return (Piece(text, True),) if text else ()


def plain(text: str) -> Line:
    """A text without marks; nothing for no text."""
    return (Piece(text),) if text else ()


def compared(before: str, after: str) -> tuple[Line, Line]:
    """Both texts in pieces, which put together are the texts again."""
    if before == after:
        return plain(before), plain(after)
    old, new = _words(before), _words(after)
    blocks = list(_differing(old, new))
    kept = len(old) - sum(old_to - old_from for old_from, old_to, _, _ in blocks)
    if kept < LEAST_KEPT * max(len(old), len(new)):
        return marked(before), marked(after)
    return (
        _pieces(old, ((start, end) for start, end, _, _ in blocks)),
        _pieces(new, ((start, end) for _, _, start, end in blocks)),
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches that differ: from and to in the one, from and to in the other."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(old_middle) * len(new_middle) > MOST_PAIRS:
        yield head, len(old) - tail, head, len(new) - tail
        return
    matcher = SequenceMatcher(None, old_middle, new_middle, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag != "equal":
            yield head + old_from, head + old_to, head + new_from, head + new_to


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words both begin with."""
    same = 0
    for left, right in zip(old, new, strict=False):
        if left != right:
            break
        same += 1
    return same


def _pieces(words: Sequence[str], stretches: Iterable[tuple[int, int]]) -> Line:
    found: list[Piece] = []
    here = 0
    for start, end in stretches:
        different = "".join(words[start:end])
        text = different.lstrip()
        space = different.removesuffix(text) if text else ""
        found += [Piece("".join(words[here:start]) + space), Piece(text or different, True)]
        here = end
    found.append(Piece("".join(words[here:])))
    return tuple(piece for piece in found if piece.text)
