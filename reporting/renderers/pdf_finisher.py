"""Last touches on WeasyPrint's PDF objects: what PDF/UA-1 asks for and WeasyPrint 70 does not write.

Source: ISO 14289-1:2014, clause 5 (identification).
"""

from collections.abc import Mapping
from typing import Any, Final

import pydyf

from reporting.renderers.continued_structure import join_continued_structure
from reporting.renderers.page_breaks import page_breaks
from reporting.renderers.pdf_links import describe_links, join_links
from reporting.renderers.right_to_left import let_glyphs_say_what_they_look_like, say_in_reading_order
from reporting.renderers.structure_tree import StructureTree, type_of

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
    """For ``write_pdf(finisher=...)``.

    ``titles`` describe the targets of the links inside the document, ``mirrored`` are the glyphs of brackets
    and their like, by number.
    """

    def __init__(self, titles: dict[str, str], mirrored: Mapping[int, str]) -> None:
        self._titles, self._mirrored = titles, mirrored

    def __call__(self, document: Any, pdf: pydyf.PDF) -> None:
        tree = StructureTree(pdf)
        tree.scope_table_headers()
        tree.number_lists()
        tree.turn_margins_into_artifacts()
        tree.place_figures()
        say_in_reading_order(tree, document.pages)
        let_glyphs_say_what_they_look_like(pdf, self._mirrored)
        join_continued_structure(tree, page_breaks(document.pages))
        join_links(tree)
        tree.take_spans_off_lines()
        tree.index_ids()
        describe_links(document.pages, self._titles)
        claim_pdf_ua(pdf)
        list_each_attachment_once(pdf)
        put_into_words_once(pdf)


def claim_pdf_ua(pdf: pydyf.PDF) -> None:
    """Add PDF/UA-1, and the extension schema that lets PDF/A hold that claim, to the metadata."""
    metadata = next(item for item in pdf.objects if type_of(getattr(item, "extra", None)) == "/Metadata")
    claims = (UA_EXTENSION_SCHEMA + UA_IDENTIFICATION).encode()
    metadata.stream = [part.replace(b"</rdf:RDF>", claims + b"</rdf:RDF>") for part in metadata.stream]


def list_each_attachment_once(pdf: pydyf.PDF) -> None:
    """WeasyPrint lists an attachment among the associated files once by name and once by object."""
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


class Written(pydyf.Object):
    """An object as it stands in the file."""

    data = b""
    compressible = False

    def __init__(self, item: pydyf.Object) -> None:
        super().__init__()
        self.number, self.data, self.compressible = item.number, item.data, item.compressible


def put_into_words_once(pdf: pydyf.PDF) -> None:
    """pydyf would write and compress each object twice: for the file, and for its identifier."""
    head, *others = pdf.objects
    pdf.objects = [head, *map(Written, others)]
