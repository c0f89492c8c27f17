"""The text of a PDF as a screen reader meets it: by structure element, not by place on the page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import pikepdf

MARKED: Final = frozenset({"BDC", "BMC"})
CHARACTERS: Final = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
PAIR: Final = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")

Letters = Mapping[int, str]
"""What each glyph of a font stands for."""


@dataclass(frozen=True)
class TaggedText:
    """The structure of a PDF with its texts."""

    pdf: pikepdf.Pdf

    def of(self, element: Any) -> str:
        """Everything below the element, in reading order, with nothing between its pieces."""
        return "".join(self._pieces(element))

    def pieces_of(self, page: Any) -> int:
        """How many pieces of tagged content are on the page."""
        operations = pikepdf.parse_content_stream(page)
        return sum(_number(each.operands) is not None for each in operations if str(each.operator) in MARKED)

    def _pieces(self, element: Any) -> Iterator[str]:
        if "/ActualText" in element:
            yield str(element.ActualText)
            return
        for kid in kids(element):
            if isinstance(kid, int):
                yield self._by_page[element.Pg.objgen].get(kid, "")
            elif kid.get("/Type") == "/MCR":
                yield self._by_page[kid.Pg.objgen].get(int(kid.MCID), "")
            elif "/S" in kid:
                yield from self._pieces(kid)

    @cached_property
    def _by_page(self) -> dict[Any, dict[int, str]]:
        return {page.objgen: _texts(page, self._letters) for page in self.pdf.pages}

    @cached_property
    def _letters(self) -> dict[Any, Letters]:
        fonts = (font for page in self.pdf.pages for font in page.Resources.get("/Font", {}).values())
        return {font.objgen: letters_of(font) for font in fonts}


def kids(element: Any) -> list[Any]:
    """What is right below an element: elements, references to objects, and numbers of marked content."""
    found = element.get("/K", pikepdf.Array())
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def is_piece(kid: Any) -> bool:
    """Whether it is marked content: a number on the element's page, or a reference to another page."""
    return isinstance(kid, int) or kid.get("/Type") == "/MCR"


def letters_of(font: Any) -> Letters:
    """What its glyphs stand for, by its own account."""
    blocks = CHARACTERS.findall(font.ToUnicode.read_bytes())
    pairs = (pair for block in blocks for pair in PAIR.findall(block))
    return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def _texts(page: Any, letters: Mapping[Any, Letters]) -> dict[int, str]:
    texts: dict[int, str] = {}
    open_marks: list[int | None] = []
    font: Letters = {}
    for operation in pikepdf.parse_content_stream(page):
        name, operands = str(operation.operator), operation.operands
        if name in MARKED:
            open_marks.append(_number(operands))
        elif name == "EMC":
            open_marks.pop()
        elif name == "Tf":
            font = letters[page.Resources.Font[str(operands[0])].objgen]
        elif name in {"Tj", "TJ"} and (number := _innermost(open_marks)) is not None:
            texts[number] = texts.get(number, "") + _spelt(operands[0], font)
    return texts


def _number(operands: Any) -> int | None:
    facts = operands[1] if len(operands) > 1 else None
    return int(facts.MCID) if isinstance(facts, pikepdf.Dictionary) and "/MCID" in facts else None


def _innermost(marks: list[int | None]) -> int | None:
    return next((mark for mark in reversed(marks) if mark is not None), None)


def _spelt(operand: Any, font: Letters) -> str:
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    glyphs = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return "".join(font.get(glyphs[at] * 256 + glyphs[at + 1], "") for at in range(0, len(glyphs), 2))
