"""Reads an edition from the database, in a fixed number of queries. Sealed ones are kept in memory."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
_Rows = Sequence[models.QuestionSet]


def edition_structure(question_set: models.QuestionSet) -> Edition:
    """The edition as frozen data. A sealed one is read once and kept by its digest, a draft never."""
    (edition,) = edition_structures(question_set)
    return edition


def edition_structures(*question_sets: models.QuestionSet) -> tuple[Edition, ...]:
    """Several editions as frozen data, in as many queries as one."""
    kept = {
        each.pk: edition
        for each in question_sets
        if each.is_sealed and (edition := _sealed.get(each.seal.digest))
    }
    missing = [each for each in question_sets if each.pk not in kept]
    read = {row.pk: edition for row, edition in zip(missing, read_editions(*missing), strict=True)}
    for row in missing:
        if row.is_sealed:
            _keep(read[row.pk], row.seal.digest)
    return tuple((kept | read)[each.pk] for each in question_sets)


def read_edition(question_set: models.QuestionSet) -> Edition:
    """The edition as it is in the database now, in 7 queries. Its digest is that of what was read."""
    (edition,) = read_editions(question_set)
    return edition


def read_editions(*question_sets: models.QuestionSet) -> tuple[Edition, ...]:
    """Several editions as they are in the database now, in 7 queries, or none for none."""
    if not question_sets:
        return ()
    conditions = tuple(models.Condition.objects.of_edition(*question_sets).order_by("position"))
    points = _points(question_sets, conditions)
    checks = _checks(question_sets, conditions)
    return tuple(
        with_digest(
            Edition(
                key=row.key,
                edition=row.edition,
                title=row.title,
                sources=tuple(row.sources),
                attribution=row.attribution,
                digest="",
                points=points[row.pk],
                checks=checks[row.pk],
            )
        )
        for row in question_sets
    )


def _keep(edition: Edition, sealed_digest: str) -> None:
    """Content that is not what was sealed is never kept: `verification.faults` names it."""
    if edition.digest == sealed_digest:
        _sealed[sealed_digest] = edition
        while len(_sealed) > EDITIONS_KEPT:
            _sealed.popitem(last=False)


def _points(question_sets: _Rows, conditions: tuple[models.Condition, ...]) -> _Grouped[Point]:
    """The points of each edition."""
    links = models.Guidance.objects.filter(point__question_set__in=question_sets).order_by("position")
    guidance = _grouped((link.point_id, Guidance(link.title, link.url)) for link in links)
    sections = _sections(question_sets, conditions)
    rows = models.Point.objects.filter(question_set__in=question_sets).order_by("number")
    return _grouped(
        (
            row.question_set_id,
            Point(
                key=row.key,
                number=row.number,
                title=row.title,
                summary=row.summary,
                must_show=row.must_show,
                guidance=guidance[row.pk],
                sections=sections[row.pk],
            ),
        )
        for row in rows
    )


def _sections(question_sets: _Rows, conditions: tuple[models.Condition, ...]) -> _Grouped[Section]:
    """The sections of each point."""
    shown_when = _clauses(conditions, "of_section_id")
    questions = _questions(question_sets, conditions)
    rows = models.Section.objects.filter(point__question_set__in=question_sets).order_by("position")
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


def _questions(question_sets: _Rows, conditions: tuple[models.Condition, ...]) -> _Grouped[Question]:
    """The questions of each section."""
    shown_when = _clauses(conditions, "of_question_id")
    rows = models.Choice.objects.filter(question__question_set__in=question_sets).order_by("position")
    choices = _grouped((row.question_id, row) for row in rows)
    questions = models.Question.objects.filter(question_set__in=question_sets).order_by("position")
    return _grouped(
        (row.section_id, _question(row, choices[row.pk], shown_when[row.pk])) for row in questions
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


def _checks(question_sets: _Rows, conditions: tuple[models.Condition, ...]) -> _Grouped[Check]:
    """The checks of each edition."""
    when = _clauses(conditions, "of_check_id")
    rows = models.Check.objects.filter(question_set__in=question_sets).order_by("position")
    return _grouped((row.question_set_id, _check(row, when[row.pk])) for row in rows)


def _check(row: models.Check, when: tuple[Clause, ...]) -> Check:
    return Check(key=row.key, level=Level(row.level), when=when, message=row.message, source=row.source)


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
