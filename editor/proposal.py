"""A draft as somebody proposes to publish it: what it changes, and whom that touches."""

from dataclasses import dataclass

from editor.comparing import Comparison
from editor.impact import Impact, editions_with_teams, impact_of
from question_sets.changes import ChangedGroup, changes
from question_sets.models import QuestionSet


@dataclass(frozen=True)
class Proposal:
    """What whoever asks, and whoever approves, looks at. ``changed`` is empty for a first edition."""

    older: QuestionSet | None
    changed: tuple[ChangedGroup, ...]
    impact: Impact


def proposal_of(found: Comparison) -> Proposal:
    """The draft beside the newest published edition, and what stands on all that were published."""
    changed = changes(found.before, found.after) if found.before else ()
    known = {found.other.pk: changed} if found.other and found.before else {}
    impact = impact_of(found.after, editions_with_teams(found.row, found.others), known)
    return Proposal(found.other, changed, impact)
