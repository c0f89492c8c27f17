"""Pages about evidence packs: the list, one pack, its files, and the preview of a draft."""

import hashlib
from http import HTTPStatus

import structlog
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag, urlencode
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from accounts.roles import Permission
from assessments.models import Submission
from assessments.permissions import assessment_for, can_on_project, is_open_to, submission_for
from assessments.snapshot import take_snapshot
from reporting import shelf
from reporting.build import preview_pack
from reporting.formats import FORMATS
from reporting.forms import PackSearchForm
from reporting.making import frozen_json, frozen_pack, is_late
from reporting.models import PackFormat
from reporting.presenters.body import pack_context
from reporting.presenters.pages import HEAD, downloads, file_name, notice, pack_rows, standing
from reporting.storage import Damaged, kept

logger = structlog.get_logger(__name__)


@require_safe
def pack_list(request: SignedInRequest) -> HttpResponse:
    """The packs that I may read, newest first."""
    form = PackSearchForm(request.GET, organisations=shelf.organisations_with_packs(request.user))
    search = form.search()
    page = shelf.packs_page(request.user, search, request.GET.get("page", ""))
    context = {
        "form": form,
        "search": search,
        "query": urlencode({"q": search.words, "organisation": search.organisation, "rounds": search.rounds}),
        "page": page,
        "head": HEAD,
        "rows": pack_rows(page),
    }
    return render(request, "reporting/pack_list.html", context)


@require_safe
def pack(request: SignedInRequest, reference: str) -> HttpResponse:
    """One pack, as it was frozen."""
    submission = submission_for(request.user, reference)
    later = shelf.latest_round(submission)
    context = {
        **pack_context(frozen_pack(submission.pk)),
        "submission": submission,
        "is_mine": can_on_project(request.user, Permission.READ_PROJECT, submission.assessment.project),
        "standing": standing(submission),
        "notice": notice(submission, later),
        "later": later,
        "downloads": downloads(submission, shelf.stored_packs(submission)),
    }
    return render(request, "reporting/pack.html", context)


@require_safe
def pack_file(request: SignedInRequest, reference: str, extension: str) -> HttpResponseBase:
    """A file of a pack, as it was stored; while there is none, the page that says why."""
    submission = submission_for(request.user, reference)
    if extension not in FORMATS:
        raise Http404
    try:
        content = _content(submission, extension)
    except Damaged as error:
        logger.error("pack_damaged", submission=submission.pk, format=extension, reason=str(error))
        context = {"submission": submission, "format": FORMATS[extension]}
        return render(request, "reporting/pack_damaged.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)
    if content is None:
        return redirect("reporting:pack_progress", reference, extension)
    return _download(request, content, submission, extension)


def _content(submission: Submission, extension: str) -> bytes | None:
    if extension not in PackFormat.values:
        return frozen_json(submission.pk)
    stored = shelf.stored_pack(submission, extension)
    return kept(stored.file, sha256=stored.sha256) if stored.is_ready else None


def _download(
    request: SignedInRequest, content: bytes, submission: Submission, extension: str
) -> HttpResponseBase:
    etag = quote_etag(hashlib.sha256(content).hexdigest())
    response = HttpResponse(
        content,
        content_type=FORMATS[extension].content_type,
        headers={
            "ETag": etag,
            "Content-Disposition": f'attachment; filename="{file_name(submission, extension)}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
    return get_conditional_response(request, etag=etag, response=response) or response


@require_safe
def pack_progress(request: SignedInRequest, reference: str, extension: str) -> HttpResponse:
    """How far a file is: being made, ready, or why it could not be made."""
    submission = submission_for(request.user, reference)
    if extension not in PackFormat.values:
        raise Http404
    stored = shelf.stored_pack(submission, extension)
    context = {
        "submission": submission,
        "stored": stored,
        "is_late": is_late(stored, at=timezone.now()),
        "format": FORMATS[extension],
    }
    return render(request, "reporting/pack_progress.html", context)


@require_safe
def pack_state(request: SignedInRequest, reference: str, extension: str) -> JsonResponse:
    """For the page that waits: whether there is an outcome to show."""
    submission = submission_for(request.user, reference)
    if extension not in PackFormat.values:
        raise Http404
    return JsonResponse({"ready": shelf.stored_pack(submission, extension).has_outcome})


@require_safe
def draft_preview(request: SignedInRequest, reference: str) -> HttpResponse:
    """What the pack of a draft would be now. Of a submitted assessment there is the pack itself."""
    assessment = assessment_for(request.user, reference, to=Permission.READ_PROJECT)
    if not is_open_to(Permission.EDIT_ANSWERS, assessment.status):
        return redirect("reporting:pack", shelf.present_round(assessment).reference)
    today = timezone.localdate().isoformat()
    context = {
        **pack_context(preview_pack(take_snapshot(assessment), date=today)),
        "assessment": assessment,
    }
    return render(request, "reporting/draft_preview.html", context)
