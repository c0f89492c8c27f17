"""The wiring as a Django app, for its template tags and checks."""

from django.apps import AppConfig


class TcopPortalConfig(AppConfig):
    name = "tcop_portal"
