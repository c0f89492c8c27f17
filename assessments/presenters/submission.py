"""What stands between a team and its submission."""

from dataclasses import dataclass
from itertools import groupby

from assessments.completeness import Gap, Shown, gaps
from assessments.findings import contradictions, find
from assessments.presenters.findings import Note, make_note
from assessments.presenters.links import Back, Link, gap_link, links_coming_back
from assessments.snapshot import Snapshot


@dataclass(frozen=True)
class Missing:
    """What is missing in one place: the project, or a point."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Blockers:
    """Everything that stops a submission."""

    missing: tuple[Missing, ...]
    contradictions: tuple[Note, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.contradictions)


def what_blocks(snapshot: Snapshot, shown: Shown, *, can_edit: bool) -> Blockers:
    """What is missing, place by place, and which answers contradict each other."""
    found = groupby(gaps(snapshot, shown), key=lambda gap: gap.point_key)
    return Blockers(
        missing=tuple(_missing(snapshot, point_key, list(group)) for point_key, group in found),
        contradictions=tuple(
            make_note(snapshot, finding, can_edit=can_edit, back=Back.SUBMISSION)
            for finding in contradictions(find(snapshot, shown))
        ),
    )


def what_the_pack_notes(snapshot: Snapshot, shown: Shown, *, can_edit: bool) -> tuple[Note, ...]:
    """Breaches, exceptions and warnings: they stop nothing, and whoever declares must know of them."""
    found = (finding for finding in find(snapshot, shown) if not finding.blocks_submission)
    return tuple(make_note(snapshot, finding, can_edit=can_edit, back=Back.SUBMISSION) for finding in found)


def _missing(snapshot: Snapshot, point_key: str, found: list[Gap]) -> Missing:
    links = links_coming_back((gap_link(snapshot, gap) for gap in found), Back.SUBMISSION)
    if not point_key:
        return Missing("About the project", links)
    point = snapshot.edition.point(point_key)
    return Missing(f"{point.number}. {point.title}", links)
