from django.apps import AppConfig
from django.core.checks import register

from reporting.checks import pango_is_installed


class ReportingConfig(AppConfig):
    """Evidence packs made from frozen submissions."""

    name = "reporting"

    def ready(self) -> None:
        """Say at the start what is missing for PDFs."""
        register(pango_is_installed)
