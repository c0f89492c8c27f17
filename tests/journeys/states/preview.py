"""The preview of an edition, in the states in which an editor meets it."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from question_sets.structure import Edition
from tests.journeys.states.state import At, State
from tests.journeys.states.world import World
from tests.question_sets.factories import make_edition, save_edition
from tests.question_sets.half_finished import half_finished
from tests.second_standard import second_standard


def of(edition: Edition, *keys: str) -> At:
    """The arguments of a page of an edition, which is a draft."""

    def arguments(world: World) -> Sequence[Any]:
        save_edition(edition, sealed=False)
        return [edition.key, edition.edition, *keys]

    return arguments


STANDARD: Final = second_standard()
HALF: Final = half_finished()
NO_PROJECT: Final = "Name of the project"

by_editor = partial(State, who="editor")

STATES: Final = [
    by_editor("editor:preview", "filled", "Preview", at=of(STANDARD), is_main=True),
    by_editor("editor:preview", "empty", "Preview", at=of(make_edition())),
    by_editor("editor:preview", "short form", "Preview", at=of(STANDARD), query="?form=short"),
    by_editor(
        "editor:preview_point",
        "with steps",
        "2. Join up the whole journey",
        at=of(STANDARD, "journey"),
        is_main=True,
    ),
    by_editor("editor:preview_point", "without sections", "2. Point bare", at=of(HALF, "bare")),
    by_editor(
        "editor:preview_step",
        "with a follow-up",
        "Research",
        at=of(STANDARD, "users", "research"),
        is_main=True,
    ),
    by_editor(
        "editor:preview_step", "repeating", "Third parties", at=of(STANDARD, "journey", "third-parties")
    ),
    by_editor("editor:preview_step", "with things missing", "About odd", at=of(HALF, "odd", "odd")),
    by_editor("editor:preview_step", "without questions", "About empty", at=of(HALF, "odd", "empty")),
    by_editor(
        "editor:preview_step",
        "not in the short form",
        "User groups",
        at=of(STANDARD, "users", "groups"),
        query="?form=short",
    ),
    by_editor("editor:blank_pack", "of a standard", NO_PROJECT, at=of(STANDARD), is_main=True),
    by_editor("editor:blank_pack", "of half an edition", NO_PROJECT, at=of(HALF)),
    by_editor("editor:preview_copy", "of a standard", STANDARD.name, at=of(STANDARD)),
    by_editor("editor:preview_copy", "of half an edition", HALF.name, at=of(HALF)),
]
