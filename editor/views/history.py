"""What happened to an edition, newest first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.paging import page_of
from accounts.requests import SignedInRequest
from editor import listing
from editor.presenters.history import Names, timeline
from editor.views.opening import open_edition


@require_safe
def history(request: SignedInRequest, key: str, edition: str) -> HttpResponse:
    """Who changed, asked, approved, published and retired what, and when."""
    opened = open_edition(request, key, edition)
    page = page_of(request, listing.events_of(opened.question_set))
    names = Names(
        rows=opened.contents.rows,
        people=listing.people_named_in(page),
        editions=listing.editions_named_in(page),
        texts=listing.texts_of(opened.question_set),
        removed=listing.numbers_removed_in(page),
    )
    return render(request, "editor/history.html", opened.context(page=page, items=timeline(page, names)))
