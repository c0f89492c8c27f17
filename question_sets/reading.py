"""Reads an edition from the database, in a fixed number of queries. Sealed ones are kept in memory."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import TypeVar

from question_sets import models
from question_sets.kinds import QuestionKind
from question_sets.structure import (
    Check,
    Choice,
    Clause,
    Edition,
    Guidance,
    Level,
    Operator,
    Point,
    Question,
    Section,
    with_digest,
)

EDITIONS_KEPT = 16

_sealed: OrderedDict[str, Edition] = OrderedDict()

_T = TypeVar("_T")
_Grouped = Mapping[int, tuple[_T, ...]]


def edition_structure(question_set: models.QuestionSet) -> Edition:
    """The edition as frozen data. A sealed one is read once and kept by its digest, a draft never."""
    if not question_set.is_sealed:
        return read_edition(question_set)
    kept = _sealed.get(question_set.seal.digest)
    return kept or _keep(read_edition(question_set), question_set.seal.digest)


def read_edition(question_set: models.QuestionSet) -> Edition:
    """The edition as it is in the database now, in 7 queries. Its digest is that of what was read."""
    conditions = models.Condition.objects.of_edition(question_set).order_by("position")
    unsealed = Edition(
        key=question_set.key,
        edition=question_set.edition,
        title=question_set.title,
        sources=tuple(question_set.sources),
        attribution=question_set.attribution,
        digest="",
        points=_points(question_set, tuple(conditions)),
        checks=_checks(question_set, tuple(conditions)),
    )
    return with_digest(unsealed)


def _keep(edition: Edition, sealed_digest: str) -> Edition:
    """Content that is not what was sealed is never kept: `verification.faults` names it."""
    if edition.digest == sealed_digest:
        _sealed[sealed_digest] = edition
        while len(_sealed) > EDITIONS_KEPT:
            _sealed.popitem(last=False)
    return edition


def _points(question_set: models.QuestionSet, conditions: tuple[models.Condition, ...]) -> tuple[Point, ...]:
    links = models.Guidance.objects.filter(point__question_set=question_set).order_by("position")
    guidance = _grouped((link.point_id, Guidance(link.title, link.url)) for link in links)
    sections = _sections(question_set, conditions)
    return tuple(
        Point(
            key=row.key,
            number=row.number,
            title=row.title,
            summary=row.summary,
            must_show=row.must_show,
            guidance=guidance[row.pk],
            sections=sections[row.pk],
        )
        for row in question_set.points.order_by("number")
    )


def _sections(
    question_set: models.QuestionSet, conditions: tuple[models.Condition, ...]
) -> _Grouped[Section]:
    """The sections of each point."""
    shown_when = _clauses(conditions, "of_section_id")
    questions = _questions(question_set, conditions)
    rows = models.Section.objects.filter(point__question_set=question_set).order_by("position")
    return _grouped(
        (
            row.point_id,
            Section(
                key=row.key,
                title=row.title,
                repeats=row.repeats,
                shown_when=shown_when[row.pk],
                questions=questions[row.pk],
            ),
        )
        for row in rows
    )


def _questions(
    question_set: models.QuestionSet, conditions: tuple[models.Condition, ...]
) -> _Grouped[Question]:
    """The questions of each section."""
    shown_when = _clauses(conditions, "of_question_id")
    rows = models.Choice.objects.filter(question__question_set=question_set).order_by("position")
    choices = _grouped((row.question_id, row) for row in rows)
    return _grouped(
        (row.section_id, _question(row, choices[row.pk], shown_when[row.pk]))
        for row in question_set.questions.order_by("position")
    )


def _question(
    row: models.Question, choices: tuple[models.Choice, ...], shown_when: tuple[Clause, ...]
) -> Question:
    return Question(
        key=row.key,
        code=row.code,
        text=row.text,
        help=row.help,
        kind=QuestionKind(row.kind),
        required=row.required,
        short_form=row.short_form,
        explain_for=tuple(choice.value for choice in choices if choice.explain),
        choices=tuple(Choice(choice.value, choice.label, choice.exclusive) for choice in choices),
        shown_when=shown_when,
        source=row.source,
    )


def _checks(question_set: models.QuestionSet, conditions: tuple[models.Condition, ...]) -> tuple[Check, ...]:
    when = _clauses(conditions, "of_check_id")
    return tuple(
        Check(key=row.key, level=Level(row.level), when=when[row.pk], message=row.message, source=row.source)
        for row in question_set.checks.order_by("position")
    )


def _clauses(conditions: tuple[models.Condition, ...], owner: str) -> _Grouped[Clause]:
    """The clauses of each section, question or check."""
    owner_of = attrgetter(owner)
    return _grouped((owner_of(row), _clause(row)) for row in conditions if owner_of(row))


def _clause(row: models.Condition) -> Clause:
    return Clause(
        questions=tuple(row.questions),
        operator=Operator(row.operator),
        values=tuple(row.values),
        amount=row.amount,
        other=row.other or None,
    )


def _grouped(pairs: Iterable[tuple[int, _T]]) -> _Grouped[_T]:
    groups: defaultdict[int, tuple[_T, ...]] = defaultdict(tuple)
    for key, item in pairs:
        groups[key] += (item,)
    return groups
