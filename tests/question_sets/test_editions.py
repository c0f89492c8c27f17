"""Writing, publishing and retiring editions."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from accounts.models import User
from events.models import Event
from question_sets.editions import (
    EditionHasProblems,
    EditionIsNotPublished,
    EditionIsSealed,
    publish,
    retire,
    write_edition,
)
from question_sets.models import Condition, EditionStatus, Point, QuestionSet, Retirement, Seal
from question_sets.reading import read_edition
from tests.accounts.factories import make_person
from tests.question_sets.factories import make_edition, make_point, save_edition, small_edition

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.fixture
def editor() -> User:
    return make_person()


def test_what_is_written_is_read_back() -> None:
    edition = small_edition()

    question_set = write_edition(edition)

    assert read_edition(question_set) == edition
    assert question_set.status is EditionStatus.DRAFT


def test_an_edition_is_written_once() -> None:
    write_edition(small_edition())

    with pytest.raises(IntegrityError):
        write_edition(small_edition())


def test_an_edition_that_cannot_be_written_leaves_nothing() -> None:
    twice = make_edition(make_point("one"), make_point("one"))

    with pytest.raises(IntegrityError):
        write_edition(twice)

    assert not QuestionSet.objects.exists()


def test_publishing_seals_the_content(editor: User) -> None:
    edition = small_edition()
    draft = save_edition(edition, sealed=False)

    seal = publish(draft, by=editor, at=NOW)

    assert (seal.digest, seal.published_at, seal.published_by) == (edition.digest, NOW, editor)
    assert QuestionSet.objects.get().status is EditionStatus.PUBLISHED
    event = Event.objects.get()
    assert (event.subject_kind, event.subject_id, event.kind) == ("edition", draft.pk, "edition_published")
    assert event.detail == {"digest": edition.digest}


def test_an_edition_is_published_once(editor: User) -> None:
    draft = save_edition(small_edition(), sealed=False)
    publish(draft, by=editor, at=NOW)

    with pytest.raises(EditionIsSealed):
        publish(draft, by=editor, at=NOW)

    assert Event.objects.count() == 1


def test_an_edition_with_problems_is_not_published(editor: User) -> None:
    unfinished = replace(make_point("one"), sections=())
    draft = save_edition(make_edition(unfinished), sealed=False)

    with pytest.raises(EditionHasProblems, match="Mend 1 problem before") as refusal:
        publish(draft, by=editor, at=NOW)

    assert [problem.message for problem in refusal.value.problems] == ["Add a section."]
    assert not Seal.objects.exists()
    assert not Event.objects.exists()


def test_retiring_ends_a_published_edition(editor: User) -> None:
    question_set = save_edition(small_edition())

    retire(question_set, by=editor, at=NOW)

    assert QuestionSet.objects.get().status is EditionStatus.RETIRED
    assert Event.objects.get().kind == "edition_retired"


@pytest.mark.parametrize("sealed", [True, False])
def test_only_a_published_edition_is_retired(editor: User, sealed: bool) -> None:
    question_set = save_edition(small_edition(), sealed=sealed)
    if sealed:
        retire(question_set, by=editor, at=NOW)

    with pytest.raises(EditionIsNotPublished):
        retire(question_set, by=editor, at=NOW)

    assert Retirement.objects.count() == int(sealed)


def test_editions_are_found_by_their_status(editor: User) -> None:
    draft, published, retired = (
        save_edition(make_edition(make_point("one"), edition=name), sealed=name != "draft")
        for name in ("draft", "published", "retired")
    )
    retire(retired, by=editor, at=NOW)

    assert list(QuestionSet.objects.drafts()) == [draft]
    assert list(QuestionSet.objects.published()) == [published]
    assert list(QuestionSet.objects.retired()) == [retired]
    assert list(QuestionSet.objects.with_status().newest_first()) == [retired, published, draft]


@pytest.mark.parametrize(
    "wrong",
    [
        {"operator": "any", "amount": 1},
        {"operator": "over", "amount": None},
        {"operator": "before", "other": ""},
        {"operator": "months_after_over", "amount": 1, "other": ""},
        {"operator": "like"},
        {"of_section_id": 1},
        {"of_question_id": None},
    ],
)
def test_the_database_refuses_a_condition_that_makes_no_sense(wrong: dict[str, object]) -> None:
    save_edition(small_edition(), sealed=False)
    condition = Condition.objects.filter(of_question__isnull=False, operator="any")

    with pytest.raises(IntegrityError):
        condition.update(**wrong)


def test_the_database_refuses_two_points_of_one_number() -> None:
    save_edition(small_edition(), sealed=False)

    with pytest.raises(IntegrityError):
        Point.objects.update(number=1)
