"""A project: opened and changed step by step, and the start of an assessment of it."""

from functools import partial
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from accounts.roles import Permission
from assessments import listing
from assessments.actions import projects as act
from assessments.actions.records import Fields, RecordResult
from assessments.forms.projects import PROJECT_FORMS, NewProjectForm, ProjectForm, StartAssessmentForm
from assessments.forms.records import save_typed
from assessments.models import Assessment, Form, Project
from assessments.permissions import can_on_project, project_for
from assessments.presenters import projects as present
from assessments.presenters.links import BACK
from assessments.views.recording import ask_again, needs_another_look
from assessments.views.returning import way_back
from question_sets.announcements import newest_publications

FLOW = "new"
"""In the address while a new project goes from step to step."""


@require_http_methods(["GET", "HEAD", "POST"])
def new_project(request: SignedInRequest) -> HttpResponse:
    """The first step of a new project, which exists from here on."""
    organisations = list(listing.organisations_where(request.user, Permission.CREATE_PROJECT))
    if not organisations:
        raise PermissionDenied
    token = _token(request)
    if request.method != "POST" and token and (made := listing.project_made_with(request.user, token)):
        return redirect(_address(made, "about", is_new=True))
    typed = request.POST if request.method == "POST" else None
    form = NewProjectForm(typed, organisations=organisations, token=token)
    if form.is_bound and form.can_create:
        with transaction.atomic():
            project = act.create_project(
                form.organisation,
                fields=form.typed,
                token=form.cleaned_data["token"],
                by=request.user,
                at=timezone.now(),
            )
            return _save(request, project, "about", is_new=True)
    return render(request, "assessments/project_step.html", _step_context(form, "about", is_new=True))


def _token(request: SignedInRequest) -> UUID | None:
    """The token in the address: a browser that goes back to it comes to the project that it made."""
    try:
        return UUID(request.GET.get("token", ""))
    except ValueError:
        return None


@require_safe
def project(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everything about a project, with links to change it."""
    found = project_for(request.user, reference, to=Permission.READ_PROJECT)
    can_edit = can_on_project(request.user, Permission.EDIT_PROJECT, found)
    context = {
        "project": found,
        "cards": present.project_cards(found, can_edit=can_edit),
        "unanswered": present.unanswered(found),
        "head": present.ASSESSMENTS_HEAD,
        "assessments": present.assessment_rows(listing.assessments_of(found)),
        "members": present.member_rows(found, listing.members_of(found), can_manage=False),
        "evidence_count": listing.evidence_of(found).count(),
        "can_start": can_edit and not listing.draft_of(found),
        "can_manage": can_on_project(request.user, Permission.MANAGE_MEMBERS, found),
    }
    return render(request, "assessments/project.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def project_step(request: SignedInRequest, reference: str, step: str) -> HttpResponse:
    """Some fields of a project."""
    if step not in PROJECT_FORMS:
        raise Http404
    found = project_for(request.user, reference, to=Permission.EDIT_PROJECT)
    is_new = FLOW in request.GET
    if request.method == "POST":
        return _save(request, found, step, is_new=is_new)
    form = PROJECT_FORMS[step](record=found)
    return render(request, "assessments/project_step.html", _step_context(form, step, is_new=is_new))


@require_http_methods(["GET", "HEAD", "POST"])
def start_assessment(request: SignedInRequest, reference: str) -> HttpResponse:
    """Choose an edition and a form. While a draft exists, that is where this leads."""
    found = project_for(request.user, reference, to=Permission.EDIT_PROJECT)
    if request.method != "POST" and (draft := listing.draft_of(found)):
        return _go_on_with(request, draft)
    editions = list(listing.published_editions())
    form = StartAssessmentForm(request.POST if request.method == "POST" else None, editions=editions)
    if not form.is_valid():
        context = {"project": found, "form": form, "news": newest_publications(editions)}
        return render(request, "assessments/start_assessment.html", context)
    token = form.cleaned_data["token"]
    chosen = Form(form.cleaned_data["form"])
    assessment = act.start_assessment(
        found, form.question_set, form=chosen, token=token, by=request.user, at=timezone.now()
    )
    if assessment.creation_token != token:
        return _go_on_with(request, assessment)
    return redirect("assessments:task_list", assessment.reference)


def _go_on_with(request: SignedInRequest, draft: Assessment) -> HttpResponse:
    messages.warning(request, "This project already has a draft assessment. Go on with this one.")
    return redirect("assessments:task_list", draft.reference)


def _save(request: SignedInRequest, project: Project, step: str, *, is_new: bool) -> HttpResponse:
    """Save what is well formed; then the next page, or this one again with what is left to do."""
    form = PROJECT_FORMS[step](request.POST, record=project)
    form.action = _address(project, step, is_new=is_new, back=request.GET.get(BACK, ""))
    conflicts = save_typed(form, partial(_change, project, request))
    if needs_another_look(form, conflicts):
        page = reverse("assessments:project", args=[project.reference])
        return ask_again(request, form, conflicts, cancel_href=page, caption=project.name, action=form.action)
    if form.errors:
        return render(request, "assessments/project_step.html", _step_context(form, step, is_new=is_new))
    return redirect(_way_back(request, project) or _after(project, step, is_new=is_new))


def _change(project: Project, request: SignedInRequest, fields: Fields, base_version: int) -> RecordResult:
    return act.change_project(
        project, fields=fields, base_version=base_version, by=request.user, at=timezone.now()
    )


def _step_context(form: ProjectForm, step: str, *, is_new: bool) -> dict[str, object]:
    return {
        "form": form,
        "title": present.STEP_TITLES[step],
        "is_new": is_new,
        "number": list(PROJECT_FORMS).index(step) + 1,
        "count": len(PROJECT_FORMS),
        "project": form.record,
    }


def _address(project: Project, step: str, *, is_new: bool, back: str = "") -> str:
    flow = {FLOW: "1"} if is_new else {BACK: back} if back else {}
    page = reverse("assessments:project_step", args=[project.reference, step])
    return f"{page}?{urlencode(flow)}" if flow else page


def _way_back(request: SignedInRequest, project: Project) -> str:
    """The page of the draft that somebody came from; blank where they came from the project."""
    draft = listing.draft_of(project) if BACK in request.GET else None
    return way_back(request, draft.reference) if draft else ""


def _after(project: Project, step: str, *, is_new: bool) -> str:
    """The next step of a new project; the project's own page after the last, and after any change."""
    steps = list(PROJECT_FORMS)
    following = steps[steps.index(step) + 1 :]
    if is_new and following:
        return _address(project, following[0], is_new=True)
    return reverse("assessments:project", args=[project.reference])
