"""May this person see it, may they do this, and may they do it now."""

from collections.abc import Mapping
from types import MappingProxyType

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from accounts.roles import PERMISSIONS, Permission, Role, rights_of
from assessments.lifecycle import HOLDER, Holder, Status
from assessments.models import Assessment, Project, Submission
from assessments.refusals import NotNow

ORGANISATION_WIDE = frozenset({Role.LEAD})
"""Roles that reach every project of the organisation; the others reach the projects that the person is on."""

PEN: Mapping[Permission, Holder] = MappingProxyType(
    {
        Permission.EDIT_ANSWERS: Holder.TEAM,
        Permission.SUBMIT: Holder.TEAM,
        Permission.TAKE_BACK: Holder.ASSURANCE,
    }
)
"""What may be done only while somebody holds the pen."""

WHY_NOT_NOW: Mapping[Status, str] = MappingProxyType(
    {
        Status.DRAFT: "This assessment is a draft: it has not been submitted in this round.",
        Status.SUBMITTED: "This assessment has been submitted, so it cannot be changed.",
    }
)


def roles_on(user: User, project: Project) -> frozenset[Role]:
    """The roles in which the person reaches this project."""
    held = rights_of(user).roles_in.get(project.organisation_id, frozenset())
    if held <= ORGANISATION_WIDE or _is_member(user, project):
        return held
    return held & ORGANISATION_WIDE


def _is_member(user: User, project: Project) -> bool:
    """Asked once for this instance of the person, as rights are: writes ask with a fresh one."""
    known = user.__dict__.setdefault("_is_member_of", {})
    if project.pk not in known:
        known[project.pk] = project.members.filter(user_id=user.pk).exists()
    return bool(known[project.pk])


def can_on_project(user: User, permission: Permission, project: Project) -> bool:
    """Whether one of the person's roles on the project allows this."""
    return any(permission in PERMISSIONS[role] for role in roles_on(user, project))


def is_open_to(permission: Permission, status: str) -> bool:
    """Whether an assessment in this status lets anybody do this."""
    return permission not in PEN or HOLDER[Status(status)] == PEN[permission]


def can(user: User, permission: Permission, assessment: Assessment) -> bool:
    """Whether this person may do this to this assessment, now."""
    return is_open_to(permission, assessment.status) and can_on_project(user, permission, assessment.project)


def demand(user: User, permission: Permission, assessment: Assessment) -> None:
    """Raise ``PermissionDenied`` where no role allows it, ``NotNow`` where only the status does not."""
    if not can_on_project(user, permission, assessment.project):
        raise PermissionDenied
    if not is_open_to(permission, assessment.status):
        raise NotNow(WHY_NOT_NOW[Status(assessment.status)])


def project_for(user: User, reference: str, *, to: Permission) -> Project:
    """The project, if the person may see it (404 otherwise) and may do this to it (403 otherwise)."""
    project = (
        Project.objects.visible_to(user).select_related("organisation").filter(reference=reference).first()
    )
    if not project:
        raise Http404
    if not can_on_project(user, to, project):
        raise PermissionDenied
    return project


def assessment_for(user: User, reference: str, *, to: Permission) -> Assessment:
    """The assessment with its project, organisation and edition.

    Not yours is 404; yours but not allowed is 403; allowed but not in this status raises ``NotNow``.
    """
    found = Assessment.objects.visible_to(user).with_project().filter(reference=reference).first()
    if not found:
        raise Http404
    demand(user, to, found)
    return found


def submission_for(user: User, reference: str) -> Submission:
    """A submission whose pack the person may read: of their own projects, or given to them for review."""
    found = (
        Submission.objects.visible_to(user).with_project().with_standing().filter(reference=reference).first()
    )
    if not found:
        raise Http404
    return found
