"""The tags of WeasyPrint's PDF objects, and what PDF/UA-1 asks for in them.

Source: ISO 14289-1:2014, clauses 7.1 (artifacts), 7.5 (table headers) and 7.6 (lists).
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

import pydyf

POINTS_IN_PIXEL: Final = 0.75
PAGINATION: Final = pydyf.Dictionary({"Type": "/Pagination"})


class StructureTree:
    """The tags of a document, by reference."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        self._by_reference = {item.reference: item for item in pdf.objects}
        self.root = self._by_reference[pdf.catalog["StructTreeRoot"]]
        self.elements = [item for item in pdf.objects if type_of(item) == "/StructElem"]

    def scope_table_headers(self) -> None:
        """Say whether each header cell heads its column (in ``thead``) or its row."""
        for cell in self.named("/TH"):
            cell["A"]["Scope"] = "/Column" if self._is_in_table_head(cell) else "/Row"

    def number_lists(self) -> None:
        """Say how each list is labelled: bullets, or nothing."""
        for element in self.named("/L"):
            kind = "/Disc" if self._has_labels(element) else "/None"
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": kind})

    def turn_margins_into_artifacts(self) -> None:
        """Running headers and footers are no content: WeasyPrint marks them, but hangs them on no tree."""
        reachable = set(self._below(self.root))
        for page_number, reference in enumerate(self._pdf.page_references):
            owners = self._owners[2 * page_number + 1]
            stray = {mcid for mcid, owner in enumerate(owners) if owner not in reachable}
            self._turn_into_artifacts(reference, stray)
        for element in self.elements:
            if element.reference not in reachable:
                element.clear()

    def place_figures(self) -> None:
        """Boxes in points from the bottom left corner; WeasyPrint gives pixels from the top left."""
        for figure in self.named("/Figure"):
            left, top, right, bottom = (POINTS_IN_PIXEL * side for side in figure["A"]["BBox"])
            height = self._by_reference[figure["Pg"]]["MediaBox"][3]
            figure["A"]["BBox"] = pydyf.Array((left, height - bottom, right, height - top))

    def lines(self) -> Iterator[pydyf.Dictionary]:
        """The ``Span`` in which WeasyPrint wraps each line of text."""
        return (span for span in self.named("/Span") if _holds_one_piece(span))

    def take_spans_off_lines(self) -> None:
        """The text of a line belongs to what the line is in, unless the line has more to say."""
        for element in self.elements:
            if len(element) and element["S"] != "/Link":
                element["K"] = pydyf.Array(self._unwrapped(kid, element) for kid in element["K"])

    def index_ids(self) -> None:
        """List the elements that have an ``ID`` by it: viewers find the headers of a cell so."""
        found = sorted(
            (element["ID"].string, element.reference) for element in self.elements if "ID" in element
        )
        if found:
            names = (part for name, reference in found for part in (pydyf.String(name), reference))
            self.root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})

    def item(self, reference: Any) -> Any:
        """The object of this reference; what is no reference is itself."""
        return self._by_reference.get(reference, reference)

    def kids(self, element: pydyf.Dictionary) -> list[pydyf.Dictionary]:
        """The elements right below this one."""
        found = (self.item(kid) for kid in element.get("K", ()))
        return [kid for kid in found if type_of(kid) == "/StructElem"]

    def named(self, name: str) -> Iterator[pydyf.Dictionary]:
        """The elements of this type that are left."""
        return (element for element in self.elements if element.get("S") == name)

    def move(self, elements: list[pydyf.Dictionary], *, to: pydyf.Dictionary) -> None:
        """Append the elements to what is below another one. Their old parents are to be cleared."""
        for element in elements:
            element["P"] = to.reference
            to["K"].append(element.reference)

    def hand_over(self, new_owners: dict[bytes, bytes]) -> None:
        """Give marked content and annotations of elements that are gone to others."""
        for place, owner in enumerate(self._owners):
            if isinstance(owner, list):
                owner[:] = [new_owners.get(each, each) for each in owner]
            elif owner in new_owners:
                self._owners[place] = new_owners[owner]

    def _unwrapped(self, kid: Any, parent: pydyf.Dictionary) -> Any:
        span = self.item(kid)
        if type_of(span) != "/StructElem" or not _is_plain_line(span):
            return kid
        page, number = span["Pg"], span["K"][0]
        self._owners_on(page)[number] = parent.reference
        span.clear()
        if page == parent["Pg"]:
            return number
        return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": number})

    def turn_into_artifact(self, element: pydyf.Dictionary) -> None:
        """Take an element of one page out of the tree: what it says belongs to the layout."""
        numbers = set()
        for part in (element, *(self.item(kid) for kid in list(self._below(element)))):
            numbers |= {kid for kid in part["K"] if isinstance(kid, int)}
        self._turn_into_artifacts(element["Pg"], numbers)
        for part in (*map(self.item, list(self._below(element))), element):
            part.clear()

    def _turn_into_artifacts(self, page: bytes, numbers: set[int]) -> None:
        owners = self._owners_on(page)
        _mark_as_artifacts(self._by_reference[self._by_reference[page]["Contents"]], numbers)
        for number in numbers:
            owners[number] = "null"

    def _owners_on(self, page: bytes) -> list[Any]:
        owners: list[Any] = self._owners[2 * self._page_numbers[page] + 1]
        return owners

    @cached_property
    def _page_numbers(self) -> dict[bytes, int]:
        return {reference: number for number, reference in enumerate(self._pdf.page_references)}

    @property
    def _owners(self) -> list[Any]:
        """By turns a number, and who owns the marked content of that page, or the annotation."""
        owners: list[Any] = self._by_reference[self.root["ParentTree"]]["Nums"]
        return owners

    def _is_in_table_head(self, cell: pydyf.Dictionary) -> bool:
        parent = cell
        while parent["S"] != "/Table":
            if parent["S"] == "/THead":
                return True
            parent = self._by_reference[parent["P"]]
        return False

    def _has_labels(self, element: pydyf.Dictionary) -> bool:
        items = [self._by_reference[kid] for kid in element["K"]]
        return any(self._by_reference[kid]["S"] == "/Lbl" for item in items for kid in item["K"])

    def _below(self, element: pydyf.Dictionary) -> Iterator[bytes]:
        waiting = [element]
        while waiting:
            for kid in waiting.pop().get("K", ()):
                if isinstance(kid, bytes):
                    yield kid
                    waiting.append(self._by_reference[kid])


def type_of(item: Any) -> str:
    """The ``Type`` of a PDF object, or nothing."""
    return str(item.get("Type", "")) if isinstance(item, dict) else ""


def _is_plain_line(element: pydyf.Dictionary) -> bool:
    return element["S"] == "/Span" and _holds_one_piece(element) and "ActualText" not in element


def _holds_one_piece(span: pydyf.Dictionary) -> bool:
    return len(span["K"]) == 1 and isinstance(span["K"][0], int)


def _mark_as_artifacts(stream: Any, mcids: set[int]) -> None:
    for place, part in enumerate(stream.stream):
        if isinstance(part, dict) and part.get("MCID") in mcids:
            stream.stream[place - 1] = "/Artifact"
            stream.stream[place] = PAGINATION
