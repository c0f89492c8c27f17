"""Every write takes its lock here, and asks for permission again under it.

Order: organisation, project, assessment, edition. SQLite's IMMEDIATE transactions do the same job.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.permissions import as_now
from accounts.roles import Permission
from assessments.models import Assessment, Project
from assessments.permissions import can_on_project, demand


@contextmanager
def locked_project(project: Project, *, by: User, to: Permission) -> Iterator[Project]:
    """The project as it is now, locked until the block ends."""
    with transaction.atomic():
        locked = _lock_project(project.pk)
        if not can_on_project(as_now(by), to, locked):
            raise PermissionDenied
        yield locked


@contextmanager
def locked_assessment(assessment: Assessment, *, by: User, to: Permission) -> Iterator[Assessment]:
    """The assessment as it is now, locked until the block ends."""
    with transaction.atomic():
        locked = _lock_assessment(assessment.pk)
        demand(as_now(by), to, locked)
        yield locked


@contextmanager
def locked_with_project(assessment: Assessment, *, by: User, to: Permission) -> Iterator[Assessment]:
    """The assessment and its project, both locked: for whatever freezes or links the two."""
    with transaction.atomic():
        _lock_project(assessment.project_id)
        locked = _lock_assessment(assessment.pk)
        demand(as_now(by), to, locked)
        yield locked


def _lock_project(pk: int) -> Project:
    rows = Project.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("organisation").get(pk=pk)


def _lock_assessment(pk: int) -> Assessment:
    return Assessment.objects.select_for_update(no_key=True, of=("self",)).with_project().get(pk=pk)
