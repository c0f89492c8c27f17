"""The pack as it is frozen with a submission: what the setting ``PACK_WRITER`` names."""

from assessments.snapshot import Snapshot
from reporting.build import Frozen, build_pack
from reporting.renderers.as_json import pack_to_json


def write_pack(snapshot: Snapshot, frozen: Frozen) -> bytes:
    """The pack's JSON, as the exact bytes to keep."""
    return pack_to_json(build_pack(snapshot, frozen))
