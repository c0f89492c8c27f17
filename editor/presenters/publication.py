"""What the pages on the way to publication print."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from accounts.models import User
from editor.impact import EditionImpact
from editor.presenters import impact as told
from editor.presenters.change_summary import ChangeSummary, change_summary
from editor.presenters.moments import day, moment
from editor.proposal import Proposal
from govuk_forms.rows import SummaryRow
from question_sets.announcements import ONE_EDITOR
from question_sets.models import Decision, PublicationRequest, QuestionSet
from question_sets.nouns import counted
from question_sets.structure import Edition

NOTHING_TO_TELL: Final = "Nothing"


class Stage(StrEnum):
    """What somebody can do about a request."""

    DECIDE = "decide"
    WAIT = "wait"
    CHANGED = "changed"
    CLOSED = "closed"


HEADINGS: Final = {
    Stage.DECIDE: "Approve and publish",
    Stage.WAIT: "This draft waits for another editor",
    Stage.CHANGED: "The draft changed since approval was asked for",
    Stage.CLOSED: "This request is closed",
}

CLOSED: Final = {
    Decision.APPROVED: "{by} approved it on {on}. The edition is published.",
    Decision.SENT_BACK: "{by} sent it back on {on}. The draft can be changed, and approval asked for again.",
    Decision.WITHDRAWN: "{by} withdrew it on {on}. The draft can be changed, and approval asked for again.",
}


@dataclass(frozen=True)
class Proposed:
    """A proposal in words. ``older``: the edition it is compared with; nothing for a first edition."""

    older: QuestionSet | None
    summary: ChangeSummary
    standing: str
    altered: str


def proposed(proposal: Proposal) -> Proposed:
    """What an edition would change, and whom that touches."""
    return Proposed(
        older=proposal.older,
        summary=change_summary(proposal.changed),
        standing=told.sentence(proposal.impact),
        altered=told.altered_sentence(proposal.impact),
    )


def stage_of(request: PublicationRequest, edition: Edition, reader: User) -> Stage:
    """Where a request stands for somebody who looks at it and at the draft as it is now."""
    if request.decision:
        return Stage.CLOSED
    if request.digest != edition.digest:
        return Stage.CHANGED
    return Stage.WAIT if request.asked_by_id == reader.pk else Stage.DECIDE


def request_rows(request: PublicationRequest) -> tuple[SummaryRow, ...]:
    """Who asked, when, what teams are told, and why it was sent back."""
    rows = (
        SummaryRow("Asked by", (request.asked_by.name,)),
        SummaryRow("On", (moment(request.asked_at),)),
        SummaryRow("What teams are told", lines(request.announcement) or (NOTHING_TO_TELL,)),
    )
    return (*rows, SummaryRow("What has to change first", lines(request.reason))) if request.reason else rows


def what_became_of(request: PublicationRequest) -> str:
    """The end of a closed request in a sentence."""
    if not request.needs_approval:
        return f"{ONE_EDITOR}."
    by = request.decided_by.name if request.decided_by else "Somebody"
    on = day(request.decided_at) if request.decided_at else ""
    return CLOSED[Decision(request.decision)].format(by=by, on=on)


def lines(text: str) -> tuple[str, ...]:
    """A text line by line, without blank ones."""
    return tuple(line for line in text.splitlines() if line.strip())


def retiring(standing: EditionImpact, others: Iterable[QuestionSet]) -> tuple[str, ...]:
    """What happens when an edition is retired, in sentences."""
    drafts, submitted = standing.drafts, standing.submitted
    return (
        "Nobody can start an assessment on it any more.",
        f"Assessments that stand on it go on: {counted(drafts, 'draft')}"
        f" and {counted(submitted, 'submitted assessment')}. Their answers and packs stay as they are.",
        _what_is_left(tuple(others)),
    )


def _what_is_left(others: tuple[QuestionSet, ...]) -> str:
    if not others:
        return (
            "This question set has no other published edition:"
            " nobody can start an assessment on it until there is one."
        )
    names = ", ".join(each.edition for each in others)
    return f"New assessments can start on edition {names}."
