"""Every check of how a PDF reads over packs that try to break it, and each over a PDF that is broken."""

from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from reporting.renderers.as_pdf import known_characters
from reporting.renderers.printable import INSTEAD
from tests.reporting.pdf_gate import PdfUnderTest
from tests.reporting.pdf_reading import READING
from tests.reporting.pdfs_under_test import PACKS, over, under_test

pytestmark = [pytest.mark.usefixtures("pdf_tools"), pytest.mark.xdist_group("pdf")]


@pytest.mark.parametrize("name", PACKS)
@pytest.mark.parametrize("what", READING)
def test_reading_holds(what, name):
    assert READING[what](under_test(name)) == []


def drop_spaces(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
            letters = item.ToUnicode.read_bytes().replace(b"<0020>", b"<002D>")
            item.ToUnicode = pdf.make_stream(letters)


def with_another_marking(under: PdfUnderTest) -> PdfUnderTest:
    cover = replace(under.pack.cover, marking="OFFICIAL-SENSITIVE")
    return replace(under, pack=replace(under.pack, cover=cover))


BROKEN: list[tuple[str, Callable[[PdfUnderTest], PdfUnderTest]]] = [
    ("words stay apart", over(drop_spaces)),
    ("the marking is said", with_another_marking),
]


@pytest.mark.parametrize(("what", "breaking"), BROKEN)
def test_reading_fails_on_a_pdf_that_is_broken(what, breaking):
    assert READING[what](breaking(under_test("small"))) != []


def test_every_check_has_a_broken_pdf():
    assert {what for what, _ in BROKEN} == set(READING)


def test_the_words_for_other_characters_are_in_the_bundled_fonts():
    assert set(map(ord, "".join(INSTEAD.values()))) <= known_characters()
