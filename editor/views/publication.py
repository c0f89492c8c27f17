"""The way from a draft to a published edition: asked for by one editor, approved by another."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import require
from accounts.requests import SignedInRequest
from accounts.roles import Permission
from editor import listing
from editor.forms.publication import (
    APPROVE,
    DECISION,
    SEND_BACK,
    ApproveForm,
    PublishForm,
    SendBackForm,
    WithdrawForm,
)
from editor.presenters import publication as present
from editor.presenters.parts import problem_links
from editor.presenters.publication import Stage
from editor.proposal import proposal_of
from editor.views.comparing import open_comparison
from editor.views.opening import OpenEdition, gone
from plain_text.refusals import Malformed, Refused
from question_sets import editions
from question_sets.models import PublicationRequest, QuestionSet
from question_sets.parts import EDITION
from question_sets.refusals import (
    ChangedMeanwhile,
    EditionHasProblems,
    EditionIsSealed,
    RequestIsClosed,
    RequestWaits,
)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedInRequest, key: str, edition: str) -> HttpResponse:
    """Everything to look at before an edition is published, and the button that asks for it."""
    require(request.user, Permission.EDIT_QUESTION_SETS)
    if request.method != "POST":
        return _publish_page(request, key, edition)
    draft = _posted_to(key, edition)
    form = PublishForm(request.POST, is_checked=settings.SECOND_EDITOR)
    if form.is_valid():
        try:
            asked = editions.ask_to_publish(
                draft,
                announcement=form.cleaned_data["announcement"],
                seen=form.cleaned_data["seen"],
                by=request.user,
                at=timezone.now(),
            )
        except (ChangedMeanwhile, EditionHasProblems, RequestWaits) as refusal:
            form.refuse(refusal)
            return _publish_page(request, key, edition, form, status=refusal.status)
        return _after_asking(request, draft, asked)
    return _publish_page(request, key, edition, form)


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: SignedInRequest, key: str, edition: str) -> HttpResponse:
    """What another editor asked for, to be published or sent back."""
    require(request.user, Permission.EDIT_QUESTION_SETS)
    if request.method != "POST":
        return _approve_page(request, key, edition)
    decide = _DECISIONS.get(request.POST.get(DECISION, ""))
    if not decide:
        raise Malformed("This page cannot be sent as it is. Open it again.")
    return decide(request, _posted_to(key, edition))


@require_POST
def withdraw(request: SignedInRequest, key: str, edition: str) -> HttpResponse:
    """Take a request back."""
    require(request.user, Permission.EDIT_QUESTION_SETS)
    draft = _posted_to(key, edition)
    asked = _request_of(WithdrawForm(request.POST), draft)
    editions.withdraw(asked, by=request.user, at=timezone.now())
    messages.success(request, "The request is withdrawn. You can change the draft and ask again.")
    return redirect("editor:publish", key, edition)


def _approve(request: SignedInRequest, draft: QuestionSet) -> HttpResponse:
    form = ApproveForm(request.POST)
    asked = _request_of(form, draft)
    try:
        seen = form.cleaned_data.get("seen", "")
        editions.approve(asked, seen=seen, by=request.user, at=timezone.now())
    except (ChangedMeanwhile, EditionHasProblems) as refusal:
        return _approve_page(request, draft.key, draft.edition, refusal=refusal)
    messages.success(request, f"Edition {draft.edition} is published. Teams can start assessments on it.")
    return redirect("editor:edition", draft.key, draft.edition)


def _send_back(request: SignedInRequest, draft: QuestionSet) -> HttpResponse:
    form = SendBackForm(request.POST)
    asked = _request_of(form, draft)
    if not form.is_valid():
        return _approve_page(request, draft.key, draft.edition, form=form)
    editions.send_back(asked, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    messages.success(request, "You have sent the draft back. Every editor can read why.")
    return redirect("editor:edition", draft.key, draft.edition)


_DECISIONS: Final[Mapping[str, Callable[[SignedInRequest, QuestionSet], HttpResponse]]] = MappingProxyType(
    {APPROVE: _approve, SEND_BACK: _send_back}
)


def _after_asking(request: SignedInRequest, draft: QuestionSet, asked: PublicationRequest) -> HttpResponse:
    if asked.needs_approval:
        messages.success(request, "You have asked for approval. Another editor has to give it.")
        return redirect("editor:approve", draft.key, draft.edition)
    messages.success(request, f"Edition {draft.edition} is published. Teams can start assessments on it.")
    return redirect("editor:edition", draft.key, draft.edition)


def _publish_page(
    request: SignedInRequest,
    key: str,
    edition: str,
    form: PublishForm | None = None,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The draft as it is now. A form that was refused shows it, with what was typed."""
    found = open_comparison(request, key, edition)
    opened = OpenEdition(found.row, found.after)
    if not opened.is_draft:
        raise EditionIsSealed
    last = listing.newest_request(found.row)
    if last and not last.decision and not form:
        messages.info(request, "Approval was asked for already.")
        return redirect("editor:approve", key, edition)
    form = form or PublishForm(
        announcement=last.announcement if last else "", is_checked=settings.SECOND_EDITOR
    )
    form.show(found.after.digest, cancel_href=opened.href("edition"))
    context = opened.context(
        form=form,
        problems=problem_links(opened.contents, EDITION),
        proposed=present.proposed(proposal_of(found)),
        last=last,
        last_end=present.what_became_of(last) if last and last.decision else "",
    )
    return render(request, "editor/publish.html", context, status=status)


def _approve_page(
    request: SignedInRequest,
    key: str,
    edition: str,
    *,
    form: SendBackForm | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    """The newest request as it is now, beside the draft as it is now."""
    found = open_comparison(request, key, edition)
    opened = OpenEdition(found.row, found.after)
    asked = listing.newest_request(found.row)
    if not asked:
        messages.info(request, "Nobody has asked for approval of this edition.")
        return redirect(opened.href("publish" if opened.is_draft else "edition"))
    stage = present.stage_of(asked, found.after, request.user)
    named = {"request": asked.pk}
    context = opened.context(
        asked=asked,
        stage=stage,
        heading=present.HEADINGS[stage],
        rows=present.request_rows(asked),
        end=present.what_became_of(asked) if stage is Stage.CLOSED else "",
        proposed=None if stage is Stage.CLOSED else present.proposed(proposal_of(found)),
        approve_form=ApproveForm(initial={**named, "seen": found.after.digest}, auto_id="id_approve_%s"),
        form=form or SendBackForm(initial=named),
        withdraw_form=WithdrawForm(initial=named, action=opened.href("withdraw")),
        error_list=[{"text": str(refusal)}] if refusal else [],
    )
    return render(
        request, "editor/approve.html", context, status=refusal.status if refusal else HTTPStatus.OK
    )


def _posted_to(key: str, edition: str) -> QuestionSet:
    """The edition of a form that was sent. One that is gone keeps what was typed, on a page that says so."""
    found = listing.edition_called(key, edition)
    if not found:
        raise gone(key, edition)
    return found


def _request_of(form: ApproveForm | SendBackForm | WithdrawForm, draft: QuestionSet) -> PublicationRequest:
    """The request that the page showed. Another one may wait by now."""
    form.is_valid()
    found = listing.request_of(draft, form.cleaned_data.get("request") or 0)
    if not found:
        raise RequestIsClosed
    return found
