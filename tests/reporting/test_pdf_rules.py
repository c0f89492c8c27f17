"""Every rule of a validator over packs that try to break it, and each over a PDF that is broken."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from tests.reporting.pdf_gate import PdfUnderTest, every_dictionary
from tests.reporting.pdf_rules import RULES
from tests.reporting.pdfs_under_test import PACKS, each_of, over, under_test

pytestmark = [pytest.mark.usefixtures("pdf_tools"), pytest.mark.xdist_group("pdf")]


@pytest.mark.parametrize("name", PACKS)
@pytest.mark.parametrize("what", RULES)
def test_rule_is_kept(what, name):
    assert RULES[what](under_test(name)) == []


def renamed(name: str) -> Callable[[Any], None]:
    return lambda element: element.__setitem__("/S", pikepdf.Name(name))


def drawing(operators: bytes) -> Callable[[PdfUnderTest], PdfUnderTest]:
    return over(lambda pdf: pdf.pages[0].contents_add(operators, prepend=True))


def lettering(old: bytes, new: bytes) -> Callable[[PdfUnderTest], PdfUnderTest]:
    def change(pdf: pikepdf.Pdf) -> None:
        for font in (item for item in every_dictionary(pdf) if "/ToUnicode" in item):
            font.ToUnicode = pdf.make_stream(font.ToUnicode.read_bytes().replace(old, new))

    return over(change)


def widen(pdf: pikepdf.Pdf) -> None:
    for font in (item for item in every_dictionary(pdf) if "/W" in item and "/BaseFont" in item):
        font.W[1][0] = 2000


def draw_nothing(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    font = next(iter(page.Resources.Font.keys())).encode()
    page.contents_add(b"/Artifact BMC BT " + font + b" 9 Tf <0000> Tj ET EMC", prepend=True)


def each_link(edit: Callable[[Any], object]) -> Callable[[PdfUnderTest], PdfUnderTest]:
    return over(lambda pdf: [edit(link) for page in pdf.pages for link in page.get("/Annots", [])])


def each_file(edit: Callable[[Any], object]) -> Callable[[PdfUnderTest], PdfUnderTest]:
    return over(lambda pdf: [edit(item) for item in every_dictionary(pdf) if "/EF" in item])


def without(key: str) -> Callable[[Any], None]:
    return lambda item: item.__delitem__(key)


BROKEN: list[tuple[str, Callable[[PdfUnderTest], PdfUnderTest]]] = [
    ("tags nest", each_of("/TBody", renamed("/Sect"))),
    ("tags nest", each_of("/LBody", renamed("/P"))),
    ("tags nest", each_of("/Part", renamed("/Chapter"))),
    ("tags nest", each_of("/P", without("/K"))),
    ("rows are even", each_of("/TR", lambda row: row.K.append(row.K[0]) if row.P.S == "/THead" else None)),
    ("rows are even", each_of("/TD", lambda cell: cell.A.__setitem__("/Headers", ["none"]))),
    ("headings skip no level", each_of("/H3", renamed("/H4"))),
    ("headings skip no level", each_of("/H1", renamed("/H2"))),
    ("everything is marked", drawing(b"0 0 9 9 re f")),
    ("everything is marked", drawing(b"/Artifact BMC /Span <</MCID 0>> BDC EMC EMC")),
    ("everything is marked", drawing(b"0 0 0 1 k")),
    ("everything is marked", drawing(b"q " * 29 + b"0 0 m " + b"Q " * 29)),
    ("everything is marked", drawing(b"q")),
    ("glyphs are known", lettering(b"<0020>", b"<feff>")),
    ("glyphs are known", lettering(b"<0020>", b"<e000>")),
    ("glyphs are known", over(widen)),
    ("glyphs are known", over(draw_nothing)),
    ("links are tagged", each_link(without("/F"))),
    ("links are tagged", each_link(without("/Contents"))),
    ("links are tagged", each_link(without("/StructParent"))),
    ("links are tagged", each_of("/Link", renamed("/Span"))),
    ("metadata agree", over(lambda pdf: pdf.docinfo.__setitem__("/Author", "Somebody else"))),
    ("languages are tags", over(lambda pdf: pdf.Root.__setitem__("/Lang", "British English"))),
    ("the attachment is described", each_file(without("/Desc"))),
    ("the attachment is described", each_file(lambda item: item.EF.F.__delitem__("/Subtype"))),
    ("colours are calibrated", over(lambda pdf: pdf.Root.__delitem__("/OutputIntents"))),
    ("the file is framed", lambda under: replace(under, content=under.content + b"more")),
    ("the file is framed", over(lambda pdf: pdf.Root.__setitem__("/" + "x" * 200, True))),
]


@pytest.mark.parametrize(("what", "breaking"), BROKEN)
def test_rule_fails_on_a_pdf_that_is_broken(what, breaking):
    assert RULES[what](breaking(under_test("small"))) != []


def test_every_rule_has_a_broken_pdf():
    assert {what for what, _ in BROKEN} == set(RULES)
