"""Submitted packs as people find and read them, in a fixed number of queries."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import Organisation, User
from accounts.paging import numbered_page
from assessments.models import Assessment, Submission
from reporting.models import PackState, StoredPack


@dataclass(frozen=True)
class Search:
    """What narrows the list of packs: words, an organisation's reference, and whether earlier rounds show."""

    words: str = ""
    organisation: str = ""
    rounds: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was narrowed."""
        return not (self.words or self.organisation or self.rounds)


def packs_page(user: User, search: Search, number: str) -> Page[Submission]:
    """A page of the submissions that the person may read and that match, newest first."""
    found = Submission.objects.visible_to(user).with_project().with_standing().filter(_matching(search))
    if search.rounds == "current":
        found = found.filter(Q(has_later=False, take_back=None))
    return numbered_page(found.order_by("-submitted_at", "-pk"), number)


def _matching(search: Search) -> Q:
    project = "assessment__project"
    words = (
        Q(reference__icontains=search.words)
        | Q(**{f"{project}__name__icontains": search.words})
        | Q(**{f"{project}__reference__icontains": search.words})
        | Q(**{f"{project}__organisation__name__icontains": search.words})
    )
    organisation = Q(**{f"{project}__organisation__reference": search.organisation})
    return words & (organisation if search.organisation else Q())


def organisations_with_packs(user: User) -> QuerySet[Organisation]:
    """The organisations whose packs the person may read, by name."""
    seen = Submission.objects.visible_to(user).values("assessment__project__organisation")
    return Organisation.objects.filter(pk__in=seen).order_by("name")


def stored_packs(submission: Submission) -> list[StoredPack]:
    """The files of a submission's pack, made or not."""
    return list(StoredPack.objects.filter(submission=submission).order_by("format"))


def stored_pack(submission: Submission, extension: str) -> StoredPack:
    """One file of a submission's pack. One that nobody asked for yet is waiting."""
    found = StoredPack.objects.filter(submission=submission, format=extension).first()
    return found or StoredPack(submission=submission, format=extension, state=PackState.WAITING)


def latest_round(submission: Submission) -> Submission | None:
    """The newest later round of the same assessment."""
    later = Submission.objects.filter(assessment=submission.assessment_id, round__gt=submission.round)
    return later.order_by("-round").first()


def present_round(assessment: Assessment) -> Submission:
    """The submission of the round that an assessment is in. Raises Http404 for a draft."""
    found = Submission.objects.filter(assessment=assessment, round=assessment.round).first()
    if found is None:
        raise Http404
    return found
