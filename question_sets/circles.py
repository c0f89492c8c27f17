"""What questions wait for, and conditions that go in a circle, so that none of theirs is ever shown. Pure."""

from graphlib import CycleError, TopologicalSorter

from question_sets.structure import Clause, Edition


def circle(edition: Edition) -> tuple[str, ...]:
    """The keys of questions that wait for each other, the first one again at the end; empty when none do."""
    try:
        TopologicalSorter(waits_for(edition)).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return ()


def waits_for(edition: Edition) -> dict[str, tuple[str, ...]]:
    """The keys of questions that the conditions of each question, and of its section, name."""
    return {
        question.key: tuple(
            key for clause in (*section.shown_when, *question.shown_when) for key in named_in(clause)
        )
        for point in edition.points
        for section in point.sections
        for question in section.questions
    }


def named_in(clause: Clause) -> tuple[str, ...]:
    """The keys of all questions that a clause names."""
    return (*clause.questions, clause.other) if clause.other else clause.questions
