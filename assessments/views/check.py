"""Check your answers: of one point, and of the whole assessment."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from accounts.roles import Permission
from assessments.actions.points import call_complete, call_incomplete
from assessments.completeness import what_is_shown
from assessments.forms.statements import CompletionForm
from assessments.permissions import assessment_for, can, demand
from assessments.presenters import checking as present
from assessments.presenters.links import Link
from assessments.snapshot import take_snapshot
from assessments.views.opening import OpenPoint, open_point
from assessments.views.returning import way_back


@require_http_methods(["GET", "HEAD", "POST"])
def check_point(request: SignedInRequest, reference: str, point: str) -> HttpResponse:
    """Everything said under a point, and the question whether it is completed."""
    opened = open_point(request, reference, point, to=Permission.READ_PROJECT)
    can_edit = can(request.user, Permission.EDIT_ANSWERS, opened.assessment)
    checked = present.check_point(opened.snapshot, opened.shown, opened.point, can_edit=can_edit)
    form = CompletionForm(request.POST if request.method == "POST" else None)
    missing: tuple[Link, ...] = ()
    if form.is_bound:
        demand(request.user, Permission.EDIT_ANSWERS, opened.assessment)
        missing = checked.gaps if form.refuses(checked.gaps) else ()
        if form.is_valid():
            return _record(request, opened, is_completed=form.says_completed)
    context = opened.context(checked=checked, form=form, error_list=missing, can_edit=can_edit)
    return render(request, "assessments/check_point.html", context)


@require_safe
def check_answers(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everything said in the assessment, with all that is missing or should be looked at again."""
    assessment = assessment_for(request.user, reference, to=Permission.READ_PROJECT)
    snapshot = take_snapshot(assessment)
    can_edit = can(request.user, Permission.EDIT_ANSWERS, assessment)
    checked = present.check_assessment(snapshot, what_is_shown(snapshot), can_edit=can_edit)
    context = {
        "assessment": assessment,
        "project": snapshot.project,
        "checked": checked,
        "can_edit": can_edit,
    }
    return render(request, "assessments/check_answers.html", context)


def _record(request: SignedInRequest, opened: OpenPoint, *, is_completed: bool) -> HttpResponse:
    by, at = request.user, timezone.now()
    if is_completed:
        call_complete(opened.assessment, opened.key, by=by, at=at)
        messages.success(request, f"Point {opened.point.point.number} is completed.")
    else:
        call_incomplete(opened.assessment, opened.key, by=by, at=at)
    reference = opened.assessment.reference
    return redirect(
        way_back(request, reference, opened.key) or reverse("assessments:task_list", args=[reference])
    )
