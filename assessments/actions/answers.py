"""Saving answers: each merged on its own, each version kept, under the assessment's lock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import add, or_
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Length

from accounts.models import User
from accounts.roles import Permission
from assessments.actions._chains import chain_of
from assessments.actions._locks import locked_assessment
from assessments.models import Answer, AnswerVersion, Assessment, Entry, PlannedAction, Statement
from assessments.refusals import Malformed, TooMuch
from assessments.snapshot import AnswerKey
from events import chain
from plain_text.merging import Outcome, merge
from question_sets.kinds import is_storable_text, is_valid_value, normal_value
from question_sets.reading import edition_structure
from question_sets.structure import Edition

MOST_CHARACTERS = 1_000_000
"""In all that a team writes in one assessment."""

STATEMENT_TEXTS = ("summary", "reason_not_applicable", "limitations", "legacy", "mitigation")
ACTION_TEXTS = ("what", "owner")

WARN_AT_CHARACTERS = MOST_CHARACTERS * 8 // 10
"""From here on the pages say that the limit is near."""


@dataclass(frozen=True)
class AnswerInput:
    """What a form says of one answer; ``base_version`` is the version that the form was opened on, or 0."""

    question_key: str
    value: Any
    explanation: str = ""
    base_version: int = 0
    entry: str = ""

    @property
    def key(self) -> AnswerKey:
        """The key of the answer."""
        return self.question_key, self.entry


@dataclass(frozen=True)
class AnswerConflict:
    """An answer that somebody else changed since the form was opened: both are shown, neither is lost."""

    mine: AnswerInput
    value: Any
    explanation: str
    version: int
    saved_by: str
    saved_at: datetime


@dataclass(frozen=True)
class SaveResult:
    """What became of a save: keys written, answers in conflict, and every answer's stored version."""

    saved: tuple[AnswerKey, ...]
    conflicts: tuple[AnswerConflict, ...]
    versions: dict[AnswerKey, int]


def save_answers(
    assessment: Assessment, inputs: Sequence[AnswerInput], *, by: User, at: datetime
) -> SaveResult:
    """Save what was typed, answer by answer; what others changed meanwhile stays or becomes a conflict.

    Raises ``Malformed`` for a question, entry, value or version that no page offers, and ``TooMuch`` past
    the limit of characters; then nothing is saved.
    """
    with locked_assessment(assessment, by=by, to=Permission.EDIT_ANSWERS) as locked:
        return _Save(locked, _normal(inputs, edition_structure(locked.question_set)), by, at).run()


class _Save:
    """One save under the lock: reads the stored answers once, decides in memory, writes in bulk."""

    def __init__(self, assessment: Assessment, inputs: Sequence[AnswerInput], by: User, at: datetime) -> None:
        self.assessment, self.inputs, self.by, self.at = assessment, inputs, by, at
        self.entries = _entries(assessment, inputs)
        self.stored = _stored(assessment, inputs)
        self.bases = _bases(self.stored, inputs)

    def run(self) -> SaveResult:
        outcomes = {given.key: self._outcome(given) for given in self.inputs}
        written = [given for given in self.inputs if outcomes[given.key] == Outcome.SAVED]
        if written:
            answers = [self._changed(given) for given in written]
            self._write(answers)
            refuse_too_much(self.assessment)
            self._record(answers)
        return SaveResult(
            saved=tuple(given.key for given in written),
            conflicts=tuple(
                self._conflict(given) for given in self.inputs if outcomes[given.key] == Outcome.CONFLICT
            ),
            versions={
                given.key: self.stored[given.key].version if given.key in self.stored else 0
                for given in self.inputs
            },
        )

    def _outcome(self, given: AnswerInput) -> Outcome:
        blank = (None, "")
        answer = self.stored.get(given.key)
        theirs = (answer.value, answer.explanation) if answer else blank
        base = self.bases.get((given.key, given.base_version), blank)
        return merge(
            base=_comparable(base),
            theirs=_comparable(theirs),
            mine=_comparable((given.value, given.explanation)),
        )

    def _changed(self, given: AnswerInput) -> Answer:
        answer = self.stored.get(given.key) or Answer(
            assessment=self.assessment, question_key=given.question_key, entry=self.entries.get(given.entry)
        )
        answer.value, answer.explanation = given.value, given.explanation
        answer.characters = characters_of(given.value) + len(given.explanation)
        answer.version += 1
        answer.saved_by, answer.saved_at = self.by, self.at
        self.stored[given.key] = answer
        return answer

    def _write(self, answers: list[Answer]) -> None:
        Answer.objects.bulk_create([answer for answer in answers if answer.pk is None])
        changed = [answer for answer in answers if answer.version > 1]
        fields = ["value", "explanation", "characters", "version", "saved_by", "saved_at"]
        Answer.objects.bulk_update(changed, fields)
        AnswerVersion.objects.bulk_create(
            AnswerVersion(
                answer=answer,
                number=answer.version,
                value=answer.value,
                explanation=answer.explanation,
                saved_by=self.by,
                saved_at=self.at,
            )
            for answer in answers
        )

    def _record(self, answers: list[Answer]) -> None:
        detail = {"answers": [answer.pk for answer in answers], "versions": [a.version for a in answers]}
        chain.append(chain_of(self.assessment), "answers_saved", by=self.by, at=self.at, detail=detail)

    def _conflict(self, given: AnswerInput) -> AnswerConflict:
        theirs = self.stored[given.key]
        return AnswerConflict(
            mine=given,
            value=theirs.value,
            explanation=theirs.explanation,
            version=theirs.version,
            saved_by=theirs.saved_by.name,
            saved_at=theirs.saved_at,
        )


def refuse_too_much(assessment: Assessment) -> None:
    """Raise ``TooMuch`` where what was just written makes the assessment longer than a pack can hold."""
    if characters_in(assessment) > MOST_CHARACTERS:
        raise TooMuch(
            f"This assessment would be longer than {MOST_CHARACTERS:,} characters in all."
            " Shorten your answers, or put detail into evidence and link to it."
        )


def characters_in(assessment: Assessment) -> int:
    """How many characters answers, statements and planned actions hold, against ``MOST_CHARACTERS``.

    What was removed makes room.
    """
    written = (
        Answer.objects.filter(assessment=assessment, entry__removed_at=None).aggregate(
            total=Sum("characters")
        ),
        _length_of(Statement.objects.filter(assessment=assessment), STATEMENT_TEXTS),
        _length_of(PlannedAction.objects.filter(assessment=assessment, removed_at=None), ACTION_TEXTS),
    )
    return sum(row["total"] or 0 for row in written)


def _length_of(rows: QuerySet[Any], texts: Sequence[str]) -> dict[str, int | None]:
    return rows.aggregate(total=Sum(reduce(add, (Length(name) for name in texts))))


def characters_of(value: object) -> int:
    """The characters of an answer's value that count against the limit: those of text."""
    return len(value) if isinstance(value, str) else 0


def _comparable(pair: tuple[object, str]) -> tuple[object, str]:
    """Blank values of every shape are one value."""
    value, explanation = pair
    return (None if value in (None, "", []) else value, explanation)


def _normal(inputs: Iterable[AnswerInput], edition: Edition) -> list[AnswerInput]:
    """Inputs with values in their one stored form. Raises ``Malformed`` for what no page offers."""
    found: dict[AnswerKey, AnswerInput] = {}
    for given in inputs:
        if not edition.has_question(given.question_key):
            raise Malformed("This page asks a question that is not in your edition. Open it again.")
        question = edition.question(given.question_key)
        repeats = edition.place_of(question.key)[1].repeats
        if bool(repeats) != bool(given.entry) or given.key in found:
            raise Malformed("This page does not fit your assessment. Open it again.")
        if not is_valid_value(question, given.value) or not is_storable_text(given.explanation):
            raise Malformed(f"The answer to {question.code} cannot be saved as it is.")
        value = normal_value(question, given.value)
        found[given.key] = AnswerInput(
            question.key, value, given.explanation, given.base_version, given.entry
        )
    return list(found.values())


def _entries(assessment: Assessment, inputs: Sequence[AnswerInput]) -> dict[str, Entry]:
    named = {given.entry for given in inputs} - {""}
    if not named:
        return {}
    edition = edition_structure(assessment.question_set)
    found = Entry.objects.filter(assessment=assessment, removed_at=None, reference__in=named)
    entries = {entry.reference: entry for entry in found}
    for given in inputs:
        if given.entry:
            point, section = edition.place_of(given.question_key)
            entry = entries.get(given.entry)
            if not entry or (entry.point_key, entry.section_key) != (point.key, section.key):
                raise Malformed("What you were answering for has been removed. Your answer was not saved.")
    return entries


def _stored(assessment: Assessment, inputs: Sequence[AnswerInput]) -> dict[AnswerKey, Answer]:
    rows = Answer.objects.filter(
        assessment=assessment, question_key__in=[given.question_key for given in inputs]
    ).select_related("entry", "saved_by")
    return {(row.question_key, row.entry.reference if row.entry else ""): row for row in rows}


def _bases(
    stored: dict[AnswerKey, Answer], inputs: Sequence[AnswerInput]
) -> dict[tuple[AnswerKey, int], tuple[object, str]]:
    """The values that forms were based on, by key and version; version 0 is blank and left out."""
    bases: dict[tuple[AnswerKey, int], tuple[object, str]] = {}
    stale: dict[tuple[int, int], AnswerKey] = {}
    for given in inputs:
        answer = stored.get(given.key)
        if not 0 <= given.base_version <= (answer.version if answer else 0):
            raise Malformed("This page is based on a version that does not exist. Open it again.")
        if answer and given.base_version == answer.version:
            bases[given.key, answer.version] = (answer.value, answer.explanation)
        elif answer and given.base_version:
            stale[answer.pk, given.base_version] = given.key
    if stale:
        pairs = reduce(or_, (Q(answer=pk, number=number) for pk, number in stale))
        for row in AnswerVersion.objects.filter(pairs):
            bases[stale[row.answer_id, row.number], row.number] = (row.value, row.explanation)
    return bases
