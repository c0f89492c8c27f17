"""Evidence: kept once for a project, used by many answers and points."""

import uuid

from django.conf import settings
from django.db import models

from assessments.models.assessment import Assessment, Entry
from assessments.models.project import Marking, Project
from assessments.references import evidence_reference


class EvidenceType(models.TextChoices):
    """What a piece of evidence is."""

    DOCUMENT = "document", "Document"
    WEB_PAGE = "web_page", "Web page"
    CODE = "code", "Code repository"
    RESEARCH = "research", "Research findings"
    ASSESSMENT = "assessment", "Assessment or test report"
    CONTRACT = "contract", "Contract or procurement document"
    OTHER = "other", "Something else"


class Evidence(models.Model):
    """A link that supports answers. Removing it keeps the row and its versions."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="evidence")
    reference = models.CharField(max_length=12, unique=True, default=evidence_reference, editable=False)
    title = models.CharField(max_length=200)
    type = models.CharField(max_length=20, choices=EvidenceType)
    url = models.URLField(max_length=2000)
    dated_on = models.DateField(null=True, blank=True)
    marking = models.CharField(max_length=20, choices=Marking, default=Marking.OFFICIAL)
    version = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)
    creation_token = models.UUIDField(unique=True, default=uuid.uuid4)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="evidence_link_is_http",
                condition=models.Q(url__startswith="https://") | models.Q(url__startswith="http://"),
            ),
        )

    def __str__(self) -> str:
        return self.reference


class EvidenceUse(models.Model):
    """One piece of evidence under one answer, or (no question) under the statement on a point."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="uses")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="evidence_uses")
    point_key = models.CharField(max_length=100)
    question_key = models.CharField(max_length=100, blank=True)
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="evidence_used_once_project_wide",
                fields=["evidence", "assessment", "point_key", "question_key"],
                condition=models.Q(entry__isnull=True),
            ),
            models.UniqueConstraint(
                name="evidence_used_once_per_entry",
                fields=["evidence", "entry", "question_key"],
                condition=models.Q(entry__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.evidence_id} for {self.question_key or self.point_key}"
