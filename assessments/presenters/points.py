"""A point as its page prints it: what to read, its steps as tasks, and the points beside it."""

from dataclasses import dataclass

from django.urls import reverse

from assessments.completeness import (
    Progress,
    Shown,
    ShownPoint,
    ShownSection,
    is_reopened,
    point_progress,
    statement_progress,
    step_progress,
)
from assessments.models import ActionStatus, Rating
from assessments.presenters.links import Link, evidence_href, statement_href, step_href
from assessments.presenters.rows import Task
from assessments.snapshot import ActionFacts, Snapshot
from question_sets.nouns import counted


@dataclass(frozen=True)
class PointPage:
    """What the page prints besides the point's own text."""

    steps: tuple[Task, ...]
    closing: tuple[Task, ...]
    actions: tuple[Task, ...]
    is_reopened: bool
    does_not_apply: bool
    previous: Link | None
    following: Link | None


def point_page(snapshot: Snapshot, shown: Shown, point: ShownPoint, *, can_edit: bool) -> PointPage:
    """The tasks of one point. Who may not change answers reads them on the check page."""
    index = shown.points.index(point)
    actions = snapshot.actions_of(point.point.key)
    return PointPage(
        steps=tuple(_step(snapshot, section, can_edit=can_edit) for section in point.sections),
        closing=_closing(snapshot, point, can_edit=can_edit),
        actions=tuple(_action(snapshot, action, can_edit=can_edit) for action in actions),
        is_reopened=is_reopened(snapshot, point),
        does_not_apply=point.statement.rating == Rating.DOES_NOT_APPLY,
        previous=_neighbour(snapshot, shown, index - 1),
        following=_neighbour(snapshot, shown, index + 1),
    )


def _step(snapshot: Snapshot, section: ShownSection, *, can_edit: bool) -> Task:
    href = step_href(snapshot.reference, section.point.key, section.section.key)
    return Task(section.section.title, href if can_edit else "", _entries(section), step_progress(section))


def _entries(section: ShownSection) -> str:
    noun = section.section.repeats
    if not noun:
        return ""
    count = len(section.parts)
    return f"{counted(count, noun)} so far" if count else f"Add each {noun}"


def _closing(snapshot: Snapshot, point: ShownPoint, *, can_edit: bool) -> tuple[Task, ...]:
    key = point.point.key
    statement = statement_href(snapshot.reference, key) if can_edit else ""
    evidence = evidence_href(snapshot.reference, key) if can_edit else ""
    check = reverse("assessments:check_point", args=[snapshot.reference, key])
    return (
        Task("Your statement on this point", statement, _rating(point), statement_progress(point.statement)),
        Task("Main evidence for this point", evidence, status=_evidence(snapshot, key)),
        Task("Check your answers", check, status=_check_status(snapshot, point)),
    )


def _check_status(snapshot: Snapshot, point: ShownPoint) -> str:
    progress = point_progress(snapshot, point)
    return "Completed" if progress == Progress.COMPLETED else "Not completed yet"


def _rating(point: ShownPoint) -> str:
    rating = point.statement.rating
    return str(Rating(rating).label) if rating else ""


def _evidence(snapshot: Snapshot, point_key: str) -> str:
    count = sum(not use.question_key and use.point_key == point_key for use in snapshot.uses)
    return f"{count} chosen" if count else "Optional"


def _action(snapshot: Snapshot, action: ActionFacts, *, can_edit: bool) -> Task:
    args = [snapshot.reference, action.point_key, action.reference]
    href = reverse("assessments:change_action", args=args) if can_edit else ""
    return Task(
        action.what or "Not described yet", href, action.owner, str(ActionStatus(action.status).label)
    )


def _neighbour(snapshot: Snapshot, shown: Shown, index: int) -> Link | None:
    if not 0 <= index < len(shown.points):
        return None
    point = shown.points[index].point
    href = reverse("assessments:point", args=[snapshot.reference, point.key])
    return Link(href, f"{point.number}. {point.title}")
