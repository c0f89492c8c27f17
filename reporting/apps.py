from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Evidence packs made from frozen submissions."""

    name = "reporting"
