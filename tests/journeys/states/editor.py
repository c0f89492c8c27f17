"""The editors' pages: editions, their parts, differences, impact and publication."""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from question_sets import changing, editions, fixture_file
from question_sets.editions import Typed, base_of
from question_sets.kinds import QuestionKind
from question_sets.parts import PartKind, part_of
from question_sets.reading import read_edition
from question_sets.structure import Edition
from tests.assessments import factories
from tests.journeys.browsing import Upload
from tests.journeys.states.state import At, State, having, nowhere
from tests.journeys.states.team import LONG_WORD, NOT_SAVED, answers
from tests.journeys.states.world import World
from tests.question_sets.factories import (
    ask,
    make_edition,
    make_point,
    make_section,
    save_edition,
    small_edition,
)
from tests.question_sets.half_finished import half_finished

NAME: Final = "Example standard, edition {}"
DRAFT_NAME: Final = NAME.format("2026-02")

by_editor = partial(State, who="editor")
by_other = partial(State, who="other_editor")


# ---- Where a page is


def of_revision(*rest: str) -> At:
    """The arguments of a page of the draft that was begun as a copy."""
    return lambda world: [world.revision.key, world.revision.edition, *rest]


def of_published(*rest: str) -> At:
    """The arguments of a page of the published edition."""
    return lambda world: [world.published.key, world.published.edition, *rest]


def of_draft(edition: Edition, *rest: str) -> At:
    """The arguments of a page of an edition that is saved as a draft here."""

    def arguments(world: World) -> Sequence[Any]:
        save_edition(edition, sealed=False)
        return [edition.key, edition.edition, *rest]

    return arguments


# ---- What there is


def revised() -> Edition:
    """The small edition with a change of every sort."""
    edition = replace(small_edition(), edition="2026-02")
    text, choice = part_of("question/first.text"), part_of("question/first.choice")
    edition = changing.change(edition, text, {"text": "What about the first text, and why?\nTell us."})
    edition = changing.change(edition, choice, {"help": LONG_WORD, "required": False})
    edition = changing.change(edition, part_of("point/first"), {"title": "The first of the points"})
    edition = changing.change(edition, part_of("choice/first.choice/partly"), {"label": "In part"})
    edition = changing.change(
        edition, part_of("question/first.revealed/condition/1"), {"values": ["partly", "no"]}
    )
    edition, _ = changing.move(edition, part_of("question/first.date"), -1)
    edition = changing.place(edition, part_of("question/first.money"), part_of("section/first/later"))
    edition = changing.remove(edition, part_of("check/declined"))
    added = {"text": "Which suppliers did you ask?", "kind": QuestionKind.MULTI}
    edition, question = changing.add(edition, PartKind.QUESTION, part_of("section/first/kinds"), "new", added)
    return changing.add_choices(edition, question, {"one": "The one that we know", "many": "Several"})


def crowd(world: World) -> None:
    """More editions than a page holds, one with a long title."""
    for number in range(55):
        edition = make_edition(edition=f"2030-{number:02}")
        save_edition(replace(edition, title=LONG_WORD[:190]) if number == 3 else edition, sealed=False)


def several(world: World) -> None:
    """A draft that waits, a published edition, a retired one, and a draft that was discarded."""
    assert world.request
    old = save_edition(make_edition(make_point("one"), edition="2020-01"))
    editions.retire(old, by=world.editor, at=factories.NOW)
    discarded(world)


def discarded(world: World) -> None:
    """A draft that is gone."""
    gone = save_edition(make_edition(edition="2019-12"), sealed=False)
    editions.discard(gone, by=world.editor, at=factories.NOW)


def long_history(world: World) -> None:
    """A draft that was changed often, asked for, sent back, and asked for again."""
    question = part_of("question/first.text")
    for number in range(55):
        word_anew(world, question="first.text", text=f"Wording {number}")
    editions.move_part(world.revision, question, steps=1, seen=1, by=world.editor, at=factories.NOW)
    sent_back(world)
    ask_again(world)


def ask_again(world: World) -> None:
    """One more request to publish the revision as it stands."""
    seen = read_edition(world.revision).digest
    editions.ask_to_publish(world.revision, announcement="", seen=seen, by=world.editor, at=factories.NOW)


def changed_since(world: World) -> None:
    """The revision is not what approval was asked for any more."""
    assert world.request
    word_anew(world, question="first.text", text="Another wording")


def retired(world: World) -> None:
    """The published edition, at its end."""
    editions.retire(world.published, by=world.editor, at=factories.NOW)


def word_anew(world: World, *, question: str, text: str) -> None:
    """The other editor words a question of the revision."""
    stored = read_edition(world.revision).question(question).text
    editions.change_part(
        world.revision,
        part_of(f"question/{question}"),
        {"text": Typed(text, base_of(stored))},
        by=world.other_editor,
        at=factories.NOW,
    )


def reworded_meanwhile(world: World) -> None:
    """The other editor words the first question in another way."""
    word_anew(world, question="first.text", text=f"Theirs\n{LONG_WORD}")


def removed_meanwhile(world: World) -> None:
    """The other editor removes the first question."""
    remove(world, "question/first.text")


def used_meanwhile(world: World) -> None:
    """The other editor has a condition look at the date."""
    editions.add_part(
        world.revision,
        PartKind.CONDITION,
        part_of("question/first.later"),
        token=editions.new_token(),
        fields={"questions": ["first.date"], "operator": "before", "other": "first.date"},
        by=world.other_editor,
        at=factories.NOW,
    )


def remove(world: World, name: str) -> None:
    """The other editor removes a part of the revision."""
    seen = editions.fingerprint(read_edition(world.revision), part_of(name))
    editions.remove_part(world.revision, part_of(name), seen=seen, by=world.other_editor, at=factories.NOW)


def published_meanwhile(world: World) -> None:
    """The other editor approves."""
    editions.approve(world.request, seen=world.request.digest, by=world.other_editor, at=factories.NOW)


def discarded_meanwhile(world: World) -> None:
    """The other editor discards the revision."""
    editions.discard(world.revision, by=world.other_editor, at=factories.NOW)


def condition_meanwhile(world: World) -> None:
    """The other editor changes the condition of the revealed question."""
    edition, condition = read_edition(world.revision), part_of(A_CONDITION)
    editions.change_condition(
        world.revision,
        condition,
        {**changing.fields_of(edition, condition), "values": ["yes"]},
        seen=editions.fingerprint(edition, condition),
        by=world.other_editor,
        at=factories.NOW,
    )


def sent_back(world: World) -> None:
    """The other editor wants something changed first."""
    reason = f"The first question is hard to read.\n{LONG_WORD}"
    editions.send_back(world.request, reason=reason, by=world.other_editor, at=factories.NOW)


def at_work(world: World) -> None:
    """A team answers on the published edition."""
    assert world.published
    answers(world)


def many_at_work(world: World) -> None:
    """More organisations than a page holds have begun on the published edition."""
    for number in range(52):
        of = factories.organisation(f"Department {number}")
        lead = factories.lead(f"Lead {number}", of=of)
        factories.assessment(lead, of_project=factories.project(lead, of=of), on=world.published)


def crowded() -> Edition:
    """A section with more questions than a page holds, one without a space, all with problems."""
    questions = [
        ask(
            f"crowd.{number}",
            QuestionKind.CHOICE,
            text=LONG_WORD[:290] if number == 3 else f"Question {number}?",
        )
        for number in range(1, 56)
    ]
    return make_edition(make_point("crowd", make_section("crowd", *questions)))


# ---- Files


def file_of(edition: Edition) -> Upload:
    """An edition as it is exported."""
    return Upload("edition.json", fixture_file.export(edition, None))


def bad_file() -> Upload:
    """A file with a title that is too long, a person, and a field that nobody knows."""
    objects = json.loads(fixture_file.export(small_edition(), None))
    objects[1]["fields"]["title"] = LONG_WORD
    objects[2]["fields"][f"field_{'that_nobody_knows_' * 5}"] = 1
    objects.append({"model": "accounts.user", "fields": {"email": "somebody@example.org"}})
    return Upload("bad.json", json.dumps(objects).encode())


ALL_EDITIONS: Final = "Edit question sets"
START: Final = "Start a new draft"
IMPORT: Final = "Import an edition"

all_editions = partial(by_editor, "editor:editions", heading=ALL_EDITIONS)
new_draft = partial(by_editor, "editor:new_draft", heading=START)
upload = partial(by_editor, "editor:import_edition", heading=IMPORT)
history = partial(by_editor, "editor:history", heading="History")
discard = partial(by_editor, "editor:discard", heading="Discard this draft?")
differences = partial(by_editor, "editor:differences")
impact = partial(by_editor, "editor:impact", heading="Impact")

EDITIONS: Final = [
    all_editions(name="empty"),
    all_editions(name="of each status", at=having(several, nowhere), is_main=True),
    all_editions(name="page 2 of many", at=having(crowd, nowhere), query="?page=2"),
    all_editions(name="nothing found", at=having(crowd, nowhere), query="?q=zzz"),
    State("editor:editions", "not one's role", "You cannot do this", status=403),
    by_editor("editor:discarded_drafts", "one", "Discarded drafts", at=having(discarded, nowhere)),
    new_draft(name="no edition yet"),
    new_draft(name="from an edition", at=having(lambda world: world.published, nowhere), is_main=True),
    new_draft(
        name="without a title",
        at=having(lambda world: world.published, nowhere),
        typed={"source": "empty", "edition": "2027 01"},
        press="Start the draft",
        is_error=True,
    ),
    new_draft(
        name="name taken",
        at=having(lambda world: world.published, nowhere),
        typed={"source": "example/2026-01", "edition": "2026-01"},
        press="Start the draft",
        is_error=True,
    ),
    upload(name="empty", is_main=True),
    upload(name="no file", press="Import", is_error=True),
    upload(
        name="a file with problems",
        typed={"file": bad_file()},
        press="Import",
        is_error=True,
    ),
    upload(
        name="too large a file",
        typed={"file": Upload("large.json", b" " * 5_300_000)},
        press="Import",
        is_error=True,
    ),
    upload(
        name="far too large a file",
        heading="Too much at once",
        typed={"file": Upload("large.json", b" " * 9_000_000)},
        press="Import",
        status=413,
    ),
    upload(
        name="there already",
        at=having(lambda world: world.published, nowhere),
        typed={"file": file_of(small_edition())},
        press="Import",
        is_error=True,
    ),
    history(name="long", at=having(long_history, of_revision()), is_main=True),
    history(name="came with the portal", at=of_published()),
    discard(name="asks first", at=of_revision()),
    discard(name="waits for approval", at=having(lambda world: world.request, of_revision())),
]

DIFFERENCES: Final = [
    differences(
        name="of every sort",
        heading="What is different from edition 2026-01",
        at=having(lambda world: world.published, of_draft(revised())),
        is_main=True,
    ),
    differences(name="none", heading="What is different from edition 2026-01", at=of_revision()),
    differences(name="nothing to compare with", heading="Differences", at=of_published()),
    differences(
        name="nothing published before",
        heading="Differences",
        at=having(lambda world: world.revision, of_published()),
    ),
]

edition = partial(by_editor, "editor:edition", heading="Example standard")
part = partial(by_editor, "editor:part")
add = partial(by_editor, "editor:add")
change = partial(by_editor, "editor:change")
remove_page = partial(by_editor, "editor:remove")

new_condition = partial(by_editor, "editor:add_condition", heading="Add a condition")
publish = partial(by_editor, "editor:publish", heading="Publish this edition")
decide = partial(by_other, "editor:approve")

APPROVE: Final = "Approve and publish"
LATER: Final = "question/first.later"
A_CONDITION: Final = "question/first.revealed/condition/1"
A_QUESTION: Final = "question/first.text"
CONFLICT: Final = "Somebody else changed this too"
NEW_QUESTION: Final = of_revision("section/first/kinds", "question")

ONE_EDITION: Final = [
    edition(name="empty draft", at=of_draft(make_edition()), is_main=True),
    edition(name="with problems", at=of_draft(half_finished()), is_main=True),
    edition(name="without problems", at=of_revision()),
    edition(name="waiting for approval", at=having(lambda world: world.request, of_revision()), is_main=True),
    edition(name="changed since it was asked for", at=having(changed_since, of_revision())),
    edition(name="published", at=of_published(), is_main=True),
    edition(name="retired", at=having(retired, of_published())),
]

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
    part(name="list with a long word", heading="About crowd", at=of_draft(crowded(), "section/crowd/crowd")),
    add(name="a point", heading="Add a point", at=of_revision("edition", "point")),
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
        name="a question without words",
        heading="Change question 1.1",
        at=of_revision(A_QUESTION),
        typed={"text": ""},
        press="Save",
        is_error=True,
    ),
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
    remove_page(name="asks first", heading="Remove point 2?", at=of_revision("point/second")),
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
        name="a question asked later", at=of_revision(A_QUESTION), query="?question=first.date", is_error=True
    ),
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
    new_condition(
        name="on two dates",
        heading="Which date at question 2.4?",
        at=of_revision("check/no-api"),
        query="?question=contract.ends",
    ),
    change(name="a condition", heading="Which answer to question 1.2?", at=of_revision(A_CONDITION)),
    change(
        name="a condition in conflict",
        heading="Somebody else changed this condition too",
        at=of_revision(A_CONDITION),
        meanwhile=condition_meanwhile,
        typed={"values": ["partly"]},
        press="Save the condition",
        status=409,
    ),
]

IMPACT: Final = [
    impact(name="nobody works on it", at=of_revision()),
    impact(name="by organisation", at=having(at_work, of_draft(revised())), is_main=True),
    impact(name="by question", at=having(at_work, of_draft(revised())), query="?by=questions"),
    impact(name="of many organisations", at=having(many_at_work, of_published())),
    impact(name="nothing found", at=having(many_at_work, of_published()), query="?q=zzz"),
]

PUBLICATION: Final = [
    publish(name="with problems", at=of_draft(half_finished())),
    publish(name="ready", at=having(at_work, of_draft(revised())), is_main=True),
    publish(name="sent back before", at=having(sent_back, of_revision())),
    publish(
        name="changed meanwhile",
        at=of_revision(),
        meanwhile=reworded_meanwhile,
        typed={"announcement": "New words"},
        press="Ask another editor to approve",
        status=409,
        is_error=True,
    ),
    publish(
        name="asked for",
        heading="This draft waits for another editor",
        at=of_revision(),
        typed={"announcement": "New words"},
        press="Ask another editor to approve",
    ),
    decide(
        name="a second editor",
        heading=APPROVE,
        at=having(lambda world: world.request, of_revision()),
        is_main=True,
    ),
    decide(
        name="sent back without a reason",
        heading=APPROVE,
        at=having(lambda world: world.request, of_revision()),
        press="Send back",
        is_error=True,
    ),
    decide(
        name="changed since",
        heading="The draft changed since approval was asked for",
        at=having(changed_since, of_revision()),
    ),
    decide(
        name="changed meanwhile",
        heading="The draft changed since approval was asked for",
        at=having(lambda world: world.request, of_revision()),
        meanwhile=reworded_meanwhile,
        press="Approve and publish",
        status=409,
        is_error=True,
    ),
    decide(name="closed", heading="This request is closed", at=having(sent_back, of_revision())),
    by_editor("editor:retire", "asks first", "Retire this edition?", at=having(at_work, of_published())),
]

STATES: Final = [*EDITIONS, *ONE_EDITION, *PARTS, *CONDITIONS, *DIFFERENCES, *IMPACT, *PUBLICATION]
