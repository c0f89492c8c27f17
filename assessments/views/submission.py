"""Submitting an assessment, what follows, and taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from accounts.roles import Permission
from assessments import listing
from assessments.actions import submission as act
from assessments.actions.submission import Declaration
from assessments.completeness import what_is_shown
from assessments.declaration import DECLARATION
from assessments.forms.submissions import SubmitForm, TakeBackForm
from assessments.lifecycle import Status
from assessments.models import Assessment, Submission
from assessments.permissions import WHY_NOT_NOW, assessment_for, can_on_project, demand, is_open_to
from assessments.presenters.submission import what_blocks, what_the_pack_notes
from assessments.refusals import Malformed
from assessments.snapshot import take_snapshot


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: SignedInRequest, reference: str) -> HttpResponse:
    """What stops a submission; once nothing does, the declaration. Sent twice it submits once."""
    assessment = assessment_for(request.user, reference, to=Permission.READ_PROJECT)
    form = SubmitForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid():
        return _submit(request, assessment, form)
    if form.is_bound:
        demand(request.user, Permission.SUBMIT, assessment)
    if not is_open_to(Permission.SUBMIT, assessment.status):
        return redirect("assessments:submitted", reference)
    return _submit_page(request, assessment, form)


@require_safe
def submitted(request: SignedInRequest, reference: str) -> HttpResponse:
    """That the assessment was submitted, and what happens next."""
    assessment = assessment_for(request.user, reference, to=Permission.READ_PROJECT)
    submission = listing.submission_of_round(assessment, assessment.round)
    if not submission:
        messages.info(request, WHY_NOT_NOW[Status.DRAFT])
        return redirect("assessments:task_list", reference)
    context = {
        "assessment": assessment,
        "project": assessment.project,
        "submission": submission,
        "can_take_back": can_on_project(request.user, Permission.TAKE_BACK, assessment.project),
        "leads": listing.leads_of(assessment.project),
    }
    return render(request, "assessments/submitted.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask why, and return a submission to draft for the next round. Sent twice it takes back once."""
    assessment = assessment_for(request.user, reference, to=Permission.READ_PROJECT)
    form = TakeBackForm(
        request.POST if request.method == "POST" else None,
        round_seen=assessment.round,
        cancel_href=reverse("assessments:submitted", args=[reference]),
    )
    if form.is_valid():
        return _take_back(request, assessment, form)
    demand(request.user, Permission.TAKE_BACK, assessment)
    context = {
        "assessment": assessment,
        "project": assessment.project,
        "submission": _submission_of(assessment, assessment.round),
        "form": form,
    }
    return render(request, "assessments/take_back.html", context)


def _submit(request: SignedInRequest, assessment: Assessment, form: SubmitForm) -> HttpResponse:
    declaration = Declaration(DECLARATION, form.cleaned_data["name"], form.cleaned_data["role"])
    act.submit(
        assessment,
        declaration=declaration,
        token=form.cleaned_data["token"],
        by=request.user,
        at=timezone.now(),
    )
    return redirect("assessments:submitted", assessment.reference)


def _take_back(request: SignedInRequest, assessment: Assessment, form: TakeBackForm) -> HttpResponse:
    submission = _submission_of(assessment, form.cleaned_data["seen"])
    taken = act.take_back(submission, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    messages.success(request, f"You have taken the submission back. This is round {taken.round}, a draft.")
    return redirect("assessments:task_list", assessment.reference)


def _submit_page(request: SignedInRequest, assessment: Assessment, form: SubmitForm) -> HttpResponse:
    snapshot = take_snapshot(assessment)
    can_submit = can_on_project(request.user, Permission.SUBMIT, assessment.project)
    can_edit = can_on_project(request.user, Permission.EDIT_ANSWERS, assessment.project)
    shown = what_is_shown(snapshot)
    blockers = what_blocks(snapshot, shown, can_edit=can_edit)
    context = {
        "assessment": assessment,
        "project": snapshot.project,
        "edition": snapshot.edition,
        "blockers": blockers,
        "notes": what_the_pack_notes(snapshot, shown, can_edit=can_edit),
        "declaration": DECLARATION,
        "form": form if can_submit and not blockers else None,
        "leads": () if can_submit else listing.leads_of(assessment.project),
    }
    return render(request, "assessments/submit.html", context)


def _submission_of(assessment: Assessment, number: int) -> Submission:
    found = listing.submission_of_round(assessment, number)
    if not found:
        raise Malformed("This page does not fit your assessment. Open it again.")
    return found
