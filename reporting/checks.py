"""What ``manage.py check`` says about packs."""

from typing import Any

from django.core.checks import CheckMessage, Warning

from reporting.pango import missing_libraries


def pango_is_installed(**kwargs: Any) -> list[CheckMessage]:
    """Without Pango everything works but the PDF."""
    missing = missing_libraries()
    if not missing:
        return []
    hint = f"On Debian: apt-get install {' '.join(missing)}"
    return [Warning("Evidence packs cannot be made as PDF.", hint=hint, id="reporting.W001")]
