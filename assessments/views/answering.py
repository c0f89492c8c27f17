"""What the pages of a step and of an entry share: opening one, saving what was typed, going on."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.requests import SignedInRequest
from accounts.roles import Permission
from assessments import listing
from assessments.actions.answers import AnswerInput, SaveResult, save_answers
from assessments.actions.entries import rename_entry
from assessments.completeness import Shown, what_is_shown
from assessments.forms.records import VERSION, base_version
from assessments.forms.steps import EntryStepForm, StepForm, questions_on
from assessments.models import Assessment
from assessments.permissions import assessment_for
from assessments.presenters.conflicts import record_conflicts
from assessments.presenters.links import entry_name, evidence_href, step_href
from assessments.presenters.steps import (
    Step,
    kept_notice,
    kept_unasked,
    length_warning,
    make_step,
)
from assessments.refusals import NotNow
from assessments.snapshot import EntryFacts, Snapshot, take_snapshot
from assessments.views.autosave import is_in_background, told
from assessments.views.places import section_in
from assessments.views.returning import way_back
from plain_text.merging import FieldConflict
from question_sets.structure import Point, Section


@dataclass(frozen=True)
class OpenSection:
    """A section of an assessment, as a request found it."""

    assessment: Assessment
    snapshot: Snapshot
    shown: Shown
    point: Point
    section: Section

    @property
    def steps(self) -> list[str]:
        """The keys of the sections of the point that are asked now."""
        return [step.section.key for step in self.shown.by_point[self.point.key].sections]

    @property
    def is_asked(self) -> bool:
        """Whether the section is a step now."""
        return self.section.key in self.steps

    @property
    def place(self) -> str:
        """Which of the point's steps it is; blank while it is not asked."""
        if not self.is_asked:
            return ""
        return f"step {self.steps.index(self.section.key) + 1} of {len(self.steps)}"

    @property
    def href(self) -> str:
        """The page of the section."""
        return step_href(self.assessment.reference, self.point.key, self.section.key)

    @property
    def next_href(self) -> str:
        """The next step of the point that is asked, or the statement on the point."""
        order = [section.key for section in self.point.sections]
        for step in self.steps:
            if order.index(step) > order.index(self.section.key):
                return step_href(self.assessment.reference, self.point.key, step)
        return reverse("assessments:statement", args=[self.assessment.reference, self.point.key])

    def read_again(self) -> "OpenSection":
        """The same section as it is now."""
        return _section(self.assessment, self.point.key, self.section.key)

    def step(self, entry: str = "") -> Step:
        """The section as a page, or an entry's page.

        Raises ``NotNow`` for an entry that was removed, and 404 for one that never was.
        """
        facts = self.entry(entry) if entry else None
        return make_step(self.snapshot, self.shown, self.point, self.section, facts)

    def entry(self, reference: str) -> EntryFacts:
        """An entry of the section. Raises as ``step`` does."""
        for entry in self.snapshot.entries_of(self.point.key, self.section.key):
            if entry.reference == reference:
                return entry
        if listing.was_removed(self.assessment, reference):
            raise NotNow("This has been removed, so it cannot be changed.")
        raise Http404

    def context(self) -> dict[str, Any]:
        """What every page of a section prints around its content."""
        return {
            "point": self.point,
            "section": self.section,
            "place": self.place,
            "back_href": reverse("assessments:point", args=[self.assessment.reference, self.point.key]),
            "length_warning": length_warning(self.snapshot),
        }


@dataclass(frozen=True)
class Saved:
    """What became of a page: its answers, and the name of its entry."""

    answers: SaveResult
    name_conflicts: tuple[FieldConflict, ...]
    entry_version: int | None


def open_section(request: SignedInRequest, reference: str, point: str, section: str) -> OpenSection:
    """The section that a URL names, for somebody who may answer it; 404 where the edition has none such."""
    assessment = assessment_for(request.user, reference, to=Permission.EDIT_ANSWERS)
    return _section(assessment, point, section)


def _section(assessment: Assessment, point_key: str, section_key: str) -> OpenSection:
    snapshot = take_snapshot(assessment)
    point, section = section_in(snapshot.edition, point_key, section_key)
    return OpenSection(assessment, snapshot, what_is_shown(snapshot), point, section)


def answer_page(request: SignedInRequest, opened: OpenSection, entry: str = "") -> HttpResponse:
    """The page of a step: shown, or saved."""
    step = opened.step(entry)
    if request.method == "POST":
        return _save(request, opened, step)
    if not opened.is_asked:
        messages.warning(request, f"“{opened.section.title}” is not asked now, because of other answers.")
        return redirect("assessments:point", opened.assessment.reference, opened.point.key)
    return _page(request, opened, _form_of(step)(step))


def _form_of(step: Step) -> type[StepForm]:
    return EntryStepForm if step.entry else StepForm


def _save(request: SignedInRequest, opened: OpenSection, step: Step) -> HttpResponse:
    posted = questions_on(request.POST, opened.section)
    form = _form_of(step)(step.of(posted, opened.snapshot), request.POST)
    saved = _write(request, opened, form)
    if is_in_background(request):
        conflicts = len(saved.answers.conflicts) + len(saved.name_conflicts)
        return told(request, form, versions=_versions(form, saved, opened), conflicts=conflicts)
    return _go_on(request, opened, form, saved)


def _write(request: SignedInRequest, opened: OpenSection, form: StepForm) -> Saved:
    """Answers and name in one transaction: a page is refused as a whole or not at all."""
    form.is_valid()
    by, at = request.user, timezone.now()
    with transaction.atomic():
        answers = save_answers(opened.assessment, form.inputs(), by=by, at=at)
        if not isinstance(form, EntryStepForm) or not form.renames:
            return Saved(answers, (), None)
        renamed = rename_entry(
            opened.assessment,
            form.step.owner,
            name=form.cleaned_data["name"],
            base_version=base_version(form, "version"),
            by=by,
            at=at,
        )
        return Saved(answers, renamed.conflicts, renamed.version)


def _versions(form: StepForm, saved: Saved, opened: OpenSection) -> dict[str, str]:
    """The hidden versions of what is stored now as it was typed."""
    versions = {
        VERSION + given.question_key: str(saved.answers.versions[given.key])
        for given in form.inputs()
        if given.key in saved.answers.saved or _is_stored(given, saved, opened)
    }
    if saved.entry_version is not None and not saved.name_conflicts:
        versions["version"] = str(saved.entry_version)
    return versions


def _is_stored(given: AnswerInput, saved: Saved, opened: OpenSection) -> bool:
    """Whether somebody else had typed the very same before, so that the page may go on from theirs."""
    stored = opened.snapshot.answer_by_key.get(given.key)
    return bool(
        stored
        and stored.version == saved.answers.versions[given.key]
        and (stored.value, stored.explanation) == (given.value, given.explanation)
    )


def _go_on(request: SignedInRequest, opened: OpenSection, form: StepForm, saved: Saved) -> HttpResponse:
    now = opened.read_again()
    kept = kept_unasked(now.snapshot, now.shown, form.step)
    if kept:
        messages.warning(request, kept_notice(kept, opened.snapshot.edition))
    if saved.answers.conflicts or saved.name_conflicts:
        return _conflict_page(request, now, form, saved)
    if form.errors:
        posted = (asked.question.key for asked in form.step.questions)
        step = now.step(form.step.owner).including(posted, now.snapshot)
        return _page(request, now, form.again(step), is_saved=bool(saved.answers.saved))
    return redirect(_next_page(request, now, form))


def _next_page(request: HttpRequest, opened: OpenSection, form: StepForm) -> str:
    reference, owner = opened.assessment.reference, form.step.owner
    chosen = request.POST.get("evidence", "")
    if any(chosen == asked.question.key for asked in form.step.questions):
        return evidence_href(reference, opened.point.key, chosen, owner)
    if "later" in request.POST:
        return reverse("assessments:task_list", args=[reference])
    following = opened.href if owner else opened.next_href
    return way_back(request, reference, opened.point.key) or following


def _page(
    request: SignedInRequest, opened: OpenSection, form: StepForm, *, is_saved: bool = False
) -> HttpResponse:
    entry = form.step.entry
    context = {
        **opened.context(),
        "form": form,
        "entry_name": entry_name(opened.snapshot.edition, entry) if entry else "",
        "is_saved": is_saved,
    }
    if entry:
        context["back_href"] = opened.href
    return render(request, "assessments/entry.html" if entry else "assessments/step.html", context)


def _conflict_page(
    request: SignedInRequest, opened: OpenSection, form: StepForm, saved: Saved
) -> HttpResponse:
    hidden = form.versions(saved.answers.conflicts)
    if saved.entry_version is not None:
        hidden["version"] = saved.entry_version
    context = {
        "conflicts": (
            *record_conflicts(form, saved.name_conflicts),
            *form.conflicts(saved.answers.conflicts),
        ),
        "others": form.with_errors(),
        "hidden": hidden,
        "form": form,
        "cancel_href": step_href(
            opened.assessment.reference, opened.point.key, opened.section.key, form.step.owner
        ),
        "caption": f"{opened.point.title}: {opened.section.title}",
    }
    return render(request, "assessments/conflict.html", context, status=HTTPStatus.CONFLICT)
