"""Evidence packs, and the page that nothing is at."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from django.utils import timezone

from assessments.actions import points
from reporting.models import PackFormat, PackState, StoredPack
from tests.assessments import factories
from tests.journeys.states.state import At, State, having, nowhere
from tests.journeys.states.team import DRAFT_NAME, answers, limitations, on
from tests.journeys.states.world import World

SUBMITTED_PACKS: Final = "Submitted packs"


def stored(state: PackState, why: str = "") -> At:
    """The arguments of a PDF's page in this state."""

    def arguments(world: World) -> Sequence[Any]:
        StoredPack.objects.filter(submission=world.submission).delete()
        StoredPack.objects.create(
            submission=world.submission,
            format=PackFormat.PDF,
            state=state,
            why_failed=why,
            file="missing.pdf",
            sha256="0" * 64,
            asked_for_at=timezone.now(),
        )
        return [world.submission.reference, "pdf"]

    return arguments


def with_limitations(world: World) -> None:
    """Everything that a pack can hold besides answers."""
    assert world.complete
    limitations(world)
    points.call_complete(world.draft, "first", by=world.lead, at=factories.NOW)


def nothing_made_yet(world: World) -> Sequence[Any]:
    """The arguments of the page of a PDF that waits."""
    return [world.submission.reference, "pdf"]


by_reviewer = partial(State, who="reviewer")
WAITING: Final = "The PDF is being made"

STATES: Final = [
    by_reviewer("reporting:pack_list", "empty", SUBMITTED_PACKS),
    by_reviewer(
        "reporting:pack_list",
        "filled",
        SUBMITTED_PACKS,
        at=having(lambda world: world.superseded, nowhere),
        is_main=True,
    ),
    by_reviewer(
        "reporting:pack_list",
        "nothing found",
        SUBMITTED_PACKS,
        at=having(lambda world: world.submission, nowhere),
        query="?q=zzz",
    ),
    by_reviewer("reporting:pack", "current", DRAFT_NAME, at=on("submission"), is_main=True),
    by_reviewer(
        "reporting:pack", "with limitations", DRAFT_NAME, at=having(with_limitations, on("submission"))
    ),
    by_reviewer("reporting:pack", "taken back", DRAFT_NAME, at=on("taken_back")),
    by_reviewer("reporting:pack", "superseded", DRAFT_NAME, at=on("superseded")),
    State("reporting:pack", "read by its team", DRAFT_NAME, at=on("submission")),
    by_reviewer("reporting:pack_progress", "late", WAITING, at=nothing_made_yet),
    by_reviewer("reporting:pack_progress", "waiting", WAITING, at=stored(PackState.WAITING), is_main=True),
    by_reviewer(
        "reporting:pack_progress",
        "failed",
        "The PDF could not be made",
        at=stored(PackState.FAILED, "It took too long."),
    ),
    by_reviewer("reporting:pack_progress", "ready", "The PDF is ready", at=stored(PackState.READY)),
    by_reviewer("reporting:pack_file", "not made yet", WAITING, at=nothing_made_yet),
    by_reviewer(
        "reporting:pack_file",
        "damaged",
        "This PDF cannot be given out",
        at=stored(PackState.READY),
        status=503,
    ),
    State("reporting:draft_preview", "nothing answered", DRAFT_NAME, at=on("draft")),
    State("reporting:draft_preview", "in part", DRAFT_NAME, at=having(answers, on("draft"))),
    State(
        "reporting:draft_preview",
        "of a submitted one",
        DRAFT_NAME,
        at=lambda world: [world.submission.assessment.reference],
    ),
]
