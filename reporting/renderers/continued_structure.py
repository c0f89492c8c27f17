"""Joins the structure that WeasyPrint starts anew on every page.

What goes on over a page break is tagged once on each page, and a table's headers are read again. Here each
page's structure is appended to that of the pages before it, as deep as the same elements go on.
"""

from collections.abc import Sequence

import pydyf

from reporting.renderers.page_breaks import PageBreak
from reporting.renderers.structure_tree import StructureTree


def join_continued_structure(tree: StructureTree, breaks: Sequence[PageBreak]) -> None:
    """One ``Part`` for the whole document, and each section, table, row, list and paragraph in it once."""
    document = tree.kids(tree.root)[0]
    first, *others = tree.kids(document)
    joining = _Joining(tree)
    for page, page_break in zip(others, breaks, strict=True):
        joining.join_page(first, page, page_break)
    joining.settle()
    document["K"] = pydyf.Array([first.reference])


class _Joining:
    """``depth`` is how many nested elements go on, the outermost being the one that is joined."""

    def __init__(self, tree: StructureTree) -> None:
        self._tree = tree
        self._repeated: list[tuple[pydyf.Dictionary, pydyf.Dictionary]] = []
        self._cells: tuple[int, ...] = ()

    def join_page(self, document: pydyf.Dictionary, page: pydyf.Dictionary, page_break: PageBreak) -> None:
        """Append what is on the next page."""
        self._cells = page_break.cells
        self._join(document, page, page_break.depth)

    def _join(self, element: pydyf.Dictionary, rest: pydyf.Dictionary, depth: int) -> None:
        before, after = self._tree.kids(element), self._tree.kids(rest)
        if depth > 1 and before and after and _can_go_on(before[-1], after[0]):
            self._join_alike(before[-1], after.pop(0), depth - 1)
        self._tree.move(after, to=element)
        rest.clear()

    def _join_alike(self, element: pydyf.Dictionary, rest: pydyf.Dictionary, depth: int) -> None:
        if element["S"] == "/Table":
            self._join_table(element, rest, depth)
        else:
            is_item = element["S"] == "/LI"  # one element of the HTML, but two tags
            self._join(element, rest, depth + is_item)

    def _join_table(self, table: pydyf.Dictionary, rest: pydyf.Dictionary, depth: int) -> None:
        for part in self._tree.kids(rest):
            bodies = self._parts(table, "/TBody")
            if part["S"] == "/THead" and self._parts(table, "/THead"):
                self._repeated.append((table, part))
            elif part["S"] == "/TBody" and bodies:
                self._join_rows(bodies[-1], part, depth - 1)
            else:
                self._tree.move([part], to=table)
        rest.clear()

    def _join_rows(self, body: pydyf.Dictionary, rest: pydyf.Dictionary, depth: int) -> None:
        rows = self._tree.kids(rest)
        if depth > 1:
            row = rows.pop(0)
            cells = self._tree.kids(self._tree.kids(body)[-1])
            for cell, more, inside in zip(cells, self._tree.kids(row), self._cells, strict=True):
                self._join(cell, more, inside)
            row.clear()
        self._tree.move(rows, to=body)
        rest.clear()

    def _parts(self, table: pydyf.Dictionary, name: str) -> list[pydyf.Dictionary]:
        return [part for part in self._tree.kids(table) if part["S"] == name]

    def settle(self) -> None:
        """Make repeated headers artifacts, and let cells name the headers that stay."""
        new_names: dict[str, str] = {}
        for table, repeated in self._repeated:
            (head,) = self._parts(table, "/THead")
            pairs = zip(self._headers(head), self._headers(repeated), strict=True)
            new_names |= {again["ID"].string: first["ID"].string for first, again in pairs}
            self._tree.turn_into_artifact(repeated)
        for cell in self._tree.named("/TD"):
            headers = (header.string for header in cell["A"].get("Headers", ()))
            cell["A"]["Headers"] = pydyf.Array(pydyf.String(new_names.get(each, each)) for each in headers)

    def _headers(self, head: pydyf.Dictionary) -> list[pydyf.Dictionary]:
        return [cell for row in self._tree.kids(head) for cell in self._tree.kids(row)]


def _can_go_on(element: pydyf.Dictionary, rest: pydyf.Dictionary) -> bool:
    """A link is one stop on each page, however it is cut."""
    return bool(element["S"] == rest["S"] != "/Link")
