"""Random editions whose conditions and contradictions get into each other's way."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from question_sets.condition_rules import condition_faults
from question_sets.kinds import QuestionKind, has_choices
from question_sets.structure import (
    Check,
    Clause,
    Edition,
    Level,
    Operator,
    Question,
    Section,
    with_digest,
)
from tests.question_sets.factories import ask, make_edition, make_point, make_section
from tests.question_sets.random_editions import random_edition

COMPARISONS = (Operator.BEFORE, Operator.MONTHS_AFTER_OVER, Operator.MONTHS_AFTER_UP_TO)


def entangled(random: Random) -> Edition:
    """A random edition with conditions and contradictions on top, which may rule each other out."""
    edition = random_edition(random)
    for _ in range(random.randint(1, 12)):
        points = tuple(
            replace(
                point,
                sections=tuple(_tangled(random, section, edition.questions) for section in point.sections),
            )
            for point in edition.points
        )
        grown = replace(edition, points=points, checks=_checks(random, edition))
        edition = edition if any(condition_faults(grown)) else grown
    return with_digest(edition)


def tiny(random: Random) -> Edition:
    """Four questions with conditions, so few that all sets of answers can be tried."""
    asked: list[Question] = []
    for number in range(4):
        question = _answerable(random, f"q{number}")
        clauses = (clause(random, asked) for _ in range(random.choice([0, 1, 1, 2])))
        asked.append(replace(question, shown_when=tuple(each for each in clauses if each)))
    checks = (
        Check(f"c{number}", Level.CONTRADICTION, _when(random, asked), "No.", "")
        for number in range(random.randrange(4))
    )
    edition = make_edition(
        make_point("one", make_section("section", *asked)),
        checks=tuple(check for check in checks if check.when),
    )
    assert not any(condition_faults(edition))
    return edition


def clause(random: Random, asked: Sequence[Question]) -> Clause | None:
    """Something about the answer to one or two of these questions."""
    comparable = [question for question in asked if has_choices(question.kind) or question.kind in _MEASURED]
    if not comparable:
        return None
    question = random.choice(comparable)
    alike = [each for each in asked if _is_like(each, question)]
    named = tuple(each.key for each in random.sample(alike, random.randint(1, min(2, len(alike)))))
    if question.kind is QuestionKind.MONEY:
        return Clause(named, Operator.OVER, amount=random.choice([0, 100]))
    if question.kind is QuestionKind.DATE:
        operator = random.choice(COMPARISONS)
        months = None if operator is Operator.BEFORE else random.choice([0, 1])
        others = [each.key for each in alike if each.key not in named]
        return Clause(named, operator, amount=months, other=random.choice(others)) if others else None
    values = [choice.value for choice in question.choices]
    chosen = random.sample(values, random.randint(1, min(2, len(values))))
    return Clause(named, Operator.ANY, values=tuple(chosen))


_MEASURED = (QuestionKind.MONEY, QuestionKind.DATE)


def _answerable(random: Random, key: str) -> Question:
    kind = random.choice([QuestionKind.CHOICE, QuestionKind.MULTI, QuestionKind.MONEY, QuestionKind.DATE])
    choices = {QuestionKind.CHOICE: ("yes", "no", "partly"), QuestionKind.MULTI: ("a", "b", "none!")}
    required, short_form = random.random() < 0.8, random.random() < 0.8
    return ask(key, kind, choices=choices.get(kind, ()), required=required, short_form=short_form)


def _is_like(question: Question, other: Question) -> bool:
    values, others = ({choice.value for choice in each.choices} for each in (question, other))
    return question.kind is other.kind and values == others


def _tangled(random: Random, section: Section, asked: Sequence[Question]) -> Section:
    """The section with one more condition here and there: `entangled` throws away what may not be named."""
    questions = tuple(
        _with_condition(random, question, asked) if random.random() < 0.1 else question
        for question in section.questions
    )
    return replace(section, questions=questions)


def _with_condition(random: Random, question: Question, asked: Sequence[Question]) -> Question:
    earlier = asked[: [each.key for each in asked].index(question.key)]
    more = clause(random, earlier)
    return replace(question, shown_when=(*question.shown_when, more)) if more else question


def _checks(random: Random, edition: Edition) -> tuple[Check, ...]:
    when = _when(random, edition.questions)
    more = Check(f"more-{len(edition.checks)}", Level.CONTRADICTION, when, "That cannot be.", "")
    return (*edition.checks, more) if when and random.random() < 0.5 else edition.checks


def _when(random: Random, asked: Sequence[Question]) -> tuple[Clause, ...]:
    clauses = (clause(random, asked) for _ in range(random.randint(1, 2)))
    return tuple(each for each in clauses if each)
