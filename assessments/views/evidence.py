"""A project's evidence: listed, added, changed and removed."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.paging import is_searchable, page_of, rest_of_address
from accounts.requests import SignedInRequest, next_of, words_of
from accounts.roles import Permission
from assessments import listing
from assessments.actions import evidence as act
from assessments.actions.records import Fields, RecordResult
from assessments.forms.evidence import AddEvidenceForm, EvidenceForm
from assessments.forms.records import save_typed
from assessments.models import Evidence, Project
from assessments.permissions import can_on_project, project_for
from assessments.presenters.evidence import evidence_rows, use_links
from assessments.views.recording import ask_again, needs_another_look

JUST_ADDED = "added"
"""In the address of a page on which evidence is chosen: what was added on the way there."""


@require_safe
def evidence(request: SignedInRequest, reference: str) -> HttpResponse:
    """The project's evidence, newest first."""
    project = project_for(request.user, reference, to=Permission.READ_PROJECT)
    words = words_of(request)
    page = page_of(request, listing.evidence_of(project, words=words))
    context = {
        "project": project,
        "page": page,
        "rows": evidence_rows(project, page),
        "words": words,
        "is_searchable": is_searchable(page, words),
        "query": rest_of_address(request),
        "can_edit": can_on_project(request.user, Permission.EDIT_ANSWERS, project),
    }
    return render(request, "assessments/evidence.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_evidence(request: SignedInRequest, reference: str) -> HttpResponse:
    """A new link. Leads back to where evidence was being chosen, if that is where one comes from."""
    project = project_for(request.user, reference, to=Permission.EDIT_ANSWERS)
    form = AddEvidenceForm(request.POST if request.method == "POST" else None, project=project)
    if form.is_bound and form.can_create:
        token = form.cleaned_data["token"]
        with transaction.atomic():
            item = act.add_evidence(
                project, fields=form.typed, token=token, by=request.user, at=timezone.now()
            )
            return _save(request, project, item)
    return render(request, "assessments/add_evidence.html", {"project": project, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def change_evidence(request: SignedInRequest, reference: str, evidence: str) -> HttpResponse:
    """Correct a link."""
    project = project_for(request.user, reference, to=Permission.EDIT_ANSWERS)
    item = _item(request, project, evidence)
    if request.method == "POST":
        return _save(request, project, item)
    return _change_page(request, project, item, EvidenceForm(project=project, record=item))


@require_http_methods(["GET", "HEAD", "POST"])
def remove_evidence(request: SignedInRequest, reference: str, evidence: str) -> HttpResponse:
    """Ask, and take a link out of the project."""
    project = project_for(request.user, reference, to=Permission.EDIT_ANSWERS)
    item = _item(request, project, evidence)
    if request.method == "POST":
        act.remove_evidence(project, item.reference, by=request.user, at=timezone.now())
        messages.success(request, f"{item.title} has been removed.")
        return redirect("assessments:evidence", reference)
    context = {"project": project, "item": item, "uses": use_links(listing.uses_in_draft(item))}
    return render(request, "assessments/remove_evidence.html", context)


def _save(request: SignedInRequest, project: Project, item: Evidence) -> HttpResponse:
    """Save what is well formed; then back to the list, or this page again with what is left to do."""
    form = EvidenceForm(request.POST, project=project, record=item)
    here = reverse("assessments:change_evidence", args=[project.reference, item.reference])
    form.action = here + _query_of(request)
    conflicts = save_typed(form, partial(_change, request, project, item.reference))
    if needs_another_look(form, conflicts):
        page = reverse("assessments:evidence", args=[project.reference])
        return ask_again(request, form, conflicts, cancel_href=page, caption=item.title, action=form.action)
    if form.errors:
        return _change_page(request, project, item, form)
    return redirect(_after_save(request, project, item))


def _change_page(
    request: SignedInRequest, project: Project, item: Evidence, form: EvidenceForm
) -> HttpResponse:
    context = {"project": project, "item": item, "form": form}
    return render(request, "assessments/change_evidence.html", context)


def _change(
    request: SignedInRequest, project: Project, reference: str, fields: Fields, base_version: int
) -> RecordResult:
    return act.change_evidence(
        project, reference, fields=fields, base_version=base_version, by=request.user, at=timezone.now()
    )


def _item(request: SignedInRequest, project: Project, reference: str) -> Evidence:
    """The evidence that a URL names, or 404. What was removed goes on to its save, which says so."""
    item = listing.piece_of_evidence(project, reference)
    if not item or (item.removed_at and request.method != "POST"):
        raise Http404
    return item


def _query_of(request: SignedInRequest) -> str:
    following = next_of(request)
    return f"?{urlencode({'next': following})}" if following else ""


def _after_save(request: SignedInRequest, project: Project, item: Evidence) -> str:
    if following := next_of(request):
        return f"{following}?{urlencode({JUST_ADDED: item.reference})}"
    return reverse("assessments:evidence", args=[project.reference])
