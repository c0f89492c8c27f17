"""The editors' pages about parts of an edition, and their conditions."""

from functools import partial
from typing import Final

from tests.journeys.states.editing import (
    A_CONDITION,
    A_QUESTION,
    by_editor,
    condition_meanwhile,
    crowded,
    discarded_meanwhile,
    moved_meanwhile,
    of_draft,
    of_published,
    of_revision,
    published_meanwhile,
    removed_meanwhile,
    reworded_meanwhile,
    used_meanwhile,
)
from tests.journeys.states.state import having
from tests.journeys.states.team import NOT_SAVED
from tests.question_sets.half_finished import half_finished

part = partial(by_editor, "editor:part")
add = partial(by_editor, "editor:add")
change = partial(by_editor, "editor:change")
remove_page = partial(by_editor, "editor:remove")

new_condition = partial(by_editor, "editor:add_condition", heading="Add a condition")

LATER: Final = "question/first.later"
CONFLICT: Final = "This has changed since you opened it"
NEW_QUESTION: Final = of_revision("section/first/kinds", "question")

PARTS: Final = [
    part(name="point", heading="1. Point first", at=of_revision("point/first"), is_main=True),
    part(name="section that repeats", heading="About contract", at=of_revision("section/second/contract")),
    part(
        name="question with choices",
        heading="Question 1.2",
        at=of_revision("question/first.choice"),
        is_main=True,
    ),
    part(
        name="question with problems",
        heading="Question 1.6",
        at=of_draft(half_finished(), "question/odd.later"),
    ),
    part(name="check", heading="Check 2", at=of_revision("check/no-api")),
    part(name="of a published edition", heading="Question 1.2", at=of_published("question/first.choice")),
    part(
        name="long list",
        heading="About crowd",
        at=of_draft(crowded(), "section/crowd/crowd"),
        query="?page=2",
    ),
    part(
        name="moved meanwhile",
        heading="About kinds",
        at=of_revision("section/first/kinds"),
        meanwhile=moved_meanwhile,
        press="Move down 1.1",
    ),
    add(
        name="a link without an address",
        heading="Add a link",
        at=of_revision("point/first", "guidance"),
        press="Save",
        is_error=True,
    ),
    add(name="a section", heading="Add a section", at=of_revision("point/first", "section")),
    add(name="a question", heading="Add a question", at=NEW_QUESTION, is_main=True),
    add(
        name="a question with mistakes",
        heading="Add a question",
        at=NEW_QUESTION,
        typed={"kind": "choice", "labels": "Yes\nYes"},
        press="Save",
        is_error=True,
    ),
    add(name="a choice of several", heading="Add a choice", at=of_revision("question/first.multi", "choice")),
    add(name="a check", heading="Add a check", at=of_revision("edition", "check")),
    change(name="the edition", heading="Change the edition", at=of_revision("edition")),
    change(name="a question", heading="Change question 1.1", at=of_revision(A_QUESTION), is_main=True),
    change(
        name="conflict",
        heading=CONFLICT,
        at=of_revision(A_QUESTION),
        meanwhile=reworded_meanwhile,
        typed={"text": "Mine", "help": "Kept"},
        press="Save",
        status=409,
        is_main=True,
    ),
    change(
        name="removed meanwhile",
        heading=NOT_SAVED,
        at=of_revision(A_QUESTION),
        meanwhile=removed_meanwhile,
        typed={"text": "Mine"},
        press="Save",
        status=409,
    ),
    change(
        name="published meanwhile",
        heading=NOT_SAVED,
        at=having(lambda world: world.request, of_revision(A_QUESTION)),
        meanwhile=published_meanwhile,
        typed={"text": "Mine"},
        press="Save",
        status=409,
    ),
    change(
        name="discarded meanwhile",
        heading=NOT_SAVED,
        at=of_revision(A_QUESTION),
        meanwhile=discarded_meanwhile,
        typed={"text": "Mine"},
        press="Save",
        status=404,
    ),
    change(name="of a published edition", heading="Example standard", at=of_published(A_QUESTION)),
    remove_page(
        name="asks first",
        heading="Remove section 2 of point 1?",
        at=of_revision("section/first/later"),
    ),
    remove_page(
        name="conditions in the way",
        heading="Remove question 1.2?",
        at=of_revision("question/first.choice"),
        is_main=True,
    ),
    remove_page(
        name="named meanwhile",
        heading="Remove question 1.5?",
        at=of_revision("question/first.date"),
        meanwhile=used_meanwhile,
        press="Remove",
        status=409,
    ),
    by_editor("editor:place", "filled", "Move question 1.1 to another section", at=of_revision(A_QUESTION)),
    by_editor(
        "editor:place",
        "in a circle",
        "Move question 1.6 to another section",
        at=of_revision("question/first.money"),
        typed={"section": "section/first/later"},
        press="Move the question",
        is_error=True,
    ),
]

CONDITIONS: Final = [
    new_condition(name="pick a question", at=of_revision(LATER), is_main=True),
    new_condition(name="nothing to pick", at=of_revision(A_QUESTION)),
    new_condition(
        name="on choices",
        heading="Which answer to question 1.2?",
        at=of_revision(LATER),
        query="?question=first.choice",
        is_main=True,
    ),
    new_condition(
        name="on an amount that is none",
        heading="Which amount at question 1.6?",
        at=of_revision(LATER),
        query="?question=first.money",
        typed={"amount": "a lot"},
        press="Save the condition",
        is_error=True,
    ),
    change(name="a condition", heading="Which answer to question 1.2?", at=of_revision(A_CONDITION)),
    change(
        name="a condition in conflict",
        heading="This condition has changed since you opened it",
        at=of_revision(A_CONDITION),
        meanwhile=condition_meanwhile,
        typed={"values": ["partly"]},
        press="Save the condition",
        status=409,
    ),
]

STATES: Final = [*PARTS, *CONDITIONS]
