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
from tests.journeys.states.team import LONG_WORD
from tests.journeys.states.world import World
from tests.question_sets.factories import make_edition, make_point, save_edition, small_edition

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
    reason = f"The first question is hard to read.\n{LONG_WORD}"
    editions.send_back(world.request, reason=reason, by=world.other_editor, at=factories.NOW)
    ask_again(world)


def ask_again(world: World) -> None:
    """One more request to publish the revision as it stands."""
    seen = read_edition(world.revision).digest
    editions.ask_to_publish(world.revision, announcement="", seen=seen, by=world.editor, at=factories.NOW)


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

STATES: Final = [*EDITIONS, *DIFFERENCES]
