"""The first page after sign-in: a row for each project, and the way to a person's other rooms."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from uuid import uuid4

from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import Organisation
from accounts.roles import REVIEW_ROLES, Permission, Rights
from assessments.lifecycle import Status
from assessments.models import Assessment, Project
from assessments.presenters.links import Link
from govuk_forms.rows import Cell, Rows

STATUS_COLOURS: Mapping[str, str] = MappingProxyType({Status.DRAFT: "grey", Status.SUBMITTED: "blue"})

HOME_HEAD: tuple[Cell, ...] = (
    {"text": "Project"},
    {"text": "Assessment"},
    {"text": "Edition"},
    {"text": "Status"},
)


def home_rows(projects: Iterable[Project], *, can_start: bool) -> Rows:
    """A row for each project, which carries its assessments, newest first."""
    return [_row(project, can_start=can_start) for project in projects]


def _row(project: Project, *, can_start: bool) -> list[Cell]:
    name = {"text": project.name, "href": reverse("assessments:project", args=[project.reference])}
    assessments = list(project.assessments.all())
    if not assessments:
        first = _start_cell(project) if can_start else {"text": "None yet"}
        return [name, first, {"text": ""}, {"text": "Not started"}]
    return [name, *assessment_cells(newest_or_draft(assessments))]


def _start_cell(project: Project) -> Cell:
    href = reverse("assessments:start_assessment", args=[project.reference])
    return {"text": "Start an assessment", "hidden": f"of {project.name}", "href": href}


def newest_or_draft(assessments: list[Assessment]) -> Assessment:
    """The draft, if there is one; otherwise the newest."""
    return min(assessments, key=lambda assessment: assessment.status != Status.DRAFT)


def assessment_cells(assessment: Assessment) -> list[Cell]:
    """An assessment in a table: its reference, edition and status."""
    return [
        {
            "text": assessment.reference,
            "classes": "portal-reference",
            "href": reverse("assessments:task_list", args=[assessment.reference]),
        },
        {"text": str(assessment.question_set)},
        status_cell(assessment),
    ]


def status_cell(assessment: Assessment) -> Cell:
    """The status of an assessment as a tag."""
    return {"text": Status(assessment.status).label, "colour": STATUS_COLOURS[assessment.status]}


def organisation_links(
    organisations: Iterable[Organisation], current: Organisation | None
) -> list[dict[str, str | bool]]:
    """A link to each organisation's projects, with their number: organisations are never mixed in a list."""
    return [
        {
            "text": f"{found.name} ({found.seen})",  # type: ignore[attr-defined]  # annotated
            "href": f"{reverse('assessments:home')}?{urlencode({'organisation': found.reference})}",
            "current": found == current,
        }
        for found in organisations
    ]


def new_project_href() -> str:
    """Where a project is opened, with a token of its own: going back there later leads to that project."""
    return f"{reverse('assessments:new_project')}?{urlencode({'token': str(uuid4())})}"


def rooms_of(rights: Rights) -> tuple[Link, ...]:
    """The pages of a person who works outside the project teams."""
    rooms = []
    if rights.grants & REVIEW_ROLES:
        rooms.append(Link(reverse("reporting:pack_list"), "Read submitted packs"))
    if rights.allows(Permission.MANAGE_PEOPLE):
        rooms.append(Link(reverse("accounts:people"), "Manage people"))
        rooms.append(Link(reverse("accounts:organisations"), "Manage organisations"))
    if rights.allows(Permission.EDIT_QUESTION_SETS):
        rooms.append(Link(reverse("editor:editions"), "Edit question sets"))
    return tuple(rooms)
