"""Published editions of question sets, and a blank copy of one to print."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.paging import page_of
from accounts.requests import SignedInRequest
from assessments import listing
from assessments.presenters.question_sets import blank_copy as present
from assessments.presenters.question_sets import edition_rows
from question_sets.announcements import newest_publications
from question_sets.reading import edition_structure


@require_safe
def edition_list(request: SignedInRequest) -> HttpResponse:
    """The editions on which an assessment can start."""
    page = page_of(request, listing.published_editions())
    context = {"page": page, "editions": edition_rows(page), "news": newest_publications(page)}
    return render(request, "assessments/edition_list.html", context)


@require_safe
def blank_copy(request: SignedInRequest, key: str, edition: str) -> HttpResponse:
    """Every question of an edition, for teams who draft elsewhere."""
    question_set = listing.sealed_edition(key, edition)
    if not question_set:
        raise Http404
    structure = edition_structure(question_set)
    context = {"edition": structure, "points": present(structure)}
    return render(request, "assessments/blank_copy.html", context)
