"""The form pack as a Django app, for its template tags."""

from django.apps import AppConfig


class GovukFormsConfig(AppConfig):
    name = "govuk_forms"
