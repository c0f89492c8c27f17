"""What goes on over the page breaks of a document. No WeasyPrint, though it reads the boxes of its pages.

A box remembers the element of the HTML that it was made for, so what stands at the end of a page and at the
beginning of the next one for the same element is one thing, cut in two.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any, Final

NOT_TAGGED: Final = frozenset({"html", "body"})

Choice = Callable[[Sequence[Any]], Any]
"""One of some boxes, or ``None``."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """How many nested elements go on over it, the outermost first.

    For a row that does, ``cells`` says how many do in each of its cells, the cell itself being the first.
    """

    depth: int
    cells: tuple[int, ...]


def page_breaks(pages: Sequence[Any]) -> list[PageBreak]:
    """The break before each page but the first."""
    roots = [page._page_box.children[0] for page in pages]
    return [_between(end, start) for end, start in pairwise(roots)]


def _between(end: Any, start: Any) -> PageBreak:
    edges = zip(_edge(end, _last), _edge(start, _first), strict=False)
    shared = list(takewhile(lambda boxes: boxes[0].element is boxes[1].element, edges))
    row = next((boxes for boxes in shared if boxes[0].element_tag == "tr"), None)
    cells = zip(row[0].children, row[1].children, strict=True) if row else ()
    return PageBreak(len(shared), tuple(_between(one, other).depth for one, other in cells))


def _edge(box: Any, choose: Choice) -> Iterator[Any]:
    """The outermost box of each element along one edge, outermost first."""
    last = None
    while box is not None:
        if box.element is not last and box.element_tag not in NOT_TAGGED:
            yield box
        last = box.element
        box = choose(getattr(box, "children", ()))


def _last(boxes: Sequence[Any]) -> Any:
    return boxes[-1] if boxes else None


def _first(boxes: Sequence[Any]) -> Any:
    """Headers of a table are repeated, and do not count."""
    return next((box for box in boxes if not getattr(box, "is_header", False)), None)
