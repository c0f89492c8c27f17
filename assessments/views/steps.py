"""The page of a step: one section of a point."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from assessments.views.answering import answer_page, open_section
from assessments.views.entries import entry_list


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SignedInRequest, reference: str, point: str, section: str) -> HttpResponse:
    """A section's questions; for a repeating section the list of its entries."""
    opened = open_section(request, reference, point, section)
    if opened.section.repeats:
        return entry_list(request, opened)
    return answer_page(request, opened)
