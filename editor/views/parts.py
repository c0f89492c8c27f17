"""An edition and its parts, to be read and, in a draft, to be worked on."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.paging import is_searchable, page_of, rest_of_address
from accounts.requests import SignedInRequest, words_of
from editor.listing import waiting_request
from editor.presenters import parts as present
from editor.presenters.contents import WITH_PAGES
from editor.presenters.editions import STATUS_COLOURS
from editor.presenters.editions import contents as counted_contents
from editor.presenters.part_lists import ROWS_PER_PAGE, PartList
from editor.views.opening import OpenEdition, open_edition
from question_sets.announcements import ONE_EDITOR, published_by_one_editor
from question_sets.editions import new_token
from question_sets.parts import EDITION, Part


@require_safe
def edition(request: SignedInRequest, key: str, edition: str) -> HttpResponse:
    """An edition: what is in it and, of a draft, what is left before it can be published."""
    opened = open_edition(request, key, edition)
    waiting = waiting_request(opened.question_set) if opened.is_draft else None
    context = _context(
        request,
        opened,
        EDITION,
        status_colour=STATUS_COLOURS[opened.question_set.status],
        holds=counted_contents(opened.structure),
        new_draft_href=_new_draft_href(opened),
        waiting=waiting,
        is_as_asked_for=bool(waiting and waiting.digest == opened.structure.digest),
        by_one_editor=_by_one_editor(opened),
    )
    return render(request, "editor/edition.html", context)


@require_safe
def part(request: SignedInRequest, key: str, edition: str, part: Part) -> HttpResponse:
    """A point, section, question or check with what is in it; what has no page, in the page that it is on."""
    opened = open_edition(request, key, edition)
    opened.fields_of(part)
    if part.kind not in WITH_PAGES:
        return redirect(opened.contents.page(part))
    return render(request, "editor/part.html", _context(request, opened, part, token=new_token()))


def _by_one_editor(opened: OpenEdition) -> str:
    return ONE_EDITOR if not opened.is_draft and published_by_one_editor(opened.question_set) else ""


def _new_draft_href(opened: OpenEdition) -> str:
    name = f"{opened.structure.key}/{opened.structure.edition}"
    return f"{reverse('editor:new_draft')}?{urlencode({'from': name})}"


def _context(request: SignedInRequest, opened: OpenEdition, part: Part, **more: Any) -> dict[str, Any]:
    page = present.part_page(opened.contents, part, can_edit=opened.is_draft)
    longest = max(page.lists, key=lambda listed: len(listed.rows))
    lists = [
        _paged(request, each) if each is longest else {"list": each, "rows": each.rows} for each in page.lists
    ]
    return opened.context(part=part, page=page, lists=lists, **more)


def _paged(request: SignedInRequest, listed: PartList) -> dict[str, Any]:
    """The list with what the address asks for of it."""
    words = words_of(request)
    rows = [row for row in listed.rows if words.casefold() in row.title.casefold()]
    page = page_of(request, rows, per_page=ROWS_PER_PAGE)
    return {
        "list": listed,
        "rows": page,
        "page": page,
        "words": words,
        "is_searchable": is_searchable(page, words),
        "query": rest_of_address(request),
    }
