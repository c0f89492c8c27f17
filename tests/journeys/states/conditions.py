"""The condition builder where something is wrong, or long."""

from functools import partial
from typing import Final

from question_sets.kinds import QuestionKind
from question_sets.structure import Edition
from tests.journeys.states.editing import by_editor, of_draft, of_revision, remove
from tests.journeys.states.team import LONG_WORD, NOT_SAVED
from tests.journeys.states.world import World
from tests.question_sets.factories import ask, make_edition, make_point, make_section

SHOWN: Final = "question/first.revealed"
ITS_CONDITION: Final = f"{SHOWN}/condition/1"
THE_CHECK: Final = "check/no-api"


def removed_meanwhile(world: World) -> None:
    """The other editor removes the question with its condition."""
    remove(world, SHOWN)


def long_words() -> Edition:
    """Thirty questions without a space and with the same choices."""
    questions = [
        ask(f"long.{number}", QuestionKind.CHOICE, choices=("yes", "no"), text=LONG_WORD[:290])
        for number in range(30)
    ]
    return make_edition(make_point("long", make_section("long", *questions, ask("shown"))))


add = partial(by_editor, "editor:add_condition")
change = partial(by_editor, "editor:change")

STATES: Final = [
    add(
        name="no question chosen",
        heading="Add a condition",
        at=of_revision(SHOWN),
        press="Continue",
        is_error=True,
    ),
    add(
        name="no answer chosen",
        heading="Which answer to question 1.2?",
        at=of_revision(SHOWN),
        query="?question=first.choice",
        press="Save the condition",
        is_error=True,
    ),
    add(
        name="dates left out",
        heading="Which date at question 2.4?",
        at=of_revision(THE_CHECK),
        query="?question=contract.ends",
        press="Save the condition",
        is_error=True,
    ),
    add(
        name="many others with a long word",
        heading="Which answer to question 1.1?",
        at=of_draft(long_words(), "question/shown"),
        query="?question=long.0",
        is_main=True,
    ),
    change(
        name="a condition on another question",
        heading="Change a condition",
        at=of_revision(ITS_CONDITION),
        query="?question=first.choice&pick=1",
    ),
    change(
        name="a condition that another editor removed",
        heading=NOT_SAVED,
        at=of_revision(ITS_CONDITION),
        meanwhile=removed_meanwhile,
        typed={"values": ["yes"]},
        press="Save the condition",
        status=409,
    ),
]
"""What can go wrong in the builder, beside the pages of `parts`."""
