"""The editors' room: pages on which question sets are written, compared and published."""

from django.apps import AppConfig


class EditorConfig(AppConfig):
    name = "editor"
