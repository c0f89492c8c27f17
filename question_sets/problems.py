"""What keeps an edition from being published: pure functions over its structure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from question_sets.avoiding import avoid, questions_behind
from question_sets.circles import named_in
from question_sets.condition_rules import Found, condition_faults
from question_sets.kinds import QuestionKind, has_choices
from question_sets.limits import MOST
from question_sets.parts import EDITION, KEY, Part, PartKind, question_part, section_part
from question_sets.reaching import Paths, full_form, short_form, with_checks, witnesses
from question_sets.structure import Check, Clause, Edition, Level, Point, Question, Section
from question_sets.wording import either

_LABEL: Final = r"[-A-Za-z0-9_]+"
"""What an edition's own key and label are made of: a slug."""


@dataclass(frozen=True)
class Problem:
    """Something to mend, and the part where that is done."""

    part: Part
    message: str


def problems(edition: Edition) -> list[Problem]:
    """Everything to mend before the edition can be published, in its order.

    What can be shown and avoided comes last, and takes conditions that are broken for satisfied.
    """
    unfit = [Problem(EDITION, message) for message in _key_messages(edition)]
    if unfit:
        return unfit  # Nothing else could be linked to.
    found = [*_structure(edition), *condition_faults(edition)]
    broken = frozenset(part for part, _ in found)
    return [Problem(part, message) for part, message in (*found, *_out_of_reach(edition, broken))]


def same_label(label: str) -> str:
    """A choice as people tell it from others: white space and capital letters make no difference."""
    return " ".join(label.split()).casefold()


def _key_messages(edition: Edition) -> Iterator[str]:
    """Keys that no address can hold, or that name two parts. Only a file can bring them."""
    if not re.fullmatch(_LABEL, edition.key) or not re.fullmatch(_LABEL, edition.edition):
        yield "The name or label of this edition has other characters than letters, digits, - and _."
    points, questions = edition.points, edition.questions
    yield from _unfit_keys("point", ((point.key, point.title) for point in points))
    for point in points:
        yield from _unfit_keys("section", ((section.key, section.title) for section in point.sections))
    yield from _unfit_keys("question", ((question.key, question.code) for question in questions))
    for question in questions:
        yield from _unfit_keys("choice", ((choice.value, choice.label) for choice in question.choices))
    yield from _unfit_keys("check", ((check.key, check.message) for check in edition.checks))


def _unfit_keys(noun: str, named: Iterable[tuple[str, str]]) -> Iterator[str]:
    names: dict[str, list[str]] = {}
    for key, name in named:
        names.setdefault(key, []).append(name[:100])
    for key, (name, *others) in names.items():
        if others:
            yield f"The {noun} “{name}” and the {noun} “{others[0]}” have the same key."
        if not re.fullmatch(KEY, key):
            yield f"The {noun} “{name}” has a key that cannot be part of a web address."


def _structure(edition: Edition) -> Iterator[Found]:
    yield from ((EDITION, message) for message in _edition_messages(edition))
    for point in edition.points:
        part = EDITION.child(PartKind.POINT, point.key)
        yield from ((part, message) for message in _point_messages(point))
        yield from _guidance(part, point)
        for section in point.sections:
            yield from _section(part.child(PartKind.SECTION, section.key), section)
    for check in edition.checks:
        part = EDITION.child(PartKind.CHECK, check.key)
        yield from ((part, message) for message in _check_messages(check))


def _edition_messages(edition: Edition) -> Iterator[str]:
    if not edition.title.strip():
        yield "Enter a title."
    if not edition.points:
        yield "Add a point."
    yield from _too_many(PartKind.POINT, len(edition.points))
    yield from _too_many(PartKind.QUESTION, len(edition.questions))
    yield from _too_many(PartKind.CHECK, len(edition.checks))
    for number, count in Counter(point.number for point in edition.points).items():
        if count > 1:
            yield f"{count} points have the number {number}."
    for code, count in Counter(question.code for question in edition.questions).items():
        if count > 1 and code.strip():
            yield f"{count} questions have the code {code}."


def _point_messages(point: Point) -> Iterator[str]:
    if not point.title.strip():
        yield "Enter a title."
    if not point.sections:
        yield "Add a section."
    yield from _too_many(PartKind.SECTION, len(point.sections))
    yield from _too_many(PartKind.GUIDANCE, len(point.guidance))


def _guidance(part: Part, point: Point) -> Iterator[Found]:
    for place, link in enumerate(point.guidance, 1):
        if not link.title.strip():
            yield part.child(PartKind.GUIDANCE, place), "Enter a title."
        if not link.url.startswith(("https://", "http://")):
            yield part.child(PartKind.GUIDANCE, place), "Enter a web address that starts with https://."


def _section(part: Part, section: Section) -> Iterator[Found]:
    if not section.title.strip():
        yield part, "Enter a title."
    if not section.questions:
        yield part, "Add a question."
    yield from ((part, message) for message in _too_many(PartKind.CONDITION, len(section.shown_when)))
    for question in section.questions:
        own = question_part(question.key)
        yield from ((own, message) for message in _question_messages(question))
        yield from _choices(own, question)


def _question_messages(question: Question) -> Iterator[str]:
    if not question.text.strip():
        yield "Enter the text of the question."
    if not question.code.strip():
        yield "This question has no code. Number the questions of its point again."
    if has_choices(question.kind) and not question.choices:
        yield "Add a choice."
    if question.choices and not has_choices(question.kind):
        yield "Remove its choices, or choose a kind that has choices."
    if set(question.explain_for) - {choice.value for choice in question.choices}:
        yield "An explanation is asked for after a choice that this question does not have."
    yield from _too_many(PartKind.CHOICE, len(question.choices))
    yield from _too_many(PartKind.CONDITION, len(question.shown_when))


def _choices(part: Part, question: Question) -> Iterator[Found]:
    before: set[str] = set()
    for choice in question.choices:
        own = part.child(PartKind.CHOICE, choice.value)
        label = same_label(choice.label)
        if not label:
            yield own, "Enter a label for this choice."
        elif label in before:
            yield own, "Another choice of this question has this label. Word one of them in another way."
        before.add(label)
        if choice.exclusive and has_choices(question.kind) and question.kind is not QuestionKind.MULTI:
            yield own, "Only one choice can be picked here: this one need not exclude the others."


def _check_messages(check: Check) -> Iterator[str]:
    if not check.message.strip():
        yield "Enter a message."
    if not check.when:
        yield "Add a condition."
    yield from _too_many(PartKind.CONDITION, len(check.when))


def _too_many(kind: PartKind, count: int) -> Iterator[str]:
    if count > MOST[kind]:
        yield f"There are {count:,} {kind}s here, and room for {MOST[kind]:,}."


def _out_of_reach(edition: Edition, broken: frozenset[Part]) -> Iterator[Found]:
    """What no answers show, and what none avoid: in the full form, or else in the short form.

    A check that can fire in the full form need not in the short one, which does not ask everything.
    """
    told: set[Part] = set()
    for paths, form in (
        (with_checks(full_form(edition, without=broken), edition, without=broken), ""),
        (short_form(edition, without=broken), " in the short form"),
    ):
        for part, message in (*_never_shown(edition, paths, form), *_never_avoided(edition, paths, broken)):
            if part not in told:
                told.add(part)
                yield part, message


def _never_shown(edition: Edition, paths: Paths, form: str) -> Iterator[Found]:
    shown = frozenset(witnesses(paths))
    for part, clauses in paths.waits_for.items():
        if part in shown:
            continue
        if part.kind is PartKind.CHECK:
            yield part, f"This check can never fire: {_reason(edition, paths, shown, clauses)}"
        elif part.kind is PartKind.SECTION:
            yield part, f"This section is never shown{form}: {_reason(edition, paths, shown, clauses)}"
        elif _section_of(edition, part) in shown:
            yield part, f"This question is never shown{form}: {_reason(edition, paths, shown, clauses)}"


def _reason(edition: Edition, paths: Paths, shown: frozenset[Part], clauses: Iterable[Clause]) -> str:
    for clause in clauses:
        asked = [key for key in clause.questions if paths.is_asked(clause, key)]
        if not asked:
            outside = (key for key in named_in(clause) if key not in paths.questions)
            return f"it waits for {_codes(edition, outside)}, which is not in it."
        if not any(question_part(key) in shown for key in asked):
            return f"it waits for {_codes(edition, asked)}, which is never shown either."
    return "no answers were found that satisfy all its conditions together."


def _codes(edition: Edition, keys: Iterable[str]) -> str:
    return either(edition.question(key).code for key in keys)


def _section_of(edition: Edition, question: Part) -> Part:
    point, section = edition.place_of(question.keys[0])
    return section_part(point.key, section.key)


def _never_avoided(edition: Edition, paths: Paths, broken: frozenset[Part]) -> Iterator[Found]:
    """Contradictions that rest on no broken condition, and that every complete set of answers meets."""
    checks = [
        check
        for check in edition.checks
        if check.level is Level.CONTRADICTION and check.when and not _rests_on(edition, paths, check, broken)
    ]
    for check in avoid(paths, checks).unavoidable:
        message = "No complete answers were found that avoid this contradiction: no team could submit."
        yield EDITION.child(PartKind.CHECK, check.key), message


def _rests_on(edition: Edition, paths: Paths, check: Check, broken: frozenset[Part]) -> bool:
    if not broken:
        return False
    questions = [question_part(key) for key in questions_behind(paths, check)]
    behind = {
        EDITION.child(PartKind.CHECK, check.key),
        *questions,
        *(_section_of(edition, question) for question in questions),
    }
    return any(part in behind or _owner(part) in behind for part in broken)


def _owner(part: Part) -> Part:
    return part.owner if part.kind is PartKind.CONDITION else part
