"""The page of one point."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from accounts.roles import Permission
from assessments.permissions import can
from assessments.presenters.points import point_page
from assessments.views.opening import open_point


@require_safe
def point(request: SignedInRequest, reference: str, point: str) -> HttpResponse:
    """What must be shown, guidance, and the steps of the point as tasks."""
    opened = open_point(request, reference, point, to=Permission.READ_PROJECT)
    can_edit = can(request.user, Permission.EDIT_ANSWERS, opened.assessment)
    context = opened.context(
        statement=opened.point.statement,
        page=point_page(opened.snapshot, opened.shown, opened.point, can_edit=can_edit),
        can_edit=can_edit,
    )
    return render(request, "assessments/point.html", context)
