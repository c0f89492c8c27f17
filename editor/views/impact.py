"""What stands on the published editions that a draft follows, or on a published one."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.paging import is_searchable, page_of
from accounts.requests import SignedInRequest, words_of
from editor.impact import Impact, editions_with_teams, impact_of
from editor.presenters import impact as present
from editor.presenters.impact import View
from editor.views.comparing import open_comparison
from editor.views.opening import OpenEdition


@require_safe
def impact(request: SignedInRequest, key: str, edition: str) -> HttpResponse:
    """Counts by organisation; of a draft, also by question that it removes or changes."""
    compared = open_comparison(request, key, edition)
    opened = OpenEdition(compared.row, compared.after)
    found = impact_of(compared.after, editions_with_teams(compared.row, compared.others))
    view = present.view_of(request.GET.get("by", "")) if opened.is_draft else View.ORGANISATIONS
    table = _questions if view is View.QUESTIONS else _organisations
    context = opened.context(
        impact=found,
        totals=present.totals(found, is_draft=opened.is_draft),
        view=view,
        tabs=present.tabs(view, opened.href("impact")),
        href=opened.href("impact"),
        differences_href=opened.href("differences"),
        **table(request, opened, found),
    )
    return render(request, "editor/impact.html", context)


def _organisations(request: SignedInRequest, opened: OpenEdition, found: Impact) -> dict[str, Any]:
    words = words_of(request)
    page = page_of(request, present.found_organisations(found, words))
    return {
        **_listed(View.ORGANISATIONS, page, words),
        "head": present.organisations_head(is_draft=opened.is_draft),
        "rows": present.organisation_rows(page, is_draft=opened.is_draft),
    }


def _questions(request: SignedInRequest, opened: OpenEdition, found: Impact) -> dict[str, Any]:
    words = words_of(request)
    page = page_of(request, present.found_questions(found, words))
    return {
        **_listed(View.QUESTIONS, page, words),
        "head": present.questions_head(found),
        "rows": present.question_rows(found, page),
        "unanswered": present.unanswered(found),
    }


def _listed(view: View, page: Page[Any], words: str) -> dict[str, Any]:
    return {
        "page": page,
        "words": words,
        "is_searchable": is_searchable(page, words),
        "query": urlencode({"by": view, "q": words}),
    }
