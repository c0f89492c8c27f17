"""Last touches on WeasyPrint's PDF objects: what PDF/UA-1 asks for and WeasyPrint 70 does not write.

Source: ISO 14289-1:2014, clauses 5 (identification), 7.1 (artifacts), 7.5 (table headers), 7.6 (lists) and
7.18.5 (links).
"""

from collections.abc import Iterator
from typing import Any, Final

import pydyf

PAGINATION: Final = pydyf.Dictionary({"Type": "/Pagination"})
UA_IDENTIFICATION: Final = (
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'
)
UA_EXTENSION_SCHEMA: Final = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file keeps to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


class Finisher:
    """For ``write_pdf(finisher=...)``. ``titles`` describe the targets of the links inside the document."""

    def __init__(self, titles: dict[str, str]) -> None:
        self._titles = titles

    def __call__(self, document: Any, pdf: pydyf.PDF) -> None:
        tree = StructureTree(pdf)
        tree.scope_table_headers()
        tree.number_lists()
        tree.turn_margins_into_artifacts()
        describe_links(pdf, self._titles)
        claim_pdf_ua(pdf)
        list_each_attachment_once(pdf)


class StructureTree:
    """The tags of a document, by reference."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        self._by_reference = {item.reference: item for item in pdf.objects}
        self._root = self._by_reference[pdf.catalog["StructTreeRoot"]]
        self._elements = [item for item in pdf.objects if _type_of(item) == "/StructElem"]

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


def _type_of(item: Any) -> str:
    return str(item.get("Type", "")) if isinstance(item, dict) else ""


def _mark_as_artifacts(stream: Any, mcids: set[int]) -> None:
    for place, part in enumerate(stream.stream):
        if isinstance(part, dict) and part.get("MCID") in mcids:
            stream.stream[place - 1] = "/Artifact"
            stream.stream[place] = PAGINATION


def describe_links(pdf: pydyf.PDF, titles: dict[str, str]) -> None:
    """A link inside the document is described by the heading that it leads to."""
    for item in pdf.objects:
        if _type_of(item) == "/Annot" and "Dest" in item:
            target = item["Dest"].string
            item["Contents"] = pydyf.String(titles.get(target, target))


def claim_pdf_ua(pdf: pydyf.PDF) -> None:
    """Add PDF/UA-1, and the extension schema that lets PDF/A hold that claim, to the metadata."""
    metadata = next(item for item in pdf.objects if _type_of(getattr(item, "extra", None)) == "/Metadata")
    claims = (UA_EXTENSION_SCHEMA + UA_IDENTIFICATION).encode()
    metadata.stream = [part.replace(b"</rdf:RDF>", claims + b"</rdf:RDF>") for part in metadata.stream]


def list_each_attachment_once(pdf: pydyf.PDF) -> None:
    """WeasyPrint lists an attachment among the associated files once by name and once by object."""
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
