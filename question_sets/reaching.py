"""Can every question be shown? A search for answers that show it, which the real rule then confirms. Pure.

Conditions only ever ask for answers, never for their absence. So a question is shown by answers that satisfy
its conditions, its section's, and those of every question named in them. An entry of a repeating section sees
its own answers and the project-wide ones, so that one answer per question is enough to look for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from question_sets.conditions import Answers, holds
from question_sets.kinds import Value
from question_sets.parts import EDITION, Part, PartKind, question_part, section_part
from question_sets.structure import Clause, Edition, Question
from question_sets.supposing import Notes, Supposition

STEPS_PER_PART: Final = 2_000
STEPS_TOGETHER: Final = 100_000
STEPS_AT_LEAST: Final = 200
"""Where the search for a part gives up, and what is left for each when all of them took too long together."""


@dataclass(frozen=True)
class Paths:
    """What each section and question of one form waits for, in the order of asking."""

    questions: Mapping[str, Question]
    waits_for: Mapping[Part, tuple[Clause, ...]]

    def is_asked(self, clause: Clause, key: str) -> bool:
        """Whether the form asks this question of the clause, and the one that it is compared with."""
        return key in self.questions and (not clause.other or clause.other in self.questions)


def full_form(edition: Edition, *, without: frozenset[Part] = frozenset()) -> Paths:
    """The paths of the full form. Conditions named in `without` are taken for satisfied."""
    return _paths(edition, lambda question: True, without)


def with_checks(paths: Paths, edition: Edition, *, without: frozenset[Part] = frozenset()) -> Paths:
    """The same paths, and last what each check waits for that has a condition: to fire is to be shown."""
    checks = {
        part: _clauses(part, check.when, without)
        for check in edition.checks
        if check.when
        for part in [EDITION.child(PartKind.CHECK, check.key)]
    }
    return Paths(paths.questions, {**paths.waits_for, **checks})


def short_form(edition: Edition, *, without: frozenset[Part] = frozenset()) -> Paths:
    """The paths of the short form: what it does not ask is blank, and a blank satisfies nothing."""
    return _paths(edition, lambda question: question.short_form, without)


def witnesses(paths: Paths) -> Mapping[Part, Answers]:
    """Answers that show each part, by part. A part that is not there was not found to be ever shown."""
    return _Search(paths).witnesses()


def _paths(edition: Edition, is_in_form: Callable[[Question], bool], without: frozenset[Part]) -> Paths:
    questions: dict[str, Question] = {}
    waits_for: dict[Part, tuple[Clause, ...]] = {}
    for point in edition.points:
        for section in point.sections:
            asked = [question for question in section.questions if is_in_form(question)]
            if not asked:
                continue
            part = section_part(point.key, section.key)
            waits_for[part] = _clauses(part, section.shown_when, without)
            for question in asked:
                own = question_part(question.key)
                questions[question.key] = question
                waits_for[own] = waits_for[part] + _clauses(own, question.shown_when, without)
    return Paths(questions, waits_for)


def _clauses(owner: Part, clauses: Iterable[Clause], without: frozenset[Part]) -> tuple[Clause, ...]:
    return tuple(
        clause
        for place, clause in enumerate(clauses, 1)
        if owner.child(PartKind.CONDITION, place) not in without
    )


_Goal = Part | Clause | tuple[Clause, str]
_Agenda = tuple[_Goal, "_Agenda"] | None
"""What is still to reach: a part is shown, a clause holds, a clause holds by the answer to a question."""


class _Search:
    """Looks for as few sets of answers as show everything that can be shown."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.order = {part: place for place, part in enumerate(paths.waits_for)}
        self.steps_left = STEPS_TOGETHER
        self.begin()

    def begin(self) -> None:
        """Suppose nothing."""
        self.notes = Notes()
        self.supposed = Supposition(self.notes)
        self.shown: dict[Part, None] = {}

    def witnesses(self) -> dict[Part, Answers]:
        found: dict[Part, Answers] = {}
        waiting = dict.fromkeys(self.paths.waits_for)
        while waiting:
            first = next(iter(waiting))
            self.begin()
            if self.reach(first):
                self.reach_more(waiting)
                answers = self.answers()
                found |= {part: answers for part in self.confirmed(answers) if part in waiting}
            waiting = {part: None for part in waiting if part is not first and part not in found}
        return found

    def reach_more(self, waiting: Iterable[Part]) -> None:
        """Add whatever the answers so far leave room for, while there is time."""
        for part in waiting:
            if self.steps_left > 0:
                self.reach(part)

    def reach(self, goal: Part) -> bool:
        """Suppose what shows a part, on top of what is supposed already; nothing where that fails."""
        start = self.notes.mark()
        other_ways: list[tuple[int, _Agenda]] = []
        agenda: _Agenda = (goal, None)
        for _ in range(max(STEPS_AT_LEAST, min(STEPS_PER_PART, self.steps_left))):
            self.steps_left -= 1
            if agenda is None:
                return True
            ways = self.ways(*agenda)
            other_ways += ((self.notes.mark(), way) for way in reversed(ways))
            if not other_ways:
                break
            mark, agenda = other_ways.pop()
            self.notes.back_to(mark)
        self.notes.back_to(start)
        return False

    def ways(self, goal: _Goal, rest: _Agenda) -> list[_Agenda]:
        """The agendas that would come next; none where the goal is out of reach."""
        if isinstance(goal, Part):
            return [self.show(goal, rest)]
        if isinstance(goal, Clause):
            return [((goal, key), rest) for key in goal.questions if self.paths.is_asked(goal, key)]
        clause, key = goal
        if not self.supposed.suppose(self.paths.questions[key], clause):
            return []
        named = (key, clause.other) if clause.other else (key,)
        return [_before(rest, map(question_part, named))]

    def show(self, part: Part, rest: _Agenda) -> _Agenda:
        if part in self.shown:
            return rest
        self.notes.write(self.shown, part, None)
        return _before(rest, self.paths.waits_for[part])

    def answers(self) -> dict[str, Value]:
        """The answers supposed to the questions supposed to be shown."""
        asked = (self.paths.questions[part.keys[0]] for part in self.shown if part.kind is PartKind.QUESTION)
        supposed = ((question.key, self.supposed.answer(question)) for question in asked)
        return {key: value for key, value in supposed if value is not None}

    def confirmed(self, answers: Answers) -> Iterator[Part]:
        """The parts that these answers do show, by the rule that assessments follow."""
        seen: dict[str, Value] = {}
        for part in sorted(self.shown, key=self.order.__getitem__):
            if holds(self.paths.waits_for[part], seen):
                yield part
                if part.kind is PartKind.QUESTION and part.keys[0] in answers:
                    seen[part.keys[0]] = answers[part.keys[0]]


def _before(agenda: _Agenda, goals: Iterable[_Goal]) -> _Agenda:
    for goal in goals:
        agenda = (goal, agenda)
    return agenda
