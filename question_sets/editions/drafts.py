"""Beginning a draft, and ending it."""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from events.chain import Detail, SubjectKind
from events.models import Event
from question_sets.editions._locks import locked_draft, record, require_editor
from question_sets.models import QuestionSet
from question_sets.parts import EDITION
from question_sets.reading import read_edition
from question_sets.refusals import ChangedMeanwhile, EditionExists
from question_sets.rows import rows_of
from question_sets.structure import Edition
from question_sets.tables import write_changes


def write_edition(edition: Edition) -> QuestionSet:
    """Keep an edition as a draft. Its digest is not looked at: publishing works out its own.

    For the software itself: it asks nobody and records no event. Raises IntegrityError when there is such
    an edition already, and `rows.TwoOfOneName`.
    """
    rows = rows_of(edition)
    with transaction.atomic():
        question_set = QuestionSet.objects.create(**rows[EDITION])
        write_changes(question_set, {EDITION: rows[EDITION]}, rows)
    return question_set


def start_draft(
    source: QuestionSet | None,
    *,
    key: str,
    edition: str,
    title: str,
    by: User,
    at: datetime,
    token: str = "",
) -> QuestionSet:
    """A draft that begins as a copy of an edition, or without any point. Raises EditionExists.

    A copy belongs to its source's question set and keeps its title unless another is given; `key` is for a
    draft without a source. The same token again returns the draft that it made.
    """
    if source:
        original = read_edition(source)
        begun = replace(original, edition=edition, title=title or original.title)
    else:
        begun = Edition(key, edition, title, (), "", "", (), ())
    detail: Detail = {"based_on": source.pk if source else None, "token": token}
    return _begin(begun, "edition_started", detail, by=by, at=at)


def import_draft(edition: Edition, *, by: User, at: datetime, token: str = "") -> QuestionSet:
    """A draft with the content of an uploaded file. Raises EditionExists.

    The same token again returns the draft that it made.
    """
    return _begin(edition, "edition_imported", {"token": token}, by=by, at=at)


def state_of(draft: QuestionSet, edition: Edition) -> str:
    """What a page keeps of a draft with this content, and of the request that waits for its approval."""
    waiting = draft.requests.waiting().values_list("pk", flat=True).first()
    return f"{edition.digest}-{waiting or 'none'}"


def discard(question_set: QuestionSet, *, seen: str, by: User, at: datetime) -> None:
    """Delete a draft, for good. `seen` is its `state_of` as the page showed it.

    Raises EditionIsSealed and ChangedMeanwhile.
    """
    with locked_draft(question_set, by=by) as draft:
        if state_of(draft, read_edition(draft)) != seen:
            raise ChangedMeanwhile
        detail: Detail = {"key": draft.key, "edition": draft.edition}
        record(draft, "edition_discarded", by=by, at=at, detail=detail)
        draft.delete()


def _begin(edition: Edition, event: str, detail: Detail, *, by: User, at: datetime) -> QuestionSet:
    with transaction.atomic():
        require_editor(by)
        if not QuestionSet.objects.filter(key=edition.key, edition=edition.edition).exists():
            try:
                with transaction.atomic():
                    question_set = write_edition(edition)
            except IntegrityError:
                pass  # somebody was faster: what they made stands there now
            else:
                record(question_set, event, by=by, at=at, detail=detail)
                return question_set
        return _made_before(edition, detail["token"], by=by)


def _made_before(edition: Edition, token: object, *, by: User) -> QuestionSet:
    """The draft of this name, if this form has made it. Raises EditionExists."""
    found = QuestionSet.objects.filter(key=edition.key, edition=edition.edition).first()
    events = Event.objects.filter(subject_kind=SubjectKind.EDITION, sequence=1, actor=by)
    begun = events.filter(subject_id=found.pk).first() if found else None
    if not found or not begun or not token or begun.detail.get("token") != token:
        raise EditionExists(edition.edition)
    return found
