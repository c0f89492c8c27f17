"""A project's evidence as its pages print it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from assessments.models import Evidence, EvidenceType, EvidenceUse, Marking, Project
from assessments.presenters.links import Link, evidence_href
from question_sets.nouns import counted
from question_sets.reading import edition_structure
from question_sets.structure import Edition


@dataclass(frozen=True)
class EvidenceRow:
    """One piece of evidence, with the addresses of the pages that change it."""

    title: str
    url: str
    reference: str
    type: str
    dated_on: date | None
    marking: str
    used: str
    change_href: str
    remove_href: str


def evidence_rows(project: Project, evidence: Iterable[Evidence]) -> tuple[EvidenceRow, ...]:
    """A row for each piece, which carries the number of places that use it: ``used``."""
    return tuple(_row(project, item) for item in evidence)


def _row(project: Project, item: Evidence) -> EvidenceRow:
    args = [project.reference, item.reference]
    return EvidenceRow(
        title=item.title,
        url=item.url,
        reference=item.reference,
        type=str(EvidenceType(item.type).label),
        dated_on=item.dated_on,
        marking=str(Marking(item.marking).label),
        used=used_in(item.used),  # type: ignore[attr-defined]  # annotated
        change_href=reverse("assessments:change_evidence", args=args),
        remove_href=reverse("assessments:remove_evidence", args=args),
    )


def used_in(count: int) -> str:
    """ "Used in 2 places": answers, and statements on a point."""
    return f"Used in {counted(count, 'place')}" if count else "Not used yet"


def use_links(uses: Iterable[EvidenceUse]) -> tuple[Link, ...]:
    """Where each use is ticked and unticked. The uses come with their assessments and entries."""
    return tuple(_use_link(use, edition_structure(use.assessment.question_set)) for use in uses)


def _use_link(use: EvidenceUse, edition: Edition) -> Link:
    entry = use.entry.reference if use.entry else ""
    href = evidence_href(use.assessment.reference, use.point_key, use.question_key, entry)
    if not use.question_key:
        return Link(href, f"Main evidence of point {edition.point(use.point_key).number}")
    question = edition.question(use.question_key)
    of_entry = f" ({use.entry.name or edition.place_of(question.key)[1].repeats})" if use.entry else ""
    return Link(href, f"{question.code} {question.text}{of_entry}")
