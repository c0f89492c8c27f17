"""Conditions that go in a circle: questions that wait for each other, so that none is ever shown. Pure."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from question_sets.structure import Clause, Edition


def circle(edition: Edition) -> tuple[str, ...]:
    """The keys of questions that wait for each other, the first one again at the end; empty when none do.

    A question waits for those that its conditions name, and those that its section's conditions name.
    """
    waits_for = {
        question.key: _named((*section.shown_when, *question.shown_when))
        for point in edition.points
        for section in point.sections
        for question in section.questions
    }
    try:
        TopologicalSorter(waits_for).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return ()


def _named(clauses: Iterable[Clause]) -> tuple[str, ...]:
    return tuple(
        key for clause in clauses for key in (*clause.questions, *((clause.other,) if clause.other else ()))
    )
