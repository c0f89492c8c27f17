"""The pack as one self-contained HTML file: the download, and what the PDF is made from."""

from typing import Final

from django.template.loader import render_to_string

from reporting.pack import EvidencePack
from reporting.presenters.body import pack_context

TEMPLATE: Final = "reporting/pack_document.html"


def pack_to_html(pack: EvidencePack) -> bytes:
    """A whole document with its style inside: it opens anywhere, and asks for nothing."""
    return render_to_string(TEMPLATE, pack_context(pack)).encode()
