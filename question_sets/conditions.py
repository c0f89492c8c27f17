"""Is this question shown, does this check fire: pure functions over {question key: value}."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from question_sets.kinds import Value
from question_sets.structure import Clause, Operator

Answers = Mapping[str, Value]


def holds(clauses: Iterable[Clause], answers: Answers) -> bool:
    """Whether all clauses hold; without clauses they do.

    `answers` are the shown answers only: what is absent or blank never satisfies a clause.
    """
    return all(_clause_holds(clause, answers) for clause in clauses)


def _clause_holds(clause: Clause, answers: Answers) -> bool:
    test = _TESTS[clause.operator]
    other = answers.get(clause.other) if clause.other else None
    return any(test(clause, answers.get(key), other) for key in clause.questions)


def _is_any(clause: Clause, value: Value, _other: Value) -> bool:
    chosen = value if isinstance(value, (list, tuple)) else (value,)
    return any(item in clause.values for item in chosen)


def _is_over(clause: Clause, value: Value, _other: Value) -> bool:
    """Strictly over: exactly the amount is not over. Source: process.md, thresholds of spend control."""
    return isinstance(value, int) and clause.amount is not None and value > clause.amount


def _is_months_after_over(clause: Clause, value: Value, other: Value) -> bool:
    """Later than the same day of the month, so many months on."""
    return _has_dates(value, other) and _day(value) > _months_later(_day(other), clause.amount or 0)


def _is_months_after_up_to(clause: Clause, value: Value, other: Value) -> bool:
    """The complement: on or before that day, however early."""
    return _has_dates(value, other) and not _is_months_after_over(clause, value, other)


def _is_before(_clause: Clause, value: Value, other: Value) -> bool:
    """An earlier day. The same day is not before: a contract of one day starts and ends on it."""
    return _has_dates(value, other) and _day(value) < _day(other)


_TESTS: dict[Operator, Callable[[Clause, Value, Value], bool]] = {
    Operator.ANY: _is_any,
    Operator.OVER: _is_over,
    Operator.MONTHS_AFTER_OVER: _is_months_after_over,
    Operator.MONTHS_AFTER_UP_TO: _is_months_after_up_to,
    Operator.BEFORE: _is_before,
}

# Year, month and day as a tuple: a date object ends at the year 9999, and a sum of months may pass it.
_Day = tuple[int, int, int]


def _has_dates(*values: Value) -> bool:
    return all(isinstance(value, str) and value for value in values)


def _day(value: Value) -> _Day:
    day = date.fromisoformat(str(value))
    return day.year, day.month, day.day


def _months_later(day: _Day, months: int) -> _Day:
    """The same day of a later month, or that month's last day when it is shorter."""
    years, month = divmod(day[1] - 1 + months, 12)
    year = day[0] + years
    return year, month + 1, min(day[2], monthrange(year, month + 1)[1])
