"""The packs that every check of a PDF is made on, and ways to break one."""

import io
import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf

from reporting.pack import EvidencePack
from reporting.renderers.in_child import pack_to_pdf
from tests.reporting import packs
from tests.reporting.pdf_gate import PdfUnderTest

PACKS = {
    "small": packs.small_pack,
    "hostile": packs.hostile_pack,
    "long text": packs.long_text_pack,
    "maximum": packs.maximum_pack,
}


@cache
def under_test(name: str) -> PdfUnderTest:
    pack = PACKS[name]()
    return PdfUnderTest(made_with_seed("1", pack), pack, again=made_with_seed("2", pack))


def made_with_seed(seed: str, pack: EvidencePack) -> bytes:
    before = os.environ.get("PYTHONHASHSEED")
    os.environ["PYTHONHASHSEED"] = seed
    try:
        return pack_to_pdf(pack)
    finally:
        os.environ.pop("PYTHONHASHSEED")
        os.environ.update({"PYTHONHASHSEED": before} if before else {})


def edited(under: PdfUnderTest, edit: Callable[[pikepdf.Pdf], Any]) -> PdfUnderTest:
    pdf = pikepdf.open(io.BytesIO(under.content))
    edit(pdf)
    made = io.BytesIO()
    pdf.save(made)
    return replace(under, content=made.getvalue())


def elements(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    found = (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary))
    return [each for each in found if each.get("/Type") == "/StructElem" and each.get("/S") == kind]


def each_of(kind: str, edit: Callable[[Any], Any]) -> Callable[[PdfUnderTest], PdfUnderTest]:
    return lambda under: edited(under, lambda pdf: [edit(each) for each in elements(pdf, kind)])


def over(edit: Callable[[pikepdf.Pdf], Any]) -> Callable[[PdfUnderTest], PdfUnderTest]:
    return lambda under: edited(under, edit)
