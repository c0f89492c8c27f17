"""What keeps an edition from being published: pure functions over its structure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from question_sets.kinds import QuestionKind, has_choices
from question_sets.structure import Check, Clause, Edition, Operator, Point, Question, Section


class Place(StrEnum):
    """What a problem is about."""

    EDITION = "edition"
    POINT = "point"
    SECTION = "section"
    QUESTION = "question"
    CHECK = "check"


@dataclass(frozen=True)
class Problem:
    """Something to mend. `keys` lead to the place: a section's are its point's and its own."""

    place: Place
    keys: tuple[str, ...]
    message: str


_Order = Mapping[str, int]

_COMPARED_KIND = {
    Operator.OVER: QuestionKind.MONEY,
    Operator.MONTHS_AFTER_OVER: QuestionKind.DATE,
    Operator.MONTHS_AFTER_UP_TO: QuestionKind.DATE,
    Operator.BEFORE: QuestionKind.DATE,
}


def problems(edition: Edition) -> list[Problem]:
    """Everything to mend before the edition can be published, in its order."""
    order = {question.key: place for place, question in enumerate(edition.questions)}
    found = [Problem(Place.EDITION, (), message) for message in _edition_messages(edition)]
    for point in edition.points:
        found += [Problem(Place.POINT, (point.key,), message) for message in _point_messages(point)]
        for section in point.sections:
            found += _section_problems(edition, point, section, order)
    for check in edition.checks:
        found += [Problem(Place.CHECK, (check.key,), message) for message in _check_messages(edition, check)]
    return found


def _edition_messages(edition: Edition) -> Iterator[str]:
    if not edition.title:
        yield "Enter a title."
    if not edition.points:
        yield "Add a point."
    yield from _repeated("point", (point.key for point in edition.points))
    yield from _repeated("point number", (str(point.number) for point in edition.points))
    yield from _repeated("question", (question.key for question in edition.questions))
    yield from _repeated("code", (question.code for question in edition.questions))
    yield from _repeated("check", (check.key for check in edition.checks))


def _point_messages(point: Point) -> Iterator[str]:
    if not point.title:
        yield "Enter a title."
    if not point.sections:
        yield "Add a section."
    yield from _repeated("section", (section.key for section in point.sections))


def _section_problems(edition: Edition, point: Point, section: Section, order: _Order) -> list[Problem]:
    found = [
        Problem(Place.SECTION, (point.key, section.key), message)
        for message in _section_messages(edition, section, order)
    ]
    for question in section.questions:
        found += [
            Problem(Place.QUESTION, (question.key,), message)
            for message in _question_messages(edition, section, question, order)
        ]
    return found


def _section_messages(edition: Edition, section: Section, order: _Order) -> Iterator[str]:
    if not section.title:
        yield "Enter a title."
    if not section.questions:
        yield "Add a question."
        return
    for clause in section.shown_when:
        yield from _clause_messages(edition, clause)
        yield from _order_messages(edition, clause, order, before=section.questions[0])
        yield from _entry_messages(edition, clause, inside=None)
        if any(question.short_form for question in section.questions):
            yield from _short_form_messages(edition, clause, "This section")


def _question_messages(
    edition: Edition, section: Section, question: Question, order: _Order
) -> Iterator[str]:
    if not question.text:
        yield "Enter the text of the question."
    yield from _choice_messages(question)
    for clause in question.shown_when:
        yield from _clause_messages(edition, clause)
        yield from _order_messages(edition, clause, order, before=question)
        yield from _entry_messages(edition, clause, inside=section)
        if question.short_form:
            yield from _short_form_messages(edition, clause, question.code)


def _choice_messages(question: Question) -> Iterator[str]:
    if has_choices(question.kind) and not question.choices:
        yield "Add a choice."
    if question.choices and not has_choices(question.kind):
        yield "A question of this kind has no choices."
    yield from _repeated("choice", (choice.value for choice in question.choices))
    for choice in question.choices:
        if not choice.label:
            yield f"Enter a label for the choice “{choice.value}”."
        if choice.exclusive and question.kind is not QuestionKind.MULTI:
            yield f"Only one choice can be picked: “{choice.label}” need not exclude the others."
    for value in _unknown(question.explain_for, question):
        yield f"An explanation is asked for after “{value}”, which is not a choice."


def _check_messages(edition: Edition, check: Check) -> Iterator[str]:
    if not check.message:
        yield "Enter a message."
    if not check.when:
        yield "Add a condition."
    for clause in check.when:
        yield from _clause_messages(edition, clause)
    asked = [key for clause in check.when for key in _named(clause) if edition.has_question(key)]
    places = (edition.place_of(key) for key in asked)
    if len({(point.key, section.key) for point, section in places if section.repeats}) > 1:
        yield "A check cannot join the entries of two repeating sections."


def _clause_messages(edition: Edition, clause: Clause) -> Iterator[str]:
    """What is wrong with a clause wherever it stands."""
    if not clause.questions:
        yield "A condition names no question."
    for key in _named(clause):
        if not edition.has_question(key):
            yield f"A condition names question {key}, which is not in this edition."
    for question in (edition.question(key) for key in _named(clause) if edition.has_question(key)):
        yield from _comparison_messages(clause, question)


def _comparison_messages(clause: Clause, question: Question) -> Iterator[str]:
    if clause.operator is Operator.ANY:
        if not clause.values:
            yield f"A condition on {question.code} names no choice."
        for value in _unknown(clause.values, question):
            yield f"A condition names “{value}”, which is not a choice of {question.code}."
    elif question.kind is not _COMPARED_KIND[clause.operator]:
        wanted = _COMPARED_KIND[clause.operator].label.lower()
        yield f"A condition on {question.code} needs a question of another kind: {wanted}."


def _order_messages(edition: Edition, clause: Clause, order: _Order, *, before: Question) -> Iterator[str]:
    """Conditions look back, so that none can go in a circle."""
    for key in _named(clause):
        if key == before.key:
            yield f"A condition of {before.code} depends on itself."
        elif order.get(key, -1) > order[before.key]:
            yield f"A condition names {edition.question(key).code}, which is asked later."


def _entry_messages(edition: Edition, clause: Clause, *, inside: Section | None) -> Iterator[str]:
    for key in _named(clause):
        if not edition.has_question(key):
            continue
        _, section = edition.place_of(key)
        if section.repeats and section is not inside:
            code = edition.question(key).code
            yield f"A condition names {code}, which is answered once for each {section.repeats}."


def _short_form_messages(edition: Edition, clause: Clause, shown: str) -> Iterator[str]:
    """In the short form a question outside it is blank, and a blank satisfies nothing."""
    asked = [edition.question(key) for key in clause.questions if edition.has_question(key)]
    if asked and not any(question.short_form for question in asked):
        codes = " or ".join(question.code for question in asked)
        yield f"{shown} is never shown in the short form: it waits for {codes}, which is not in it."


def _named(clause: Clause) -> tuple[str, ...]:
    return clause.questions + ((clause.other,) if clause.other else ())


def _unknown(values: Sequence[str], question: Question) -> list[str]:
    known = {choice.value for choice in question.choices}
    return [value for value in values if value not in known]


def _repeated(noun: str, names: Iterable[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"There are {count} of {noun} {name}."
