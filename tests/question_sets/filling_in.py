"""Fills in a snapshot of any edition without a database: one entry of each section that repeats."""

from collections.abc import Mapping
from dataclasses import replace

from assessments.completeness import Shown, ShownQuestion, what_is_shown
from assessments.models import Form
from assessments.snapshot import AnswerFacts, EntryFacts, Snapshot, UseFacts
from question_sets.conditions import Answers
from question_sets.kinds import QuestionKind, Value, is_valid_value
from question_sets.structure import Edition, Question
from tests.assessments.snapshots import answered, entry, snapshot, statement, use

OF_EACH_KIND: Mapping[QuestionKind, Value] = {
    QuestionKind.TEXT: "So it is.",
    QuestionKind.DATE: "2027-01-04",
    QuestionKind.MONEY: 0,
}


def given(edition: Edition, answers: Answers, *, form: str = Form.FULL) -> Snapshot:
    """A snapshot with these answers by question, in the one entry of a section that repeats."""
    entries = _entries(edition)
    facts = [
        _answer(edition.question(key), value, _owner(edition, key, entries))
        for key, value in answers.items()
        if edition.has_question(key)
    ]
    statements = tuple(statement(point.key, is_called_complete=True) for point in edition.points)
    empty = snapshot(edition, form=form, entries=tuple(entries.values()), statements=statements)
    return replace(empty, answers=tuple(facts))


def filled_in(edition: Edition, answers: Answers, *, form: str) -> Snapshot:
    """The same, with an answer to every other required question that is asked as it is filled in."""
    filled = given(edition, answers, form=form)
    while blanks := _blanks(what_is_shown(filled)):
        filled = replace(
            filled,
            answers=filled.answers + tuple(_default(shown) for shown in blanks),
            uses=filled.uses + tuple(_use(shown, edition) for shown in blanks),
        )
    return filled


def _entries(edition: Edition) -> Mapping[tuple[str, str], EntryFacts]:
    places = (
        (point.key, section.key) for point in edition.points for section in point.sections if section.repeats
    )
    return {place: entry(f"E-{number}", of=place) for number, place in enumerate(places)}


def _owner(edition: Edition, key: str, entries: Mapping[tuple[str, str], EntryFacts]) -> str:
    point, section = edition.place_of(key)
    return entries[point.key, section.key].reference if section.repeats else ""


def _answer(question: Question, value: Value, owner: str) -> AnswerFacts:
    assert is_valid_value(question, value), (question.kind, value)
    return replace(answered(value, "Because."), question_key=question.key, entry=owner)


def _blanks(shown: Shown) -> list[ShownQuestion]:
    return [each for each in shown.by_key.values() if each.is_blank and each.question.required]


def _default(shown: ShownQuestion) -> AnswerFacts:
    question = shown.question
    first = question.choices[0].value if question.choices else None
    value = {QuestionKind.CHOICE: first, QuestionKind.MULTI: [first], **OF_EACH_KIND}.get(question.kind)
    return _answer(question, value, shown.key[1])


def _use(shown: ShownQuestion, edition: Edition) -> UseFacts:
    key, owner = shown.key
    return use(edition.place_of(key)[0].key, key, entry=owner)
