"""Writes the published schema of a pack: ``manage.py pack_schema``."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reporting.schema import pack_schema_text


class Command(BaseCommand):
    """Run it after changing ``reporting/pack.py``; a test fails while the file is out of date."""

    help = "Write docs/reference/pack-schema.json."

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs/reference/pack-schema.json"
        path.write_text(pack_schema_text(), "utf-8")
        self.stdout.write(f"Written: {path}")
