"""The rules of PDF/A-3a and PDF/UA-1 that a validator applies and that no check of the gate's 18 covers.

Each check takes the PDF under test and returns its faults, one plain sentence each; none is a pass.
Source: ISO 14289-1:2014 (PDF/UA), ISO 19005-3:2012 (PDF/A) and ISO 32000-1:2008 (PDF); clauses in brackets.
"""

import io
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, Final
from xml.etree import ElementTree

import pikepdf
from fontTools.ttLib import TTFont

from tests.reporting.pdf_gate import PdfUnderTest, every_dictionary
from tests.reporting.tagged_text import kids, letters_of

PARENTS: Final = {
    "/TR": {"/THead", "/TBody"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/Caption": {"/Table"},
    "/LI": {"/L"},
    "/Lbl": {"/LI"},
    "/LBody": {"/LI"},
}
CHILDREN: Final = {
    "/Table": "(/Caption)?(/THead)?(/TBody)+",
    "/THead": "(/TR)+",
    "/TBody": "(/TR)+",
    "/TR": "(/TH|/TD)+",
    "/L": "(/LI)+",
    "/LI": "(/Lbl)?/LBody",
}
"""Which elements may stand in which, and in what order (ISO 32000-1, 14.8.4.3)."""
STANDARD: Final = {
    *PARENTS,
    *CHILDREN,
    *(f"/H{level}" for level in range(1, 7)),
    *("/Document", "/Part", "/Sect", "/Div", "/NonStruct", "/P", "/Span", "/Link", "/Figure"),
}
PAINTS: Final = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "s", "S", "sh", "Do", "Tj", "TJ", "'", '"'})
COLOURS: Final = frozenset({"k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"})
DEEPEST: Final = 28
LANGUAGE: Final = re.compile("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
MIME: Final = re.compile(r"/[-\w+.]+/[-\w+.]+")
DC: Final = "{http://purl.org/dc/elements/1.1/}"
SAID_TWICE: Final = {"/Title": f"{DC}title", "/Author": f"{DC}creator", "/Subject": f"{DC}description"}
MUST_PRINT, MUST_NOT_HIDE = 4, 1 | 2 | 32 | 256


def tags_nest(under: PdfUnderTest) -> list[str]:
    """Standard tags only, each in one that may hold it (PDF/UA 7.1, 7.2)."""
    faults = []
    for element in under.elements:
        name = str(element.S)
        below = "".join(str(kid.S) for kid in kids(element) if _is_element(kid))
        faults += [] if name in STANDARD else [f"{name} is no standard tag."]
        faults += [] if str(element.P.get("/S")) in PARENTS.get(name, {str(element.P.get("/S"))}) else [name]
        faults += [] if re.fullmatch(CHILDREN.get(name, ".*"), below) else [f"{name} holds {below[:80]!r}."]
        faults += [] if kids(element) else [f"A {name} is empty."]
    return faults


def rows_are_even(under: PdfUnderTest) -> list[str]:
    """Rows of a table have as many cells, and each cell names headers of its own table (PDF/UA 7.2, 7.5)."""
    faults = []
    for table in (element for element in under.elements if element.S == "/Table"):
        rows = [kids(row) for part in kids(table) if part.S != "/Caption" for row in kids(part)]
        known = {str(cell.ID) for row in rows for cell in row if "/ID" in cell}
        named = [[str(name) for name in cell.A.get("/Headers", ())] for row in rows for cell in row]
        faults += [] if len(set(map(len, rows))) == 1 else [f"Rows have {set(map(len, rows))} cells."]
        faults += [
            f"There is no header {set(names) - known}." for names in named if not known.issuperset(names)
        ]
    return faults


def headings_skip_no_level(under: PdfUnderTest) -> list[str]:
    """The first heading is an H1, and none is more than one level below the one before it (PDF/UA 7.4)."""
    levels = [int(str(each.S)[2:]) for each in under.elements if re.fullmatch("/H[1-6]", str(each.S))]
    return [f"H{deeper} follows H{level}." for level, deeper in pairwise([0, *levels]) if deeper > level + 1]


def everything_is_marked(under: PdfUnderTest) -> list[str]:
    """What is painted is content or artifact, not both (PDF/UA 7.1), in RGB, not deep (PDF/A 6.1, 6.2)."""
    return [fault for page in under.pdf.pages for fault in _painting_faults(page)]


def _painting_faults(page: Any) -> Iterator[str]:
    marks: list[str] = []
    depth = 0
    for operation in pikepdf.parse_content_stream(page):
        name = str(operation.operator)
        depth += {"q": 1, "Q": -1}.get(name, 0)
        if name in {"BDC", "BMC"}:
            marks.append(str(operation.operands[0]))
            if len(marks) > 1:
                yield f"{marks[-1]} stands in {marks[-2]}."
        elif name == "EMC":
            marks.pop()
        elif (name in PAINTS and not marks) or name in COLOURS or depth > DEEPEST:
            yield f"{name}, in {depth} levels and {marks}."
    if marks or depth:
        yield f"{marks} and {depth} levels are left open."


def glyphs_are_known(under: PdfUnderTest) -> list[str]:
    """Each glyph drawn is in its font, as wide as it says, and stands for a character (PDF/UA 7.21)."""
    drawn: dict[Any, set[int]] = {}
    fonts = {}
    for page in under.pdf.pages:
        for font, glyphs in _glyphs(page):
            fonts[font.objgen] = font
            drawn.setdefault(font.objgen, set()).update(glyphs)
    return [fault for name, glyphs in drawn.items() for fault in _font_faults(fonts[name], glyphs)]


def _glyphs(page: Any) -> Iterator[tuple[Any, list[int]]]:
    font = None
    for operation in pikepdf.parse_content_stream(page, "Tf Tj TJ"):
        if str(operation.operator) == "Tf":
            font = page.Resources.Font[str(operation.operands[0])]
            continue
        text = operation.operands[0]
        pieces = text if isinstance(text, pikepdf.Array) else [text]
        codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
        yield font, [codes[at] * 256 + codes[at + 1] for at in range(0, len(codes), 2)]


def _font_faults(font: Any, glyphs: set[int]) -> Iterator[str]:
    below = font.DescendantFonts[0]
    program = TTFont(io.BytesIO(below.FontDescriptor.FontFile2.read_bytes()))
    names, metrics, letters, widths = (
        program.getGlyphOrder(),
        program["hmtx"],
        letters_of(font),
        _widths(below),
    )
    for glyph in sorted(glyphs):
        text = letters.get(glyph, "")
        if not 0 < glyph < len(names):
            yield f"{font.BaseFont} has no glyph {glyph}."
        elif abs(metrics[names[glyph]][0] * 1000 / program["head"].unitsPerEm - widths[glyph]) > 1:
            yield f"Glyph {glyph} is not {widths[glyph]} wide."
        if not text or any(map(_is_no_character, text)):
            yield f"Glyph {glyph} stands for {text!r}."


def _widths(font: Any) -> dict[int, float]:
    starts, lists = font.W[::2], font.W[1::2]
    return {
        int(start) + place: float(width)
        for start, widths in zip(starts, lists, strict=True)
        for place, width in enumerate(widths)
    }


def _is_no_character(letter: str) -> bool:
    return (
        letter < " "
        or letter in "\ufeff\ufffe\uffff"
        or "\ue000" <= letter <= "\uf8ff"
        or letter >= "\U000f0000"
    )


def links_are_tagged(under: PdfUnderTest) -> list[str]:
    """An annotation is a link that prints, is described, and hangs on a Link (PDF/A 6.3, PDF/UA 7.18)."""
    nums = under.pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
    faults = []
    for link in (each for page in under.pdf.pages for each in page.get("/Annots", [])):
        flags = int(link.get("/F", 0))
        owner = owners.get(int(link.get("/StructParent", -1)), pikepdf.Dictionary())
        is_good = link.Subtype == "/Link" and flags & MUST_PRINT and not flags & MUST_NOT_HIDE
        is_tagged = owner.get("/S") == "/Link" and any(_is_reference_to(link, kid) for kid in kids(owner))
        faults += (
            [] if is_good and is_tagged and str(link.get("/Contents", "")) else [f"A bad link: {link!r}."]
        )
    return faults


def metadata_agree(under: PdfUnderTest) -> list[str]:
    """What the file says of itself in two places is the same (PDF/A 6.6)."""
    packet = ElementTree.fromstring(under.pdf.Root.Metadata.read_bytes().decode())
    said = {tag: "".join(each.itertext()) for tag in SAID_TWICE.values() for each in packet.iter(tag)}
    pairs = {key: (str(under.pdf.docinfo.get(key)), said.get(tag)) for key, tag in SAID_TWICE.items()}
    return [f"{key} is said as {pair}." for key, pair in pairs.items() if pair[0] != pair[1]]


def languages_are_tags(under: PdfUnderTest) -> list[str]:
    """Every language that is named is the tag of one (PDF/UA 7.2)."""
    named = (str(item.Lang) for item in every_dictionary(under.pdf) if "/Lang" in item)
    return [f"{language!r} is no language." for language in named if not LANGUAGE.fullmatch(language)]


def attachment_is_described(under: PdfUnderTest) -> list[str]:
    """An attached file has two names, a description, a type, a size and a date (PDF/A 6.8, PDF/UA 7.11)."""
    faults = []
    for item in (each for each in every_dictionary(under.pdf) if "/EF" in each):
        lacking = {"/F", "/UF", "/Desc", "/AFRelationship"} - {
            key for key, _ in item.items() if str(item[key])
        }
        faults += [f"An attachment lacks {lacking}."] if lacking else []
        params = item.EF.F.get("/Params", {})
        is_dated = "/ModDate" in params and params.get("/Size") == len(item.EF.F.read_bytes())
        faults += [] if is_dated and MIME.fullmatch(str(item.EF.F.get("/Subtype", ""))) else ["What is it?"]
    return faults


def colours_are_calibrated(under: PdfUnderTest) -> list[str]:
    """One output intent says which RGB is meant (PDF/A 6.2.3)."""
    intents = under.pdf.Root.get("/OutputIntents", [])
    profiles = [bytes(each.DestOutputProfile.read_bytes()[8:20]) for each in intents]
    is_good = [each[0] < 5 and each[4:] in {b"mntrRGB ", b"prtrRGB "} for each in profiles] == [True]
    return [] if is_good else [f"The output intents are {profiles}."]


def file_is_framed(under: PdfUnderTest) -> list[str]:
    """Header, binary comment, end and identifier are where they belong, and no name is long (PDF/A 6.1)."""
    frame = rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4,}\n.*\n%%EOF\n?"
    faults = [] if re.fullmatch(frame, under.content, re.DOTALL) else ["The file's ends are wrong."]
    faults += [] if len(under.pdf.trailer.get("/ID", [])) == 2 else ["The file has no identifier."]
    names = {key for item in every_dictionary(under.pdf) for key, _ in item.items() if len(key) > 128}
    return faults + [f"{name[:40]!r} is too long a name." for name in names]


RULES: Final[dict[str, Callable[[PdfUnderTest], list[str]]]] = {
    "tags nest": tags_nest,
    "rows are even": rows_are_even,
    "headings skip no level": headings_skip_no_level,
    "everything is marked": everything_is_marked,
    "glyphs are known": glyphs_are_known,
    "links are tagged": links_are_tagged,
    "metadata agree": metadata_agree,
    "languages are tags": languages_are_tags,
    "the attachment is described": attachment_is_described,
    "colours are calibrated": colours_are_calibrated,
    "the file is framed": file_is_framed,
}


def _is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def _is_reference_to(link: Any, kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR" and kid.Obj == link
