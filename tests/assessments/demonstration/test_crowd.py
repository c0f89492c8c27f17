"""The crowd to measure with: as large as asked for, fit to publish, and never beside real data."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import Organisation
from assessments.demonstration.crowd import Size, crowd
from assessments.demonstration.large_edition import KEY, LONG_SECTION, large_edition, next_edition
from assessments.models import Answer, Assessment
from question_sets import verification
from question_sets.changes import changes
from question_sets.models import EditionStatus, QuestionSet
from question_sets.problems import problems
from tests.assessments import factories

SMALL = Size(assessments=30, questions=60, organisations=7, answers=3)


@pytest.mark.parametrize("questions", [24, 60, 600])
def test_the_large_edition_can_be_published_and_so_can_the_next(questions: int) -> None:
    edition = large_edition(questions)
    draft = next_edition(edition)

    assert len(edition.questions) == questions
    assert [*problems(edition), *problems(draft)] == []
    assert draft.edition != edition.edition


def test_the_next_edition_has_changes_that_matter_and_some_that_do_not() -> None:
    edition = large_edition(600)
    found = [part for group in changes(edition, next_edition(edition)) for part in group.parts]

    assert {part.wording_only for part in found} == {True, False}
    assert max(len(section.questions) for point in edition.points for section in point.sections) == (
        LONG_SECTION
    )


@pytest.mark.django_db
def test_the_crowd_is_as_large_as_asked_for() -> None:
    crowd(SMALL, at=timezone.now())

    published, draft = QuestionSet.objects.filter(key=KEY).order_by("edition")
    assert (published.status, draft.status) == (EditionStatus.PUBLISHED, EditionStatus.DRAFT)
    assert verification.faults() == []
    assert Assessment.objects.filter(question_set=published).count() == SMALL.assessments
    assert Organisation.objects.filter(projects__assessments__isnull=False).distinct().count() == (
        SMALL.organisations
    )
    assert Answer.objects.count() == SMALL.assessments * SMALL.answers


@pytest.mark.django_db
def test_the_command_makes_one_crowd() -> None:
    options = {"assessments": 2, "questions": 24, "organisations": 1, "verbosity": 0}
    call_command("crowd", **options)

    with pytest.raises(CommandError, match="already"):
        call_command("crowd", **options)

    assert Assessment.objects.count() == 2


@pytest.mark.django_db
def test_the_command_refuses_a_portal_with_other_data() -> None:
    factories.lead()

    with pytest.raises(CommandError, match="other data"):
        call_command("crowd")

    assert not QuestionSet.objects.exists()


@pytest.mark.django_db
def test_the_command_refuses_a_portal_in_production(settings: Settings) -> None:
    settings.IS_PRODUCTION = True

    with pytest.raises(CommandError, match="other data"):
        call_command("crowd")

    assert not QuestionSet.objects.exists()
