"""The end of an edition."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from editor import listing
from editor.impact import standing_on
from editor.presenters.publication import retiring
from editor.views.opening import open_edition
from question_sets import editions
from question_sets.models import EditionStatus
from question_sets.refusals import EditionIsNotPublished


@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: SignedInRequest, key: str, edition: str) -> HttpResponse:
    """Ask, then let no assessment start on a published edition."""
    opened = open_edition(request, key, edition)
    if request.method == "POST":
        editions.retire(opened.question_set, by=request.user, at=timezone.now())
        messages.success(request, f"Edition {edition} is retired. No assessment can start on it.")
        return redirect("editor:edition", key, edition)
    if opened.question_set.status != EditionStatus.PUBLISHED:
        raise EditionIsNotPublished
    others = listing.published_beside(opened.question_set)
    context = opened.context(consequences=retiring(standing_on(opened.question_set), others))
    return render(request, "editor/retire.html", context)
