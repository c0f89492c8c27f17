"""What answers would have to be, piece by piece, with every piece open to be taken back. Pure.

The searches in `reaching` and `avoiding` try one way after another. What they suppose is noted here, and
undone when a way ends. A day is a number, of months that all have 28 days: the 29th to the 31st are never
needed to satisfy a condition, and without them "24 months later" is an exact distance.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeVar

from plain_text.limits import MAX_MONEY
from question_sets.kinds import QuestionKind, Value
from question_sets.structure import Choice, Clause, Operator, Question

DAYS_IN_A_MONTH: Final = 28
FIRST_YEAR: Final = 2000
YEARS: Final = 900
"""Dates are looked for in so many years: a form takes four numbers, and no condition needs more."""

_LAST_DAY = YEARS * 12 * DAYS_IN_A_MONTH
_NOTHING: Final = object()
_K = TypeVar("_K")
_V = TypeVar("_V")


class Notes:
    """Writes in dictionaries, and takes them back."""

    def __init__(self) -> None:
        self._before: list[tuple[dict[Any, Any], Any, object]] = []

    def write(self, where: dict[_K, _V], key: _K, value: _V) -> None:
        """Set a key, and remember what it was."""
        self._before.append((where, key, where.get(key, _NOTHING)))
        where[key] = value

    def mark(self) -> int:
        """Where we are now."""
        return len(self._before)

    def back_to(self, mark: int) -> None:
        """Undo everything since a mark."""
        while len(self._before) > mark:
            where, key, value = self._before.pop()
            if value is _NOTHING:
                del where[key]
            else:
                where[key] = value


class Dates:
    """Dates with least distances between them, which always hold: `at` is a solution."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._at: dict[str, int] = {}
        self._limits: dict[str, tuple[tuple[str, int], ...]] = {}

    def suppose(self, clause: Clause, key: str, *, holds: bool) -> bool:
        """Have the date satisfy the clause, or not; False where that cannot be any more."""
        other, days = clause.other or "", (clause.amount or 0) * DAYS_IN_A_MONTH
        if clause.operator is Operator.BEFORE:
            return self._at_most(key, other, -1) if holds else self._at_most(other, key, 0)
        if holds is (clause.operator is Operator.MONTHS_AFTER_OVER):
            return self._at_most(other, key, -days - 1)
        return self._at_most(key, other, days)

    def day(self, key: str) -> str:
        """The date, as an answer has it."""
        months, day = divmod(_LAST_DAY + self._at.get(key, 0), DAYS_IN_A_MONTH)
        year, month = divmod(months, 12)
        return f"{FIRST_YEAR + year}-{month + 1:02}-{day + 1:02}"

    def _at_most(self, key: str, other: str, days: int) -> bool:
        """At most so many days after the other date. Moves dates back until all distances hold."""
        self._notes.write(self._limits, other, (*self._limits.get(other, ()), (key, days)))
        moved = deque([other])
        while moved:
            here = moved.popleft()
            for there, limit in self._limits.get(here, ()):
                latest = self._at.get(here, 0) + limit
                if self._at.get(there, 0) > latest:
                    if there == other or latest < -_LAST_DAY:
                        return False
                    self._notes.write(self._at, there, latest)
                    moved.append(there)
        return True


class Supposition:
    """What the answers to some questions would have to be."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._dates = Dates(notes)
        self._chosen: dict[str, frozenset[str]] = {}
        self._ticked: dict[str, tuple[frozenset[str], ...]] = {}
        self._over: dict[str, int] = {}

    def suppose(self, question: Question, clause: Clause) -> bool:
        """Have the answer satisfy the clause too; False where no answer does."""
        return _SUPPOSE[clause.operator](self, question, clause)

    def answer(self, question: Question) -> Value:
        """An answer as supposed; None where any will do."""
        if question.kind is QuestionKind.CHOICE:
            allowed = self._chosen.get(question.key, frozenset())
            return next((choice.value for choice in question.choices if choice.value in allowed), None)
        if question.kind is QuestionKind.MULTI:
            return _ticks(question.choices, self._ticked.get(question.key, ()))
        if question.kind is QuestionKind.DATE:
            return self._dates.day(question.key)
        return self._over[question.key] + 1 if question.key in self._over else None

    def _is_any(self, question: Question, clause: Clause) -> bool:
        values = frozenset(clause.values)
        if question.kind is QuestionKind.MULTI:
            wanted = (*self._ticked.get(question.key, ()), values)
            self._notes.write(self._ticked, question.key, wanted)
            return _ticks(question.choices, wanted) is not None
        known = self._chosen.get(question.key) or frozenset(choice.value for choice in question.choices)
        allowed = known & values
        self._notes.write(self._chosen, question.key, allowed)
        return bool(allowed)

    def _is_over(self, question: Question, clause: Clause) -> bool:
        pounds = max(clause.amount or 0, self._over.get(question.key, 0))
        self._notes.write(self._over, question.key, pounds)
        return pounds < MAX_MONEY

    def _is_dated(self, question: Question, clause: Clause) -> bool:
        return self._dates.suppose(clause, question.key, holds=True)


def _ticks(choices: Sequence[Choice], wanted: Sequence[frozenset[str]]) -> list[str] | None:
    """The first choices that have one of each wanted set, in the order of the question; None without any.

    Together, or a single one that excludes the others.
    """
    together = [choice.value for choice in choices if not choice.exclusive]
    picked = {next((value for value in together if value in values), None) for values in wanted}
    if wanted and None not in picked:
        return [value for value in together if value in picked]
    alone = (choice.value for choice in choices if choice.exclusive)
    return next(([value] for value in alone if wanted and all(value in each for each in wanted)), None)


_SUPPOSE: Final[Mapping[Operator, Callable[[Supposition, Question, Clause], bool]]] = MappingProxyType(
    {
        Operator.ANY: Supposition._is_any,
        Operator.OVER: Supposition._is_over,
        Operator.MONTHS_AFTER_OVER: Supposition._is_dated,
        Operator.MONTHS_AFTER_UP_TO: Supposition._is_dated,
        Operator.BEFORE: Supposition._is_dated,
    }
)
