"""Pack files on disk: written once under a random name, never changed."""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings


class Damaged(Exception):
    """A stored file is not what was stored. The message says in what way."""


def keep(content: bytes, extension: str) -> str:
    """Write a file that is whole from the moment that its name exists; returns the name."""
    folder = Path(settings.PACKS_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{secrets.token_hex(20)}.{extension}"
    unfinished = folder / f".{name}.part"
    with unfinished.open("xb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(folder / name)
    _settle(folder)
    return name


def forget(name: str) -> None:
    """Delete a file that no row names: its builder was given up before it was done."""
    (Path(settings.PACKS_DIR) / name).unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """See that the folder's names are on disk: a row that says a file is ready outlives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def kept(name: str, *, sha256: str) -> bytes:
    """The file's bytes, as they were written. Raises ``Damaged`` where they are gone or were changed."""
    try:
        content = (Path(settings.PACKS_DIR) / name).read_bytes()
    except OSError as error:
        raise Damaged("is missing from storage") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged("was changed: its SHA-256 is not the one stored")
    return content
