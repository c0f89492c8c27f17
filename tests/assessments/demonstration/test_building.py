"""The demonstration data: made once, through the actions, and true of this portal."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from accounts.models import Organisation
from accounts.roles import Role
from assessments.completeness import gaps, what_is_shown
from assessments.demonstration import this_portal
from assessments.demonstration.building import PEOPLE, build
from assessments.findings import find
from assessments.lifecycle import Status
from assessments.models import Assessment, Form
from assessments.snapshot import Snapshot, take_snapshot
from question_sets.models import QuestionSet
from question_sets.problems import problems
from question_sets.reading import read_edition

pytestmark = pytest.mark.xdist_group("demonstration")

PATH = re.compile(
    r"\b(?:(?:accounts|assessments|docs|events|fixtures|plain_text|question_sets|reporting|scripts|static|"
    r"tcop_portal|templates|tests)/[\w./-]*\w|pyproject\.toml|[A-Z]+\.md|LICENCE)\b"
)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The shipped edition and all that is made on it: made once, as these tests only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", "tcop-2021-03", verbosity=0)
        build(QuestionSet.objects.published().get(), at=datetime(2026, 11, 22, tzinfo=UTC))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(made: None, db: None) -> None:
    """All that is made, and a test's own transaction in it."""


def of_this_portal() -> Snapshot:
    """The portal's own assessment."""
    assessments = Assessment.objects.with_project()
    return take_snapshot(assessments.get(project__name=this_portal.PROJECT["name"]))


def cited_paths(told: str) -> set[str]:
    """Paths of this repository in a text."""
    return set(PATH.findall(told))


def test_this_portals_own_assessment_has_no_gaps_and_names_its_limitations(
    demonstration: None, db: None
) -> None:
    snapshot = of_this_portal()

    assert snapshot.status == Status.SUBMITTED
    assert snapshot.form == Form.SHORT
    assert gaps(snapshot, what_is_shown(snapshot)) == ()
    limited = [statement for statement in snapshot.statements if statement.has_limitations == "yes"]
    assert len(limited) >= 6
    assert all(statement.limitations and statement.mitigation for statement in limited)


def test_every_path_that_this_portals_assessment_cites_exists() -> None:
    told = " ".join(str(asdict(point)) for point in this_portal.POINTS.values())

    cited = cited_paths(told)

    assert len(cited) >= 10
    assert [path for path in sorted(cited) if not (settings.BASE_DIR / path).exists()] == []


def test_a_path_that_does_not_exist_would_be_found() -> None:
    assert cited_paths("See assessments/nowhere.py, and NOTES.md.") == {"assessments/nowhere.py", "NOTES.md"}


def test_a_draft_of_the_next_edition_is_there_to_try_and_could_be_published(
    demonstration: None, db: None
) -> None:
    published, draft = QuestionSet.objects.published().get(), QuestionSet.objects.drafts().get()
    structure = read_edition(draft)

    assert (draft.key, len(structure.points)) == (published.key, 13)
    assert [point.title for point in structure.points[-2:]] == [
        "Make your technology sustainable",
        "Meet the Service Standard",
    ]
    assert problems(structure) == []
    assert {question.key for question in read_edition(published).questions} < {
        question.key for question in structure.questions
    }


def test_there_are_two_organisations_every_role_and_four_projects_in_different_states(
    demonstration: None, db: None
) -> None:
    assert Organisation.objects.count() == 2
    assert {role for person in PEOPLE for role in person.roles} == set(Role)
    states = Assessment.objects.order_by("pk").values_list("form", "status", "round")
    assert list(states) == [("short", "submitted", 1), ("full", "submitted", 2), ("full", "draft", 1)]


def test_the_draft_has_gaps_and_a_contradiction(demonstration: None) -> None:
    snapshot = take_snapshot(Assessment.objects.with_project().drafts().get())

    shown = what_is_shown(snapshot)
    assert len(gaps(snapshot, shown)) > 100
    assert [finding.check.key for finding in find(snapshot, shown)] == ["service-answers-disagree"]
