"""When something is shown, or a check fires: pick a question, then what has to be answered to it."""

from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from editor.forms.conditions import FORMS, ConditionForm, PickForm
from editor.presenters import conditions as present
from editor.presenters.contents import Contents
from editor.views.opening import OpenEdition, fields_in, open_draft
from editor.views.telling import SAVED, tell_saved
from plain_text.merging import FieldConflict
from question_sets import editions
from question_sets.condition_rules import COMPARABLE
from question_sets.parts import PARENT_KINDS, Part, PartKind
from question_sets.rows import Fields

QUESTION = "question"
_OWN_INPUTS = ("csrfmiddlewaretoken", "seen")


@dataclass(frozen=True)
class _Work:
    """A condition that is made or changed. Without ``condition`` it is a new one."""

    request: SignedInRequest
    opened: OpenEdition
    owner: Part
    condition: Part | None
    stored: Fields | None

    @property
    def contents(self) -> Contents:
        return self.opened.contents

    @cached_property
    def beside(self) -> tuple[Part, ...]:
        """The other conditions of the same owner."""
        all_of_them = self.contents.inside(self.owner, PartKind.CONDITION)
        return tuple(part for part in all_of_them if part != self.condition)

    @cached_property
    def picks(self) -> present.PickList:
        return present.PickList(self.contents, self.owner, self.beside)

    def is_said_already(self, condition: Fields) -> bool:
        """Whether another condition of the owner is the same."""
        return any(self.contents.rows[part] == condition for part in self.beside)

    @property
    def heading(self) -> str:
        return "Change a condition" if self.condition else "Add a condition"

    @property
    def looked_at(self) -> str:
        """The question of the stored condition, as far as one page of questions goes: the first."""
        return self.stored["questions"][0] if self.stored and self.stored["questions"] else ""


@require_http_methods(["GET", "HEAD", "POST"])
def add_condition(request: SignedInRequest, key: str, edition: str, part: Part) -> HttpResponse:
    """One more condition of a section, a question or a check."""
    opened = open_draft(request, key, edition)
    if part.kind not in PARENT_KINDS[PartKind.CONDITION]:
        raise Http404
    fields_in(request, opened, part)
    return _build(_Work(request, opened, part, None, None))


@require_http_methods(["GET", "HEAD", "POST"])
def change_condition(request: SignedInRequest, key: str, edition: str, part: Part) -> HttpResponse:
    """A condition, in the same two pages; it opens with what it looks at now."""
    opened = open_draft(request, key, edition)
    stored = fields_in(request, opened, part)
    return _build(_Work(request, opened, part.owner, part, stored))


def _build(work: _Work) -> HttpResponse:
    asked = work.request.GET.get(QUESTION)
    chosen = work.looked_at if asked is None else asked
    if work.request.method == "POST" and _is_comparable(work, chosen):
        return _save(work, chosen)
    pick = PickForm({QUESTION: chosen} if chosen or asked is not None else None, picks=work.picks)
    if "pick" in work.request.GET or not pick.is_valid():
        return _pick_page(work, pick, chosen)
    return _condition_page(work, _form(work, chosen))


def _is_comparable(work: _Work, key: str) -> bool:
    structure = work.opened.structure
    return structure.has_question(key) and structure.question(key).kind in COMPARABLE


def _form(work: _Work, key: str) -> ConditionForm:
    structure = work.opened.structure
    question = structure.question(key)
    seen = editions.fingerprint(structure, work.condition) if work.condition else ""
    chosen = [*work.request.POST.getlist("also"), *(work.stored["questions"] if work.stored else ())]
    return FORMS[question.kind](
        work.request.POST if work.request.method == "POST" else None,
        question=question,
        beside=work.picks.alike(question, chosen),
        stored=work.stored,
        seen=seen,
    )


def _save(work: _Work, key: str) -> HttpResponse:
    form = _form(work, key)
    if not form.is_valid():
        return _condition_page(work, form)
    if work.is_said_already(form.condition):
        return _said_already(work, form)
    tried = present.try_out(work.opened.structure, work.owner, work.condition, form.condition)
    if tried.refusals:
        form.refuse(tried.refusals)
        return _condition_page(work, form)
    conflicts = _write(work, form)
    if work.condition and conflicts:
        return _conflict_page(work, work.condition, tried.words, conflicts[0])
    tell_saved(work.request, work.opened, work.condition or work.owner, f"{SAVED}. {tried.whole}")
    return redirect(work.contents.page(work.owner))


def _said_already(work: _Work, form: ConditionForm) -> HttpResponse:
    """A new one may be the second press of a button; a changed one has to differ or go."""
    if work.condition:
        form.refuse(["Another condition here says the same. Change this one in another way, or remove it"])
        return _condition_page(work, form)
    messages.warning(work.request, "This condition is there already, so it was not added again.")
    return redirect(work.contents.page(work.owner))


def _write(work: _Work, form: ConditionForm) -> tuple[FieldConflict, ...]:
    draft, by, at = work.opened.question_set, work.request.user, timezone.now()
    if work.condition:
        seen = form.cleaned_data["seen"]
        saved = editions.change_condition(draft, work.condition, form.condition, seen=seen, by=by, at=at)
        return saved.conflicts
    token = form.cleaned_data["token"]
    editions.add_part(draft, PartKind.CONDITION, work.owner, token=token, fields=form.condition, by=by, at=at)
    return ()


def _pick_page(work: _Work, form: PickForm, chosen: str) -> HttpResponse:
    form.initial[QUESTION] = chosen
    context = work.opened.context(
        form=form,
        heading=work.heading,
        building=present.building(work.contents, work.owner, work.beside),
        has_questions=bool(work.picks.groups),
    )
    return render(work.request, "editor/add_condition.html", context)


def _condition_page(work: _Work, form: ConditionForm) -> HttpResponse:
    context = work.opened.context(
        form=form,
        heading=present.WHICH[form.question.kind].format(form.question.code),
        question=form.question,
        building=present.building(work.contents, work.owner, work.beside),
        pick_href="?" + urlencode({QUESTION: form.question.key, "pick": "1"}),
    )
    return render(work.request, "editor/condition.html", context)


def _conflict_page(work: _Work, condition: Part, mine: str, conflict: FieldConflict) -> HttpResponse:
    """Both conditions in words. Saving again counts, as theirs was seen."""
    now = open_draft(work.request, work.opened.structure.key, work.opened.structure.edition)
    contents = now.contents
    posted = [(name, values) for name, values in work.request.POST.lists() if name not in _OWN_INPUTS]
    context = now.context(
        mine=mine,
        theirs=contents.title(condition),
        conflict=conflict,
        building=present.building(contents, work.owner, ()),
        posted=[(name, value) for name, values in posted for value in values],
        seen=editions.fingerprint(now.structure, condition),
    )
    return render(work.request, "editor/condition_conflict.html", context, status=HTTPStatus.CONFLICT)
