"""HTML to one accessible, archivable PDF. The only module that imports WeasyPrint, and it knows no Django.

Only ``render_child`` imports it, so a machine without Pango loses the PDF and nothing else. It claims
PDF/A-3a and PDF/UA-1. The same HTML and attachment give the same bytes, in any process, for the same wheels,
Pango and fonts.
"""

import gc
import logging
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import SubElement

from fontTools.ttLib import TTFont
from weasyprint import HTML
from weasyprint import Attachment as EmbeddedFile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reporting.render_exit import PdfFailed
from reporting.renderers.pdf_finisher import Finisher
from reporting.renderers.printable import Printable, direction_of, legal_in_xml
from reporting.renderers.spacing import make_spaces_single

FONT_FOLDER: Final = Path(__file__).resolve().parent.parent / "fonts"
FONT_FILES: Final = ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf")
STYLE_SHEET: Final = Path(__file__).resolve().parent / "pdf.css"
SCHEME: Final = "pack:"
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5"})
NOT_PRINTED: Final = frozenset({"head", "title", "meta", "style"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """The pack's data, carried inside the PDF. ``dated`` is when the pack was submitted."""

    name: str
    description: str
    content: bytes
    dated: datetime


class AssetFetcher(URLFetcher):
    """Hands out the named assets of this package and refuses every other address."""

    def __init__(self, assets: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=[], allow_redirects=False, fail_on_errors=True)
        self._assets = assets

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The asset of this name. Any other address ends the rendering."""
        if url not in self._assets:
            raise ValueError(f"Refused: {url[:200]}")
        return URLFetcherResponse(url, self._assets[url])


class Complaints(logging.Handler):
    """Collects what WeasyPrint logs: a pack that it grumbles about is not sent out."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage()[:300])


def html_to_pdf(html: str, *, attachment: Attachment) -> bytes:
    """The PDF of a self-contained HTML document.

    Raises ``PdfFailed`` where WeasyPrint complains of it, or asks for an address that it may not have.
    """
    complaints = Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    try:
        with collector_at_rest():
            pdf = _rendered(html, attachment)
    except FatalURLFetchingError as error:  # a BaseException: nothing else would catch it
        raise PdfFailed(f"{error}: {error.__cause__}") from error
    finally:
        logger.removeHandler(complaints)
    if complaints.messages:
        raise PdfFailed("; ".join(complaints.messages))
    return pdf


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """A pack is a million objects that stay: looking through them for rubbish takes a tenth of the time."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def _rendered(html: str, attachment: Attachment) -> bytes:
    fetcher = AssetFetcher({SCHEME + name: (FONT_FOLDER / name).read_bytes() for name in FONT_FILES})
    fonts = FontConfiguration()
    document = HTML(string=html, url_fetcher=fetcher)
    make_printable(document.etree_element, Printable(known_characters()))
    add_style(document.etree_element, STYLE_SHEET.read_text("utf-8"))
    pdf: bytes = document.write_pdf(
        font_config=fonts,
        finisher=Finisher(titles_by_id(document.etree_element), mirrored_glyphs()),
        pdf_variant="pdf/a-3a",
        attachments=[_embedded(attachment, fetcher)],
    )
    return pdf


def _embedded(attachment: Attachment, fetcher: AssetFetcher) -> EmbeddedFile:
    return EmbeddedFile(
        string=attachment.content,
        url_fetcher=fetcher,
        name=attachment.name,
        description=attachment.description,
        created=attachment.dated,
        modified=attachment.dated,
        relationship="Data",
    )


def known_characters() -> frozenset[int]:
    """The code points that every bundled font can draw."""
    drawn = [frozenset(TTFont(FONT_FOLDER / name, lazy=True).getBestCmap()) for name in FONT_FILES]
    return frozenset.intersection(*drawn)


def mirrored_glyphs() -> dict[int, str]:
    """Brackets and their like, by the number of their glyph, which is the same in every bundled font."""
    font = TTFont(FONT_FOLDER / FONT_FILES[0], lazy=True)
    characters = {chr(code): name for code, name in font.getBestCmap().items()}
    return {font.getGlyphID(name): each for each, name in characters.items() if unicodedata.mirrored(each)}


def make_printable(root: Any, printable: Printable) -> None:
    """Rewrite the texts of a document, and settle ``dir="auto"``, which WeasyPrint does not know."""
    for element in root.iter():
        if element.text and element.tag not in NOT_PRINTED:
            element.text = printable(element.text)
        if element.tail:
            element.tail = printable(element.tail)
    for element in root.iterfind(".//*[@dir='auto']"):
        element.set("dir", direction_of("".join(element.itertext())))
    for element in root.iterfind(".//*[@data-title]"):
        element.set("data-title", printable.named(element.get("data-title")))
    make_metadata_legal(root.find("head"))
    make_spaces_single(root)


def make_metadata_legal(head: Any) -> None:
    """Rewrite what becomes XMP. Every letter stays, as no font has to draw it."""
    for title in head.iterfind("title"):
        title.text = legal_in_xml(title.text or "")
    for meta in head.iterfind("meta[@content]"):
        meta.set("content", legal_in_xml(meta.get("content")))


def add_style(root: Any, sheet: str) -> None:
    """Put a style sheet after the document's own: WeasyPrint ranks sheets given by argument below those."""
    SubElement(root.find("head"), "style").text = sheet


def titles_by_id(root: Any) -> dict[str, str]:
    """What each heading with an ``id``, or a ``data-title`` in its place, says: it describes links to it."""
    targets = (element for element in root.iter() if element.get("id"))
    return {
        element.get("id"): element.get("data-title") or "".join(element.itertext())
        for element in targets
        if element.tag in HEADINGS or element.get("data-title")
    }
