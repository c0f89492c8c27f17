"""Ten thousand assessments to measure pages with: rows alone, without events, versions or packs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final
from uuid import uuid4

from accounts.actions import invite_person
from accounts.models import Organisation, User
from assessments.demonstration.building import DOMAIN
from assessments.demonstration.large_edition import KEY, large_edition, next_edition
from assessments.models import Answer, Assessment, Project
from question_sets.editions import write_edition
from question_sets.kinds import QuestionKind
from question_sets.models import QuestionSet, Seal
from question_sets.structure import Question

BATCH: Final = 200
"""Assessments that are in memory at a time."""

VALUES: Final = {
    QuestionKind.CHOICE: "partly",
    QuestionKind.TEXT: "Synthetic: we looked at this at the start of alpha.",
    QuestionKind.MONEY: 50_000,
    QuestionKind.DATE: "2027-04-01",
}


@dataclass(frozen=True)
class Size:
    """How many of what."""

    assessments: int
    questions: int
    organisations: int
    answers: int
    """In each assessment."""

    def __str__(self) -> str:
        return (
            f"{self.assessments:,} assessments of {self.organisations} organisations, each with"
            f" {self.answers} answers, on an edition of {self.questions} questions"
        )


def holds_real_data() -> bool:
    """Whether somebody is in this database who is not of the demonstration."""
    return bool(User.objects.exclude(email__endswith=f"@{DOMAIN}").exists())


def is_crowded() -> bool:
    """Whether the crowd is there."""
    return QuestionSet.objects.filter(key=KEY).exists()


def crowd(size: Size, *, at: datetime) -> None:
    """Make the edition with its next draft, organisations, and in each its share of the assessments."""
    edition = large_edition(size.questions)
    published = write_edition(edition)
    Seal.objects.create(question_set=published, digest=edition.digest, published_at=at)
    write_edition(next_edition(edition))
    by, _ = invite_person(f"crowd@{DOMAIN}", name="Crowd (synthetic)", by=None, at=at)
    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"Organisation {number} (synthetic)") for number in range(size.organisations)
    )
    made = {"created_by": by, "created_at": at}
    numbers = iter(range(size.assessments))
    while batch := list(islice(numbers, BATCH)):
        _write_assessments(batch, organisations, published, edition.questions, size.answers, made)


def _write_assessments(
    numbers: Sequence[int],
    organisations: Sequence[Organisation],
    published: QuestionSet,
    asked: Sequence[Question],
    answers: int,
    made: dict[str, Any],
) -> None:
    projects = Project.objects.bulk_create(
        Project(
            organisation=organisations[number % len(organisations)],
            name=f"Project {number} (synthetic)",
            creation_token=uuid4(),
            **made,
        )
        for number in numbers
    )
    assessments = Assessment.objects.bulk_create(
        Assessment(project=project, question_set=published, creation_token=uuid4(), **made)
        for project in projects
    )
    Answer.objects.bulk_create(
        answer
        for number, assessment in zip(numbers, assessments, strict=True)
        for answer in _answers(number, assessment, asked, answers)
    )


def _answers(
    number: int, assessment: Assessment, questions: Sequence[Question], count: int
) -> Iterator[Answer]:
    """To so many questions in a row, other ones in the next assessment."""
    for place in range(min(count, len(questions))):
        question = questions[(number * 7 + place) % len(questions)]
        yield Answer(
            assessment=assessment,
            question_key=question.key,
            value=VALUES[question.kind],
            version=1,
            saved_by_id=assessment.created_by_id,
            saved_at=assessment.created_at,
        )
