"""What happened to an assessment, newest first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.paging import page_of
from accounts.requests import SignedInRequest
from accounts.roles import Permission
from assessments import listing
from assessments.permissions import assessment_for
from assessments.presenters.history import Names, timeline
from question_sets.reading import edition_structure


@require_safe
def history(request: SignedInRequest, reference: str) -> HttpResponse:
    """The events of the assessment and of its project."""
    assessment = assessment_for(request.user, reference, to=Permission.READ_PROJECT)
    page = page_of(request, listing.events_about(assessment))
    names = Names(edition_structure(assessment.question_set), listing.named_in(page))
    context = {"assessment": assessment, "page": page, "items": timeline(page, names)}
    return render(request, "assessments/history.html", context)
