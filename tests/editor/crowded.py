"""The draft of the walk with many of everything in it, and many editions beside it."""

from dataclasses import replace
from typing import Final

from accounts.models import User
from events.chain import Subject, SubjectKind, append
from question_sets.kinds import QuestionKind
from question_sets.models import Decision, PublicationRequest, QuestionSet, Seal
from question_sets.reading import read_edition
from question_sets.rows import rows_of
from question_sets.structure import Check, Choice, Edition, Guidance, Level, Point
from question_sets.tables import write_changes
from tests.assessments.factories import NOW
from tests.editor.places import DRAFT, KEY, WAITING
from tests.question_sets.factories import (
    SEALED_AT,
    any_of,
    ask,
    make_edition,
    make_point,
    make_section,
    small_edition,
)

MANY: Final = 50


def crowd_editions(editor: User) -> None:
    """Many of each kind of part, and many editions, requests and events."""
    for name in (DRAFT, WAITING):
        draft = QuestionSet.objects.get(key=KEY, edition=name)
        before = rows_of(read_edition(draft))
        write_changes(draft, before, rows_of(crowded_edition(name)))
    _more_editions(editor)
    _more_history(QuestionSet.objects.get(key=KEY, edition=DRAFT), editor)


def crowded_edition(name: str) -> Edition:
    """The small edition with many more of each part in its first point, and many more points and checks."""
    small = small_edition()
    checks = tuple(
        Check(f"check-{number}", Level.WARNING, (any_of("first.choice", "no"),), f"Look at {number}.", "")
        for number in range(MANY)
    )
    points = tuple(make_point(f"point-{number}") for number in range(MANY))
    return make_edition(
        _crowded_point(small.points[0]),
        small.points[1],
        *points,
        checks=(*small.checks, *checks),
        edition=name,
    )


def _crowded_point(point: Point) -> Point:
    kinds, later = point.sections
    choices = tuple(Choice(f"choice-{number}", f"Choice {number}", False) for number in range(MANY))
    asked = tuple(
        replace(question, choices=(*question.choices, *choices))
        if question.kind is QuestionKind.CHOICE
        else question
        for question in kinds.questions
    )
    revealed = (any_of("first.choice", "no"),)
    more = tuple(ask(f"first.more-{number}", shown_when=revealed) for number in range(MANY))
    sections = tuple(make_section(f"section-{number}") for number in range(MANY // 2))
    links = tuple(Guidance(f"Read {number}", f"https://example.org/{number}") for number in range(MANY // 2))
    return replace(
        point,
        guidance=(*point.guidance, *links),
        sections=(
            replace(kinds, questions=asked),
            replace(later, questions=(*later.questions, *more)),
            *sections,
        ),
    )


def _more_editions(editor: User) -> None:
    rows = QuestionSet.objects.bulk_create(
        QuestionSet(key=key, edition=f"2020-{number}", title="Example standard")
        for number in range(MANY)
        for key in (KEY, f"other-{number}")
    )
    sealed = rows[: len(rows) // 2]
    PublicationRequest.objects.bulk_create(
        PublicationRequest(
            question_set=row,
            digest=read_edition(row).digest,
            announcement="What is new",
            needs_approval=False,
            asked_by=editor,
            asked_at=NOW,
            decision=Decision.APPROVED,
            decided_by=editor,
            decided_at=NOW,
        )
        for row in sealed
    )
    Seal.objects.bulk_create(
        Seal(question_set=row, digest=read_edition(row).digest, published_at=SEALED_AT, published_by=editor)
        for row in sealed
    )


def _more_history(draft: QuestionSet, editor: User) -> None:
    gone = max(QuestionSet.objects.values_list("pk", flat=True)) + 1
    PublicationRequest.objects.bulk_create(
        PublicationRequest(
            question_set=draft,
            digest="0" * 64,
            needs_approval=True,
            asked_by=editor,
            asked_at=NOW,
            decision=Decision.WITHDRAWN,
            decided_by=editor,
            decided_at=NOW,
        )
        for _ in range(MANY)
    )
    for number in range(MANY):
        changed = Subject(SubjectKind.EDITION, draft.pk)
        detail = {"part": f"question/first.more-{number}", "fields": ["text"]}
        append(changed, "part_changed", by=editor, at=NOW, detail=detail)
        discarded = {"key": KEY, "edition": f"2019-{number}"}
        append(
            Subject(SubjectKind.EDITION, gone + number),
            "edition_discarded",
            by=editor,
            at=NOW,
            detail=discarded,
        )
