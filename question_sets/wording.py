"""Conditions in plain words, for teams ("Answer if you chose “No” at 1.5") and for editors. Pure.

A draft may name a question or a choice that is gone: its words then say so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from question_sets.kinds import QuestionKind
from question_sets.structure import Clause, Edition, Operator, Question

GONE: Final = "a question that is not in this edition"
NO_CHOICE: Final = "a choice that is not in this edition"


def condition_sentence(clauses: Sequence[Clause], edition: Edition) -> str:
    """For a team, as one sentence without a full stop; blank where there are no conditions."""
    if not clauses:
        return ""
    return "Answer if " + " and ".join(_TO_TEAMS[clause.operator](clause, edition) for clause in clauses)


def shown_when(clauses: Sequence[Clause], edition: Edition) -> str:
    """For an editor: "Shown when 11.23 is over £20,000,000", without a full stop."""
    if not clauses:
        return "Always shown"
    return "Shown when " + " and ".join(clause_wording(clause, edition) for clause in clauses)


def fires_when(clauses: Sequence[Clause], edition: Edition) -> str:
    """For an editor: when a check fires, without a full stop."""
    if not clauses:
        return "Never fires: it has no condition yet"
    return "Fires when " + " and ".join(clause_wording(clause, edition) for clause in clauses)


def clause_wording(clause: Clause, edition: Edition) -> str:
    """For an editor, one condition: "1.5 is “Partly” or “No”"."""
    return _TO_EDITORS[clause.operator](clause, edition)


def either(words: Iterable[str]) -> str:
    """ "a", "a or b", "a, b or c"."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _you_chose(clause: Clause, edition: Edition) -> str:
    return f"you chose {_choices(clause, edition)} at {_codes(clause, edition)}"


def _amount_is_more(clause: Clause, edition: Edition) -> str:
    return f"the amount at {_codes(clause, edition)} is more than {_pounds(clause)}"


def _date_is_more_than(clause: Clause, edition: Edition) -> str:
    return f"the date at {_codes(clause, edition)} is more than {_months_after_the_date(clause, edition)}"


def _date_is_at_most(clause: Clause, edition: Edition) -> str:
    return f"the date at {_codes(clause, edition)} is at most {_months_after_the_date(clause, edition)}"


def _date_is_before(clause: Clause, edition: Edition) -> str:
    return f"the date at {_codes(clause, edition)} is before the date at {_other(clause, edition)}"


def _months_after_the_date(clause: Clause, edition: Edition) -> str:
    return f"{_months(clause)} after the date at {_other(clause, edition)}"


def _is_or_includes(clause: Clause, edition: Edition) -> str:
    kinds = {question.kind for question in _questions(clause, edition)}
    verb = "includes" if kinds == {QuestionKind.MULTI} else "is"
    return f"{_codes(clause, edition)} {verb} {_choices(clause, edition)}"


def _is_over(clause: Clause, edition: Edition) -> str:
    return f"{_codes(clause, edition)} is over {_pounds(clause)}"


def _is_more_than(clause: Clause, edition: Edition) -> str:
    return f"{_codes(clause, edition)} is more than {_months(clause)} after {_other(clause, edition)}"


def _is_at_most(clause: Clause, edition: Edition) -> str:
    return f"{_codes(clause, edition)} is at most {_months(clause)} after {_other(clause, edition)}"


def _is_before(clause: Clause, edition: Edition) -> str:
    return f"{_codes(clause, edition)} is before {_other(clause, edition)}"


def _choices(clause: Clause, edition: Edition) -> str:
    labels = {choice.value: choice.label for each in _questions(clause, edition) for choice in each.choices}
    return either([f"“{labels[v]}”" if v in labels else NO_CHOICE for v in clause.values] or ["no choice"])


def _pounds(clause: Clause) -> str:
    return f"£{clause.amount or 0:,}"


def _months(clause: Clause) -> str:
    return "1 month" if clause.amount == 1 else f"{clause.amount or 0} months"


def _questions(clause: Clause, edition: Edition) -> tuple[Question, ...]:
    return tuple(edition.question(key) for key in clause.questions if edition.has_question(key))


def _codes(clause: Clause, edition: Edition) -> str:
    return either([_code(key, edition) for key in clause.questions] or ["no question"])


def _other(clause: Clause, edition: Edition) -> str:
    return _code(clause.other, edition) if clause.other else "no question"


def _code(key: str, edition: Edition) -> str:
    return edition.question(key).code if edition.has_question(key) else GONE


_Words = Mapping[Operator, Callable[[Clause, Edition], str]]

_TO_TEAMS: Final[_Words] = MappingProxyType(
    {
        Operator.ANY: _you_chose,
        Operator.OVER: _amount_is_more,
        Operator.MONTHS_AFTER_OVER: _date_is_more_than,
        Operator.MONTHS_AFTER_UP_TO: _date_is_at_most,
        Operator.BEFORE: _date_is_before,
    }
)

_TO_EDITORS: Final[_Words] = MappingProxyType(
    {
        Operator.ANY: _is_or_includes,
        Operator.OVER: _is_over,
        Operator.MONTHS_AFTER_OVER: _is_more_than,
        Operator.MONTHS_AFTER_UP_TO: _is_at_most,
        Operator.BEFORE: _is_before,
    }
)
