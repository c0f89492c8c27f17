"""When a question is asked, in plain words: "Answer if you chose No at 1.5"."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from question_sets.structure import Clause, Edition, Operator


def condition_sentence(clauses: Sequence[Clause], edition: Edition) -> str:
    """The conditions as one sentence without a full stop; blank where there are none."""
    if not clauses:
        return ""
    return "Answer if " + " and ".join(_WORDS[clause.operator](clause, edition) for clause in clauses)


def _chosen(clause: Clause, edition: Edition) -> str:
    labels = {
        choice.value: choice.label for key in clause.questions for choice in edition.question(key).choices
    }
    chosen = either(f"“{labels.get(value, value)}”" for value in clause.values)
    return f"you chose {chosen} at {_codes(clause, edition)}"


def _over(clause: Clause, edition: Edition) -> str:
    return f"the amount at {_codes(clause, edition)} is more than £{clause.amount:,}"


def _months_over(clause: Clause, edition: Edition) -> str:
    return f"the date at {_codes(clause, edition)} is more than {_months_after(clause, edition)}"


def _months_up_to(clause: Clause, edition: Edition) -> str:
    return f"the date at {_codes(clause, edition)} is at most {_months_after(clause, edition)}"


def _before(clause: Clause, edition: Edition) -> str:
    return f"the date at {_codes(clause, edition)} is before the date at {_other(clause, edition)}"


def _months_after(clause: Clause, edition: Edition) -> str:
    return f"{clause.amount} months after the date at {_other(clause, edition)}"


def _codes(clause: Clause, edition: Edition) -> str:
    return either(edition.question(key).code for key in clause.questions)


def _other(clause: Clause, edition: Edition) -> str:
    return edition.question(clause.other).code if clause.other else ""


def either(words: Iterable[str]) -> str:
    """ "a", "a or b", "a, b or c"."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


_WORDS: Mapping[Operator, Callable[[Clause, Edition], str]] = MappingProxyType(
    {
        Operator.ANY: _chosen,
        Operator.OVER: _over,
        Operator.MONTHS_AFTER_OVER: _months_over,
        Operator.MONTHS_AFTER_UP_TO: _months_up_to,
        Operator.BEFORE: _before,
    }
)
