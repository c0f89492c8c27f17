"""What the condition builder prints: the questions to pick from, and what is decided already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from editor.presenters.contents import Contents, long_title
from question_sets import changing
from question_sets.condition_rules import COMPARABLE, Sight, refusals
from question_sets.kinds import QuestionKind
from question_sets.nouns import capitalised
from question_sets.parts import Part, PartKind
from question_sets.refusals import TooMany
from question_sets.structure import Clause, Edition, Operator, Question
from question_sets.wording import clause_wording, fires_when, shown_when

WHICH: Final[Mapping[QuestionKind, str]] = MappingProxyType(
    {
        QuestionKind.CHOICE: "Which answer to question {}?",
        QuestionKind.MULTI: "Which answers to question {}?",
        QuestionKind.MONEY: "Which amount at question {}?",
        QuestionKind.DATE: "Which date at question {}?",
    }
)
"""The heading of the second page."""

MOST_OFFERED: Final = 50


@dataclass(frozen=True)
class PickList:
    """The questions that a condition of this owner may look at. ``beside``: the owner's other conditions."""

    contents: Contents
    owner: Part
    beside: tuple[Part, ...]

    @cached_property
    def within_sight(self) -> tuple[Question, ...]:
        """All of them, in order."""
        return self._sight.may_name(self.owner, self._clauses)

    @property
    def groups(self) -> list[tuple[str, list[Question]]]:
        """Those that something can be compared with, by point."""
        found: dict[str, list[Question]] = {}
        for question in self.within_sight:
            if not self._is_alone(question):
                point = self.contents.edition.place_of(question.key)[0]
                found.setdefault(f"{point.number}. {point.title}", []).append(question)
        return list(found.items())

    def alike(self, question: Question, chosen: Sequence[str]) -> list[Question]:
        """The others that the same condition may look at too, because they are answered alike.

        Of more than can be looked through, those of the same point, and those chosen already.
        """
        look = Clause((question.key,), Operator.ANY)
        seen = self._sight.may_name(self.owner, [*self._clauses, look])
        found = [each for each in seen if _is_alike(each, question)]
        if len(found) <= MOST_OFFERED:
            return found
        near = {each.key for each in self.contents.edition.place_of(question.key)[0].questions}
        return [each for each in found if each.key in near or each.key in chosen]

    def refusal(self, key: str) -> str:
        """Why this question cannot be picked; blank where it can."""
        if not self.contents.edition.has_question(key):
            return "This question is not in this edition any more. Choose another one"
        question = self.contents.edition.question(key)
        if question.kind not in COMPARABLE:
            return f"{question.code} has no choices, amount or date to look at. Choose another question"
        if refusal := self._sight.refusal(self.owner, key):
            return refusal
        if question not in self.within_sight:
            return f"{question.code} is asked in another repeating section than the other conditions look at"
        return f"There is no other date to compare {question.code} with" if self._is_alone(question) else ""

    @property
    def _clauses(self) -> list[Clause]:
        return [self.contents.clauses(part.owner)[part.position - 1] for part in self.beside]

    @cached_property
    def _sight(self) -> Sight:
        return Sight(self.contents.edition)

    def _is_alone(self, question: Question) -> bool:
        """Whether it is the only date: dates are compared with one another."""
        return self._dates == [question]

    @cached_property
    def _dates(self) -> list[Question]:
        return [each for each in self.within_sight if each.kind is QuestionKind.DATE]


def _is_alike(other: Question, question: Question) -> bool:
    """Whether the same answer can be given to both."""
    values, others = ({choice.value for choice in each.choices} for each in (question, other))
    return other.key != question.key and other.kind is question.kind and values == others


@dataclass(frozen=True)
class Tried:
    """An edition as it would be with a condition: its words, and what the rules have against it."""

    words: str
    whole: str
    refusals: tuple[str, ...]


def try_out(edition: Edition, owner: Part, condition: Part | None, fields: Mapping[str, Any]) -> Tried:
    """Add or change a condition, in memory. Raises TooMany at a limit."""
    try:
        if condition:
            after, part = changing.change(edition, condition, fields), condition
        else:
            after, part = changing.add(edition, PartKind.CONDITION, owner, "", fields)
    except changing.TooManyParts as error:
        raise TooMany(str(error)) from error
    clauses = Contents(after, lambda *_: "").clauses(owner)
    whole = (fires_when if owner.kind is PartKind.CHECK else shown_when)(clauses, after)
    return Tried(clause_wording(clauses[part.position - 1], after), whole, tuple(refusals(after, part)))


@dataclass(frozen=True)
class Building:
    """What both pages of the builder say around their form. ``decided``: the owner's other conditions."""

    caption: str
    back_href: str
    back_text: str
    intro: str
    decided: tuple[str, ...]


def building(contents: Contents, owner: Part, beside: Sequence[Part]) -> Building:
    """The words around a form for a condition of this owner."""
    name = capitalised(contents.name(owner))
    does = "fires" if owner.kind is PartKind.CHECK else "is shown"
    with_others = f"{name} {does} when this holds and:"
    return Building(
        caption=long_title(contents, owner),
        back_href=contents.page(owner),
        back_text=name,
        intro=with_others if beside else f"{name} {does} when this holds.",
        decided=tuple(contents.title(part) for part in beside),
    )
