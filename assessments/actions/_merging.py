"""Three texts: what a form was based on, what is stored now, what was typed. Who wins? Pure."""

from enum import StrEnum


class Outcome(StrEnum):
    """What becomes of what was typed."""

    STAYS = "stays"
    SAVED = "saved"
    CONFLICT = "conflict"


def merge(*, base: object, theirs: object, mine: object) -> Outcome:
    """What was not changed here stays as it is stored; a change wins unless somebody else changed it too.

    Two people who typed the same are of one mind, so there is nothing left to save.
    """
    if mine in (base, theirs):
        return Outcome.STAYS
    return Outcome.SAVED if theirs == base else Outcome.CONFLICT
