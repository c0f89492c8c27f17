"""The planned actions of a point: added, changed, removed."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from accounts.roles import Permission
from assessments import listing
from assessments.actions import points as act
from assessments.actions.records import Fields, RecordResult
from assessments.forms.records import save_typed
from assessments.forms.statements import PlannedActionForm
from assessments.models import PlannedAction
from assessments.views.opening import OpenPoint, open_point
from assessments.views.recording import ask_again, needs_another_look


@require_http_methods(["GET", "HEAD", "POST"])
def add_action(request: SignedInRequest, reference: str, point: str) -> HttpResponse:
    """Plan something under a point. What is well formed is kept even if something else is not."""
    opened = open_point(request, reference, point, to=Permission.EDIT_ANSWERS)
    form = PlannedActionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.can_create:
        with transaction.atomic():
            action = act.add_planned_action(
                opened.assessment,
                opened.key,
                fields=form.typed,
                token=form.cleaned_data["token"],
                by=request.user,
                at=timezone.now(),
            )
            return _save(request, opened, action)
    return _page(request, opened, form, "Add a planned action")


@require_http_methods(["GET", "HEAD", "POST"])
def change_action(request: SignedInRequest, reference: str, point: str, action: str) -> HttpResponse:
    """Change a planned action."""
    opened = open_point(request, reference, point, to=Permission.EDIT_ANSWERS)
    found = _action_in(request, opened, action)
    if request.method == "POST":
        return _save(request, opened, found)
    return _page(request, opened, PlannedActionForm(record=found), "Change a planned action")


@require_http_methods(["GET", "HEAD", "POST"])
def remove_action(request: SignedInRequest, reference: str, point: str, action: str) -> HttpResponse:
    """Ask, and take a planned action out of the assessment."""
    opened = open_point(request, reference, point, to=Permission.EDIT_ANSWERS)
    found = _action_in(request, opened, action)
    if request.method == "POST":
        act.remove_planned_action(opened.assessment, action, by=request.user, at=timezone.now())
        messages.success(request, "The planned action is removed.")
        return redirect(opened.href("statement"))
    context = opened.context(action=found, cancel_href=opened.href("statement"))
    return render(request, "assessments/remove_action.html", context)


def _action_in(request: SignedInRequest, opened: OpenPoint, reference: str) -> PlannedAction:
    """The action that a URL names, or 404. One that was removed goes on to its save, which says so."""
    found = listing.planned_action(opened.assessment, opened.key, reference)
    if not found or (found.removed_at and request.method != "POST"):
        raise Http404
    return found


def _save(request: SignedInRequest, opened: OpenPoint, action: PlannedAction) -> HttpResponse:
    """Save what is well formed; then the statement, or this page again with what is left to do."""
    here = opened.href("change_action", action.reference)
    form = PlannedActionForm(request.POST, record=action)
    form.action = here
    conflicts = save_typed(form, partial(_change, request, opened, action))
    if needs_another_look(form, conflicts):
        return ask_again(request, form, conflicts, cancel_href=here, caption=opened.caption, action=here)
    if form.errors:
        return _page(request, opened, form, "Change a planned action")
    return redirect(opened.href("statement"))


def _change(
    request: SignedInRequest, opened: OpenPoint, action: PlannedAction, fields: Fields, base_version: int
) -> RecordResult:
    return act.change_planned_action(
        opened.assessment,
        action.reference,
        fields=fields,
        base_version=base_version,
        by=request.user,
        at=timezone.now(),
    )


def _page(request: SignedInRequest, opened: OpenPoint, form: PlannedActionForm, heading: str) -> HttpResponse:
    context = opened.context(form=form, heading=heading, back_href=opened.href("statement"))
    return render(request, "assessments/planned_action.html", context)
