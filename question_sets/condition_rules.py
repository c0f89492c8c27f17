"""What a condition may name, in sentences for whoever breaks the rule: pure functions over an edition.

Conditions look back, so that none goes in a circle. An entry of a repeating section is seen from inside only.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from question_sets.kinds import QuestionKind, has_choices
from question_sets.nouns import with_article
from question_sets.parts import EDITION, Part, PartKind
from question_sets.structure import Check, Clause, Edition, Operator, Question, Section

Found = tuple[Part, str]
"""A part with a sentence on what is wrong with it."""

_KINDS: Final[Mapping[Operator, tuple[frozenset[QuestionKind], str]]] = MappingProxyType(
    {
        Operator.ANY: (
            frozenset(kind for kind in QuestionKind if has_choices(kind)),
            "This condition names choices, and {code} has none to pick from.",
        ),
        Operator.OVER: (
            frozenset({QuestionKind.MONEY}),
            "This condition names an amount, and {code} does not ask for money.",
        ),
        **dict.fromkeys(
            (Operator.MONTHS_AFTER_OVER, Operator.MONTHS_AFTER_UP_TO, Operator.BEFORE),
            (
                frozenset({QuestionKind.DATE}),
                "This condition compares dates, and {code} does not ask for a date.",
            ),
        ),
    }
)


def condition_faults(edition: Edition) -> Iterator[Found]:
    """What is wrong with conditions, each under its own name, in the order of the edition."""
    order = {question.key: place for place, question in enumerate(edition.questions)}
    reached = 0
    for point in edition.points:
        for section in point.sections:
            part = EDITION.child(PartKind.POINT, point.key).child(PartKind.SECTION, section.key)
            yield from _section_faults(edition, part, section, order, reached)
            for question in section.questions:
                yield from _question_faults(edition, section, question, order)
            reached += len(section.questions)
    for check in edition.checks:
        yield from _check_faults(edition, check)


def named_in(clause: Clause) -> tuple[str, ...]:
    """The keys of all questions that a clause names."""
    return (*clause.questions, clause.other) if clause.other else clause.questions


def _section_faults(
    edition: Edition, part: Part, section: Section, order: Mapping[str, int], reached: int
) -> Iterator[Found]:
    own = {question.key for question in section.questions}
    for name, clause in _conditions(part, section.shown_when):
        yield from ((name, message) for message in _clause_messages(edition, clause))
        yield from ((name, message) for message in _entry_messages(edition, clause, inside=None))
        for question in _named_questions(edition, clause):
            if question.key in own:
                yield name, f"This condition names {question.code}, which is asked in this section itself."
            elif order[question.key] >= reached:
                yield name, f"This condition names {question.code}, which is asked later."


def _question_faults(
    edition: Edition, section: Section, question: Question, order: Mapping[str, int]
) -> Iterator[Found]:
    part = EDITION.child(PartKind.QUESTION, question.key)
    for name, clause in _conditions(part, question.shown_when):
        yield from ((name, message) for message in _clause_messages(edition, clause))
        yield from ((name, message) for message in _entry_messages(edition, clause, inside=section))
        for other in _named_questions(edition, clause):
            if other.key == question.key:
                yield name, f"This condition of {question.code} names {question.code} itself."
            elif order[other.key] > order[question.key]:
                yield name, f"This condition names {other.code}, which is asked later."


def _check_faults(edition: Edition, check: Check) -> Iterator[Found]:
    part = EDITION.child(PartKind.CHECK, check.key)
    entries: list[Section] = []
    for name, clause in _conditions(part, check.when):
        yield from ((name, message) for message in _clause_messages(edition, clause))
        for section in _sections(edition, clause):
            if section.repeats and section not in entries:
                entries.append(section)
                if len(entries) > 1:
                    first, other = (with_article(each.repeats) for each in (entries[0], section))
                    yield name, f"A check cannot look at {first} and {other} together."


def _conditions(owner: Part, clauses: Iterable[Clause]) -> Iterator[tuple[Part, Clause]]:
    for place, clause in enumerate(clauses, 1):
        yield owner.child(PartKind.CONDITION, place), clause


def _clause_messages(edition: Edition, clause: Clause) -> Iterator[str]:
    """What is wrong with a clause wherever it stands."""
    if not clause.questions:
        yield "Choose a question for this condition."
    if any(not edition.has_question(key) for key in named_in(clause)):
        yield "This condition names a question that is not in this edition."
    kinds, message = _KINDS[clause.operator]
    questions = _named_questions(edition, clause)
    yield from (message.format(code=each.code) for each in questions if each.kind not in kinds)
    if clause.operator is Operator.ANY:
        yield from _value_messages(clause, [each for each in questions if each.kind in kinds])
    elif clause.amount is None and clause.operator is not Operator.BEFORE:
        what = "an amount" if clause.operator is Operator.OVER else "a number of months"
        yield f"Enter {what} for this condition."
    if clause.operator not in (Operator.ANY, Operator.OVER) and not clause.other:
        yield "Choose the date that this condition compares with."


def _value_messages(clause: Clause, questions: Sequence[Question]) -> Iterator[str]:
    if not clause.values:
        yield "Choose at least one answer for this condition."
    for question in questions:
        if set(clause.values) - {choice.value for choice in question.choices}:
            yield f"This condition names a choice that {question.code} does not have."


def _entry_messages(edition: Edition, clause: Clause, *, inside: Section | None) -> Iterator[str]:
    for question in _named_questions(edition, clause):
        section = edition.place_of(question.key)[1]
        if section.repeats and section is not inside:
            each = section.repeats
            yield f"This condition names {question.code}, which is answered once for each {each}."


def _named_questions(edition: Edition, clause: Clause) -> list[Question]:
    """The questions named that are there, each once."""
    return [edition.question(key) for key in dict.fromkeys(named_in(clause)) if edition.has_question(key)]


def _sections(edition: Edition, clause: Clause) -> Iterator[Section]:
    for key in named_in(clause):
        if edition.has_question(key):
            yield edition.place_of(key)[1]
