"""Two editors change the same draft at the same moment: one legal outcome each time, and no text is lost."""

from collections import Counter
from datetime import UTC, datetime
from functools import partial
from threading import Event
from typing import Any

import pytest
from django.db import connection, connections

from accounts.models import User
from accounts.roles import Role
from question_sets.editions import (
    Saved,
    Typed,
    base_of,
    change_part,
    copy_part,
    editing,
    fingerprint,
    move_part,
    new_token,
    remove_part,
)
from question_sets.models import QuestionSet, QuestionSetQuerySet
from question_sets.parts import Part, part_of
from question_sets.reading import read_edition
from question_sets.refusals import ChangedMeanwhile, NoSuchPart
from question_sets.rows import Fields, place_of, rows_of
from tests.accounts.factories import make_person
from tests.concurrency.racing import ROUNDS, faults_left, race, tell_outcomes
from tests.question_sets.factories import ask, make_edition, make_point, make_section, save_edition
from tests.telling import Tell

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
QUESTION = part_of("question/first.text")


@pytest.fixture
def draft() -> QuestionSet:
    questions = make_section("kinds", ask("first.text"), ask("first.help"))
    return save_edition(make_edition(make_point("first", questions)), sealed=False)


@pytest.fixture
def editors() -> list[User]:
    return [make_person(Role.EDITOR), make_person(Role.EDITOR)]


def stored(draft: QuestionSet, part: Part = QUESTION) -> Fields:
    """The fields of a part as they are in the database."""
    return rows_of(read_edition(draft))[part]


def save(draft: QuestionSet, name: str, text: str, *, base: str, by: User) -> Saved:
    """Save one field of the question."""
    return change_part(draft, QUESTION, {name: Typed(text, base)}, by=by, at=NOW)


def is_lawful(draft: QuestionSet, texts: tuple[str, str], outcomes: tuple[Any, Any]) -> bool:
    """Whether one text is stored, and whoever typed the other was shown both."""
    if not all(isinstance(outcome, Saved) for outcome in outcomes):
        return False
    there = stored(draft)["text"]
    kept, beaten = outcomes if outcomes[0].saved else outcomes[::-1]
    mine, theirs = texts if outcomes[0].saved else texts[::-1]
    shown = [(conflict.mine, conflict.theirs) for conflict in beaten.conflicts]
    return (kept.saved, kept.conflicts, beaten.saved) == (("text",), (), ()) and (
        there == mine and shown == [(theirs, mine)]
    )


def test_of_two_texts_for_one_field_one_is_saved_and_both_are_shown(
    draft: QuestionSet, editors: list[User], tell: Tell
) -> None:
    outcomes: Counter[str] = Counter()

    for number in range(ROUNDS):
        base = base_of(stored(draft)["text"])
        texts = (f"One, {number}", f"Other, {number}")
        saves = [
            partial(save, draft, "text", text, base=base, by=by)
            for text, by in zip(texts, editors, strict=True)
        ]
        saved = race(number, saves[0], saves[1])

        assert is_lawful(draft, texts, saved), saved
        outcomes["the one is saved" if saved[0].saved else "the other is saved"] += 1

    tell_outcomes(tell, "edit with edit of the same field", outcomes)
    assert set(outcomes) == {"the one is saved", "the other is saved"}
    assert faults_left() == []


def test_texts_for_two_fields_are_both_saved(draft: QuestionSet, editors: list[User], tell: Tell) -> None:
    for number in range(ROUNDS):
        fields = stored(draft)
        texts = {"text": f"Asked in {number}?", "help": f"Help of {number}"}
        saves = [
            partial(save, draft, name, text, base=base_of(fields[name]), by=by)
            for (name, text), by in zip(texts.items(), editors, strict=True)
        ]
        saved = race(number, saves[0], saves[1])

        assert saved == (Saved(("text",), ()), Saved(("help",), ()))
        assert stored(draft).items() >= texts.items()

    tell_outcomes(tell, "edit with edit of two fields", Counter({"both are saved": ROUNDS}))
    assert faults_left() == []


def test_a_part_that_moves_is_not_removed_unseen(draft: QuestionSet, editors: list[User], tell: Tell) -> None:
    outcomes: Counter[str] = Counter()
    mover, remover = editors

    for number in range(ROUNDS):
        part = copy_part(draft, QUESTION, token=new_token(), by=mover, at=NOW)
        before = read_edition(draft)
        place = place_of(part, rows_of(before)[part])
        moved, removed = race(
            number,
            partial(move_part, draft, part, steps=1, seen=place, by=mover, at=NOW),
            partial(remove_part, draft, part, seen=fingerprint(before, part), by=remover, at=NOW),
        )

        after = rows_of(read_edition(draft))
        if moved is True:
            outcomes["moved, and the removal refused"] += 1
            assert isinstance(removed, ChangedMeanwhile), removed
            assert place_of(part, after[part]) == place + 1
            seen = fingerprint(read_edition(draft), part)
            remove_part(draft, part, seen=seen, by=remover, at=NOW)
        else:
            outcomes["removed, and the move refused"] += 1
            assert (type(moved), removed) == (NoSuchPart, None)
            assert part not in after

    tell_outcomes(tell, "move with remove", outcomes)
    assert set(outcomes) == {"moved, and the removal refused", "removed, and the move refused"}
    assert faults_left() == []


def test_without_the_lock_a_text_is_lost(
    draft: QuestionSet, editors: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the one has read the draft when the other saves.

    On SQLite the lock is the IMMEDIATE transaction, so that is taken away as well.
    """
    has_read, may_write = Event(), Event()

    def read_and_wait(question_set: QuestionSet) -> Any:
        found = read_edition(question_set)
        if not has_read.is_set():
            has_read.set()
            may_write.wait(timeout=30)
        return found

    def save_in_between() -> Saved:
        has_read.wait(timeout=30)
        try:
            return save(draft, "text", "Other", base=base, by=editors[1])
        finally:
            may_write.set()

    base = base_of(stored(draft)["text"])
    monkeypatch.setattr(editing, "read_edition", read_and_wait)
    monkeypatch.setattr(QuestionSetQuerySet, "select_for_update", lambda found, **_: found)
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connections.settings["default"]["OPTIONS"], "transaction_mode", "DEFERRED")

    saved = race(0, partial(save, draft, "text", "One", base=base, by=editors[0]), save_in_between)

    assert not is_lawful(draft, ("One", "Other"), saved)
