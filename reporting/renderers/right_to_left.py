"""Hebrew and Arabic in the order in which they are read: on a page the letters stand from left to right.

Source: ISO 32000-1:2008, 14.9.4 (replacement text).
"""

import logging
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import pydyf

from reporting.renderers.printable import RIGHT_TO_LEFT, SOFT_BREAK
from reporting.renderers.structure_tree import StructureTree

logger = logging.getLogger(__name__)


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


def _lines(box: Any) -> Iterator[Any]:
    """The boxes of text that WeasyPrint gives a ``Span``, in order: the text right in a link has none."""
    for child in getattr(box, "children", ()):
        if hasattr(child, "text"):
            if child.element_tag != "a":
                yield child
        else:
            yield from _lines(child)
