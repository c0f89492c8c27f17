"""Every check of how a PDF reads over packs that try to break it, and each over a PDF that is broken."""

from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from reporting.renderers.as_pdf import known_characters
from reporting.renderers.in_child import pack_to_pdf
from reporting.renderers.printable import INSTEAD
from tests.reporting import packs
from tests.reporting.pdf_gate import PdfUnderTest
from tests.reporting.pdf_reading import READING
from tests.reporting.pdfs_under_test import PACKS, each_of, elements, over, under_test

SPAN = pikepdf.Name("/Span")
NOTE = pikepdf.Name("/Note")
pytestmark = [pytest.mark.usefixtures("pdf_tools"), pytest.mark.xdist_group("pdf")]


@pytest.mark.parametrize("name", PACKS)
@pytest.mark.parametrize("what", READING)
def test_reading_holds(what, name):
    assert READING[what](under_test(name)) == []


def test_brackets_are_the_right_way_round_where_hebrew_has_the_first():
    small = packs.small_pack()
    pack = replace(small, cover=replace(small.cover, project="שלום (עולם) [2]"))
    pdf = pack_to_pdf(pack)

    assert READING["words stay apart"](PdfUnderTest(pdf, pack, again=pdf)) == []


def drop_spaces(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
            letters = item.ToUnicode.read_bytes().replace(b"<0020>", b"<002D>")
            item.ToUnicode = pdf.make_stream(letters)


def with_another_marking(under: PdfUnderTest) -> PdfUnderTest:
    cover = replace(under.pack.cover, marking="OFFICIAL-SENSITIVE")
    return replace(under, pack=replace(under.pack, cover=cover))


def turn_upside_down(figure: pikepdf.Dictionary) -> None:
    left, low, right, high = figure.A.BBox
    height = figure.Pg.MediaBox[3]
    figure.A.BBox = pikepdf.Array([left, height - high, right, height - low])


def name_targets(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for link in page.get("/Annots", []):
            if "/Dest" in link:
                link.Contents = link.Dest


def name_addresses(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for link in page.get("/Annots", []):
            if "/A" in link:
                link.Contents = link.A.URI


def move_captions_to_cover(pdf: pikepdf.Pdf) -> None:
    for caption in elements(pdf, "/Caption"):
        caption.Pg = pdf.pages[0].obj


def move_cells_to_cover(pdf: pikepdf.Pdf) -> None:
    for cell in elements(pdf, "/TD"):
        cell.Pg = pdf.pages[0].obj


def cut_link(link: pikepdf.Dictionary) -> None:
    pieces = [kid for kid in link.K if isinstance(kid, pikepdf.Dictionary)]
    if len(pieces) > 1:
        other = pikepdf.Dictionary(S=link.S, P=link.P, Pg=link.Pg, K=pikepdf.Array(pieces[1:]))
        link.P.K.append(other)


def with_a_rating_that_is_alone(under: PdfUnderTest) -> PdfUnderTest:
    said = packs.statement("met", rating_label="Rating: Met")
    return replace(under, pack=replace(under.pack, points=(packs.point(1, "One", "met", statement=said),)))


BROKEN: list[tuple[str, Callable[[PdfUnderTest], PdfUnderTest]]] = [
    ("words stay apart", over(drop_spaces)),
    ("the marking is said", with_another_marking),
    ("figures are where they say", each_of("/Figure", turn_upside_down)),
    ("IDs are listed", over(lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/IDTree"))),
    ("links are described", over(name_targets)),
    ("links are described", over(name_addresses)),
    ("a link is one stop", each_of("/Link", cut_link)),
    ("tables begin at their captions", over(move_captions_to_cover)),
    ("rows are whole", over(move_cells_to_cover)),
    ("structure goes on over pages", each_of("/Caption", lambda each: each.__setitem__("/S", NOTE))),
    ("structure goes on over pages", each_of("/THead", lambda each: each.P.K.append(each))),
    ("everything is tagged once", each_of("/P", lambda each: each.P.K.append(each))),
    ("everything is tagged once", each_of("/LBody", lambda each: each.__setitem__("/S", SPAN))),
    ("cells and ratings are in words", with_a_rating_that_is_alone),
    ("each piece has one owner", each_of("/P", lambda each: each.__setitem__("/P", each))),
    ("each piece has one owner", each_of("/Span", lambda each: each.__delitem__("/K"))),
]


@pytest.mark.parametrize(("what", "breaking"), BROKEN)
def test_reading_fails_on_a_pdf_that_is_broken(what, breaking):
    assert READING[what](breaking(under_test("small"))) != []


def test_every_check_has_a_broken_pdf():
    assert {what for what, _ in BROKEN} == set(READING)


def test_the_words_for_other_characters_are_in_the_bundled_fonts():
    assert set(map(ord, "".join(INSTEAD.values()))) <= known_characters()
