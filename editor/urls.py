"""The editors' pages."""

from django.urls import path, register_converter

from editor.converters import PartConverter
from editor.views import (
    arranging,
    conditions,
    differences,
    editions,
    files,
    history,
    impact,
    parts,
    preview,
    publication,
    retirement,
    writing,
)

app_name = "editor"

register_converter(PartConverter, "part")

_EDITION = "<str:key>/<str:edition>/"
_PART = f"{_EDITION}<part:part>/"

urlpatterns = [
    path("", editions.editions, name="editions"),
    path("discarded/", editions.discarded_drafts, name="discarded_drafts"),
    path("new/", editions.new_draft, name="new_draft"),
    path("import/", files.import_edition, name="import_edition"),
    path(_EDITION, parts.edition, name="edition"),
    path(f"{_EDITION}discard/", editions.discard, name="discard"),
    path(f"{_EDITION}history/", history.history, name="history"),
    path(f"{_EDITION}fixture.json", files.export, name="export"),
    path(f"{_EDITION}preview/", preview.preview, name="preview"),
    path(f"{_EDITION}preview/pack/", preview.blank_pack, name="blank_pack"),
    path(f"{_EDITION}preview/copy/", preview.preview_copy, name="preview_copy"),
    path(f"{_EDITION}preview/points/<str:point>/", preview.preview_point, name="preview_point"),
    path(
        f"{_EDITION}preview/points/<str:point>/sections/<str:section>/",
        preview.preview_step,
        name="preview_step",
    ),
    path(f"{_EDITION}differences/", differences.differences, name="differences"),
    path(f"{_EDITION}differences.json", differences.differences_data, name="differences_data"),
    path(f"{_EDITION}impact/", impact.impact, name="impact"),
    path(f"{_EDITION}publish/", publication.publish, name="publish"),
    path(f"{_EDITION}approve/", publication.approve, name="approve"),
    path(f"{_EDITION}withdraw/", publication.withdraw, name="withdraw"),
    path(f"{_EDITION}retire/", retirement.retire, name="retire"),
    path(f"{_PART}add/<str:kind>/", writing.add, name="add"),
    path(f"{_PART}conditions/new/", conditions.add_condition, name="add_condition"),
    path(f"{_PART}change/", writing.change, name="change"),
    path(f"{_PART}move/", arranging.move, name="move"),
    path(f"{_PART}copy/", arranging.copy, name="copy"),
    path(f"{_PART}remove/", arranging.remove, name="remove"),
    path(f"{_PART}place/", arranging.place, name="place"),
    path(f"{_PART}renumber/", arranging.renumber, name="renumber"),
    path(_PART, parts.part, name="part"),
]
