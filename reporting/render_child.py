"""The child process that makes one PDF: ``python -m reporting.render_child FOLDER``.

Reads ``pack.html``, ``attachment`` and ``attachment.json`` from the folder and writes ``pack.pdf`` there,
within limits on memory, processor time and file size. It knows no database and no settings. Its exit code
says what happened.
"""

import json
import resource
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

from reporting.render_exit import ExitCode, PdfFailed

try:
    from reporting.renderers.as_pdf import Attachment, html_to_pdf
except OSError as error:  # Pango is missing; ImportError is not an OSError
    print(error, file=sys.stderr)
    sys.exit(ExitCode.UNAVAILABLE)

MEMORY: Final = 3 * 1024**3
PROCESSOR_SECONDS: Final = 300
FILE_SIZE: Final = 200 * 1024**2


def main(folder: Path) -> ExitCode:
    """Make the PDF, or say on standard error why not."""
    limit_this_process()
    try:
        pdf = html_to_pdf((folder / "pack.html").read_text("utf-8"), attachment=read_attachment(folder))
    except PdfFailed as error:
        print(error, file=sys.stderr)
        return ExitCode.FAILED
    (folder / "pack.pdf").write_bytes(pdf)
    return ExitCode.DONE


def limit_this_process() -> None:
    """No more memory, time or disk than the largest pack needs, and no core file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, FILE_SIZE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_attachment(folder: Path) -> Attachment:
    """The attachment's bytes and what is said about it."""
    about = json.loads((folder / "attachment.json").read_text("utf-8"))
    return Attachment(
        name=about["name"],
        description=about["description"],
        content=(folder / "attachment").read_bytes(),
        dated=datetime.fromisoformat(about["dated"]),
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
