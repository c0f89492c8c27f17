"""Asking to publish a draft, approving it, and retiring an edition."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings

from accounts.models import User
from events.chain import Detail
from question_sets.editions._locks import locked_draft, locked_edition, record
from question_sets.models import Decision, EditionStatus, PublicationRequest, QuestionSet, Retirement, Seal
from question_sets.problems import problems
from question_sets.reading import read_edition
from question_sets.refusals import (
    ChangedMeanwhile,
    EditionHasProblems,
    EditionIsNotPublished,
    RequestIsClosed,
    RequestWaits,
    SameEditor,
)
from question_sets.structure import Edition


def ask_to_publish(
    question_set: QuestionSet, *, announcement: str, seen: str, by: User, at: datetime
) -> PublicationRequest:
    """Ask another editor to publish a draft as it stands; without SECOND_EDITOR publish it at once.

    `seen` is the digest of the content that the page showed. Raises EditionIsSealed, EditionHasProblems,
    ChangedMeanwhile and RequestWaits.
    """
    with locked_draft(question_set, by=by) as draft:
        if draft.requests.waiting().exists():
            raise RequestWaits
        edition = _publishable(draft, seen)
        request = PublicationRequest(
            question_set=draft,
            digest=edition.digest,
            announcement=announcement,
            needs_approval=settings.SECOND_EDITOR,
            asked_by=by,
            asked_at=at,
        )
        if request.needs_approval:
            request.save()
            record(draft, "approval_asked", by=by, at=at, detail={"digest": edition.digest})
        else:
            _publish(request, by=by, at=at)
        return request


def approve(request: PublicationRequest, *, seen: str, by: User, at: datetime) -> Seal:
    """Publish what another editor asked for. `seen` is the digest of the content that the page showed.

    Raises RequestIsClosed, SameEditor, and ChangedMeanwhile when the draft is not what was asked for.
    """
    with _waiting(request, by=by) as waiting:
        if waiting.asked_by_id == by.pk:
            raise SameEditor
        if waiting.digest != _publishable(waiting.question_set, seen).digest:
            raise ChangedMeanwhile
        return _publish(waiting, by=by, at=at)


def send_back(request: PublicationRequest, *, reason: str, by: User, at: datetime) -> None:
    """Decline to publish, with a reason. Raises RequestIsClosed and SameEditor."""
    with _waiting(request, by=by) as waiting:
        if waiting.asked_by_id == by.pk:
            raise SameEditor
        _decide(waiting, Decision.SENT_BACK, by=by, at=at, reason=reason)
        record(waiting.question_set, "approval_sent_back", by=by, at=at)


def withdraw(request: PublicationRequest, *, by: User, at: datetime) -> None:
    """Take a request back. Any editor may: a request must not wait for somebody who left."""
    with _waiting(request, by=by) as waiting:
        _decide(waiting, Decision.WITHDRAWN, by=by, at=at)
        record(waiting.question_set, "approval_withdrawn", by=by, at=at)


def retire(question_set: QuestionSet, *, by: User, at: datetime) -> Retirement:
    """Let no assessment start on a published edition. Raises EditionIsNotPublished."""
    with locked_edition(question_set, by=by) as edition:
        if edition.status is not EditionStatus.PUBLISHED:
            raise EditionIsNotPublished
        retirement = Retirement.objects.create(question_set=edition, retired_at=at, retired_by=by)
        record(edition, "edition_retired", by=by, at=at)
        return retirement


@contextmanager
def _waiting(request: PublicationRequest, *, by: User) -> Iterator[PublicationRequest]:
    with locked_edition(request.question_set, by=by):
        found = PublicationRequest.objects.select_related("question_set").filter(pk=request.pk).first()
        if not found or found.decision:
            raise RequestIsClosed
        yield found


def _publishable(draft: QuestionSet, seen: str) -> Edition:
    edition = read_edition(draft)
    if found := problems(edition):
        raise EditionHasProblems(found)
    if edition.digest != seen:
        raise ChangedMeanwhile
    return edition


def _publish(request: PublicationRequest, *, by: User, at: datetime) -> Seal:
    _decide(request, Decision.APPROVED, by=by, at=at)
    seal = Seal.objects.create(
        question_set=request.question_set, digest=request.digest, published_at=at, published_by=by
    )
    detail: Detail = {
        "digest": seal.digest,
        "asked_by": request.asked_by_id,
        "two_editors": int(request.needs_approval),
    }
    record(request.question_set, "edition_published", by=by, at=at, detail=detail)
    return seal


def _decide(
    request: PublicationRequest, decision: Decision, *, by: User, at: datetime, reason: str = ""
) -> None:
    request.decision, request.decided_by, request.decided_at, request.reason = decision, by, at, reason
    request.save()
