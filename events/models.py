"""What happened, to what, by whom: append-only rows that chain by hash per subject."""

from django.conf import settings
from django.db import models


class SubjectKind(models.TextChoices):
    """What an event is about. Each subject has a chain of its own."""

    ASSESSMENT = "assessment"
    PROJECT = "project"
    ORGANISATION = "organisation"
    EDITION = "edition"
    PERSON = "person"


class Event(models.Model):
    """One thing that somebody did. Holds ids, hashes and statuses, and never text that a person wrote.

    Only `events.chain.append` makes one; triggers refuse every change and every deletion.
    """

    subject_kind = models.CharField(max_length=20, choices=SubjectKind.choices)
    subject_id = models.PositiveBigIntegerField()
    sequence = models.PositiveIntegerField(help_text="1 for the first event of its subject, with no gaps.")
    kind = models.CharField(max_length=60, help_text="What happened, such as answers_saved.")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Nobody for what the software did by itself.",
    )
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "sequence"], name="one_event_per_place_in_a_chain"
            ),
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="events_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}, event {self.sequence}: {self.kind}"


class ChainHead(models.Model):
    """The newest event of a subject: locked for every append, and what shows that the newest was deleted."""

    subject_kind = models.CharField(max_length=20, choices=SubjectKind.choices)
    subject_id = models.PositiveBigIntegerField()
    sequence = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="one_head_per_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.sequence} events"
