"""The life of an assessment: its statuses, the legal moves, and who holds the pen. No database, no users."""

from types import MappingProxyType
from typing import Final

from django.db.models import TextChoices


class Status(TextChoices):
    """Where an assessment is."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"


class Move(TextChoices):
    """What a person can do to an assessment's status."""

    SUBMIT = "submit", "Submit"
    TAKE_BACK = "take_back", "Take back"


class Holder(TextChoices):
    """Who may write while an assessment is in a status."""

    TEAM = "team", "Project team"
    ASSURANCE = "assurance", "Assurance"


TRANSITIONS: Final = MappingProxyType(
    {
        (Status.DRAFT, Move.SUBMIT): Status.SUBMITTED,
        (Status.SUBMITTED, Move.TAKE_BACK): Status.DRAFT,
    }
)

HOLDER: Final = MappingProxyType(
    {
        Status.DRAFT: Holder.TEAM,
        Status.SUBMITTED: Holder.ASSURANCE,
    }
)


def after(status: Status, move: Move) -> Status | None:
    """The status that a move leads to, or nothing where the move is not legal."""
    return TRANSITIONS.get((status, move))
