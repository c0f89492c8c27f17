"""The 18 things that must hold for every PDF pack, checked with pikepdf, qpdf and poppler.

Each check takes the PDF under test and returns its faults, one plain sentence each; none is a pass.
"""

import io
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pikepdf
import tinyhtml5

from reporting.pack import EvidencePack, PackAnswer
from reporting.presenters.body import pack_context
from reporting.renderers.as_html import pack_to_html
from reporting.renderers.as_json import pack_to_json
from reporting.renderers.as_pdf import known_characters
from reporting.renderers.in_child import ATTACHMENT_NAME
from reporting.renderers.printable import SOFT_BREAK, Printable, legal_in_xml

MILLIMETRE: Final = 72 / 25.4
SIDE: Final = 22 * MILLIMETRE
TOP: Final = 26 * MILLIMETRE
BOTTOM: Final = 25 * MILLIMETRE
SLACK: Final = 1.5
BUNDLED: Final = frozenset({"Liberation-Sans", "Liberation-Sans-Bold"})
ACTIVE: Final = frozenset(
    {"/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/SubmitForm", "/ImportData"}
)
BETWEEN: Final = "\0"
INVISIBLE: Final = dict.fromkeys(
    map(ord, SOFT_BREAK + "\u00ad\u200c\u200d\u202a\u202b\u202c\u202d\u202e\u200e\u200f")
)
XHTML: Final = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class PdfUnderTest:
    """A PDF, the pack that it was made of, and the same pack made into a PDF by another process."""

    content: bytes
    pack: EvidencePack
    again: bytes

    @cached_property
    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(_stream(self.content))

    @cached_property
    def elements(self) -> tuple[Any, ...]:
        """Every structure element below the root, in reading order."""
        return tuple(elements_below(self.pdf.Root.StructTreeRoot))

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The headings of the HTML that the PDF was made from, as the PDF prints them."""
        root = parsed(pack_to_html(self.pack))
        printed = Printable(known_characters())
        tags = {"h1", "h2", "h3", "h4", "h5"}
        return tuple(one_line(printed("".join(each.itertext()))) for each in root.iter() if each.tag in tags)

    @cached_property
    def words(self) -> tuple[tuple["Word", ...], ...]:
        """The words of each page with their boxes."""
        return tuple(_words(self.content))

    @cached_property
    def body(self) -> str:
        """The text between the margins, without spaces and invisible characters.

        As poppler lays it out, which mixes the lines of neighbouring cells, and as it was written, which
        turns lines from right to left around.
        """
        width, height = map(round, map(float, self.pdf.pages[0].mediabox[2:]))
        area = ["-r", "72", "-x", "0", "-y", str(round(TOP) - 4), "-W", str(width)]
        area += ["-H", str(height - round(TOP + BOTTOM) + 8)]
        as_laid_out = _poppler("pdftotext", *area, content=self.content)
        as_written = _poppler("pdftotext", "-raw", *area, content=self.content)
        return squashed(as_laid_out) + BETWEEN + squashed(as_written)


@dataclass(frozen=True)
class Word:
    """A word on a page; points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def language(under: PdfUnderTest) -> list[str]:
    """1. The document says that it is in British English."""
    found = str(under.pdf.Root.get("/Lang", ""))
    return [] if found == "en-GB" else [f"Lang is {found!r}."]


def title(under: PdfUnderTest) -> list[str]:
    """2. The title is the pack's, and viewers show it in place of the file's name."""
    wanted = legal_in_xml(pack_context(under.pack)["title"])
    found = str(under.pdf.docinfo.get("/Title", ""))
    shown = under.pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)
    faults = [] if found == wanted else [f"The title is {found!r}."]
    return faults if shown else [*faults, "The title is not displayed."]


def marked(under: PdfUnderTest) -> list[str]:
    """3. The content is marked."""
    return [] if under.pdf.Root.get("/MarkInfo", {}).get("/Marked", False) else ["MarkInfo is not Marked."]


def tab_order(under: PdfUnderTest) -> list[str]:
    """4. Tabs follow the structure on every page."""
    pages = enumerate(under.pdf.pages, start=1)
    return [f"Page {number} has no /Tabs /S." for number, page in pages if page.get("/Tabs") != "/S"]


def claims(under: PdfUnderTest) -> list[str]:
    """5. The metadata claim PDF/A-3a and PDF/UA-1, with the extension schema for the second."""
    text = under.pdf.Root.Metadata.read_bytes().decode() if "/Metadata" in under.pdf.Root else "<x/>"
    ElementTree.fromstring(text)
    wanted = {
        "PDF/A part 3": r'pdfaid:part="3"',
        "PDF/A conformance A": r'pdfaid:conformance="A"',
        "PDF/UA part 1": r'pdfuaid:part="1"',
        "the extension schema": r"<pdfaSchema:namespaceURI>http://www\.aiim\.org/pdfua/ns/id/<",
    }
    return [f"The metadata lack {what}." for what, pattern in wanted.items() if not re.search(pattern, text)]


def table_headers(under: PdfUnderTest) -> list[str]:
    """6. Every header cell says what it heads."""
    cells = [element for element in under.elements if element.S == "/TH"]
    if not cells:
        return ["There is no header cell."]
    return ["A header cell has no Scope." for cell in cells if "/Scope" not in cell.get("/A", {})]


def figures(under: PdfUnderTest) -> list[str]:
    """7. Every figure has words in its place."""
    found = [element for element in under.elements if element.S == "/Figure"]
    if not found:
        return ["There is no figure."]
    return ["A figure has no Alt." for figure in found if not str(figure.get("/Alt", "")).strip()]


def bookmarks(under: PdfUnderTest) -> list[str]:
    """8. The outline is the headings, in order."""
    with under.pdf.open_outline() as outline:
        found = [one_line(item.title) for item in _outline_items(outline.root)]
    wanted = list(under.headings)
    if found == wanted:
        return []
    differing = next((pair for pair in zip(found, wanted, strict=False) if pair[0] != pair[1]), None)
    return [f"{len(found)} bookmarks for {len(wanted)} headings; the first that differ: {differing}."]


def contents(under: PdfUnderTest) -> list[str]:
    """9. Each line of the contents list is one link that leads somewhere."""
    wanted = {entry.target for entry in pack_context(under.pack)["contents"]}
    page = under.pdf.pages[_page_of_contents(under)]
    found = [str(link.Dest) for link in page.get("/Annots", []) if "/Dest" in link]
    known = set(_destinations(under.pdf))
    faults = [] if sorted(found) == sorted(wanted) else [f"The contents link to {sorted(found)}."]
    return faults + [f"{target} leads nowhere." for target in sorted(set(found) - known)]


def fonts(under: PdfUnderTest) -> list[str]:
    """10. Only the bundled fonts, and each inside the file."""
    faults = []
    for font in _fonts(under.pdf):
        name = str(font.BaseFont).lstrip("/").partition("+")[2]
        faults += [] if name in BUNDLED else [f"{font.BaseFont} is not bundled."]
        descriptor = font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else font
        faults += [] if "/FontFile2" in descriptor else [f"{font.BaseFont} is not embedded."]
    return faults


def attachment(under: PdfUnderTest) -> list[str]:
    """11. Exactly one file is attached: the pack's data, byte for byte, and it says that it is data."""
    names = list(under.pdf.attachments)
    if names != [ATTACHMENT_NAME]:
        return [f"Attached are {names}."]
    specification = under.pdf.attachments[ATTACHMENT_NAME]
    faults = []
    if specification.get_file().read_bytes() != pack_to_json(under.pack):
        faults.append("The attachment is not the pack's data.")
    if specification.obj.get("/AFRelationship") != "/Data":
        faults.append("The attachment's relationship is not Data.")
    if [each.F for each in under.pdf.Root.get("/AF", [])] != [ATTACHMENT_NAME]:
        faults.append("The associated files are not the attachment alone.")
    return faults


def running_lines(under: PdfUnderTest) -> list[str]:
    """12. Marking at the top and bottom and "page x of y" on every page, and none of it is content."""
    faults = []
    total = len(under.words)
    for number, words in enumerate(under.words, start=1):
        top, bottom = _bands(words)
        faults += [] if under.pack.cover.marking in top else [f"Page {number} has no marking at the top."]
        wanted = (under.pack.cover.marking, f"Page {number} of {total}")
        faults += [f"Page {number} lacks {line} at the bottom." for line in wanted if line not in bottom]
    for number, words in enumerate(_words(_without_artifacts(under.content)), start=1):
        top, bottom = _bands(words)
        faults += (
            [f"Page {number} has a running line that is content: {top}{bottom}."] if top + bottom else []
        )
    return faults


def points_start_pages(under: PdfUnderTest) -> list[str]:
    """13. Each point is the first thing on its page."""
    faults = []
    for point in under.pack.points:
        page, top = _destinations(under.pdf)[f"point-{point.number}"]
        height = float(under.pdf.pages[page].mediabox[3])
        first = min((word for word in under.words[page] if word.top > TOP - SLACK), key=_reading_order)
        if height - top > TOP + 5 or first.text != "Point":
            faults.append(f"Point {point.number} does not start page {page + 1}.")
    return faults


def nothing_active(under: PdfUnderTest) -> list[str]:
    """14. No script, launch or open action; links go to web and mail addresses only."""
    faults = []
    for item in every_dictionary(under.pdf):
        faults += [f"There is {key}." for key in ACTIVE & set(item.keys())]
        faults += [f"There is an action {item.S}."] if item.get("/S") in ACTIVE else []
        address = str(item.get("/URI", "https:"))
        allowed = urlsplit(address).scheme in {"http", "https", "mailto"}
        faults += [] if allowed else [f"A link goes to {address!r}."]
    return faults


def sound_file(under: PdfUnderTest) -> list[str]:
    """15. qpdf finds nothing wrong. (That WeasyPrint logged nothing is a condition of there being a PDF.)"""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pack.pdf"
        path.write_bytes(under.content)
        done = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
    return [] if done.returncode == 0 else [(done.stdout + done.stderr).decode(errors="replace")]


def inside_margins(under: PdfUnderTest) -> list[str]:
    """16. No word's box crosses a margin of its page."""
    width, height = (float(side) for side in under.pdf.pages[0].mediabox[2:])
    faults = []
    for number, words in enumerate(under.words, start=1):
        for word in words:
            is_across = word.left < SIDE - SLACK or word.right > width - SIDE + SLACK
            is_over = word.top < TOP - SLACK < word.bottom - 6
            is_under = word.bottom > height - BOTTOM + SLACK > word.top + 6
            if is_across or is_over or is_under:
                faults.append(f"Page {number}: {word.text[:40]!r} crosses a margin.")
    return faults


def every_answer(under: PdfUnderTest) -> list[str]:
    """17. Every text of the pack is in the text of the PDF."""
    printed = Printable(known_characters())
    texts = tuple(_texts(under.pack))
    lost = [text for text in texts if squashed(printed(text)) not in under.body]
    return [f"{text[:60]!r} is not in the PDF." for text in lost] if texts else ["The pack holds no text."]


def same_bytes(under: PdfUnderTest) -> list[str]:
    """18. Another process with another hash seed makes the same bytes."""
    return [] if under.content == under.again else ["Two processes made different bytes."]


GATE: Final[dict[int, Callable[[PdfUnderTest], list[str]]]] = dict(
    enumerate(
        (
            language,
            title,
            marked,
            tab_order,
            claims,
            table_headers,
            figures,
            bookmarks,
            contents,
            fonts,
            attachment,
            running_lines,
            points_start_pages,
            nothing_active,
            sound_file,
            inside_margins,
            every_answer,
            same_bytes,
        ),
        start=1,
    )
)


def squashed(text: str) -> str:
    """The text without spaces and without what nobody sees."""
    return "".join(text.translate(INVISIBLE).split())


def every_dictionary(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the file, those inside other objects as well."""
    waiting = list(pdf.objects)
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Dictionary):
            yield item
            waiting += [value for value in item.values() if _is_inside(value)]
        elif isinstance(item, pikepdf.Array):
            waiting += [value for value in item if _is_inside(value)]


def _is_inside(value: Any) -> bool:
    return isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect


def _texts(pack: EvidencePack) -> Iterator[str]:
    cover = (pack.cover.project, pack.cover.organisation, pack.cover.decision_sought, pack.summary.purpose)
    yield from _lines(*cover)
    for point in pack.points:
        said = point.statement
        yield from _lines(
            said.summary, said.reason_not_applicable, said.limitations, said.legacy, said.mitigation
        )
        for action in point.actions:
            yield from _lines(action.what, action.owner)
        for section in point.sections:
            for answer in (*section.answers, *(each for entry in section.entries for each in entry.answers)):
                yield from _answer_texts(answer)
    for item in pack.evidence:
        yield from _lines(item.title)


def _answer_texts(answer: PackAnswer) -> Iterator[str]:
    yield from _lines(answer.question, *answer.lines, answer.explanation)


def _lines(*texts: str) -> Iterator[str]:
    for text in texts:
        yield from (line for line in text.splitlines() if line.strip())


def one_line(text: str) -> str:
    """The text with single spaces and no soft breaks."""
    return " ".join(text.replace(SOFT_BREAK, "").split())


def parsed(html: bytes) -> Any:
    """The document as elements."""
    return tinyhtml5.parse(html, namespace_html_elements=False)


def _stream(content: bytes) -> Any:
    return io.BytesIO(content)


def elements_below(element: Any) -> Iterator[Any]:
    """Every structure element below this one, in reading order."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements_below(kid)


def _outline_items(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _outline_items(item.children)


def _page_of_contents(under: PdfUnderTest) -> int:
    for number, words in enumerate(under.words):
        body = [word for word in words if word.top > TOP - SLACK]
        if body and min(body, key=_reading_order).text == "Contents":
            return number
    raise AssertionError("There is no page of contents.")


def _reading_order(word: Word) -> tuple[int, float]:
    return round(word.top / 4), word.left


def _destinations(pdf: pikepdf.Pdf) -> dict[str, tuple[int, float]]:
    names = pdf.Root.Names.Dests.Names
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    pairs = zip(names[::2], names[1::2], strict=True)
    return {str(name): (pages[place[0].objgen], float(place[3])) for name, place in pairs}


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    seen = set()
    for page in pdf.pages:
        for font in page.Resources.get("/Font", {}).values():
            if font.objgen not in seen:
                seen.add(font.objgen)
                yield font


def _bands(words: tuple[Word, ...]) -> tuple[str, str]:
    """What stands in the top and in the bottom margin."""
    height = 842
    top = " ".join(word.text for word in words if word.bottom < TOP - SLACK)
    bottom = " ".join(word.text for word in words if word.top > height - BOTTOM + SLACK)
    return top, bottom


def _words(content: bytes) -> Iterator[tuple[Word, ...]]:
    root = ElementTree.fromstring(_legal(_poppler("pdftotext", "-bbox", content=content)))
    for page in root.iter(f"{XHTML}page"):
        yield tuple(_word(word) for word in page.iter(f"{XHTML}word"))


def _word(element: Any) -> Word:
    left, top, right, bottom = (float(element.get(name)) for name in ("xMin", "yMin", "xMax", "yMax"))
    return Word(element.text or "", left, top, right, bottom)


def _legal(text: str) -> str:
    """poppler writes characters into its XML that XML does not allow."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)


def _without_artifacts(content: bytes) -> bytes:
    pdf = pikepdf.open(_stream(content))
    for page in pdf.pages:
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(list(_content_operations(page))))
    made = _stream(b"")
    pdf.save(made)
    return bytes(made.getvalue())


def _content_operations(page: Any) -> Iterator[Any]:
    nesting: list[bool] = []
    for operation in pikepdf.parse_content_stream(page):
        name = str(operation.operator)
        if name in {"BDC", "BMC"}:
            nesting.append(operation.operands[0] == "/Artifact")
        is_shown = name in {"Tj", "TJ"}
        if not (is_shown and any(nesting)):
            yield operation
        if name == "EMC":
            nesting.pop()


def _poppler(*command: str, content: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pack.pdf"
        path.write_bytes(content)
        done = subprocess.run(
            [*command, path, "-"], capture_output=True, check=True, env={**os.environ, "LANG": "C.UTF-8"}
        )
    return done.stdout.decode("utf-8", errors="replace")
