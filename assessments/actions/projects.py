"""Projects: opening them, changing their fields, who is on them, starting an assessment."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Membership, Organisation, User
from accounts.permissions import as_now
from accounts.roles import Permission, rights_of
from assessments.actions._chains import chain_of
from assessments.actions._locks import locked_project
from assessments.actions._tokens import made_before
from assessments.actions.records import Fields, RecordResult, save_record
from assessments.models import Assessment, Form, Project, ProjectMember, RecordKind
from assessments.refusals import Malformed, NotNow
from events import chain
from events.chain import Detail
from question_sets.models import EditionStatus, QuestionSet


def create_project(
    organisation: Organisation, *, fields: Fields, token: UUID, by: User, at: datetime
) -> Project:
    """Open a project with its creator on it. The same token again returns the first result."""
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        if not rights_of(as_now(by)).allows(Permission.CREATE_PROJECT, organisation.pk):
            raise PermissionDenied
        if made := made_before(Project, token, organisation_id=organisation.pk, created_by_id=by.pk):
            return made
        project = Project(organisation=organisation, creation_token=token, created_by=by, created_at=at)
        save_record(project, RecordKind.PROJECT, fields, base_version=0, by=by, at=at)
        ProjectMember.objects.create(project=project, user=by, added_at=at)
        detail: Detail = {"organisation": organisation.pk}
        chain.append(chain_of(project), "project_created", by=by, at=at, detail=detail)
        return project


def change_project(
    project: Project, *, fields: Fields, base_version: int, by: User, at: datetime
) -> RecordResult:
    """Save fields of a project, merged field by field. Submitted packs do not change."""
    with locked_project(project, by=by, to=Permission.EDIT_PROJECT) as locked:
        result = save_record(locked, RecordKind.PROJECT, fields, base_version=base_version, by=by, at=at)
        if result.saved:
            detail: Detail = {"fields": list(result.saved), "version": result.version}
            chain.append(chain_of(locked), "project_changed", by=by, at=at, detail=detail)
        return result


def add_member(project: Project, person: User, *, by: User, at: datetime) -> None:
    """Put one of the organisation's people on the project. Already on it: nothing happens."""
    with locked_project(project, by=by, to=Permission.MANAGE_MEMBERS) as locked:
        if not Membership.objects.filter(user=person, organisation=locked.organisation).exists():
            raise Malformed("Choose somebody who works in this organisation.")
        _, is_new = ProjectMember.objects.get_or_create(
            project=locked, user=person, defaults={"added_at": at}
        )
        if is_new:
            chain.append(chain_of(locked), "member_added", by=by, at=at, detail={"person": person.pk})


def remove_member(project: Project, person: User, *, by: User, at: datetime) -> None:
    """Take somebody off the project: they lose sight of it on their next click."""
    with locked_project(project, by=by, to=Permission.MANAGE_MEMBERS) as locked:
        removed, _ = ProjectMember.objects.filter(project=locked, user=person).delete()
        if removed:
            chain.append(chain_of(locked), "member_removed", by=by, at=at, detail={"person": person.pk})


def start_assessment(
    project: Project, question_set: QuestionSet, *, form: Form, token: UUID, by: User, at: datetime
) -> Assessment:
    """Begin a draft on a published edition; while the project has a draft, that one is the result.

    Raises ``NotNow`` for an edition on which nothing can start.
    """
    with locked_project(project, by=by, to=Permission.EDIT_PROJECT) as locked:
        draft = Assessment.objects.drafts().filter(project=locked).first()
        if made := draft or made_before(Assessment, token, project_id=locked.pk):
            return made
        edition = QuestionSet.objects.select_for_update(no_key=True).filter(pk=question_set.pk).first()
        if not edition or edition.status is not EditionStatus.PUBLISHED:
            raise NotNow("This edition is not open for new assessments. Choose a published edition.")
        assessment = Assessment.objects.create(
            project=locked,
            question_set=question_set,
            form=form,
            creation_token=token,
            created_by=by,
            created_at=at,
        )
        detail: Detail = {"project": locked.pk, "edition": question_set.pk, "form": form}
        chain.append(chain_of(assessment), "assessment_started", by=by, at=at, detail=detail)
        return assessment
