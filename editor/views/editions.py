"""All editions, new drafts, and the end of a draft."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from accounts.paging import is_searchable, page_of
from accounts.permissions import require
from accounts.requests import SignedInRequest, words_of
from accounts.roles import Permission
from editor import listing
from editor.forms.editions import NewDraftForm
from editor.presenters import editions as present
from editor.views.opening import OpenEdition, open_draft
from question_sets.editions import discard as discard_draft
from question_sets.editions import start_draft, state_of
from question_sets.refusals import ChangedMeanwhile, EditionExists

DISCARDED_SHOWN = 5


@require_safe
def editions(request: SignedInRequest) -> HttpResponse:
    """Every edition, what waits for the reader first, and at the foot the drafts that were discarded last."""
    require(request.user, Permission.EDIT_QUESTION_SETS)
    words = words_of(request)
    page = page_of(request, listing.editions(words=words, reader=request.user))
    discarded = list(listing.discarded_drafts()[: DISCARDED_SHOWN + 1])
    context = {
        "page": page,
        "waiting": present.waiting_words(listing.waiting_for(request.user).count()),
        "head": present.EDITIONS_HEAD,
        "rows": present.edition_rows(page),
        "words": words,
        "is_searchable": is_searchable(page, words),
        "query": urlencode({"q": words}),
        "discarded_head": present.DISCARDED_HEAD,
        "discarded": present.discarded_rows(
            discarded[:DISCARDED_SHOWN], listing.titles_of(event.detail["key"] for event in discarded)
        ),
        "more_are_discarded": len(discarded) > DISCARDED_SHOWN,
    }
    return render(request, "editor/editions.html", context)


@require_safe
def discarded_drafts(request: SignedInRequest) -> HttpResponse:
    """Every draft that was discarded, with who and when."""
    require(request.user, Permission.EDIT_QUESTION_SETS)
    page = page_of(request, listing.discarded_drafts())
    titles = listing.titles_of(event.detail["key"] for event in page)
    context = {
        "page": page,
        "head": present.DISCARDED_HEAD,
        "rows": present.discarded_rows(page, titles),
    }
    return render(request, "editor/discarded_drafts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_draft(request: SignedInRequest) -> HttpResponse:
    """Start a draft from an edition, or an empty one."""
    require(request.user, Permission.EDIT_QUESTION_SETS)
    form = NewDraftForm(
        request.POST if request.method == "POST" else None,
        editions=list(listing.editions_to_copy()),
        chosen=request.GET.get("from", ""),
    )
    if form.is_valid():
        try:
            draft = start_draft(
                form.question_set,
                key=form.key,
                edition=form.cleaned_data["edition"],
                title=form.title_typed,
                token=str(form.cleaned_data["token"]),
                by=request.user,
                at=timezone.now(),
            )
        except EditionExists as refusal:
            form.add_error("edition", str(refusal))
        else:
            messages.success(request, "The draft is started. Nobody but editors sees it.")
            return redirect("editor:edition", draft.key, draft.edition)
    return render(request, "editor/new_draft.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: SignedInRequest, key: str, edition: str) -> HttpResponse:
    """Ask, then delete a draft for good."""
    opened = open_draft(request, key, edition)
    if request.method != "POST":
        return _discard_page(request, opened)
    seen = request.POST.get("seen", "")
    try:
        discard_draft(opened.question_set, seen=seen, by=request.user, at=timezone.now())
    except ChangedMeanwhile as refusal:
        messages.warning(request, str(refusal))
        return _discard_page(request, open_draft(request, key, edition), status=refusal.status)
    messages.success(request, f"The draft of {opened.question_set} is discarded.")
    return redirect("editor:editions")


def _discard_page(
    request: SignedInRequest, opened: OpenEdition, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = opened.context(
        contents=present.contents(opened.structure),
        waiting=listing.waiting_request(opened.question_set),
        seen=state_of(opened.question_set, opened.structure),
    )
    return render(request, "editor/discard.html", context, status=status)
