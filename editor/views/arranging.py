"""The order of parts, copies of them, and their removal."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from editor.forms.arranging import PlaceForm
from editor.presenters import arranging as present
from editor.presenters.contents import WITH_PAGES, Contents, anchor
from editor.presenters.part_lists import ROWS_PER_PAGE
from editor.presenters.parts import trail
from editor.views.opening import OpenEdition, open_draft
from editor.views.telling import tell_broken, tell_saved, without_fragment
from plain_text.refusals import Malformed
from question_sets import changing, editions
from question_sets.parts import EDITION, NAMED_BY_POSITION, Part, PartKind
from question_sets.refusals import ChangedMeanwhile, StillNamed
from question_sets.rows import place_of

MOVED_MEANWHILE = "Somebody moved this while you had the page open. Look where it is now."


@require_POST
def move(request: SignedInRequest, key: str, edition: str, part: Part) -> HttpResponse:
    """Move a part up or down among its like, and come back to it."""
    opened = open_draft(request, key, edition)
    contents = _contents_with(opened, part)
    steps, seen = _number(request, "steps"), _number(request, "seen")
    moved = _is_as_shown(request, contents, part) and editions.move_part(
        opened.question_set, part, steps=steps, seen=seen, by=request.user, at=timezone.now()
    )
    place = place_of(part, contents.rows[part])
    if moved or place == seen + steps:  # A double click finds what the first one did.
        href = _place_after(contents, part, seen + steps, steps)
        is_told = tell_broken(request, opened, part, "Moved")
        return redirect(without_fragment(href) if is_told else href)
    messages.warning(request, MOVED_MEANWHILE)
    return redirect(without_fragment(_row_href(contents, part, place, anchor(part))))


@require_POST
def copy(request: SignedInRequest, key: str, edition: str, part: Part) -> HttpResponse:
    """Copy a part with all that is in it, and show the copy."""
    opened = open_draft(request, key, edition)
    if part.kind not in WITH_PAGES:
        raise Http404
    token = request.POST.get("token", "")
    twin = editions.copy_part(opened.question_set, part, token=token, by=request.user, at=timezone.now())
    messages.success(request, f"This is the copy. The {part.kind} that you copied is right before it.")
    return redirect(opened.href("part", twin))


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedInRequest, key: str, edition: str, part: Part) -> HttpResponse:
    """Ask, and take a part out of the draft with all that is in it."""
    opened = open_draft(request, key, edition)
    contents = _contents_with(opened, part)
    if request.method != "POST":
        return _remove_page(request, opened, part)
    seen = request.POST.get("seen", "")
    try:
        editions.remove_part(opened.question_set, part, seen=seen, by=request.user, at=timezone.now())
    except (StillNamed, ChangedMeanwhile) as refusal:
        messages.warning(request, str(refusal))
        return _remove_page(request, open_draft(request, key, edition), part, status=refusal.status)
    tell_saved(request, opened, contents.parent(part), f"The {part.kind} is removed")
    return redirect(contents.page(contents.parent(part)))


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: SignedInRequest, key: str, edition: str, part: Part) -> HttpResponse:
    """Move a question to another section."""
    opened = open_draft(request, key, edition)
    contents = _contents_with(opened, part)
    if part.kind is not PartKind.QUESTION:
        raise Http404
    form = PlaceForm(
        request.POST if request.method == "POST" else None,
        edition=opened.structure,
        question=part,
        sections=tuple(each for each in contents.rows if each.kind is PartKind.SECTION),
        here=contents.parent(part),
    )
    if form.is_valid():
        section = form.cleaned_data["section"]
        editions.place_question(opened.question_set, part, section, by=request.user, at=timezone.now())
        return redirect(_placed(request, opened, part, section))
    context = opened.context(
        form=form,
        crumbs=trail(contents, part),
        question_href=contents.page(part),
        question=contents.title(part),
        name=contents.name(part),
        points=present.section_choices(contents, part, str(form["section"].value())),
    )
    return render(request, "editor/place.html", context)


def _placed(request: SignedInRequest, opened: OpenEdition, part: Part, section: Part) -> str:
    """The row of the question in its new section; the top of that page where there is something to read."""
    href = f"{opened.contents.page(section)}#{anchor(part)}"
    return without_fragment(href) if tell_broken(request, opened, part, "Moved") else href


@require_POST
def renumber(request: SignedInRequest, key: str, edition: str, part: Part) -> HttpResponse:
    """Number the questions of a point in their order."""
    opened = open_draft(request, key, edition)
    if part.kind is not PartKind.POINT:
        raise Http404
    editions.renumber_point(opened.question_set, part, by=request.user, at=timezone.now())
    messages.success(request, "The questions of this point are numbered in their order.")
    return redirect(opened.href("part", part))


def _contents_with(opened: OpenEdition, part: Part) -> Contents:
    """The edition with a part that is not all of it, or 404."""
    opened.fields_of(part)
    if part == EDITION:
        raise Http404
    return opened.contents


def _is_as_shown(request: SignedInRequest, contents: Contents, part: Part) -> bool:
    """Whether a part that is named by its place is the one that the page showed there."""
    if part.kind not in NAMED_BY_POSITION:
        return True
    return request.POST.get("was") == editions.base_of(contents.rows[part])


def _number(request: SignedInRequest, name: str) -> int:
    """A hidden number of the page. Raises Malformed."""
    try:
        return int(request.POST.get(name, ""))
    except ValueError as error:
        raise Malformed("This page cannot be used. Open it again.") from error


def _place_after(contents: Contents, part: Part, place: int, steps: int) -> str:
    """The same button again, where there is one; at an end, the row that moved."""
    count = len(contents.inside(contents.parent(part), part.kind))
    place = max(1, min(count, place))
    row = Part(part.kind, (*part.keys[:-1], str(place))) if part.kind in NAMED_BY_POSITION else part
    button = f"{'up' if steps < 0 else 'down'}-{anchor(row)}"
    return _row_href(contents, part, place, anchor(row) if place in (1, count) else button)


def _row_href(contents: Contents, part: Part, place: int, target: str) -> str:
    """A row at this place on the page of what the part stands in."""
    page = (place - 1) // ROWS_PER_PAGE + 1
    return f"{contents.page(contents.parent(part))}{f'?page={page}' if page > 1 else ''}#{target}"


def _remove_page(
    request: SignedInRequest, opened: OpenEdition, part: Part, *, status: int = 200
) -> HttpResponse:
    contents = _contents_with(opened, part)
    in_the_way = changing.dependents(opened.structure, part)
    context = opened.context(
        removing=present.removing(contents, part, in_the_way),
        crumbs=trail(contents, part),
        part_href=contents.page(part),
        seen=editions.fingerprint(opened.structure, part),
    )
    return render(request, "editor/remove.html", context, status=status)
