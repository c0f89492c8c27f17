"""Reading editions from the database."""

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from events import triggers
from question_sets import reading
from question_sets.models import Question, QuestionSet
from question_sets.reading import EDITIONS_KEPT, edition_structure, edition_structures, read_edition
from tests.question_sets.factories import make_edition, make_point, save_edition, small_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    reading._sealed.clear()
    yield
    reading._sealed.clear()


@pytest.mark.parametrize("number_of_points", [1, 3])
def test_an_edition_is_read_in_seven_queries(
    number_of_points: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = make_edition(*(make_point(f"point-{number}") for number in range(number_of_points)))
    save_edition(edition)
    question_set = QuestionSet.objects.with_status().get()

    with django_assert_num_queries(7):
        assert edition_structure(question_set) == edition
    with django_assert_num_queries(0):
        assert edition_structure(question_set) == edition


def test_several_editions_are_read_in_as_many_queries_as_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    older, newer, draft = (
        make_edition(make_point("only"), edition=f"2026-0{number}") for number in range(1, 4)
    )
    for edition in (older, newer, draft):
        save_edition(edition, sealed=edition is not draft)
    rows = QuestionSet.objects.with_status().order_by("-edition")

    with django_assert_num_queries(8):
        assert edition_structures(*rows) == (draft, newer, older)
    with django_assert_num_queries(8):
        assert edition_structures(*rows.all()) == (draft, newer, older)
    with django_assert_num_queries(0):
        assert edition_structures(*list(rows)[1:]) == (newer, older)


def test_a_draft_is_read_every_time() -> None:
    draft = save_edition(small_edition(), sealed=False)
    before = edition_structure(draft)

    Question.objects.filter(key="first.text").update(text="What else?")

    assert before.question("first.text").text == "What about first.text?"
    assert edition_structure(draft).question("first.text").text == "What else?"
    assert edition_structure(draft).digest != before.digest
    assert len(reading._sealed) == 0


def test_content_that_is_not_what_was_sealed_is_never_kept() -> None:
    question_set = save_edition(small_edition())
    triggers.remove(connection)
    Question.objects.filter(key="first.text").update(text="What else?")

    assert edition_structure(question_set).question("first.text").text == "What else?"
    assert len(reading._sealed) == 0


def test_only_so_many_editions_are_kept() -> None:
    for number in range(EDITIONS_KEPT + 2):
        edition_structure(save_edition(make_edition(make_point("one"), edition=f"edition-{number}")))

    assert len(reading._sealed) == EDITIONS_KEPT


def test_rows_are_read_in_their_order_and_not_in_that_of_their_making() -> None:
    draft = save_edition(small_edition(), sealed=False)
    first = Question.objects.get(key="first.text")

    first.position = 90
    first.save()

    questions = read_edition(draft).point("first").sections[0].questions
    assert [question.key for question in questions][-1] == "first.text"
