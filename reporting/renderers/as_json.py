"""The pack as JSON: frozen on submission, attached to the PDF, given to other systems. No Django."""

import json

from reporting.documents import from_document, to_document
from reporting.pack import EvidencePack


def pack_to_json(pack: EvidencePack) -> bytes:
    """The pack's exact bytes: UTF-8, fields in order, a newline at the end."""
    return (json.dumps(to_document(pack), ensure_ascii=False, indent=1) + "\n").encode()


def pack_from_json(content: bytes) -> EvidencePack:
    """The pack in these bytes. Raises ``UnreadablePack``."""
    return from_document(json.loads(content))
