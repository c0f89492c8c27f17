"""Every assertion of the PDF gate over packs that try to break it, and each over a PDF that is broken."""

from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from tests.reporting import packs
from tests.reporting.pdf_gate import GATE, PdfUnderTest, every_dictionary
from tests.reporting.pdfs_under_test import PACKS, each_of, over, under_test

pytestmark = [pytest.mark.usefixtures("pdf_tools"), pytest.mark.xdist_group("pdf")]


@pytest.mark.parametrize("name", PACKS)
@pytest.mark.parametrize("number", GATE)
def test_assertion_holds(name, number):
    assert GATE[number](under_test(name)) == []


def rename_first_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].title = "Something else"


def drop_link_from_contents(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Annots = pikepdf.Array(list(pdf.pages[1].Annots)[:-1])


def rename_font(pdf: pikepdf.Pdf) -> None:
    next(iter(pdf.pages[0].Resources.Font.values())).BaseFont = pikepdf.Name("/ABCDEF+Times-Roman")


def make_artifacts_content(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"/Artifact", b"/Span"))


def drop_running_lines(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(b"q 1 1 1 rg 0 0 1000 1000 re f Q", prepend=False)
    page.Contents = pdf.make_stream(b"")


def move_first_point(pdf: pikepdf.Pdf) -> None:
    names = list(pdf.Root.Names.Dests.Names)
    names[names.index("point-1") + 1][3] = 300


def shift_text(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.contents_add(b"1 0 0 1 -60 0 cm", prepend=True)


def open_a_page(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")


def link_elsewhere(pdf: pikepdf.Pdf) -> None:
    link = next(each for each in every_dictionary(pdf) if "/URI" in each)
    link.URI = "file:///etc/passwd"


def damaged(under: PdfUnderTest) -> PdfUnderTest:
    return replace(under, content=under.content[: len(under.content) // 2])


def with_another_answer(under: PdfUnderTest) -> PdfUnderTest:
    said = packs.statement("met", summary="Nobody ever said this.")
    return replace(under, pack=replace(under.pack, points=(packs.point(1, "One", "met", statement=said),)))


BROKEN: list[tuple[int, Callable[[PdfUnderTest], PdfUnderTest]]] = [
    (1, over(lambda pdf: pdf.Root.__delitem__("/Lang"))),
    (2, over(lambda pdf: pdf.docinfo.__setitem__("/Title", "Untitled"))),
    (2, over(lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"))),
    (3, over(lambda pdf: pdf.Root.__delitem__("/MarkInfo"))),
    (4, over(lambda pdf: pdf.pages[2].__delitem__("/Tabs"))),
    (5, over(lambda pdf: pdf.Root.__delitem__("/Metadata"))),
    (6, each_of("/TH", lambda cell: cell.A.__delitem__("/Scope"))),
    (7, each_of("/Figure", lambda figure: figure.__delitem__("/Alt"))),
    (8, over(rename_first_bookmark)),
    (9, over(drop_link_from_contents)),
    (10, over(rename_font)),
    (11, over(lambda pdf: pdf.attachments.__setitem__("other.txt", b"more"))),
    (11, lambda under: replace(under, pack=replace(under.pack, attribution=()))),
    (12, over(make_artifacts_content)),
    (12, over(drop_running_lines)),
    (13, over(move_first_point)),
    (14, over(open_a_page)),
    (14, over(link_elsewhere)),
    (15, damaged),
    (16, over(shift_text)),
    (17, with_another_answer),
    (18, lambda under: replace(under, again=b"other")),
]


@pytest.mark.parametrize(("number", "breaking"), BROKEN)
def test_assertion_fails_on_a_pdf_that_is_broken(number, breaking):
    assert GATE[number](breaking(under_test("small"))) != []


def test_every_assertion_has_a_broken_pdf():
    assert {number for number, _ in BROKEN} == set(GATE) == set(range(1, 19))
