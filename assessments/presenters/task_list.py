"""The task list of an assessment: about the project, the points, evidence, check and submit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from assessments.completeness import (
    Gap,
    Progress,
    Shown,
    ShownPoint,
    gaps,
    is_reopened,
    point_progress,
    project_gaps,
)
from assessments.findings import contradictions, find
from assessments.models import Form, Rating
from assessments.presenters.links import PROJECT_STEPS, Back, coming_back
from assessments.presenters.projects import STEP_TITLES
from assessments.presenters.rows import Task
from assessments.snapshot import RoundFacts, Snapshot

REOPENED = "Something is missing since you completed it"
CANNOT_START = "Cannot start yet"


@dataclass(frozen=True)
class TaskList:
    """What the page prints; ``progress`` is no score: it counts points that the team has completed."""

    about: tuple[Task, ...]
    points: tuple[Task, ...]
    evidence: tuple[Task, ...]
    closing: tuple[Task, ...]
    progress: str
    is_ready: bool


@dataclass(frozen=True)
class Round:
    """One submission, with the address of its pack."""

    number: int
    reference: str
    href: str
    submitted_at: datetime
    submitted_by: str
    taken_back_at: datetime | None
    taken_back_by: str
    reason: str


def task_list(snapshot: Snapshot, shown: Shown, *, can_edit: bool, can_submit: bool) -> TaskList:
    """The tasks of an assessment, with how far each is."""
    missing = gaps(snapshot, shown)
    blocked = bool(missing or contradictions(find(snapshot, shown)))
    return TaskList(
        about=tuple(_about(snapshot, step, can_edit=can_edit) for step in STEP_TITLES),
        points=tuple(_point(snapshot, point) for point in shown.points),
        evidence=(_evidence(snapshot),),
        closing=_closing(snapshot, missing, is_blocked=blocked, can_submit=can_submit),
        progress=completed_points(snapshot, shown),
        is_ready=not blocked,
    )


def completed_points(snapshot: Snapshot, shown: Shown) -> str:
    """ "8 of 12 points completed"."""
    done = sum(point_progress(snapshot, point) == Progress.COMPLETED for point in shown.points)
    return f"{done} of {len(shown.points)} points completed"


def rounds_of(snapshot: Snapshot) -> tuple[Round, ...]:
    """Every submission of the assessment, newest first."""
    return tuple(_round(facts) for facts in reversed(snapshot.rounds))


def form_name(snapshot: Snapshot) -> str:
    """ "Full form"."""
    return str(Form(snapshot.form).label)


def _round(facts: RoundFacts) -> Round:
    return Round(
        number=facts.round,
        reference=facts.reference,
        href=reverse("reporting:pack", args=[facts.reference]),
        submitted_at=datetime.fromisoformat(facts.submitted_at),
        submitted_by=facts.submitted_by,
        taken_back_at=datetime.fromisoformat(facts.taken_back_at) if facts.taken_back_at else None,
        taken_back_by=facts.taken_back_by,
        reason=facts.reason,
    )


def _about(snapshot: Snapshot, step: str, *, can_edit: bool) -> Task:
    project = snapshot.project.reference
    page = reverse("assessments:project", args=[project])
    form = coming_back(reverse("assessments:project_step", args=[project, step]), Back.TASK_LIST)
    missing = {gap.field for gap in project_gaps(snapshot)} & set(PROJECT_STEPS[step])
    return Task(STEP_TITLES[step], form if can_edit else page, status=_step_status(step, missing))


def _step_status(step: str, missing: Iterable[str]) -> str:
    left = len(tuple(missing))
    if not left:
        return Progress.COMPLETED
    return Progress.NOT_STARTED if left == len(PROJECT_STEPS[step]) else Progress.IN_PROGRESS


def _point(snapshot: Snapshot, shown: ShownPoint) -> Task:
    return Task(
        title=f"{shown.point.number}. {shown.point.title}",
        href=reverse("assessments:point", args=[snapshot.reference, shown.point.key]),
        hint=_hint(snapshot, shown),
        status=point_progress(snapshot, shown),
    )


def _hint(snapshot: Snapshot, shown: ShownPoint) -> str:
    if is_reopened(snapshot, shown):
        return REOPENED
    return "Does not apply" if shown.statement.rating == Rating.DOES_NOT_APPLY else ""


def _evidence(snapshot: Snapshot) -> Task:
    count = len(snapshot.evidence)
    href = reverse("assessments:evidence", args=[snapshot.project.reference])
    return Task("Evidence of the project", href, status=f"{count} added" if count else "None added yet")


def _closing(
    snapshot: Snapshot, missing: tuple[Gap, ...], *, is_blocked: bool, can_submit: bool
) -> tuple[Task, ...]:
    check = reverse("assessments:check_answers", args=[snapshot.reference])
    left = f"{len(missing)} still missing" if missing else "Nothing missing"
    return Task("Check your answers", check, status=left), _submit(
        snapshot, is_blocked=is_blocked, can_submit=can_submit
    )


def _submit(snapshot: Snapshot, *, is_blocked: bool, can_submit: bool) -> Task:
    if is_blocked:
        return Task("Submit the assessment", hint=WHEN_SUBMITTED, status=CANNOT_START)
    if not can_submit:
        return Task("Submit the assessment", hint="A lead of your organisation submits it", status="Ready")
    href = reverse("assessments:submit", args=[snapshot.reference])
    return Task("Submit the assessment", href, status="Ready")


WHEN_SUBMITTED = "When nothing is missing, every point is completed, and no answers contradict each other"
