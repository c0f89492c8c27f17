"""The task list of an assessment, and the switch between its forms."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from accounts.roles import Permission
from assessments.actions import entries as act
from assessments.completeness import what_is_shown
from assessments.forms.projects import ChangeFormForm
from assessments.models import Form
from assessments.permissions import assessment_for, can, can_on_project, is_open_to
from assessments.presenters import task_list as present
from assessments.presenters.home import status_cell
from assessments.presenters.steps import length_warning
from assessments.snapshot import take_snapshot
from question_sets.announcements import newer_publication


@require_safe
def task_list(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everything there is to do, with how far it is; once submitted, the packs and a way back."""
    assessment = assessment_for(request.user, reference, to=Permission.READ_PROJECT)
    snapshot = take_snapshot(assessment)
    can_edit = can(request.user, Permission.EDIT_ANSWERS, assessment)
    is_draft = is_open_to(Permission.EDIT_ANSWERS, assessment.status)
    context = {
        "assessment": assessment,
        "project": assessment.project,
        "edition": snapshot.edition.name,
        "status": status_cell(assessment),
        "form_name": present.form_name(snapshot),
        "tasks": present.task_list(
            snapshot,
            what_is_shown(snapshot),
            can_edit=can_on_project(request.user, Permission.EDIT_PROJECT, assessment.project),
            can_submit=can(request.user, Permission.SUBMIT, assessment),
        ),
        "rounds": present.rounds_of(snapshot),
        "can_edit": can_edit,
        "can_take_back": can(request.user, Permission.TAKE_BACK, assessment),
        "is_draft": is_draft,
        "newer": newer_publication(assessment.question_set) if is_draft else None,
        "length_warning": length_warning(snapshot),
    }
    return render(request, "assessments/task_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_form(request: SignedInRequest, reference: str) -> HttpResponse:
    """Switch between the full and the short form. Answers are kept."""
    assessment = assessment_for(request.user, reference, to=Permission.EDIT_ANSWERS)
    form = ChangeFormForm(
        request.POST if request.method == "POST" else None, initial={"form": assessment.form}
    )
    if form.is_valid():
        act.change_form(assessment, Form(form.cleaned_data["form"]), by=request.user, at=timezone.now())
        messages.success(request, f"You now answer the {Form(form.cleaned_data['form']).label.lower()}.")
        return redirect("assessments:task_list", reference)
    return render(request, "assessments/change_form.html", {"assessment": assessment, "form": form})
