"""What every write to an edition locks first and then asks, and how it is recorded."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.permissions import as_now, require
from accounts.roles import Permission
from events import chain
from events.chain import Detail, Subject, SubjectKind
from question_sets.models import QuestionSet
from question_sets.refusals import EditionIsSealed, NoSuchEdition


def require_editor(by: User) -> None:
    """Ask the database, under the lock of the write, whether the person may edit question sets."""
    require(as_now(by), Permission.EDIT_QUESTION_SETS)


@contextmanager
def locked_edition(question_set: QuestionSet, *, by: User) -> Iterator[QuestionSet]:
    """The edition as it is now, locked until the block ends; seal and right are read after the lock."""
    with transaction.atomic():
        locked = QuestionSet.objects.select_for_update(no_key=True).filter(pk=question_set.pk).first()
        require_editor(by)
        if not locked:
            raise NoSuchEdition
        yield locked


@contextmanager
def locked_draft(question_set: QuestionSet, *, by: User) -> Iterator[QuestionSet]:
    """The draft as it is now, locked until the block ends. Raises EditionIsSealed."""
    with locked_edition(question_set, by=by) as locked:
        if locked.is_sealed:
            raise EditionIsSealed
        yield locked


def record(
    question_set: QuestionSet, event: str, *, by: User, at: datetime, detail: Detail | None = None
) -> None:
    """Append to the chain of the edition, inside the transaction of what happened."""
    chain.append(Subject(SubjectKind.EDITION, question_set.pk), event, by=by, at=at, detail=detail)
