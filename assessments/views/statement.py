"""The statement on a point, and saying that a point does not apply."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from accounts.roles import Permission
from assessments import listing
from assessments.actions.points import save_statement
from assessments.actions.records import Fields, RecordResult
from assessments.forms.records import save_typed
from assessments.forms.statements import NotApplicableForm, StatementForm
from assessments.models import Rating
from assessments.presenters.checking import statement_evidence
from assessments.presenters.statements import action_rows
from assessments.views.autosave import is_in_background, told
from assessments.views.opening import OpenPoint, open_point
from assessments.views.recording import ask_again, needs_another_look
from assessments.views.returning import way_back

GO_ON = "next"
"""The name of the buttons that save and then lead somewhere other than the next page."""


@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: SignedInRequest, reference: str, point: str) -> HttpResponse:
    """What the team says of the point as a whole, with its planned actions and main evidence."""
    opened = open_point(request, reference, point, to=Permission.EDIT_ANSWERS)
    posted = request.POST if request.method == "POST" else None
    form = StatementForm(posted, record=listing.statement_on(opened.assessment, opened.key))
    if posted is not None:
        conflicts = save_typed(form, partial(_save, request, opened))
        if is_in_background(request):
            versions = form.versions_in(listing.statement_on(opened.assessment, opened.key))
            return told(request, form, versions=versions, conflicts=len(conflicts))
        if needs_another_look(form, conflicts):
            here = opened.href("statement")
            return ask_again(request, form, conflicts, cancel_href=here, caption=opened.caption)
        if form.is_valid():
            return redirect(_next_page(request, opened, posted.get(GO_ON, "")))
    context = opened.context(
        form=form,
        actions=action_rows(opened.snapshot, opened.key, can_edit=True),
        evidence=statement_evidence(opened.snapshot, opened.key),
        back_href=opened.href("point"),
    )
    return render(request, "assessments/statement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def not_applicable(request: SignedInRequest, reference: str, point: str) -> HttpResponse:
    """Say, before its steps, that a point does not apply, and why."""
    opened = open_point(request, reference, point, to=Permission.EDIT_ANSWERS)
    posted = request.POST if request.method == "POST" else None
    form = NotApplicableForm(posted, record=listing.statement_on(opened.assessment, opened.key))
    if posted is not None:
        conflicts = save_typed(form, partial(_save, request, opened))
        if needs_another_look(form, conflicts):
            here = opened.href("statement")
            return ask_again(request, form, conflicts, cancel_href=here, caption=opened.caption)
        if form.is_valid():
            messages.success(request, f"Point {opened.point.point.number} is marked “Does not apply”.")
            return redirect(opened.href("check_point"))
    context = opened.context(form=form, rating=Rating.DOES_NOT_APPLY, back_href=opened.href("point"))
    return render(request, "assessments/not_applicable.html", context)


def _save(request: SignedInRequest, opened: OpenPoint, fields: Fields, base_version: int) -> RecordResult:
    return save_statement(
        opened.assessment,
        opened.key,
        fields=fields,
        base_version=base_version,
        by=request.user,
        at=timezone.now(),
    )


def _next_page(request: SignedInRequest, opened: OpenPoint, button: str) -> str:
    """Where a button leads after the save; a planned action's button names the action after a space."""
    name, _, action = button.partition(" ")
    pages = {"add_action": "add_action", "evidence": "choose_evidence"}
    known = {row.reference for row in opened.snapshot.actions_of(opened.key)}
    if action in known and name in ("change_action", "remove_action"):
        return opened.href(name, action)
    if name in pages:
        return opened.href(pages[name])
    if name == "later":
        return reverse("assessments:task_list", args=[opened.assessment.reference])
    return way_back(request, opened.assessment.reference, opened.key) or opened.href("check_point")
