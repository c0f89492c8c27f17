"""All writes to editions. A sealed edition never changes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Model

from accounts.models import User
from events import chain
from events.chain import Subject, SubjectKind
from question_sets import models
from question_sets.problems import Problem, problems
from question_sets.reading import read_edition
from question_sets.structure import Check, Choice, Clause, Edition, Guidance, Point, Question, Section

_Item = TypeVar("_Item")
_Row = TypeVar("_Row", bound=Model)


class EditionIsSealed(Exception):
    """The edition is published already."""


class EditionIsNotPublished(Exception):
    """The edition is a draft, or retired."""


class EditionHasProblems(Exception):
    """The edition cannot be published before its problems are mended."""

    def __init__(self, found: list[Problem]) -> None:
        noun = "problem" if len(found) == 1 else "problems"
        super().__init__(f"Mend {len(found)} {noun} before you publish this edition.")
        self.problems = found


def publish(question_set: models.QuestionSet, *, by: User, at: datetime) -> models.Seal:
    """Seal a draft for good. Raises EditionIsSealed or EditionHasProblems."""
    with transaction.atomic():
        draft = _locked(question_set)
        if draft.is_sealed:
            raise EditionIsSealed("This edition is published already.")
        edition = read_edition(draft)
        if found := problems(edition):
            raise EditionHasProblems(found)
        seal = models.Seal.objects.create(
            question_set=draft, digest=edition.digest, published_at=at, published_by=by
        )
        chain.append(_subject(draft), "edition_published", by=by, at=at, detail={"digest": seal.digest})
    return seal


def retire(question_set: models.QuestionSet, *, by: User, at: datetime) -> models.Retirement:
    """Let no assessment start on a published edition. Raises EditionIsNotPublished."""
    with transaction.atomic():
        edition = _locked(question_set)
        if edition.status is not models.EditionStatus.PUBLISHED:
            raise EditionIsNotPublished("Only a published edition can be retired.")
        retirement = models.Retirement.objects.create(question_set=edition, retired_at=at, retired_by=by)
        chain.append(_subject(edition), "edition_retired", by=by, at=at)
    return retirement


def write_edition(edition: Edition) -> models.QuestionSet:
    """Keep an edition as a draft. Its digest is not looked at: publishing works out its own.

    Raises IntegrityError when there is such an edition already.
    """
    with transaction.atomic():
        question_set = models.QuestionSet.objects.create(
            key=edition.key,
            edition=edition.edition,
            title=edition.title,
            sources=list(edition.sources),
            attribution=edition.attribution,
        )
        points = _created((point, _point(question_set, point)) for point in edition.points)
        _created(pair for point, parent in points for pair in _guidance(parent, point))
        sections = _created(pair for point, parent in points for pair in _sections(parent, point))
        questions = _created(pair for section, parent in sections for pair in _questions(parent, section))
        _created(pair for question, parent in questions for pair in _choices(parent, question))
        checks = _created(
            (check, _check(question_set, place, check)) for place, check in enumerate(edition.checks, 1)
        )
        _created(pair for item, row in sections for pair in _conditions(item.shown_when, of_section=row))
        _created(pair for item, row in questions for pair in _conditions(item.shown_when, of_question=row))
        _created(pair for item, row in checks for pair in _conditions(item.when, of_check=row))
    return question_set


def _locked(question_set: models.QuestionSet) -> models.QuestionSet:
    return models.QuestionSet.objects.select_for_update(no_key=True).get(pk=question_set.pk)


def _subject(question_set: models.QuestionSet) -> Subject:
    return Subject(SubjectKind.EDITION, question_set.pk)


def _created(pairs: Iterable[tuple[_Item, _Row]]) -> list[tuple[_Item, _Row]]:
    """Insert the rows, each beside what it was made from."""
    made = list(pairs)
    if made:
        type(made[0][1])._default_manager.bulk_create([row for _, row in made])
    return made


def _point(question_set: models.QuestionSet, point: Point) -> models.Point:
    return models.Point(
        question_set=question_set,
        key=point.key,
        number=point.number,
        title=point.title,
        summary=point.summary,
        must_show=point.must_show,
    )


def _guidance(parent: models.Point, point: Point) -> Iterator[tuple[Guidance, models.Guidance]]:
    for place, link in enumerate(point.guidance, 1):
        yield link, models.Guidance(point=parent, position=place, title=link.title, url=link.url)


def _sections(parent: models.Point, point: Point) -> Iterator[tuple[Section, models.Section]]:
    for place, section in enumerate(point.sections, 1):
        row = models.Section(
            point=parent, position=place, key=section.key, title=section.title, repeats=section.repeats
        )
        yield section, row


def _questions(parent: models.Section, section: Section) -> Iterator[tuple[Question, models.Question]]:
    for place, question in enumerate(section.questions, 1):
        row = models.Question(
            question_set_id=parent.point.question_set_id,
            section=parent,
            position=place,
            key=question.key,
            code=question.code,
            text=question.text,
            help=question.help,
            kind=question.kind,
            required=question.required,
            short_form=question.short_form,
            source=question.source,
        )
        yield question, row


def _choices(parent: models.Question, question: Question) -> Iterator[tuple[Choice, models.Choice]]:
    for place, choice in enumerate(question.choices, 1):
        row = models.Choice(
            question=parent,
            position=place,
            value=choice.value,
            label=choice.label,
            exclusive=choice.exclusive,
            explain=choice.value in question.explain_for,
        )
        yield choice, row


def _check(question_set: models.QuestionSet, place: int, check: Check) -> models.Check:
    return models.Check(
        question_set=question_set,
        position=place,
        key=check.key,
        level=check.level,
        message=check.message,
        source=check.source,
    )


def _conditions(
    clauses: tuple[Clause, ...], **owner: models.Section | models.Question | models.Check
) -> Iterator[tuple[Clause, models.Condition]]:
    for place, clause in enumerate(clauses, 1):
        row = models.Condition(
            position=place,
            questions=list(clause.questions),
            operator=clause.operator,
            values=list(clause.values),
            amount=clause.amount,
            other=clause.other or "",
            **owner,
        )
        yield clause, row
