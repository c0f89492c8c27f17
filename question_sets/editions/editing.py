"""Changing the parts of a draft.

Each function raises EditionIsSealed, NoSuchPart when somebody removed the part meanwhile, and GoesInACircle
where questions would wait for each other.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from accounts.models import User
from accounts.references import ALPHABET
from events.chain import SubjectKind
from events.models import Event
from plain_text.merging import FieldConflict, Outcome, merge
from plain_text.refusals import Malformed
from question_sets import changing
from question_sets.circles import circle
from question_sets.editions._locks import locked_draft, record
from question_sets.models import QuestionSet
from question_sets.parts import EDITION, NAMED_BY_POSITION, Part, PartKind
from question_sets.reading import read_edition
from question_sets.refusals import (
    ChangedMeanwhile,
    EditionExists,
    GoesInACircle,
    NoSuchPart,
    StillNamed,
    TooMany,
)
from question_sets.rows import FIELDS, Fields, place_of, rows_of
from question_sets.structure import Edition
from question_sets.tables import write_changes

TOKEN_ALPHABET: Final = ALPHABET.lower()
TOKEN_LENGTH: Final = 12


@dataclass(frozen=True)
class Typed:
    """A field as it was typed, and `base_of` what it was when the page was opened."""

    value: Any
    base: str


@dataclass(frozen=True)
class Saved:
    """What became of a save: the fields that were written, and those that somebody else changed too."""

    saved: tuple[str, ...]
    conflicts: tuple[FieldConflict, ...]


def new_token() -> str:
    """What a form for something new carries: it becomes the key, so that a repeated post makes one thing."""
    return "".join(secrets.choice(TOKEN_ALPHABET) for _ in range(TOKEN_LENGTH))


def base_of(value: Any) -> str:
    """What a page keeps of a field's value, to know later whether somebody changed it."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def fingerprint(edition: Edition, part: Part) -> str:
    """What a page keeps of a part with all that is in it. Raises `changing.UnknownPart`."""
    names = changing.names_in(edition, part)
    return base_of([[str(name), fields] for name, fields in rows_of(edition).items() if name in names])


def add_part(
    question_set: QuestionSet,
    kind: PartKind,
    parent: Part,
    *,
    token: str,
    fields: Fields,
    by: User,
    at: datetime,
) -> Part:
    """Add a part, the last among its like. The same token, or the same link or condition, again adds nothing.

    Raises TooMany at a limit.
    """
    key = _key_of(token)
    with _editing(question_set, by=by, at=at) as edit:
        known = None if kind in NAMED_BY_POSITION else parent.child(kind, key)
        if made := edit.found(known) or edit.alike(kind, parent, fields):
            return made
        after, part = changing.add(edit.before, kind, parent, "" if known is None else key, fields)
        edit.save(after, "part_added", part)
        return part


def add_question(
    question_set: QuestionSet,
    section: Part,
    *,
    token: str,
    fields: Fields,
    choices: Sequence[str],
    by: User,
    at: datetime,
) -> Part:
    """Add a question with its choices, named by their labels. The same token again adds nothing.

    Raises TooMany at a limit.
    """
    key = _key_of(token)
    with _editing(question_set, by=by, at=at) as edit:
        if made := edit.found(section.child(PartKind.QUESTION, key)):
            return made
        after, part = changing.add(edit.before, PartKind.QUESTION, section, key, fields)
        labels = {f"{key}-{number}": label for number, label in enumerate(choices, 1)}
        edit.save(changing.add_choices(after, part, labels), "part_added", part)
        return part


def change_part(
    question_set: QuestionSet, part: Part, fields: Mapping[str, Typed], *, by: User, at: datetime
) -> Saved:
    """Merge typed fields into a part, field by field. What two editors changed is a conflict and stays.

    Raises EditionExists for an edition's name that is taken.
    """
    with _editing(question_set, by=by, at=at) as edit:
        stored = edit.fields(part)
        if strangers := set(fields) - set(FIELDS[part.kind]):
            raise Malformed(f"There is no field called {', '.join(sorted(strangers))} here.")
        outcomes = {name: _outcome(stored[name], typed) for name, typed in fields.items()}
        saved = tuple(name for name, outcome in outcomes.items() if outcome is Outcome.SAVED)
        disputed = [name for name, outcome in outcomes.items() if outcome is Outcome.CONFLICT]
        conflicts = tuple(edit.conflict(part, name, fields[name].value) for name in disputed)
        if saved:
            after = changing.change(edit.before, part, {name: fields[name].value for name in saved})
            edit.save(after, "part_changed", part, fields=saved)
        return Saved(saved, conflicts)


def change_condition(
    question_set: QuestionSet, condition: Part, fields: Fields, *, seen: str, by: User, at: datetime
) -> Saved:
    """Change a condition as a whole: its fields mean something together only. `seen` is its `fingerprint`.

    Nothing is saved where it is not as the page showed it: each field that differs is a conflict.
    """
    with _editing(question_set, by=by, at=at) as edit:
        stored = edit.fields(condition)
        changed = tuple(name for name, value in fields.items() if stored[name] != value)
        if fingerprint(edit.before, condition) != seen:
            return Saved((), tuple(edit.conflict(condition, name, fields[name]) for name in changed))
        after = changing.change(edit.before, condition, fields)
        edit.save(after, "part_changed", condition, fields=changed)
        return Saved(changed, ())


def move_part(
    question_set: QuestionSet, part: Part, *, steps: int, seen: int, by: User, at: datetime
) -> bool:
    """Move a part among its like, if it stands where the page showed it: a double click moves it once."""
    with _editing(question_set, by=by, at=at) as edit:
        if place_of(part, edit.fields(part)) != seen:
            return False
        after, moved = changing.move(edit.before, part, steps)
        edit.save(after, "part_moved", moved)
        return True


def place_question(
    question_set: QuestionSet, question: Part, section: Part, *, by: User, at: datetime
) -> None:
    """Move a question to the end of another section."""
    with _editing(question_set, by=by, at=at) as edit:
        edit.save(changing.place(edit.before, question, section), "question_placed", question)


def copy_part(question_set: QuestionSet, part: Part, *, token: str, by: User, at: datetime) -> Part:
    """Copy a part with all that is in it, right after it. The same token again copies nothing."""
    key = _key_of(token)
    with _editing(question_set, by=by, at=at) as edit:
        if part.kind not in NAMED_BY_POSITION:
            twin = Part(part.kind, (*part.keys[:-1], key))
            if made := edit.found(twin):
                return made
        after, twin = changing.copy(edit.before, part, key)
        edit.save(after, "part_copied", twin)
        return twin


def remove_part(question_set: QuestionSet, part: Part, *, seen: str, by: User, at: datetime) -> None:
    """Remove a part with all that is in it. `seen` is its `fingerprint` as the page showed it.

    Raises StillNamed while conditions elsewhere name it, and ChangedMeanwhile.
    """
    with _editing(question_set, by=by, at=at) as edit:
        if conditions := changing.dependents(edit.before, part):
            raise StillNamed(conditions)
        if fingerprint(edit.before, part) != seen:
            raise ChangedMeanwhile
        fields = edit.fields(part)
        number = str(fields.get("code") or fields.get("number") or "")
        edit.save(changing.remove(edit.before, part), "part_removed", part, number=number)


def renumber_point(question_set: QuestionSet, point: Part, *, by: User, at: datetime) -> None:
    """Number the questions of a point in their order."""
    with _editing(question_set, by=by, at=at) as edit:
        edit.save(changing.renumber(edit.before, point), "point_renumbered", point)


class _Edit:
    """One change of a locked draft."""

    def __init__(self, draft: QuestionSet, *, by: User, at: datetime) -> None:
        self.draft, self.by, self.at = draft, by, at
        self.before = read_edition(draft)
        self.rows = rows_of(self.before)

    def fields(self, part: Part) -> Fields:
        """The fields of a part as stored. Raises NoSuchPart."""
        if part not in self.rows:
            raise NoSuchPart
        return self.rows[part]

    def found(self, part: Part | None) -> Part | None:
        """The part, if it is there."""
        return part if part in self.rows else None

    def alike(self, kind: PartKind, parent: Part, fields: Fields) -> Part | None:
        """A link or condition that says the same in the same place."""
        if kind not in NAMED_BY_POSITION:
            return None
        self.fields(parent)
        wanted = {**changing.DEFAULTS[kind], **fields}
        siblings = changing.parts_in(self.before, parent, kind)
        return next((part for part in siblings if self.rows[part] == wanted), None)

    def save(
        self, after: Edition, event: str, part: Part, *, fields: tuple[str, ...] = (), number: str = ""
    ) -> None:
        """Write what changed, and that it did. `number`: what a part that goes was called."""
        rows = rows_of(after)
        if rows == self.rows:
            return
        if rows[EDITION] != self.rows[EDITION]:
            self._refuse_taken_name(after)
        if circle(after) and not circle(self.before):
            raise GoesInACircle
        write_changes(self.draft, self.rows, rows)
        detail: dict[str, str | list[str]] = {"part": str(part)}
        if fields:
            detail["fields"] = list(fields)
        if number:
            detail["number"] = number
        if after.edition != self.before.edition:
            detail["was"] = self.before.edition  # Pages that are open still have the old address.
        record(self.draft, event, by=self.by, at=self.at, detail=detail)

    def _refuse_taken_name(self, after: Edition) -> None:
        others = QuestionSet.objects.exclude(pk=self.draft.pk)
        if others.filter(key=after.key, edition=after.edition).exists():
            raise EditionExists(after.edition)

    def conflict(self, part: Part, name: str, mine: Any) -> FieldConflict:
        """Names who changed the field last."""
        last = (
            Event.objects.filter(
                subject_kind=SubjectKind.EDITION, subject_id=self.draft.pk, detail__part=str(part)
            )
            .select_related("actor")
            .order_by("-sequence")
        )
        event = next((event for event in last if name in event.detail.get("fields", [name])), None)
        who = event.actor.name if event and event.actor else "Another editor"
        return FieldConflict(name, mine, self.rows[part][name], who, event.at if event else self.at)


@contextmanager
def _editing(question_set: QuestionSet, *, by: User, at: datetime) -> Iterator[_Edit]:
    with locked_draft(question_set, by=by) as draft:
        try:
            yield _Edit(draft, by=by, at=at)
        except changing.UnknownPart as error:
            raise NoSuchPart from error
        except changing.TooManyParts as error:
            raise TooMany(str(error)) from error


def _key_of(token: str) -> str:
    if len(token) != TOKEN_LENGTH or set(token) - set(TOKEN_ALPHABET):
        raise Malformed("This page cannot be used. Open it again.")
    return token


def _outcome(stored: Any, typed: Typed) -> Outcome:
    """Compares what pages keep of the three values: only the stored and the typed one are at hand."""
    return merge(base=typed.base, theirs=base_of(stored), mine=base_of(typed.value))
