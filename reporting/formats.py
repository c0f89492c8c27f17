"""The formats of a pack: one row each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reporting.pack import EvidencePack
from reporting.renderers.as_html import pack_to_html
from reporting.renderers.as_json import pack_to_json
from reporting.renderers.in_child import pack_to_pdf


@dataclass(frozen=True)
class Format:
    """How a format is named, served and made."""

    name: str
    content_type: str
    render: Callable[[EvidencePack], bytes]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "pdf": Format("PDF", "application/pdf", pack_to_pdf),
        "html": Format("HTML", "text/html; charset=utf-8", pack_to_html),
        "json": Format("JSON", "application/json", pack_to_json),
    }
)
"""By extension, in the order in which they are offered."""
