"""The files made of a submission's pack, and how far each is."""

from typing import Self

from django.db import models
from django.db.models import Q

from assessments.models import Submission


class PackFormat(models.TextChoices):
    """The formats that are made once and stored. (The JSON is frozen with the submission itself.)"""

    HTML = "html", "HTML"
    PDF = "pdf", "PDF"


class PackState(models.TextChoices):
    """How far a file is."""

    WAITING = "waiting", "Waiting"
    MAKING = "making", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be made"


class StoredPackQuerySet(models.QuerySet["StoredPack"]):
    def unfinished(self) -> Self:
        """Not there yet, whatever the reason."""
        return self.exclude(state=PackState.READY)


class StoredPack(models.Model):
    """One file of a submission's pack: this row, and no queue, says whether it was made.

    ``claimed_at`` is when the builder that is at work began: one that was killed leaves it behind.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="stored_packs")
    format = models.CharField(max_length=10, choices=PackFormat)
    state = models.CharField(max_length=10, choices=PackState, default=PackState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    asked_for_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    why_failed = models.CharField(max_length=200, blank=True)
    file = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    made_with = models.CharField(max_length=200, blank=True)

    objects = StoredPackQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_file_per_format", fields=["submission", "format"]),
            models.CheckConstraint(name="stored_pack_state_known", condition=Q(state__in=PackState.values)),
            models.CheckConstraint(
                name="stored_pack_format_known", condition=Q(format__in=PackFormat.values)
            ),
            models.CheckConstraint(
                name="stored_pack_ready_has_a_file",
                condition=~Q(state=PackState.READY) | (~Q(file="") & ~Q(sha256="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.format}"

    @property
    def is_ready(self) -> bool:
        """Whether there is a file."""
        return self.state == PackState.READY

    @property
    def has_outcome(self) -> bool:
        """Whether waiting is over, well or badly."""
        return self.state in (PackState.READY, PackState.FAILED)

    @property
    def progress(self) -> str:
        """What has become of the file, said after its name."""
        if self.is_ready:
            return "is ready"
        return "could not be made" if self.has_outcome else "is being made"
