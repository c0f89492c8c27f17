"""Can an edition be filled in without a contradiction? A search for answers that the rules confirm. Pure.

A team whose every complete set of answers contradicts itself could never submit. Conditions only ever ask for
answers, so the fewest answers satisfy the fewest conditions: what need not be answered stays blank, money is
nothing, one box is ticked. What is left to try are choices and the order of dates. A repeating section has
one entry, as another one could only add contradictions.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from question_sets.circles import named_in
from question_sets.condition_rules import COMPARABLE
from question_sets.conditions import Answers, holds
from question_sets.kinds import QuestionKind, Value, has_choices
from question_sets.parts import question_part
from question_sets.reaching import Paths
from question_sets.structure import Check, Clause, Question
from question_sets.supposing import Dates, Notes

STEPS_PER_SEARCH: Final = 8_000
STEPS_TOGETHER: Final = 30_000
STEPS_AT_LEAST: Final = 400
"""Where a search gives up, and what is left for each when all of them took too long together."""

_A_DATE: Final = "a date"


@dataclass(frozen=True)
class Avoidance:
    """Answers that fill in everything asked with none of the checks firing, and the checks given up on.

    The answers are those that checks depend on: any answers will do for the other questions.
    """

    answers: Answers
    unavoidable: tuple[Check, ...]


def avoid(paths: Paths, checks: Iterable[Check]) -> Avoidance:
    """Look for answers to everything required with none of the checks firing."""
    answers: dict[str, Value] = {}
    unavoidable: list[Check] = []
    budget = _Budget(STEPS_TOGETHER)
    for group in _groups(paths, checks):
        found, given_up = _avoid_most(group, budget)
        answers |= found
        unavoidable += given_up
    return Avoidance(answers, tuple(unavoidable))


def questions_behind(paths: Paths, check: Check) -> frozenset[str]:
    """The questions that a check looks at, and those that decide whether these are shown."""
    found: set[str] = set()
    waiting = [key for clause in check.when for key in named_in(clause)]
    while waiting:
        key = waiting.pop()
        if key in paths.questions and key not in found:
            found.add(key)
            waiting += (name for clause in paths.waits_for[question_part(key)] for name in named_in(clause))
    return frozenset(found)


@dataclass
class _Budget:
    """The steps that are left for all searches together."""

    steps: int


@dataclass(frozen=True)
class _Group:
    """Checks that share questions, with all questions behind them."""

    paths: Paths
    checks: tuple[Check, ...]
    keys: frozenset[str]

    def questions(self) -> list[Question]:
        """In the order of asking."""
        return [question for key, question in self.paths.questions.items() if key in self.keys]

    def with_checks(self, checks: tuple[Check, ...]) -> "_Group":
        """The same questions under some of the checks."""
        return _Group(self.paths, checks, self.keys)


def _groups(paths: Paths, checks: Iterable[Check]) -> list[_Group]:
    """Checks by the questions they share: whatever avoids one group leaves the others alone."""
    groups: list[_Group] = []
    for check in checks:
        merged = _Group(paths, (check,), questions_behind(paths, check))
        apart = []
        for group in groups:
            if merged.keys.isdisjoint(group.keys):
                apart.append(group)
            else:
                merged = _Group(paths, group.checks + merged.checks, group.keys | merged.keys)
        groups = [*apart, merged]
    return groups


def _avoid_most(group: _Group, budget: _Budget) -> tuple[Answers, list[Check]]:
    """Answers under which as many of the checks as the search manages do not fire, and those given up on.

    Out of steps, it stops at the first check that it gave up on: the rest was not looked at.
    """
    answers = _Search(group, budget).answers()
    if answers is not None:
        return answers, []
    if len(group.checks) == 1:
        return {}, [*group.checks]
    avoided: Answers = {}
    kept: tuple[Check, ...] = ()
    given_up: list[Check] = []
    for check in group.checks:
        answers = _Search(group.with_checks((*kept, check)), budget).answers()
        if answers is None:
            given_up.append(check)
        else:
            kept, avoided = (*kept, check), answers
        if given_up and budget.steps <= 0:
            break
    return avoided, given_up


_Step = Question | Check
_Way = Callable[[], bool]
"""Supposes something; False where that cannot be."""


_Comparison = tuple[Clause, str]
"""A clause about two dates, and the one of its questions that it is about."""


class _Search:
    """Answers question after question; after the last one that a check needs, sees that it does not fire."""

    def __init__(self, group: _Group, budget: _Budget) -> None:
        self.group = group
        self.budget = budget
        self.script = _script(group)
        self.candidates = _candidates(group)
        self.notes = Notes()
        self.dates = Dates(self.notes)
        self.given: dict[str, Value] = {}
        self.compared: dict[_Comparison, bool] = {}

    def answers(self) -> Answers | None:
        """The answers, confirmed; None where none were found."""
        other_ways: list[tuple[int, int, _Way]] = [(0, 0, lambda: True)]
        for _ in range(max(STEPS_AT_LEAST, min(STEPS_PER_SEARCH, self.budget.steps))):
            self.budget.steps -= 1
            if not other_ways:
                return None
            mark, place, way = other_ways.pop()
            self.notes.back_to(mark)
            if not way():
                continue
            if place == len(self.script):
                answers = self.concrete()
                return answers if _is_harmless(self.group, answers) else None
            mark = self.notes.mark()
            other_ways += ((mark, *step) for step in reversed(self.ways(place)))
        return None

    def ways(self, place: int) -> list[tuple[int, _Way]]:
        """What to try at a place of the script, each with the place to go on from."""
        step = self.script[place]
        clauses = step.when if isinstance(step, Check) else self.waits_for(step)
        state = self.all_hold(clauses)
        if not isinstance(state, bool):
            return [(place, self.comparing(state, truth)) for truth in (False, True)]
        if isinstance(step, Check):
            return [] if state else [(place + 1, lambda: True)]
        values = self.candidates[step.key] if state and step.required else (None,)
        return [(place + 1, self.giving(step.key, value)) for value in values]

    def waits_for(self, question: Question) -> tuple[Clause, ...]:
        return self.group.paths.waits_for[question_part(question.key)]

    def giving(self, key: str, value: Value) -> _Way:
        def give() -> bool:
            self.notes.write(self.given, key, value)
            return True

        return give

    def comparing(self, comparison: _Comparison, truth: bool) -> _Way:
        def compare() -> bool:
            self.notes.write(self.compared, comparison, truth)
            return self.dates.suppose(*comparison, holds=truth)

        return compare

    def all_hold(self, clauses: Iterable[Clause]) -> bool | _Comparison:
        """Whether all clauses hold, or what that depends on and is not settled yet."""
        states = [self.one_holds(clause) for clause in clauses]
        if False in states:
            return False
        return next((state for state in states if state is not True), True)

    def one_holds(self, clause: Clause) -> bool | _Comparison:
        if clause.other is None:
            return holds((clause,), self.given)
        dated = [key for key in clause.questions if self.given.get(key) and self.given.get(clause.other)]
        states = [self.compared.get((clause, key)) for key in dated]
        if True in states or None not in states:
            return True in states
        return clause, dated[states.index(None)]

    def concrete(self) -> dict[str, Value]:
        """The answers, with days for the dates."""
        given = {key: value for key, value in self.given.items() if value is not None}
        return {key: self.dates.day(key) if value is _A_DATE else value for key, value in given.items()}


def _script(group: _Group) -> list[_Step]:
    """The questions in their order, each check right after the last of its questions."""
    questions = group.questions()
    places = {question.key: place for place, question in enumerate(questions, 1)}
    after: dict[int, list[_Step]] = {}
    for check in group.checks:
        named = (places.get(key, 0) for clause in check.when for key in named_in(clause))
        after.setdefault(max(named, default=0), []).append(check)
    script = after.get(0, [])
    for place, question in enumerate(questions, 1):
        script += [question, *after.get(place, ())]
    return script


def _candidates(group: _Group) -> Mapping[str, tuple[Value, ...]]:
    """The answers worth trying for each question: those that satisfy no more conditions than another one."""
    paths = group.paths
    waits = (paths.waits_for[question_part(key)] for key in group.keys)
    clauses = [clause for each in (*waits, *(check.when for check in group.checks)) for clause in each]
    accepted: dict[str, list[frozenset[str]]] = {}
    for clause in clauses:
        for key in clause.questions:
            accepted.setdefault(key, []).append(frozenset(clause.values))
    return {
        question.key: tuple(_values(question, accepted.get(question.key, [])))
        for question in group.questions()
    }


def _values(question: Question, accepted: Sequence[frozenset[str]]) -> Iterator[Value]:
    if question.kind is QuestionKind.DATE:
        yield _A_DATE
    elif question.kind is QuestionKind.MONEY:
        yield 0
    elif has_choices(question.kind) and question.choices:
        for value in _least_accepted([choice.value for choice in question.choices], accepted):
            yield [value] if question.kind is QuestionKind.MULTI else value
    else:
        yield None


def _least_accepted(values: Sequence[str], accepted: Sequence[frozenset[str]]) -> list[str]:
    """One value of each set of conditions that no other value satisfies a part of."""
    satisfied = {
        value: frozenset(place for place, each in enumerate(accepted) if value in each) for value in values
    }
    first = {places: value for value, places in reversed(satisfied.items())}
    return [
        value
        for value, places in satisfied.items()
        if first[places] == value and not any(other < places for other in first)
    ]


def _is_harmless(group: _Group, answers: Answers) -> bool:
    """Whether everything required is answered and no check fires, by the rule that assessments follow."""
    seen: dict[str, Value] = {}
    for question in group.questions():
        if not holds(group.paths.waits_for[question_part(question.key)], seen):
            continue
        if question.key in answers:
            seen[question.key] = answers[question.key]
        elif question.required and question.kind in COMPARABLE:
            return False
    return not any(holds(check.when, seen) for check in group.checks)
