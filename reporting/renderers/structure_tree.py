"""The tags of WeasyPrint's PDF objects, and what PDF/UA-1 asks for in them.

Source: ISO 14289-1:2014, clauses 7.1 (artifacts), 7.5 (table headers) and 7.6 (lists).
"""

from collections.abc import Iterator
from typing import Any, Final

import pydyf

PAGINATION: Final = pydyf.Dictionary({"Type": "/Pagination"})


class StructureTree:
    """The tags of a document, by reference."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        self._by_reference = {item.reference: item for item in pdf.objects}
        self._root = self._by_reference[pdf.catalog["StructTreeRoot"]]
        self._elements = [item for item in pdf.objects if type_of(item) == "/StructElem"]

    def scope_table_headers(self) -> None:
        """Say whether each header cell heads its column (in ``thead``) or its row."""
        for cell in self._named("/TH"):
            cell["A"]["Scope"] = "/Column" if self._is_in_table_head(cell) else "/Row"

    def number_lists(self) -> None:
        """Say how each list is labelled: bullets, or nothing."""
        for element in self._named("/L"):
            kind = "/Disc" if self._has_labels(element) else "/None"
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": kind})

    def turn_margins_into_artifacts(self) -> None:
        """Running headers and footers are no content: WeasyPrint marks them, but hangs them on no tree."""
        reachable = set(self._below(self._root))
        numbers = self._by_reference[self._root["ParentTree"]]["Nums"]
        for page_number, reference in enumerate(self._pdf.page_references):
            page = self._by_reference[reference]
            owners = numbers[2 * page_number + 1]
            stray = {mcid for mcid, owner in enumerate(owners) if owner not in reachable}
            _mark_as_artifacts(self._by_reference[page["Contents"]], stray)
            for mcid in stray:
                owners[mcid] = "null"
        for element in self._elements:
            if element.reference not in reachable:
                element.clear()

    def _named(self, name: str) -> Iterator[pydyf.Dictionary]:
        return (element for element in self._elements if element["S"] == name)

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


def _mark_as_artifacts(stream: Any, mcids: set[int]) -> None:
    for place, part in enumerate(stream.stream):
        if isinstance(part, dict) and part.get("MCID") in mcids:
            stream.stream[place - 1] = "/Artifact"
            stream.stream[place] = PAGINATION
