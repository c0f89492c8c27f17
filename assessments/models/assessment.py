"""Assessments and everything that a team types into one."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models

from accounts.models import User
from assessments.lifecycle import Status
from assessments.models.project import Project
from assessments.references import action_reference, assessment_reference, entry_reference
from question_sets.models import QuestionSet


class Form(models.TextChoices):
    """How much is asked: everything, or the short form for low-risk spend."""

    FULL = "full", "Full form"
    SHORT = "short", "Short form"


class Rating(models.TextChoices):
    """The team's own rating of a point."""

    MET = "met", "Met"
    PARTLY_MET = "partly_met", "Partly met"
    NOT_MET = "not_met", "Not met"
    DOES_NOT_APPLY = "does_not_apply", "Does not apply"


class YesNo(models.TextChoices):
    """A plain answer inside a statement; blank until somebody chooses."""

    YES = "yes", "Yes"
    NO = "no", "No"


class ActionStatus(models.TextChoices):
    """How far a planned action is."""

    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    DONE = "done", "Done"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: User) -> Self:
        """Assessments of the projects that the person may see, drafts included."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def drafts(self) -> Self:
        """Assessments that the team still writes."""
        return self.filter(status=Status.DRAFT)

    def with_project(self) -> Self:
        """With project, organisation and edition, its seal included, in the same query."""
        return self.select_related("project__organisation", "question_set__seal")


class Assessment(models.Model):
    """A project's answers to one published edition. Only ``actions/_transition.py`` writes ``status``."""

    reference = models.CharField(max_length=12, unique=True, default=assessment_reference, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="assessments")
    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=10, choices=Form, default=Form.FULL)
    status = models.CharField(max_length=30, choices=Status, default=Status.DRAFT)
    round = models.PositiveIntegerField(default=1)
    creation_token = models.UUIDField(unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_draft_per_project", fields=["project"], condition=models.Q(status=Status.DRAFT)
            ),
            models.CheckConstraint(
                name="assessment_status_known", condition=models.Q(status__in=Status.values)
            ),
            models.CheckConstraint(name="assessment_form_known", condition=models.Q(form__in=Form.values)),
            models.CheckConstraint(name="assessment_round_from_one", condition=models.Q(round__gte=1)),
        )

    def __str__(self) -> str:
        return self.reference


class Entry(models.Model):
    """One contract, say, in a repeating section. A removed entry keeps its answers."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="entries")
    reference = models.CharField(max_length=12, unique=True, default=entry_reference, editable=False)
    point_key = models.CharField(max_length=100)
    section_key = models.CharField(max_length=100)
    name = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)
    creation_token = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="entry_position_once", fields=["assessment", "point_key", "section_key", "position"]
            ),
        )

    def __str__(self) -> str:
        return self.reference


class Answer(models.Model):
    """The present answer to one question, or to one question of an entry."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    question_key = models.CharField(max_length=100)
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.CASCADE, related_name="answers")
    value = models.JSONField(null=True)
    explanation = models.TextField(blank=True)
    characters = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_project_wide_answer",
                fields=["assessment", "question_key"],
                condition=models.Q(entry__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_answer_per_entry",
                fields=["entry", "question_key"],
                condition=models.Q(entry__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.question_key}"


class AnswerVersion(models.Model):
    """Every value that an answer ever had. Append-only."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    value = models.JSONField(null=True)
    explanation = models.TextField(blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(name="answer_version_once", fields=["answer", "number"]),)

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.number}"


class Statement(models.Model):
    """What the team says of one point as a whole, and whether a person has called the point completed."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="statements")
    point_key = models.CharField(max_length=100)
    rating = models.CharField(max_length=20, choices=Rating, blank=True)
    summary = models.TextField(blank=True)
    reason_not_applicable = models.TextField(blank=True)
    has_limitations = models.CharField(max_length=3, choices=YesNo, blank=True)
    limitations = models.TextField(blank=True)
    has_legacy = models.CharField(max_length=3, choices=YesNo, blank=True)
    legacy = models.TextField(blank=True)
    mitigation = models.TextField(blank=True)
    expected_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    is_called_complete = models.BooleanField(default=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_statement_per_point", fields=["assessment", "point_key"]),
        )

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.point_key}"


class PlannedAction(models.Model):
    """Something that the team will do about a point: what, who, by when."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="planned_actions")
    reference = models.CharField(max_length=12, unique=True, default=action_reference, editable=False)
    point_key = models.CharField(max_length=100)
    what = models.TextField(blank=True)
    owner = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=ActionStatus, default=ActionStatus.NOT_STARTED)
    version = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)
    creation_token = models.UUIDField(unique=True)

    def __str__(self) -> str:
        return self.reference


class RecordKind(models.TextChoices):
    """The records, other than answers, whose every saved version is kept."""

    PROJECT = "project", "Project"
    ENTRY = "entry", "Entry"
    STATEMENT = "statement", "Statement"
    PLANNED_ACTION = "planned_action", "Planned action"
    EVIDENCE = "evidence", "Evidence"


class RecordVersion(models.Model):
    """The fields of a record as they were saved once. Append-only."""

    kind = models.CharField(max_length=20, choices=RecordKind)
    record_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    fields = models.JSONField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="record_version_once", fields=["kind", "record_id", "number"]),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}: {self.number}"
