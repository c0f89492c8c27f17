"""A project as its page prints it: cards of facts with links to change them."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django.urls import reverse

from accounts.roles import Role
from assessments.completeness import PROJECT_FIELDS
from assessments.models import Assessment, Project, ProjectMember
from assessments.presenters.home import assessment_cells
from assessments.presenters.links import PROJECT_STEPS, project_field_href
from assessments.presenters.rows import NOT_ANSWERED, Card
from govuk_forms.rows import Action, Cell, Rows, SummaryRow
from question_sets.kinds import day_in_words
from question_sets.nouns import in_sentence

STEP_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "about": "About the project",
        "people": "People",
        "spend": "Spend",
        "dates": "Dates and the decision",
        "marking": "Security marking",
    }
)

MONEY_FIELDS = frozenset({"amount_requested", "whole_life_cost"})
CHOICE_FIELDS = frozenset({"phase", "spend_type", "vat_basis", "marking"})

ASSESSMENTS_HEAD: tuple[Cell, ...] = ({"text": "Assessment"}, {"text": "Edition"}, {"text": "Status"})


def project_cards(project: Project, *, can_edit: bool) -> tuple[Card, ...]:
    """Every field of a project, by the page on which it is changed."""
    return tuple(
        Card(title, tuple(_row(project, field, can_edit=can_edit) for field in PROJECT_STEPS[step]))
        for step, title in STEP_TITLES.items()
    )


def _row(project: Project, field: str, *, can_edit: bool) -> SummaryRow:
    label = PROJECT_FIELDS[field]
    change = Action(project_field_href(project.reference, field), "Change", in_sentence(label))
    return SummaryRow(label, project_lines(project, field), (change,) if can_edit else ())


def project_lines(project: Project, field: str) -> tuple[str, ...]:
    """A field of a project as people read it."""
    value: Any = getattr(project, field)
    if value in ("", None):
        return (NOT_ANSWERED,)
    if field in MONEY_FIELDS:
        return (f"£{value:,}",)
    if field in CHOICE_FIELDS:
        return (str(getattr(project, f"get_{field}_display")()),)
    if isinstance(value, date):
        return (day_in_words(value),)
    return tuple(str(value).split("\n"))


def unanswered(project: Project) -> int:
    """How many fields of a project are still blank."""
    return sum(getattr(project, field) in ("", None) for field in PROJECT_FIELDS)


def assessment_rows(assessments: Iterable[Assessment]) -> Rows:
    """A row for each assessment."""
    return [assessment_cells(found) for found in assessments]


def member_rows(
    project: Project, members: Iterable[ProjectMember], *, can_manage: bool
) -> tuple[SummaryRow, ...]:
    """Each person on the project, with their roles in its organisation."""
    return tuple(_member_row(project, found, can_manage=can_manage) for found in members)


def _member_row(project: Project, member: ProjectMember, *, can_manage: bool) -> SummaryRow:
    person = member.user
    href = reverse("assessments:remove_member", args=[project.reference, person.pk])
    remove = Action(href, "Remove", f"{person.name} from the project")
    lines = (_roles(project, member), person.email)
    return SummaryRow(person.name, lines, (remove,) if can_manage else ())


def _roles(project: Project, member: ProjectMember) -> str:
    held = [
        Role(membership.role).label
        for membership in member.user.memberships.all()
        if membership.organisation_id == project.organisation_id
    ]
    return ", ".join(held) or "No longer works in the organisation"
