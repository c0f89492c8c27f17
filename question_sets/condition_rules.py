"""What a condition may name, in sentences for whoever breaks the rule: pure functions over an edition.

Conditions look back, so that none goes in a circle. An entry of a repeating section is seen from inside only.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from question_sets.circles import named_in, waits_for
from question_sets.kinds import QuestionKind, has_choices
from question_sets.nouns import with_article
from question_sets.parts import EDITION, Part, PartKind, question_part, section_part
from question_sets.structure import Clause, Edition, Operator, Question

Found = tuple[Part, str]
"""A part with a sentence on what is wrong with it."""

WITH_CHOICES: Final = frozenset(kind for kind in QuestionKind if has_choices(kind))
COMPARABLE: Final = WITH_CHOICES | {QuestionKind.MONEY, QuestionKind.DATE}
"""The kinds of questions that a condition can look at."""

_DATES: Final = (
    frozenset({QuestionKind.DATE}),
    "This condition compares dates, and {} does not ask for one.",
)
_KINDS: Final[Mapping[Operator, tuple[frozenset[QuestionKind], str]]] = MappingProxyType(
    {
        Operator.ANY: (WITH_CHOICES, "This condition names choices, and {} has none to pick from."),
        Operator.OVER: (
            frozenset({QuestionKind.MONEY}),
            "This condition names an amount, and {} does not ask for money.",
        ),
        Operator.MONTHS_AFTER_OVER: _DATES,
        Operator.MONTHS_AFTER_UP_TO: _DATES,
        Operator.BEFORE: _DATES,
    }
)


def condition_faults(edition: Edition) -> Iterator[Found]:
    """What is wrong with conditions, each under its own name, in the order of the edition."""
    sight = Sight(edition)
    for owner, clauses in _owners(edition):
        for place, clause in enumerate(clauses, 1):
            own = owner.child(PartKind.CONDITION, place)
            yield from ((own, message) for message in _clause_messages(edition, clause))
            refusals = (sight.refusal(owner, question.key) for question in questions_in(edition, clause))
            yield from ((own, message) for message in refusals if message)
        if owner.kind is PartKind.CHECK:
            yield from _joined_entries(sight, owner, clauses)


def refusals(edition: Edition, condition: Part) -> list[str]:
    """Why a condition cannot be as it is: what is wrong with it, or else that it is part of a circle.

    Each circle has a condition that looks ahead, which `condition_faults` names; it may be another one.
    """
    found = [message for part, message in condition_faults(edition) if part == condition]
    return found or list(_circle_messages(edition, condition))


def questions_in(edition: Edition, clause: Clause) -> list[Question]:
    """The questions that a clause names and the edition has, each once."""
    return [edition.question(key) for key in dict.fromkeys(named_in(clause)) if edition.has_question(key)]


class Sight:
    """Which questions a section, a question or a check may look at."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._order: dict[str, int] = {}
        self._starts: dict[Part, int] = {}
        self._section_of: dict[str, Part] = {}
        self._repeats: dict[Part, str] = {}
        for point in edition.points:
            for section in point.sections:
                part = section_part(point.key, section.key)
                self._starts[part] = len(self._order)
                self._repeats[part] = section.repeats
                for question in section.questions:
                    self._order[question.key] = len(self._order)
                    self._section_of[question.key] = part

    def refusal(self, owner: Part, key: str) -> str:
        """Why a condition of this owner may not name a question of the edition; blank where it may."""
        if owner.kind is PartKind.CHECK:
            return ""
        code = self._edition.question(key).code
        own = owner if owner.kind is PartKind.SECTION else self._section_of[owner.keys[0]]
        part = self._section_of[key]
        if owner.keys == (key,):
            return f"This condition of {code} names {code} itself."
        if part == owner:
            return f"This condition names {code}, which is asked in this section itself."
        if self._repeats[part] and part != own:
            return f"This condition names {code}, which is answered once for each {self._repeats[part]}."
        start = self._starts[owner] if owner == own else self._order[owner.keys[0]]
        return f"This condition names {code}, which is asked later." if self._order[key] >= start else ""

    def may_name(self, owner: Part, clauses: Iterable[Clause] = ()) -> tuple[Question, ...]:
        """The questions that one more condition beside these may look at, in order."""
        entered = self.entries(clauses) if owner.kind is PartKind.CHECK else {}
        return tuple(
            question
            for question in self._edition.questions
            if question.kind in COMPARABLE
            and not self.refusal(owner, question.key)
            and not self._is_of_another_entry(question.key, entered)
        )

    def entries(self, clauses: Iterable[Clause]) -> dict[Part, str]:
        """The repeating sections that these conditions look into, each with what an entry is called."""
        named = (question.key for clause in clauses for question in questions_in(self._edition, clause))
        sections = (self._section_of[key] for key in named)
        return {part: self._repeats[part] for part in sections if self._repeats[part]}

    def _is_of_another_entry(self, key: str, entered: Mapping[Part, str]) -> bool:
        """Whether the question is asked in a repeating section that is none of these."""
        part = self._section_of[key]
        return bool(entered and self._repeats[part] and part not in entered)


def _circle_messages(edition: Edition, condition: Part) -> Iterator[str]:
    """Follows what the condition waits for, until that is a question of its owner."""
    owner = condition.owner
    own = {
        question.key
        for section, questions in _sections(edition)
        for question in questions
        if owner in (question_part(question.key), section)
    }
    clauses = next(clauses for each, clauses in _owners(edition) if each == owner)
    waits = waits_for(edition)
    waiting = list(named_in(clauses[condition.position - 1]))
    seen: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in own:
            yield f"This condition goes in a circle: it waits for {edition.question(key).code} itself."
            return
        if key not in seen:
            seen.add(key)
            waiting += waits.get(key, ())


def _sections(edition: Edition) -> Iterator[tuple[Part, tuple[Question, ...]]]:
    for point in edition.points:
        for section in point.sections:
            yield section_part(point.key, section.key), section.questions


def _owners(edition: Edition) -> Iterator[tuple[Part, tuple[Clause, ...]]]:
    for point in edition.points:
        for section in point.sections:
            yield section_part(point.key, section.key), section.shown_when
            for question in section.questions:
                yield question_part(question.key), question.shown_when
    for check in edition.checks:
        yield EDITION.child(PartKind.CHECK, check.key), check.when


def _joined_entries(sight: Sight, owner: Part, clauses: Sequence[Clause]) -> Iterator[Found]:
    for place in range(1, len(clauses) + 1):
        entered = sight.entries(clauses[:place])
        if len(entered) > 1:
            first, other = map(with_article, [*entered.values()][:2])
            message = f"A check cannot look at {first} and {other} together."
            yield owner.child(PartKind.CONDITION, place), message
            return


def _clause_messages(edition: Edition, clause: Clause) -> Iterator[str]:
    """What is wrong with a clause wherever it stands."""
    if not clause.questions:
        yield "Choose a question for this condition."
    if any(not edition.has_question(key) for key in named_in(clause)):
        yield "This condition names a question that is not in this edition."
    kinds, message = _KINDS[clause.operator]
    questions = questions_in(edition, clause)
    yield from (message.format(each.code) for each in questions if each.kind not in kinds)
    if clause.operator is Operator.ANY:
        yield from _value_messages(clause, [each for each in questions if each.kind in kinds])
    elif clause.amount is None and clause.operator is not Operator.BEFORE:
        what = "an amount" if clause.operator is Operator.OVER else "a number of months"
        yield f"Enter {what} for this condition."
    if kinds == _DATES[0] and not clause.other:
        yield "Choose the date that this condition compares with."
    if clause.other in clause.questions:
        yield "This condition compares a date with itself."


def _value_messages(clause: Clause, questions: Sequence[Question]) -> Iterator[str]:
    if not clause.values:
        yield "Choose at least one answer for this condition."
    for question in questions:
        if set(clause.values) - {choice.value for choice in question.choices}:
            yield f"This condition names a choice that {question.code} does not have."
