"""The page of one point."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from accounts.roles import Permission
from assessments.completeness import what_is_shown
from assessments.permissions import assessment_for, can
from assessments.presenters.points import point_page
from assessments.snapshot import take_snapshot
from assessments.views.places import point_in


@require_safe
def point(request: SignedInRequest, reference: str, point: str) -> HttpResponse:
    """What must be shown, guidance, and the steps of the point as tasks."""
    assessment = assessment_for(request.user, reference, to=Permission.READ_PROJECT)
    snapshot = take_snapshot(assessment)
    shown = what_is_shown(snapshot)
    found = point_in(shown, point)
    can_edit = can(request.user, Permission.EDIT_ANSWERS, assessment)
    context = {
        "assessment": assessment,
        "edition": snapshot.edition.name,
        "point": found.point,
        "statement": found.statement,
        "page": point_page(snapshot, shown, found, can_edit=can_edit),
        "can_edit": can_edit,
    }
    return render(request, "assessments/point.html", context)
