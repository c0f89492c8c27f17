"""White space as a reader meets it. No Django, no WeasyPrint.

WeasyPrint writes a piece of tagged text for each line, and where ``white-space`` is ``normal`` it drops the
space at which the line wraps: a screen reader then says "forinspectors". Kept spaces (``pre-wrap``) stay in
the text, so here they are made single first, as a browser would.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

TEXT_BLOCKS: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "li", "caption", "th", "td"})
BOXES: Final = TEXT_BLOCKS | {"div"}
WHITE_SPACE: Final = re.compile(r"[ \t\n\r\f]+")

Slot = tuple[Any, str]
"""A place of text in a document: an element, and ``text`` or ``tail``."""


def make_spaces_single(root: Any) -> None:
    """Inside blocks of text: one space between words, none at either end, none between blocks."""
    for block in root.iter():
        if block.tag in TEXT_BLOCKS:
            _strip_between(block) if _holds_boxes(block) else _collapse(list(_slots(block)))


def _holds_boxes(block: Any) -> bool:
    return any(child.tag in BOXES for child in block)


def _strip_between(block: Any) -> None:
    block.text = (block.text or "").strip()
    for child in block:
        child.tail = (child.tail or "").strip()


def _slots(block: Any) -> Iterator[Slot]:
    yield block, "text"
    for child in block:
        yield from _slots(child)
        yield child, "tail"


def _collapse(slots: list[Slot]) -> None:
    ends_in_space = True
    for element, name in slots:
        text = WHITE_SPACE.sub(" ", getattr(element, name) or "")
        text = text.removeprefix(" ") if ends_in_space else text
        ends_in_space = text.endswith(" ") if text else ends_in_space
        setattr(element, name, text)
    _trim_end(slots)


def _trim_end(slots: list[Slot]) -> None:
    for element, name in reversed(slots):
        setattr(element, name, getattr(element, name).rstrip(" "))
        if getattr(element, name):
            return
