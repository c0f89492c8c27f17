"""Fixtures for packs."""

import os
import shutil
from collections.abc import Iterable

import pytest

from reporting.pango import missing_libraries

PDF_TOOLS = ("qpdf", "pdftotext")


@pytest.fixture(scope="session")
def pango() -> None:
    """Pango is there. Without it the test is skipped, or fails where ``REQUIRE_PDF=1`` asks for it."""
    _need(missing_libraries())


@pytest.fixture(scope="session")
def pdf_tools(pango: None) -> None:
    """Pango, and the programs that read a PDF back."""
    _need(program for program in PDF_TOOLS if not shutil.which(program))


def _need(missing: Iterable[str]) -> None:
    if not (names := ", ".join(missing)):
        return
    if os.environ.get("REQUIRE_PDF") == "1":
        pytest.fail(f"REQUIRE_PDF=1, and these are missing: {names}")
    pytest.skip(f"Not tested without {names}")
