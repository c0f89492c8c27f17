"""Joins the structure that WeasyPrint starts anew on every page.

A section, table or row that goes on over a page break is tagged once on each page, and a table's headers are
read again. The pack's own markup tells what goes on: a section begins with its heading and a table with its
caption, so one that begins otherwise is the rest of the one before it. Paragraphs cannot be told apart so.
"""

from typing import Final

import pydyf

from reporting.renderers.structure_tree import StructureTree

SECTIONS: Final = frozenset({"/Sect", "/NonStruct"})


def join_continued_structure(tree: StructureTree) -> None:
    """One ``Part`` for the whole document, and each section, table and row in it once."""
    document = tree.kids(tree.root)[0]
    first, *others = tree.kids(document)
    joining = _Joining(tree)
    for other in others:
        joining.join(first, other, level=1)
    joining.settle()
    document["K"] = pydyf.Array([first.reference])


class _Joining:
    """``level`` is the level of the headings of the sections inside the element, less one."""

    def __init__(self, tree: StructureTree) -> None:
        self._tree = tree
        self._repeated: list[tuple[pydyf.Dictionary, pydyf.Dictionary]] = []

    def join(self, element: pydyf.Dictionary, rest: pydyf.Dictionary, *, level: int) -> None:
        """Append what is below ``rest``, which is on a later page, to the element that it continues."""
        before, after = self._tree.kids(element), self._tree.kids(rest)
        if before and after and self._continues(before[-1], after[0], level):
            self._join_alike(before[-1], after.pop(0), level)
        self._tree.move(after, to=element)
        rest.clear()

    def _join_alike(self, element: pydyf.Dictionary, rest: pydyf.Dictionary, level: int) -> None:
        if element["S"] == "/Table":
            self._join_table(element, rest)
        else:
            self.join(element, rest, level=level + (element["S"] in SECTIONS))

    def _continues(self, element: pydyf.Dictionary, rest: pydyf.Dictionary, level: int) -> bool:
        if element["S"] != rest["S"]:
            return False
        if rest["S"] == "/Table":
            return bool(self._first(rest)["S"] != "/Caption")
        if rest["S"] in SECTIONS:
            return bool(self._opening(rest)["S"] != f"/H{level + 1}")
        return rest["S"] == "/Div" and self._is_rest_of_scroll_box(element, rest)

    def _is_rest_of_scroll_box(self, element: pydyf.Dictionary, rest: pydyf.Dictionary) -> bool:
        before, after = self._tree.kids(element)[-1:], self._tree.kids(rest)[:1]
        is_table = [each["S"] for each in (*before, *after)] == ["/Table", "/Table"]
        return is_table and self._continues(before[0], after[0], 0)

    def _first(self, element: pydyf.Dictionary) -> pydyf.Dictionary:
        return next(iter(self._tree.kids(element)), element)

    def _opening(self, element: pydyf.Dictionary) -> pydyf.Dictionary:
        first = self._first(element)
        return self._first(first) if first["S"] == "/Div" else first

    def _join_table(self, table: pydyf.Dictionary, rest: pydyf.Dictionary) -> None:
        for part in self._tree.kids(rest):
            bodies = self._parts(table, "/TBody")
            if part["S"] == "/THead" and self._parts(table, "/THead"):
                self._repeated.append((table, part))
            elif part["S"] == "/TBody" and bodies:
                self._join_rows(bodies[-1], part)
            else:
                self._tree.move([part], to=table)
        rest.clear()

    def _join_rows(self, body: pydyf.Dictionary, rest: pydyf.Dictionary) -> None:
        before, after = self._tree.kids(body), self._tree.kids(rest)
        if before and after and self._is_rest_of_row(after[0]):
            row = after.pop(0)
            for cell, more in zip(self._tree.kids(before[-1]), self._tree.kids(row), strict=True):
                self._tree.move(self._tree.kids(more), to=cell)
                more.clear()
            row.clear()
        self._tree.move(after, to=body)
        rest.clear()

    def _is_rest_of_row(self, row: pydyf.Dictionary) -> bool:
        """Its header was said on the page before. Text can move where it has a tag of its own."""
        cells = self._tree.kids(row)
        can_move = all(isinstance(kid, bytes) for cell in cells for kid in cell["K"])
        return can_move and not cells[0]["K"]

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
