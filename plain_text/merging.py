"""Three texts: what a form was based on, what is stored now, what was typed. Who wins? Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What becomes of what was typed."""

    STAYS = "stays"
    SAVED = "saved"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class FieldConflict:
    """A field that somebody else changed since the form was opened. Values as stored."""

    field: str
    mine: Any
    theirs: Any
    saved_by: str
    saved_at: datetime


def merge(*, base: object, theirs: object, mine: object) -> Outcome:
    """What was not changed here stays as it is stored; a change wins unless somebody else changed it too.

    Two people who typed the same are of one mind, so there is nothing left to save.
    """
    if mine in (base, theirs):
        return Outcome.STAYS
    return Outcome.SAVED if theirs == base else Outcome.CONFLICT
