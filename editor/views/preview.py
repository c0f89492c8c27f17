"""An edition as a team sees it. Nothing is saved: there is no assessment behind these pages."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from assessments.presenters.question_sets import blank_copy as present_copy
from assessments.views.places import point_of, section_in
from editor.blank import blank_snapshot
from editor.forms.preview import preview_form
from editor.presenters.preview import (
    Preview,
    condition_note,
    form_of,
    question_notes,
    repeating_notice,
)
from editor.views.opening import OpenEdition, open_edition
from reporting.build import preview_pack
from reporting.presenters.body import pack_context


@dataclass(frozen=True)
class OpenPreview:
    """The preview of an edition, as a request found it."""

    opened: OpenEdition
    preview: Preview

    def context(self, name: str, *keys: str, **more: Any) -> dict[str, Any]:
        """What every page of the preview prints around its content."""
        return self.opened.context(
            preview_href=self.preview.href("preview"), forms=self.preview.forms(name, *keys), **more
        )


def _open(request: SignedInRequest, key: str, edition: str) -> OpenPreview:
    opened = open_edition(request, key, edition)
    form = form_of(request.GET.get("form", ""))
    return OpenPreview(opened, Preview(opened.structure, form, opened.href))


@require_safe
def preview(request: SignedInRequest, key: str, edition: str) -> HttpResponse:
    """The task list of a team."""
    found = _open(request, key, edition)
    context = found.context(
        "preview",
        points=found.preview.tasks(),
        pack_href=found.preview.href("blank_pack"),
        copy_href=found.opened.href("preview_copy"),
    )
    return render(request, "editor/preview.html", context)


@require_safe
def preview_point(request: SignedInRequest, key: str, edition: str, point: str) -> HttpResponse:
    """A point with its guidance and its steps."""
    found = _open(request, key, edition)
    asked = point_of(found.preview.edition, point)
    previous, following = found.preview.around(asked)
    context = found.context(
        "preview_point",
        point,
        point=asked,
        steps=found.preview.steps(asked),
        previous=previous,
        following=following,
    )
    return render(request, "editor/preview_point.html", context)


@require_safe
def preview_step(request: SignedInRequest, key: str, edition: str, point: str, section: str) -> HttpResponse:
    """A step with every question that it can show."""
    found = _open(request, key, edition)
    of_point, asked = section_in(found.preview.edition, point, section)
    step = found.preview.step(of_point, asked)
    previous, following = found.preview.around(of_point, asked)
    context = found.context(
        "preview_step",
        point,
        section,
        point=of_point,
        point_href=found.preview.href("preview_point", point),
        section=asked,
        condition=condition_note(asked, found.preview.edition),
        repeating_notice=repeating_notice(asked),
        form=preview_form(step, notes=question_notes(step, found.preview.edition)),
        previous=previous,
        following=following,
    )
    return render(request, "editor/preview_step.html", context)


@require_safe
def blank_pack(request: SignedInRequest, key: str, edition: str) -> HttpResponse:
    """The evidence pack of an assessment in which nobody has answered anything."""
    found = _open(request, key, edition)
    snapshot = blank_snapshot(found.preview.edition, found.preview.form)
    pack = preview_pack(snapshot, date=timezone.localdate().isoformat())
    context = {**pack_context(pack), **found.context("blank_pack")}
    return render(request, "editor/blank_pack.html", context)


@require_safe
def preview_copy(request: SignedInRequest, key: str, edition: str) -> HttpResponse:
    """Every question of an edition to print, a draft's too."""
    found = _open(request, key, edition)
    context = found.context("preview_copy", points=present_copy(found.preview.edition))
    return render(request, "editor/preview_copy.html", context)
