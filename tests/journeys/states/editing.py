"""What editors meet: editions with much in them, and what another editor does meanwhile."""

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
from question_sets.rows import rows_of
from question_sets.structure import Edition
from tests.assessments import factories
from tests.journeys.browsing import Upload
from tests.journeys.states.state import At, State
from tests.journeys.states.team import LONG_WORD, answers
from tests.journeys.states.world import World
from tests.question_sets.factories import (
    ask,
    make_edition,
    make_point,
    make_section,
    save_edition,
    small_edition,
)
from tests.question_sets.publishing import throw_away

by_editor = partial(State, who="editor")
by_other = partial(State, who="other_editor")

A_QUESTION: Final = "question/first.text"
A_CONDITION: Final = "question/first.revealed/condition/1"


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
    edition = changing.place(edition, part_of("question/first.multi"), part_of("section/first/later"))
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
    throw_away(gone, by=world.editor, at=factories.NOW)


def long_history(world: World) -> None:
    """A draft that was changed, asked for, sent back, and asked for again."""
    question = part_of("question/first.text")
    for number in range(3):
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


def moved_meanwhile(world: World) -> None:
    """The other editor moves the first question."""
    question = part_of(A_QUESTION)
    editions.move_part(world.revision, question, steps=2, seen=1, by=world.other_editor, at=factories.NOW)


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
    throw_away(world.revision, by=world.other_editor, at=factories.NOW)


def condition_meanwhile(world: World) -> None:
    """The other editor changes the condition of the revealed question."""
    edition, condition = read_edition(world.revision), part_of(A_CONDITION)
    editions.change_condition(
        world.revision,
        condition,
        {**rows_of(edition)[condition], "values": ["yes"]},
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


def crowded() -> Edition:
    """A section with more questions than a page holds, one without a space, all with problems."""
    questions = [
        ask(
            f"crowd.{number}",
            QuestionKind.CHOICE,
            text=LONG_WORD[:290] if number == 53 else f"Question {number}?",
        )
        for number in range(1, 56)
    ]
    return make_edition(make_point("crowd", make_section("crowd", *questions)))


# ---- Files


def bad_file() -> Upload:
    """A file with a title that is too long, a person, and a field that nobody knows."""
    objects = json.loads(fixture_file.export(small_edition(), None))
    objects[1]["fields"]["title"] = LONG_WORD
    objects[2]["fields"][f"field_{'that_nobody_knows_' * 5}"] = 1
    objects.append({"model": "accounts.user", "fields": {"email": "somebody@example.org"}})
    return Upload("bad.json", json.dumps(objects).encode())
