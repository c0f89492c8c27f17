"""What was published, and what teams were told about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import OuterRef, QuerySet, Subquery

from question_sets.models import PublicationRequest, QuestionSet

ONE_EDITOR: Final = "Published by one editor: a second editor was not required"


@dataclass(frozen=True)
class Publication:
    """A published edition. `announcement` is blank where editors had nothing to tell."""

    question_set: QuestionSet
    published_at: datetime
    announcement: str


def newest_publications(question_sets: Iterable[QuestionSet]) -> tuple[Publication, ...]:
    """The newest publication of each question set of these editions, in the order of their keys."""
    keys = {question_set.key for question_set in question_sets}
    rows = _published().filter(key__in=keys).order_by("key", "-seal__published_at", "-pk")
    newest: dict[str, QuestionSet] = {}
    for row in rows:
        newest.setdefault(row.key, row)
    return tuple(_publication(row) for row in newest.values())


def newer_publication(than: QuestionSet) -> Publication | None:
    """The newest edition of the same question set that was published after this one, and is not retired."""
    later = _published().filter(key=than.key, seal__published_at__gt=than.seal.published_at)
    row = later.order_by("-seal__published_at", "-pk").first()
    return _publication(row) if row else None


def published_by_one_editor(question_set: QuestionSet) -> bool:
    """Whether the edition was published while a second editor was not required."""
    return question_set.requests.approved().filter(needs_approval=False).exists()


def _published() -> QuerySet[QuestionSet]:
    approved = PublicationRequest.objects.approved().filter(question_set=OuterRef("pk"))
    told = Subquery(approved.values("announcement")[:1])
    return QuestionSet.objects.published().with_status().annotate(announcement=told)


def _publication(row: QuestionSet) -> Publication:
    announcement = row.announcement or ""  # type: ignore[attr-defined]  # annotated
    return Publication(row, row.seal.published_at, announcement)
