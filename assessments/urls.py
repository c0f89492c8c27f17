"""The team's pages."""

from django.urls import path

from assessments.views import entries, steps

app_name = "assessments"

_SECTION = "assessments/<str:reference>/points/<str:point>/sections/<str:section>/"

urlpatterns = [
    path(_SECTION, steps.step, name="step"),
    path(f"{_SECTION}new/", entries.add_entry, name="add_entry"),
    path(f"{_SECTION}<str:entry>/", entries.entry, name="entry"),
    path(f"{_SECTION}<str:entry>/remove/", entries.remove_entry, name="remove_entry"),
]
