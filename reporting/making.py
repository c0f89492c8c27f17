"""Makes the files of a submission's pack. Two builders at once, or one that is killed, do no harm."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Final

import structlog
from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from assessments.models import DocumentKind, FrozenDocument, Submission
from reporting.formats import FORMATS
from reporting.models import PackFormat, PackState, StoredPack
from reporting.pack import EvidencePack
from reporting.render_exit import PdfUnavailable
from reporting.renderers.as_json import pack_from_json
from reporting.renderers.in_child import WALL_SECONDS
from reporting.storage import forget, keep

LOST_AFTER: Final = timedelta(seconds=2 * WALL_SECONDS)
"""A builder that says nothing for longer than this was killed."""
UNAVAILABLE: Final = "This server cannot make PDFs: a library that draws them is not installed."
FAILED: Final = "Something went wrong while this file was being made."

logger = structlog.get_logger(__name__)


def ask_for(submission_id: int, *, at: datetime) -> None:
    """Say that every stored format of a submission is wanted. Asking twice changes nothing."""
    StoredPack.objects.bulk_create(
        (StoredPack(submission_id=submission_id, format=each, asked_for_at=at) for each in PackFormat),
        ignore_conflicts=True,
    )


def ask_for_all(*, at: datetime) -> None:
    """Ask for the files of submissions that nobody asked for: the process ended after the commit."""
    for pk in Submission.objects.filter(stored_packs=None).order_by("pk").values_list("pk", flat=True):
        ask_for(pk, at=at)


def wanting(*, at: datetime) -> QuerySet[StoredPack]:
    """Files that a builder may take up: waiting, failed, or left behind by one that was killed."""
    return StoredPack.objects.filter(_free(at)).order_by("pk")


def _free(at: datetime) -> Q:
    lost = Q(state=PackState.MAKING, claimed_at__lt=at - LOST_AFTER)
    return Q(state__in=(PackState.WAITING, PackState.FAILED)) | lost


def is_late(stored: StoredPack, *, at: datetime) -> bool:
    """Whether a file should be there by now: its builder was killed, or none has come."""
    since = stored.claimed_at or stored.asked_for_at or stored.submission.submitted_at
    return not stored.has_outcome and since < at - LOST_AFTER


def make(wanted: Iterable[StoredPack]) -> list[StoredPack]:
    """Make each file that nobody else is making; returns those that could not be made."""
    made = [_made(stored) for stored in wanted if _claim(stored, at=timezone.now())]
    return [stored for stored in made if stored.state == PackState.FAILED]


def _claim(stored: StoredPack, *, at: datetime) -> bool:
    """Whether this builder has won the file: one conditional update, so only one can."""
    won = StoredPack.objects.filter(_free(at), pk=stored.pk).update(
        state=PackState.MAKING, claimed_at=at, attempts=F("attempts") + 1
    )
    if won:
        stored.refresh_from_db()
    return bool(won)


def _made(stored: StoredPack) -> StoredPack:
    names = {"submission": stored.submission_id, "format": stored.format, "attempt": stored.attempts}
    try:
        content = FORMATS[stored.format].render(frozen_pack(stored.submission_id))
        name = keep(content, stored.format)
    except PdfUnavailable as error:
        logger.warning("pack_unavailable", reason=str(error), **names)
        return _finish(stored, state=PackState.FAILED, why_failed=UNAVAILABLE)
    except Exception:  # whatever it is, the row says so and the other files are still made
        logger.exception("pack_failed", **names)
        return _finish(stored, state=PackState.FAILED, why_failed=FAILED)
    logger.info("pack_made", size=len(content), **names)
    finished = _finish(
        stored,
        state=PackState.READY,
        why_failed="",
        file=name,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        made_with=f"portal {settings.VERSION}; WeasyPrint {version('weasyprint')}",
    )
    if finished.file != name:
        forget(name)
    return finished


def _finish(stored: StoredPack, **fields: str | int) -> StoredPack:
    """Write the outcome, unless another builder has taken the file over since."""
    mine = StoredPack.objects.filter(pk=stored.pk, state=PackState.MAKING, attempts=stored.attempts)
    mine.update(finished_at=timezone.now(), **fields)
    stored.refresh_from_db()
    return stored


def frozen_pack(submission_id: int) -> EvidencePack:
    """The pack that a submission froze."""
    return pack_from_json(frozen_json(submission_id))


def frozen_json(submission_id: int) -> bytes:
    """The exact bytes of the pack that a submission froze."""
    document = FrozenDocument.objects.get(submission=submission_id, kind=DocumentKind.PACK)
    return bytes(document.content)
