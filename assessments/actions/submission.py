"""Submitting, which freezes two documents, and taking a submission back, which starts the next round."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from accounts.models import User
from accounts.roles import Permission
from assessments.actions._chains import chain_of
from assessments.actions._locks import locked_with_project
from assessments.actions._tokens import made_before
from assessments.actions._transition import move_on
from assessments.completeness import gaps, hidden_answers, what_is_shown
from assessments.findings import contradictions, find
from assessments.lifecycle import Move
from assessments.models import Assessment, DocumentKind, FrozenDocument, Submission, TakeBack
from assessments.references import submission_reference
from assessments.refusals import NotNow, NotReady
from assessments.snapshot import DeclarationFacts, Snapshot, moment, take_snapshot, to_bytes
from events import chain


@dataclass(frozen=True)
class Frozen:
    """What a pack says of the submission that it was made for.

    ``chain_sequence`` and ``chain_hash`` are the head of the assessment's chain just before submission.
    """

    reference: str
    round: int
    submitted_at: str
    snapshot_sha256: str
    chain_sequence: int
    chain_hash: str


class PackWriter(Protocol):
    """What the setting ``PACK_WRITER`` names: the pack of a snapshot, as the exact bytes to freeze."""

    def __call__(self, snapshot: Snapshot, frozen: Frozen) -> bytes: ...


@dataclass(frozen=True)
class Declaration:
    """The words agreed to, and the name and role of who agrees."""

    text: str
    name: str
    role: str


def submit(
    assessment: Assessment, *, declaration: Declaration, token: UUID, by: User, at: datetime
) -> Submission:
    """Freeze the assessment as it is under the lock. The same token again returns the first result.

    Raises ``NotReady`` while something is missing or contradicts, and ``Malformed`` for the token of another
    round. What follows (packs) runs after commit.
    """
    try:
        return _submit(assessment, declaration=declaration, token=token, by=by, at=at)
    except NotNow:
        mine = Submission.objects.filter(assessment=assessment, creation_token=token, submitted_by=by)
        if made := mine.first():
            return made
        raise


def take_back(submission: Submission, *, reason: str, by: User, at: datetime) -> Assessment:
    """Return a submission to draft for the next round; the old round stays and is marked.

    The same again returns the draft that it made. Raises ``NotNow`` while the project has another draft,
    and for a round that was taken back before.
    """
    try:
        return _take_back(submission, reason=reason, by=by, at=at)
    except NotNow:
        mine = TakeBack.objects.filter(submission=submission, reason=reason, taken_back_by=by)
        drafts = Assessment.objects.drafts().filter(pk=submission.assessment_id, round=submission.round + 1)
        if mine.exists() and (made := drafts.first()):
            return made
        raise


def _submit(
    assessment: Assessment, *, declaration: Declaration, token: UUID, by: User, at: datetime
) -> Submission:
    with locked_with_project(assessment, by=by, to=Permission.SUBMIT) as locked:
        made_before(Submission, token, assessment_id=locked.pk, round=locked.round)
        snapshot = _ready(take_snapshot(locked), declaration, at)
        submission = Submission.objects.create(
            assessment=locked,
            reference=submission_reference(),
            round=locked.round,
            declaration=declaration.text,
            declared_name=declaration.name,
            declared_role=declaration.role,
            creation_token=token,
            submitted_by=by,
            submitted_at=at,
        )
        hashes = _freeze(submission, snapshot)
        move_on(locked, Move.SUBMIT, by=by, at=at, detail={"submission": submission.pk, **hashes})
        for name in settings.AFTER_SUBMISSION:
            transaction.on_commit(_follow(name, submission), robust=True)
        return submission


def _take_back(submission: Submission, *, reason: str, by: User, at: datetime) -> Assessment:
    with locked_with_project(submission.assessment, by=by, to=Permission.TAKE_BACK) as locked:
        if submission.round != locked.round:
            raise NotNow(f"Round {submission.round} was taken back before, and round {locked.round} stands.")
        if Assessment.objects.drafts().filter(project=locked.project).exists():
            raise NotNow("This project already has a draft. Finish that one, or go on with it.")
        TakeBack.objects.create(submission=submission, reason=reason, taken_back_by=by, taken_back_at=at)
        locked.round += 1
        move_on(locked, Move.TAKE_BACK, by=by, at=at, detail={"submission": submission.pk})
        return locked


def _follow(name: str, submission: Submission) -> Callable[[], None]:
    """What the setting names, for this submission. No partial: Django looks for its name when it fails."""

    def follow() -> None:
        import_string(name)(submission.pk)

    return follow


def _ready(snapshot: Snapshot, declaration: Declaration, at: datetime) -> Snapshot:
    """The snapshot to freeze. Raises ``NotReady`` where submission is blocked."""
    shown = what_is_shown(snapshot)
    if gaps(snapshot, shown):
        raise NotReady("Something is still missing, so the assessment was not submitted.")
    if contradictions(find(snapshot, shown)):
        raise NotReady("Some answers contradict each other, so the assessment was not submitted.")
    return replace(
        snapshot,
        hidden=hidden_answers(snapshot, shown),
        declaration=DeclarationFacts(declaration.text, declaration.name, declaration.role, moment(at)),
    )


def _freeze(submission: Submission, snapshot: Snapshot) -> dict[str, str]:
    """Store both documents; their SHA-256 by kind."""
    content = to_bytes(snapshot)
    head = chain.head(chain_of(submission.assessment))
    frozen = Frozen(
        reference=submission.reference,
        round=submission.round,
        submitted_at=moment(submission.submitted_at),
        snapshot_sha256=hashlib.sha256(content).hexdigest(),
        chain_sequence=head.sequence,
        chain_hash=head.hash,
    )
    write_pack: PackWriter = import_string(settings.PACK_WRITER)
    documents = {DocumentKind.SNAPSHOT: content, DocumentKind.PACK: write_pack(snapshot, frozen)}
    hashes = {kind.value: hashlib.sha256(document).hexdigest() for kind, document in documents.items()}
    FrozenDocument.objects.bulk_create(
        FrozenDocument(submission=submission, kind=kind, content=document, sha256=hashes[kind.value])
        for kind, document in documents.items()
    )
    return hashes
