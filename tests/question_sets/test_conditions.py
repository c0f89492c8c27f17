"""When a clause holds."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_sets.conditions import holds
from question_sets.kinds import Value
from question_sets.structure import Clause, Operator
from tests.question_sets.factories import any_of, over

DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


def months_after(amount: int, operator: Operator = Operator.MONTHS_AFTER_OVER) -> Clause:
    return Clause(("end",), operator, amount=amount, other="start")


CLAUSES: dict[Operator, tuple[Clause, dict[str, Value]]] = {
    Operator.ANY: (any_of("a", "yes"), {"a": "yes"}),
    Operator.OVER: (over("a", 100), {"a": 101}),
    Operator.MONTHS_AFTER_OVER: (months_after(24), {"start": "2026-01-31", "end": "2028-02-01"}),
    Operator.MONTHS_AFTER_UP_TO: (
        months_after(24, Operator.MONTHS_AFTER_UP_TO),
        {"start": "2026-01-31", "end": "2028-01-31"},
    ),
    Operator.BEFORE: (
        Clause(("end",), Operator.BEFORE, other="start"),
        {"start": "2026-01-02", "end": "2026-01-01"},
    ),
}


@pytest.mark.parametrize("operator", Operator)
def test_every_operator_holds_and_never_on_a_blank(operator: Operator) -> None:
    clause, answers = CLAUSES[operator]

    assert holds((clause,), answers)
    assert not holds((clause,), {})
    for key in answers:
        assert not holds((clause,), {**answers, key: None})
        assert not holds((clause,), {**answers, key: ""})


def test_no_clause_holds() -> None:
    assert holds((), {})


def test_all_clauses_are_needed() -> None:
    both = (any_of("a", "yes"), over("b", 1))

    assert holds(both, {"a": "yes", "b": 2})
    assert not holds(both, {"a": "yes", "b": 1})
    assert not holds(both, {"a": "no", "b": 2})


def test_any_question_of_a_clause_is_enough() -> None:
    clause = Clause(("a", "b"), Operator.ANY, values=("yes",))

    assert holds((clause,), {"b": "yes"})
    assert not holds((clause,), {"a": "no", "b": "no"})


def test_the_same_questions_can_say_yes_and_no_in_two_clauses() -> None:
    yes, no = (Clause(("a", "b"), Operator.ANY, values=(value,)) for value in ("yes", "no"))

    assert holds((yes, no), {"a": "no", "b": "yes"})
    assert not holds((yes, no), {"a": "yes", "b": "yes"})


@pytest.mark.parametrize(
    ("value", "expected"),
    [(["risks"], True), (["skills", "risks"], True), (["skills"], False), ([], False), ("risks", True)],
)
def test_one_tick_of_many_is_enough(value: Value, expected: bool) -> None:
    assert holds((any_of("a", "risks", "other"),), {"a": value}) is expected


@pytest.mark.parametrize(("pounds", "expected"), [(20_000_000, False), (20_000_001, True), (0, False)])
def test_exactly_the_amount_is_not_over(pounds: int, expected: bool) -> None:
    assert holds((over("a", 20_000_000),), {"a": pounds}) is expected


@pytest.mark.parametrize(
    ("start", "months", "end", "expected"),
    [
        ("2026-04-01", 24, "2028-04-01", False),
        ("2026-04-01", 24, "2028-04-02", True),
        ("2026-01-31", 1, "2026-02-28", False),
        ("2026-01-31", 1, "2026-03-01", True),
        ("2024-02-29", 12, "2025-02-28", False),
        ("2024-02-29", 12, "2025-03-01", True),
        ("2026-12-15", 1, "2027-01-15", False),
        ("2026-12-15", 0, "2026-12-16", True),
        ("9999-06-01", 24, "9999-12-31", False),
    ],
)
def test_months_are_calendar_months(start: str, months: int, end: str, expected: bool) -> None:
    assert holds((months_after(months),), {"start": start, "end": end}) is expected


@given(start=DAYS, end=DAYS, months=st.integers(min_value=0, max_value=1200))
def test_up_to_is_the_complement_of_over(start: date, end: date, months: int) -> None:
    answers = {"start": start.isoformat(), "end": end.isoformat()}

    is_over = holds((months_after(months),), answers)

    assert holds((months_after(months, Operator.MONTHS_AFTER_UP_TO),), answers) is not is_over


@given(start=DAYS, months=st.integers(min_value=0, max_value=1200))
def test_a_day_so_many_months_later_is_the_last_that_is_not_over(start: date, months: int) -> None:
    ahead = start.year * 12 + start.month - 1 + months
    year, month = ahead // 12, ahead % 12 + 1
    if year >= date.max.year:
        return
    last = date(year, month, min(start.day, monthrange(year, month)[1]))
    first_over = date.fromordinal(last.toordinal() + 1)

    assert not holds((months_after(months),), {"start": start.isoformat(), "end": last.isoformat()})
    assert holds((months_after(months),), {"start": start.isoformat(), "end": first_over.isoformat()})


@pytest.mark.parametrize(
    ("end", "expected"), [("2026-03-31", True), ("2026-04-01", False), ("2026-04-02", False)]
)
def test_the_same_day_is_not_before(end: str, expected: bool) -> None:
    clause, _ = CLAUSES[Operator.BEFORE]

    assert holds((clause,), {"start": "2026-04-01", "end": end}) is expected
