"""Conditions in plain words, for teams ("Answer if you chose “No” at 1.5") and for editors. Pure.

A draft may name a question or a choice that is gone: its words then say so.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from question_sets.kinds import QuestionKind
from question_sets.nouns import counted
from question_sets.structure import Clause, Edition, Operator, Question

GONE: Final = "a question that is not in this edition"
NO_CHOICE: Final = "a choice that is not in this edition"


_Sentences = Mapping[Operator, str]

_TO_TEAMS: Final[_Sentences] = MappingProxyType(
    {
        Operator.ANY: "you chose {choices} at {asked}",
        Operator.OVER: "the amount at {asked} is more than {pounds}",
        Operator.MONTHS_AFTER_OVER: "the date at {asked} is more than {months} after the date at {other}",
        Operator.MONTHS_AFTER_UP_TO: "the date at {asked} is at most {months} after the date at {other}",
        Operator.BEFORE: "the date at {asked} is before the date at {other}",
    }
)

_TO_EDITORS: Final[_Sentences] = MappingProxyType(
    {
        Operator.ANY: "{asked} {holds} {choices}",
        Operator.OVER: "{asked} is over {pounds}",
        Operator.MONTHS_AFTER_OVER: "{asked} is more than {months} after {other}",
        Operator.MONTHS_AFTER_UP_TO: "{asked} is at most {months} after {other}",
        Operator.BEFORE: "{asked} is before {other}",
    }
)


def condition_sentence(clauses: Sequence[Clause], edition: Edition) -> str:
    """For a team, as one sentence without a full stop; blank where there are no conditions."""
    if not clauses:
        return ""
    return "Answer if " + " and ".join(_said(_TO_TEAMS, clause, edition) for clause in clauses)


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
    return _said(_TO_EDITORS, clause, edition)


def either(words: Iterable[str]) -> str:
    """ "a", "a or b", "a, b or c"."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _said(sentences: _Sentences, clause: Clause, edition: Edition) -> str:
    """A clause in one of the two voices."""
    return sentences[clause.operator].format(
        asked=_codes(clause, edition),
        holds=_is_or_includes(clause, edition),
        choices=_choices(clause, edition),
        pounds=f"£{clause.amount or 0:,}",
        months=counted(clause.amount or 0, "month"),
        other=_code(clause.other, edition) if clause.other else "no question",
    )


def _is_or_includes(clause: Clause, edition: Edition) -> str:
    kinds = {question.kind for question in _questions(clause, edition)}
    return "includes" if kinds == {QuestionKind.MULTI} else "is"


def _choices(clause: Clause, edition: Edition) -> str:
    labels = {choice.value: choice.label for each in _questions(clause, edition) for choice in each.choices}
    return either([f"“{labels[v]}”" if v in labels else NO_CHOICE for v in clause.values] or ["no choice"])


def _questions(clause: Clause, edition: Edition) -> tuple[Question, ...]:
    return tuple(edition.question(key) for key in clause.questions if edition.has_question(key))


def _codes(clause: Clause, edition: Edition) -> str:
    return either([_code(key, edition) for key in clause.questions] or ["no question"])


def _code(key: str, edition: Edition) -> str:
    return edition.question(key).code if edition.has_question(key) else GONE
