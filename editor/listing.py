"""What the editors' lists read: querysets that a view pages through, and the names that events need."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.models import User
from events.models import Event, SubjectKind
from question_sets.models import PublicationRequest, QuestionSet

DISCARDED: Final = "edition_discarded"


def edition_called(key: str, edition: str) -> QuestionSet | None:
    """The edition of this name with what its status follows from, if there is one."""
    return QuestionSet.objects.with_status().filter(key=key, edition=edition).first()


def edition_once_called(key: str, edition: str) -> QuestionSet | None:
    """The edition that had this name last before it was renamed, if it is still there."""
    there = QuestionSet.objects.filter(key=key)
    renamed = Event.objects.filter(
        subject_kind=SubjectKind.EDITION,
        subject_id__in=there.values("pk"),
        kind="part_changed",
        detail__was=edition,
    )
    newest = renamed.order_by("-at", "-pk").first()
    return there.get(pk=newest.subject_id) if newest else None


def published_beside(question_set: QuestionSet) -> QuerySet[QuestionSet]:
    """The other editions of a question set on which assessments can start, the newest first."""
    others = QuestionSet.objects.published().exclude(pk=question_set.pk)
    return others.filter(key=question_set.key).newest_first()


def waiting_for(editor: User) -> QuerySet[PublicationRequest]:
    """The requests for an approval that this editor can give: those of others."""
    return PublicationRequest.objects.waiting().exclude(asked_by=editor)


def editions(*, words: str = "", reader: User) -> QuerySet[QuestionSet]:
    """Every edition: what waits for the reader's approval first, then drafts, then by question set.

    Of each question set the newest edition stands first. Each carries `waits` (for an approval),
    `waits_for_reader` and `changed_at`, the time of the last thing that happened to it.
    """
    newest = Event.objects.filter(subject_kind=SubjectKind.EDITION, subject_id=OuterRef("pk"))
    last = Subquery(newest.order_by("-sequence").values("at")[:1])
    waiting = PublicationRequest.objects.waiting().filter(question_set=OuterRef("pk"))
    return (
        QuestionSet.objects.with_status()
        .filter(Q(title__icontains=words) | Q(edition__icontains=words))
        .annotate(
            waits=Exists(waiting),
            waits_for_reader=Exists(waiting_for(reader).filter(question_set=OuterRef("pk"))),
            changed_at=Coalesce(last, F("seal__published_at")),
        )
        .order_by(
            Case(
                When(waits_for_reader=True, then=Value(0)), When(seal=None, then=Value(1)), default=Value(2)
            ),
            "key",
            F("edition").desc(),
        )
    )


def editions_to_copy() -> QuerySet[QuestionSet]:
    """Published and retired editions, which a draft can start from."""
    return QuestionSet.objects.with_status().filter(seal__isnull=False).newest_first()


def discarded_drafts() -> QuerySet[Event]:
    """The events that ended drafts, newest first, with who did it."""
    found = Event.objects.filter(subject_kind=SubjectKind.EDITION, kind=DISCARDED)
    return found.select_related("actor").order_by("-at", "-pk")


def titles_of(keys: Iterable[str]) -> Mapping[str, str]:
    """What question sets are called, by key: the title of the newest edition that there is."""
    rows = QuestionSet.objects.filter(key__in=set(keys)).order_by("key", "edition")
    return dict(rows.values_list("key", "title"))


def events_of(question_set: QuestionSet) -> QuerySet[Event]:
    """What happened to an edition, newest first, with who did it."""
    found = Event.objects.filter(subject_kind=SubjectKind.EDITION, subject_id=question_set.pk)
    return found.select_related("actor").order_by("-sequence")


def people_named_in(events: Iterable[Event]) -> Mapping[int, str]:
    """The names of those who are named in events, beside the ones who acted."""
    named = {event.detail["asked_by"] for event in events if event.detail.get("asked_by")}
    return dict(User.objects.filter(pk__in=named).values_list("pk", "name")) if named else {}


def editions_named_in(events: Iterable[Event]) -> Mapping[int, str]:
    """The editions that drafts were based on."""
    named = {event.detail["based_on"] for event in events if event.detail.get("based_on")}
    found = QuestionSet.objects.filter(pk__in=named) if named else ()
    return {edition.pk: str(edition) for edition in found}


def numbers_removed_in(events: Iterable[Event]) -> Mapping[str, str]:
    """The codes of questions and numbers of points that these events removed, by the name of the part."""
    return {event.detail["part"]: event.detail["number"] for event in events if "number" in event.detail}


def texts_of(question_set: QuestionSet) -> Mapping[tuple[str, datetime], str]:
    """What editors wrote to each other and to teams, by the kind and time of the event that it belongs to."""
    texts = {}
    for request in question_set.requests.order_by("asked_at"):
        asked = "approval_asked" if request.needs_approval else "edition_published"
        texts[asked, request.asked_at] = request.announcement
        if request.reason and request.decided_at:
            texts["approval_sent_back", request.decided_at] = request.reason
    return texts


def waiting_request(question_set: QuestionSet) -> PublicationRequest | None:
    """The request to publish the draft that nobody has decided on yet."""
    return question_set.requests.waiting().select_related("asked_by").first()


def newest_request(question_set: QuestionSet) -> PublicationRequest | None:
    """The last request to publish the edition, whatever became of it, with who asked and who decided."""
    return question_set.requests.select_related("asked_by", "decided_by").order_by("-asked_at", "-pk").first()


def request_of(question_set: QuestionSet, pk: int) -> PublicationRequest | None:
    """One of the requests to publish the edition."""
    return question_set.requests.filter(pk=pk).first()
