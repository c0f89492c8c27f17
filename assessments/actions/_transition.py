"""The only code that writes a status."""

from datetime import datetime

from accounts.models import User
from assessments.actions._chains import chain_of
from assessments.lifecycle import Move, Status, after
from assessments.models import Assessment
from assessments.permissions import WHY_NOT_NOW
from assessments.refusals import NotNow
from events import chain
from events.chain import Detail

EVENT_OF = {Move.SUBMIT: "submitted", Move.TAKE_BACK: "taken_back"}


def move_on(assessment: Assessment, move: Move, *, by: User, at: datetime, detail: Detail) -> None:
    """Write the status that a legal move leads to, and its event; the caller holds the lock.

    Raises ``NotNow`` for a move that the table does not have.
    """
    before = Status(assessment.status)
    status = after(before, move)
    if not status:
        raise NotNow(WHY_NOT_NOW[before])
    assessment.status = status
    assessment.save(update_fields=["status", "round"])
    told = {**detail, "from": before.value, "to": status.value}
    chain.append(chain_of(assessment), EVENT_OF[move], by=by, at=at, detail=told)
