"""The preview of an edition, in the states in which an editor meets it."""

from typing import Final

from tests.journeys.states.editing import by_editor, of_draft
from tests.question_sets.factories import make_edition
from tests.question_sets.half_finished import half_finished
from tests.second_standard import second_standard

STANDARD: Final = second_standard()
HALF: Final = half_finished()
NO_PROJECT: Final = "Name of the project"

STATES: Final = [
    by_editor("editor:preview", "filled", "Preview", at=of_draft(STANDARD), is_main=True),
    by_editor("editor:preview", "empty", "Preview", at=of_draft(make_edition())),
    by_editor("editor:preview", "short form", "Preview", at=of_draft(STANDARD), query="?form=short"),
    by_editor(
        "editor:preview_point",
        "with steps",
        "2. Join up the whole journey",
        at=of_draft(STANDARD, "journey"),
        is_main=True,
    ),
    by_editor("editor:preview_point", "without sections", "2. Point bare", at=of_draft(HALF, "bare")),
    by_editor(
        "editor:preview_step",
        "with a follow-up",
        "Research",
        at=of_draft(STANDARD, "users", "research"),
        is_main=True,
    ),
    by_editor(
        "editor:preview_step", "repeating", "Third parties", at=of_draft(STANDARD, "journey", "third-parties")
    ),
    by_editor("editor:preview_step", "with things missing", "About odd", at=of_draft(HALF, "odd", "odd")),
    by_editor("editor:preview_step", "without questions", "About empty", at=of_draft(HALF, "odd", "empty")),
    by_editor(
        "editor:preview_step",
        "not in the short form",
        "User groups",
        at=of_draft(STANDARD, "users", "groups"),
        query="?form=short",
    ),
    by_editor("editor:blank_pack", "of a standard", NO_PROJECT, at=of_draft(STANDARD), is_main=True),
    by_editor("editor:blank_pack", "of half an edition", NO_PROJECT, at=of_draft(HALF)),
    by_editor("editor:preview_copy", "of a standard", STANDARD.name, at=of_draft(STANDARD)),
    by_editor("editor:preview_copy", "of half an edition", HALF.name, at=of_draft(HALF)),
]
