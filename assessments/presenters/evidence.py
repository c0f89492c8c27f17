"""A project's evidence as its pages print it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from assessments.models import Evidence, EvidenceType, Marking, Project


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
    """ "Used in 2 answers"."""
    if not count:
        return "Not used yet"
    return f"Used in {count} answer{'' if count == 1 else 's'}"
