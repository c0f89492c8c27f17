"""What else must hold for a PDF pack when it is read aloud or walked by keyboard, beside the gate's 18.

Each check takes the PDF under test and returns its faults, one plain sentence each; none is a pass.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, Final

import pikepdf

from reporting.renderers.as_html import pack_to_html
from reporting.renderers.as_pdf import known_characters
from reporting.renderers.printable import Printable
from tests.reporting.pdf_gate import INVISIBLE, PdfUnderTest, elements_below, one_line, parsed
from tests.reporting.tagged_text import TaggedText, is_piece, kids

HEADINGS: Final = frozenset({"/H1", "/H2", "/H3", "/H4", "/H5"})
SHORT_ROW: Final = 400
DASHES: Final = frozenset("-\u2013\u2014")
TAGS: Final = {
    **{name: f"/{name.upper()}" for name in ("h1", "h2", "h3", "h4", "h5", "p", "li", "tr", "th", "td")},
    **{"main": "/Part", "section": "/Sect", "div": "/Div", "ul": "/L", "span": "/Span"},
    **{"table": "/Table", "thead": "/THead", "tbody": "/TBody", "caption": "/Caption"},
}
BLOCKS: Final = HEADINGS | {"/P", "/LBody", "/Caption", "/TH", "/TD"}


def words_apart(under: PdfUnderTest) -> list[str]:
    """No two words run together where a line wraps, and none is read backwards."""
    said = html_text(under) + " ".join(map(str, range(1, len(under.pdf.pages) + 1)))
    words = {word for text in block_texts(under) for word in text.split()}
    return [f"{word[:60]!r} is no word of the pack." for word in sorted(words) if word not in said]


def marking_said(under: PdfUnderTest) -> list[str]:
    """The first fact of the first table is the marking: the margins are artifacts, which nobody hears."""
    table = next(element for element in under.elements if element.S == "/Table")
    cells = [element for element in elements_below(table) if element.S in {"/TH", "/TD"}]
    found = tuple(TaggedText(under.pdf).of(cell) for cell in cells[:2])
    wanted = ("Marking", under.pack.cover.marking)
    return [] if found == wanted else [f"The first row says {found}."]


def figures_in_place(under: PdfUnderTest) -> list[str]:
    """The box of a figure, in points from the bottom left corner, is where the figure is drawn."""
    faults = []
    numbers = {str(row.number) for row in under.pack.summary.rows}
    for figure in (element for element in under.elements if element.S == "/Figure"):
        found = _words_in(under, figure)
        faults += [] if numbers <= found else [f"The box of the figure holds {sorted(found)}."]
    return faults


def ids_listed(under: PdfUnderTest) -> list[str]:
    """The tree lists every element that has an ID, in order."""
    wanted = sorted(str(element.ID) for element in under.elements if "/ID" in element)
    listed = under.pdf.Root.StructTreeRoot.get("/IDTree", {}).get("/Names", [])
    pairs = zip(listed[::2], listed[1::2], strict=True) if len(listed) else ()
    found = [str(name) for name, element in pairs if name == element.ID]
    return [] if found == wanted else [f"{len(found)} of {len(wanted)} IDs are listed."]


def links_described(under: PdfUnderTest) -> list[str]:
    """Every link is described in words, one to evidence by the title of that."""
    printed = Printable(known_characters()).named
    evidence = {
        f"evidence-{item.number}": f"Evidence item {item.number}: {one_line(printed(item.title))}"
        for item in under.pack.evidence
    }
    links = [each for page in under.pdf.pages for each in page.get("/Annots", [])]
    told = [(str(each.get("/Dest", "")), str(each.get("/Contents", ""))) for each in links]
    return [
        f"The link to {target or 'another site'} is described as {said[:60]!r}."
        for target, said in told
        if said in {"", target} or said not in ({evidence.get(target, said)} if target else evidence.values())
    ]


def links_whole(under: PdfUnderTest) -> list[str]:
    """A link that wraps is one stop for the keyboard on its page."""
    faults = []
    for element in under.elements:
        for one, other in pairwise(kids(element)):
            if _is_link(one) and _is_link(other) and _aim(one) == _aim(other):
                faults.append(f"A link to {_aim(one)[1][:60]} is in pieces.")
    return faults


def tables_begin_at_captions(under: PdfUnderTest) -> list[str]:
    """The first row of a table is on the page of its caption, and has headers."""
    faults = []
    for table in (element for element in under.elements if element.S == "/Table"):
        below = list(elements_below(table))
        caption = [each.Pg.objgen for each in below if each.S == "/Caption"]
        cells = [each for each in below if each.S in {"/TH", "/TD"}]
        if caption and (cells[0].Pg.objgen != caption[0] or cells[0].S != "/TH"):
            faults.append(f"{TaggedText(under.pdf).of(table)[:60]!r} does not begin at its caption.")
    return faults


def rows_whole(under: PdfUnderTest) -> list[str]:
    """A row of a table is on one page, unless it holds a very long text."""
    tagged = TaggedText(under.pdf)
    rows = (element for element in under.elements if element.S == "/TR")
    cut = (tagged.of(row) for row in rows if len(set(_pages(row))) > 1)
    return [f"{text[:60]!r} is cut by a page break." for text in cut if len(text) < SHORT_ROW]


def structure_goes_on(under: PdfUnderTest) -> list[str]:
    """What goes on over a page break is tagged once."""
    parts = [element for element in under.elements if element.S == "/Part"]
    faults = [] if len(parts) == 1 else [f"The document is in {len(parts)} parts."]
    for element in under.elements:
        names = [str(each.S) for each in _elements_right_below(element)]
        if element.S == "/Table" and (names[0] != "/Caption" or names.count("/THead") > 1):
            faults.append(f"A table holds {names}.")
        if element.S == "/Sect" and names[0] not in HEADINGS and names[0] != "/Div":
            faults.append(f"A section begins with {names[0]}.")
        if element.S in {"/TH", "/TD"} and not kids(element):
            faults.append("A cell is empty.")
    return faults


def tagged_once(under: PdfUnderTest) -> list[str]:
    """Every element of the HTML is tagged once, however many pages it is on."""
    shown = (each for each in parsed(pack_to_html(under.pack)).iter() if each.get("class") != "pack-marking")
    wanted = Counter(TAGS[each.tag] for each in shown if each.tag in TAGS)
    tags = (element.S for element in under.elements if "/ActualText" not in element)
    found = Counter(str(tag) for tag in tags if tag in wanted)
    return [f"{found[tag]} times {tag} for {wanted[tag]}." for tag in wanted if found[tag] != wanted[tag]]


def pieces_have_one_owner(under: PdfUnderTest) -> list[str]:
    """Each piece of tagged content is in the tree once, and page and tree agree on whose it is."""
    faults = []
    tree = under.pdf.Root.StructTreeRoot
    owners = dict(zip(map(int, tree.ParentTree.Nums[::2]), tree.ParentTree.Nums[1::2], strict=True))
    for element in (tree, *under.elements):
        for kid in kids(element):
            if isinstance(kid, int):
                is_agreed = owners[int(element.Pg.StructParents)][kid] == element
            elif kid.get("/Type") == "/MCR":
                is_agreed = owners[int(kid.Pg.StructParents)][int(kid.MCID)] == element
            elif kid.get("/Type") == "/OBJR":
                is_agreed = owners[int(kid.Obj.StructParent)] == element
            else:
                is_agreed = element == kid.P
            faults += [] if is_agreed else [f"A piece of a {element.get('/S')} has another owner."]
    listed = sum(each is not None for page in owners.values() if _is_list(page) for each in page)
    used = sum(is_piece(kid) for element in under.elements for kid in kids(element))
    written = sum(TaggedText(under.pdf).pieces_of(page) for page in under.pdf.pages)
    return faults if listed == used == written else [*faults, f"Pieces: {listed}, {used} and {written}."]


def cells_in_words(under: PdfUnderTest) -> list[str]:
    """The line under a point's heading says that it is a rating, and no cell says a dash for nothing."""
    tagged = TaggedText(under.pdf)
    ratings = {point.statement.rating_label or "Not rated yet" for point in under.pack.points}
    cells = [tagged.of(element) for element in under.elements if element.S == "/TD"]
    lines = [element for element in under.elements if element.S in {"/H2", "/P"}]
    under_headings = [tagged.of(line) for head, line in pairwise(lines) if head.S == "/H2" != line.S]
    bare = [*(DASHES & set(cells)), *(ratings & set(under_headings))]
    return [f"{text!r} stands alone." for text in bare]


READING: Final[dict[str, Callable[[PdfUnderTest], list[str]]]] = {
    "words stay apart": words_apart,
    "the marking is said": marking_said,
    "figures are where they say": figures_in_place,
    "IDs are listed": ids_listed,
    "links are described": links_described,
    "a link is one stop": links_whole,
    "tables begin at their captions": tables_begin_at_captions,
    "rows are whole": rows_whole,
    "structure goes on over pages": structure_goes_on,
    "everything is tagged once": tagged_once,
    "cells and ratings are in words": cells_in_words,
    "each piece has one owner": pieces_have_one_owner,
}


def html_text(under: PdfUnderTest) -> str:
    """The words of the HTML that the PDF was made from, as the PDF prints them."""
    printed = Printable(known_characters())
    return printed("".join(parsed(pack_to_html(under.pack)).itertext())).translate(INVISIBLE)


def block_texts(under: PdfUnderTest) -> Iterator[str]:
    """The text of each innermost block, in reading order."""
    tagged = TaggedText(under.pdf)
    for element in under.elements:
        if element.S in BLOCKS and not any(_is_block(kid) for kid in kids(element)):
            yield tagged.of(element).translate(INVISIBLE)


def _pages(element: Any) -> Iterator[Any]:
    for part in (element, *elements_below(element)):
        yield part.Pg.objgen
        yield from (kid.Pg.objgen for kid in kids(part) if not isinstance(kid, int) and "/MCID" in kid)


def _words_in(under: PdfUnderTest, figure: Any) -> set[str]:
    left, low, right, high = map(float, figure.A.BBox)
    height = float(figure.Pg.MediaBox[3])
    page = [each.objgen for each in under.pdf.pages].index(figure.Pg.objgen)
    return {
        word.text
        for word in under.words[page]
        if left <= word.left < word.right <= right and low <= height - word.bottom < height - word.top <= high
    }


def _is_link(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == "/Link"


def _aim(link: Any) -> tuple[Any, str]:
    annotation = next(kid.Obj for kid in kids(link) if not isinstance(kid, int) and "/Obj" in kid)
    return link.Pg.objgen, str(annotation.Dest if "/Dest" in annotation else annotation.A.URI)


def _elements_right_below(element: Any) -> list[Any]:
    return [kid for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _is_list(value: Any) -> bool:
    return isinstance(value, pikepdf.Array)


def _is_block(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/S") in BLOCKS
