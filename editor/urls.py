"""The editors' pages."""

from django.urls import path, register_converter

from editor.converters import PartConverter
from editor.views.coming import coming

app_name = "editor"

register_converter(PartConverter, "part")

_EDITION = "<str:key>/<str:edition>/"
_PART = f"{_EDITION}<part:part>/"

urlpatterns = [
    path("", coming, name="editions"),
    path("new/", coming, name="new_draft"),
    path("import/", coming, name="import_edition"),
    path(_EDITION, coming, name="edition"),
    path(f"{_EDITION}discard/", coming, name="discard"),
    path(f"{_EDITION}history/", coming, name="history"),
    path(f"{_EDITION}fixture.json", coming, name="export"),
    path(f"{_EDITION}preview/", coming, name="preview"),
    path(f"{_EDITION}preview/pack/", coming, name="blank_pack"),
    path(f"{_EDITION}preview/points/<str:point>/", coming, name="preview_point"),
    path(f"{_EDITION}preview/points/<str:point>/sections/<str:section>/", coming, name="preview_step"),
    path(f"{_EDITION}differences/", coming, name="differences"),
    path(f"{_EDITION}differences.json", coming, name="differences_data"),
    path(f"{_EDITION}impact/", coming, name="impact"),
    path(f"{_EDITION}publish/", coming, name="publish"),
    path(f"{_EDITION}approve/", coming, name="approve"),
    path(f"{_EDITION}withdraw/", coming, name="withdraw"),
    path(f"{_EDITION}retire/", coming, name="retire"),
    path(f"{_PART}add/<str:kind>/", coming, name="add"),
    path(f"{_PART}conditions/new/", coming, name="add_condition"),
    path(f"{_PART}change/", coming, name="change"),
    path(f"{_PART}move/", coming, name="move"),
    path(f"{_PART}copy/", coming, name="copy"),
    path(f"{_PART}remove/", coming, name="remove"),
    path(f"{_PART}place/", coming, name="place"),
    path(f"{_PART}renumber/", coming, name="renumber"),
    path(_PART, coming, name="part"),
]
