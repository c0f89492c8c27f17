"""Adding parts to a draft, and changing what they say."""

from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from assessments.views.recording import ask_again, needs_another_look
from editor.forms.parts import ChoiceForm, KindForm, NewQuestionForm, form_class
from editor.forms.saving import save_part
from editor.presenters.contents import WITH_PAGES, anchor
from editor.presenters.parts import adding, changing
from editor.views.conditions import change_condition
from editor.views.opening import OpenEdition, fields_in, open_draft
from editor.views.telling import tell_saved, without_fragment
from plain_text.refusals import Malformed
from question_sets import editions
from question_sets.kinds import QuestionKind
from question_sets.parts import EDITION, PARENT_KINDS, Part, PartKind
from question_sets.refusals import EditionExists
from question_sets.rows import Fields


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, key: str, edition: str, part: Part, kind: str) -> HttpResponse:
    """Add a part to another. Conditions are added on pages of their own."""
    opened = open_draft(request, key, edition)
    fields = fields_in(request, opened, part)
    new = _kind_in(part, kind)
    form = form_class(new, is_new=True, excludes=_excludes(new, fields))(
        request.POST if request.method == "POST" else None
    )
    if form.is_partial:
        raise Malformed("This page cannot be used. Open it again.")
    _refuse_taken_labels(form, opened, part, part.child(new, request.POST.get("token", "")))
    if form.is_valid():
        return _added(request, opened, part, _add(request, opened, new, part, form))
    contents = opened.contents
    form.cancel_href = contents.page(part)
    context = opened.context(form=form, adding=adding(contents, new, part))
    return render(request, "editor/add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, key: str, edition: str, part: Part) -> HttpResponse:
    """Change the fields of a part."""
    if part.kind is PartKind.CONDITION:
        return change_condition(request, key, edition, part)
    opened = open_draft(request, key, edition)
    stored = fields_in(request, opened, part)
    chosen = form_class(part.kind, is_new=False, excludes=_can_exclude(opened, part, stored))
    form = chosen(request.POST if request.method == "POST" else None, stored=stored)
    if request.method != "POST":
        return _change_page(request, opened, part, form)
    _refuse_taken_labels(form, opened, opened.contents.parent(part), part)
    return _save(request, opened, part, form)


def _kind_in(parent: Part, kind: str) -> PartKind:
    """A kind that can stand in the parent, or 404."""
    for each, parents in PARENT_KINDS.items():
        if each == kind and parent.kind in parents and each is not PartKind.CONDITION:
            return each
    raise Http404


def _excludes(kind: PartKind, question: Fields) -> bool:
    """Whether a choice of this question can exclude the others."""
    return kind is PartKind.CHOICE and question["kind"] == QuestionKind.MULTI


def _can_exclude(opened: OpenEdition, part: Part, stored: Fields) -> bool:
    """As above, and where it does although it should not: that must be mendable."""
    if part.kind is not PartKind.CHOICE:
        return False
    question = opened.fields_of(opened.contents.parent(part))
    return _excludes(part.kind, question) or bool(stored["exclusive"])


def _refuse_taken_labels(form: KindForm, opened: OpenEdition, question: Part, choice: Part) -> None:
    """Tell the form of a choice what the others are called. One that was made already is not another."""
    if isinstance(form, ChoiceForm):
        others = [each for each in opened.contents.inside(question, PartKind.CHOICE) if each != choice]
        form.taken = [opened.contents.rows[each]["label"] for each in others]


def _add(request: SignedInRequest, opened: OpenEdition, kind: PartKind, parent: Part, form: KindForm) -> Part:
    by, at, fields = request.user, timezone.now(), form.new_fields
    if isinstance(form, NewQuestionForm):
        choices = form.cleaned_data["labels"]
        return editions.add_question(
            opened.question_set, parent, token=form.token, fields=fields, choices=choices, by=by, at=at
        )
    return editions.add_part(opened.question_set, kind, parent, token=form.token, fields=fields, by=by, at=at)


def _added(request: SignedInRequest, opened: OpenEdition, parent: Part, part: Part) -> HttpResponse:
    """The page of the new part, or its row."""
    if part.kind not in WITH_PAGES:
        return redirect(f"{opened.contents.page(parent)}#{anchor(part)}")
    messages.success(request, f"The {part.kind} is added.")
    return redirect(opened.href("part", part))


def _save(request: SignedInRequest, opened: OpenEdition, part: Part, form: KindForm) -> HttpResponse:
    """Save what is well formed; then the page of the part, or this page again with what is left to do."""
    save = partial(editions.change_part, opened.question_set, part, by=request.user, at=timezone.now())
    try:
        conflicts = save_part(form, save)
    except EditionExists as refusal:
        form.add_error("edition", str(refusal))
        conflicts = save_part(form, save)
    opened = _renamed(opened, part, form, [conflict.field for conflict in conflicts])
    contents = opened.contents
    form.action = opened.href("change", part)
    if needs_another_look(form, conflicts):
        caption, back = opened.structure.name, contents.page(part)
        return ask_again(request, form, conflicts, cancel_href=back, caption=caption, action=form.action)
    if form.errors:
        return _change_page(request, opened, part, form)
    tell_saved(request, opened, part)
    return redirect(without_fragment(contents.page(part)))


def _renamed(opened: OpenEdition, part: Part, form: KindForm, disputed: list[str]) -> OpenEdition:
    """The edition under the name that was saved: addresses begin with it."""
    if part != EDITION or "edition" in disputed or "edition" not in form.typed:
        return opened
    return replace(opened, structure=replace(opened.structure, edition=form.typed["edition"]))


def _change_page(request: SignedInRequest, opened: OpenEdition, part: Part, form: KindForm) -> HttpResponse:
    contents = opened.contents
    form.cancel_href = contents.page(part)
    context = opened.context(form=form, changing=changing(contents, part))
    return render(request, "editor/change.html", context)
