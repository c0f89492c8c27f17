"""Hebrew and Arabic in the order in which they are read: on a page the letters stand from left to right.

Source: ISO 32000-1:2008, 14.9.4 (replacement text).
"""

import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pydyf

from reporting.renderers.printable import RIGHT_TO_LEFT, SOFT_BREAK
from reporting.renderers.structure_tree import StructureTree

logger = logging.getLogger(__name__)

GLYPH: Final = re.compile(rb"<([0-9a-f]{4})> <[0-9a-f]+>")
"""A line of a font's list of what its glyphs say."""


def say_in_reading_order(tree: StructureTree, pages: Sequence[Any]) -> None:
    """Let each line that holds such letters say its text. To be called while every line has its ``Span``.

    Where lines and spans cannot be told to be the same, the pack keeps the order of the page.
    """
    boxes = [box for page in pages for box in _lines(page._page_box.children[0])]
    spans = list(tree.lines())
    if len(boxes) != len(spans):
        logger.warning("%d lines, but %d of them tagged", len(boxes), len(spans))
        return
    for box, span in zip(boxes, spans, strict=True):
        if any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in box.text):
            span["ActualText"] = pydyf.String(box.text.replace(SOFT_BREAK, ""))


def let_glyphs_say_what_they_look_like(pdf: pydyf.PDF, characters: Mapping[int, str]) -> None:
    """Give mirrored glyphs their own characters, by the number of the glyph.

    WeasyPrint keeps the first character that a glyph was drawn for. That of "(" is drawn for ")" in Hebrew,
    and would say ")" in English too.
    """

    def own(line: re.Match[bytes]) -> bytes:
        character = characters.get(int(line[1], 16))
        return b"<%b> <%04x>" % (line[1], ord(character)) if character else line[0]

    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and b"begincmap" in item.stream:
            item.stream = [GLYPH.sub(own, part) for part in item.stream]


def _lines(box: Any) -> Iterator[Any]:
    """The boxes of text that WeasyPrint gives a ``Span``, in order: the text right in a link has none."""
    for child in getattr(box, "children", ()):
        if hasattr(child, "text"):
            if child.element_tag != "a":
                yield child
        else:
            yield from _lines(child)
