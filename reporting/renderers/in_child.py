"""Makes the PDF in a child process with limits: nothing that it does can take a web worker down."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from reporting.pack import EvidencePack
from reporting.pango import LIBRARIES
from reporting.render_exit import ExitCode, PdfFailed, PdfUnavailable
from reporting.renderers.as_html import pack_to_html
from reporting.renderers.as_json import pack_to_json

ROOT: Final = Path(__file__).resolve().parent.parent.parent
WALL_SECONDS: Final = 360
ATTACHMENT_NAME: Final = "evidence-pack.json"
ATTACHMENT_DESCRIPTION: Final = "The data of this evidence pack"


def pack_to_pdf(pack: EvidencePack) -> bytes:
    """The pack as PDF, its data attached. Raises ``PdfUnavailable`` or ``PdfFailed``."""
    dated = pack.declaration.submitted_at if pack.declaration else f"{pack.cover.date}T00:00:00+00:00"
    return render_in_child(pack_to_html(pack), data=pack_to_json(pack), dated=dated)


def render_in_child(html: bytes, *, data: bytes, dated: str, seconds: int = WALL_SECONDS) -> bytes:
    """The PDF of this HTML with the data attached; ``dated`` is an ISO moment with its zone."""
    with tempfile.TemporaryDirectory(prefix="tcop-pack-") as name:
        folder = Path(name)
        about = {"name": ATTACHMENT_NAME, "description": ATTACHMENT_DESCRIPTION, "dated": dated}
        (folder / "pack.html").write_bytes(html)
        (folder / "attachment").write_bytes(data)
        (folder / "attachment.json").write_text(json.dumps(about), "utf-8")
        _run(folder, seconds)
        return (folder / "pack.pdf").read_bytes()


def _run(folder: Path, seconds: int) -> None:
    command = [sys.executable, "-m", "reporting.render_child", str(folder)]
    try:
        child = subprocess.run(
            command, cwd=ROOT, env=_environment(folder), capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PdfFailed(f"The PDF was not ready after {seconds} seconds.") from error
    said = child.stderr.decode(errors="replace").strip()[-1000:]
    if child.returncode == ExitCode.UNAVAILABLE:
        packages = " ".join(LIBRARIES.values())
        raise PdfUnavailable(f"Pango is not installed. On Debian: apt-get install {packages}")
    if child.returncode != ExitCode.DONE:
        raise PdfFailed(f"The PDF could not be made (exit code {child.returncode}): {said}")


def _environment(folder: Path) -> dict[str, str]:
    """No secrets, and a home of its own: caches of the fonts go there and nowhere else."""
    kept = {
        name: os.environ[name] for name in ("PATH", "PYTHONHASHSEED", "LD_LIBRARY_PATH") if name in os.environ
    }
    return {**kept, "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}
