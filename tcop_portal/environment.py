"""What the settings read from the outside: variables, the demonstration's secret key, and refusals."""

import os
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

MODES = ("demo", "production", "test")
PACK_MAKERS = ("detached", "worker", "here", "later")
LEAST_KEY_LENGTH = 50
NEW_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"


def one_of(environ: Mapping[str, str], name: str, allowed: Sequence[str], *, default: str) -> str:
    """What a variable chooses. A misspelt one is refused: no production runs as a demonstration."""
    chosen = environ.get(name, default)
    if chosen not in allowed:
        raise ImproperlyConfigured(f"{name} is {chosen!r}: set it to one of {', '.join(allowed)}.")
    return chosen


def is_on(environ: Mapping[str, str], name: str) -> bool:
    """Whether a variable is switched on: 1, true, yes or on."""
    return environ.get(name, "").strip().lower() in ("1", "true", "yes", "on")


def is_off(environ: Mapping[str, str], name: str) -> bool:
    """Whether a variable is switched off: 0, false, no or off. Blank or misspelt, a safeguard stays on."""
    return environ.get(name, "").strip().lower() in ("0", "false", "no", "off")


def listed(environ: Mapping[str, str], name: str) -> list[str]:
    """The comma-separated items of a variable, without blanks."""
    return [item.strip() for item in environ.get(name, "").split(",") if item.strip()]


def kept_secret_key(path: Path) -> str:
    """The random key of a demonstration, made at the first start and readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text()
    key = secrets.token_urlsafe(LEAST_KEY_LENGTH)
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key


def refuse_unsafe_production(environ: Mapping[str, str]) -> None:
    """Raises ImproperlyConfigured, naming all that has to be set, unless production can start safely."""
    faults = unsafe_settings(environ)
    if faults:
        raise ImproperlyConfigured("The portal does not start in production. " + " ".join(faults))


def unsafe_settings(environ: Mapping[str, str]) -> list[str]:
    """One sentence for each thing that makes production unsafe, saying what to set."""
    faults = []
    if len(environ.get("SECRET_KEY", "")) < LEAST_KEY_LENGTH:
        faults.append(f"Set SECRET_KEY to {LEAST_KEY_LENGTH} or more random characters, made by: {NEW_KEY}.")
    hosts = listed(environ, "ALLOWED_HOSTS")
    if not hosts or "*" in hosts:
        faults.append("Set ALLOWED_HOSTS to the names of this site, for example portal.example.org.")
    if is_on(environ, "DEBUG"):
        faults.append("Unset DEBUG: its error pages show settings and data to everybody.")
    return faults
