"""Submissions: what was frozen, byte for byte. Nothing here changes after it is written."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from accounts.models import User
from accounts.roles import Permission, rights_of
from assessments.models.assessment import Assessment
from assessments.models.project import Project, ProjectMember
from assessments.references import submission_reference


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: User) -> Self:
        """Submissions of the person's own projects, and of organisations given to them for review.

        A reviewer never sees, as a reviewer, a project that they are a member of.
        """
        return self.filter(
            models.Q(assessment__project__in=Project.objects.visible_to(user))
            | models.Q(pk__in=self.model.objects.for_review_by(user).values("pk"))
        )

    def for_review_by(self, user: User) -> Self:
        """Submissions of the organisations given to a reviewer, without the projects that they are on."""
        rights = rights_of(user)
        if not rights.allows(Permission.READ_PACK):
            return self.none()
        own = ProjectMember.objects.filter(user=user).values("project")
        return self.filter(assessment__project__organisation__in=rights.reviewed).exclude(
            assessment__project__in=own
        )

    def with_project(self) -> Self:
        """With assessment, project, organisation, edition and take-back in the same query."""
        return self.select_related(
            "assessment__project__organisation", "assessment__question_set__seal", "submitted_by", "take_back"
        )

    def with_standing(self) -> Self:
        """Adds ``has_later``: whether a later round was submitted."""
        later = Submission.objects.filter(assessment=OuterRef("assessment"), round__gt=OuterRef("round"))
        return self.annotate(has_later=Exists(later))


class Submission(models.Model):
    """One round of an assessment as it was submitted."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="submissions")
    reference = models.CharField(max_length=12, unique=True, default=submission_reference, editable=False)
    round = models.PositiveIntegerField()
    declaration = models.TextField()
    declared_name = models.CharField(max_length=200)
    declared_role = models.CharField(max_length=200)
    creation_token = models.UUIDField(unique=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_submission_per_round", fields=["assessment", "round"]),
        )

    def __str__(self) -> str:
        return self.reference


class DocumentKind(models.TextChoices):
    """The two documents that a submission freezes."""

    SNAPSHOT = "snapshot", "Snapshot"
    PACK = "pack", "Pack"


class FrozenDocument(models.Model):
    """Exact UTF-8 bytes, in a table of their own so that no list loads them."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=10, choices=DocumentKind)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(name="one_document_of_a_kind", fields=["submission", "kind"]),)

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.kind}"


class TakeBack(models.Model):
    """That a submission was taken back, by whom and why."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="take_back")
    reason = models.TextField()
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.submission_id}"
