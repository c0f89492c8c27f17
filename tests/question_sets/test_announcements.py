"""What teams are told about a publication."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from accounts.roles import Role
from question_sets.announcements import newer_publication, newest_publications, published_by_one_editor
from question_sets.editions import retire
from question_sets.models import QuestionSet
from tests.accounts.factories import make_person
from tests.question_sets.factories import SEALED_AT, make_edition, make_point, save_edition
from tests.question_sets.publishing import publish

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = (SEALED_AT + timedelta(days=days) for days in (1, 2, 3))


def published(name: str, announcement: str, at: datetime, *, key: str = "example") -> QuestionSet:
    return publish(replace(make_edition(make_point("one"), edition=name), key=key), announcement, at=at)


def told(question_sets: Iterable[QuestionSet]) -> list[tuple[str, str]]:
    return [(each.question_set.edition, each.announcement) for each in newest_publications(question_sets)]


def test_the_newest_publication_of_each_question_set_is_told() -> None:
    older = published("b", "The older one", FIRST)
    published("a", "The newer one", SECOND)
    other = published("c", "", THIRD, key="other")

    assert told([older, other]) == [("a", "The newer one"), ("c", "")]
    assert told([other]) == [("c", "")]
    assert told([]) == []


def test_an_edition_that_came_with_the_software_has_nothing_to_tell() -> None:
    shipped = save_edition(make_edition(make_point("one")))

    assert told([shipped]) == [("2026-01", "")]
    assert not published_by_one_editor(shipped)


def test_only_what_was_published_later_is_newer() -> None:
    first = published("z", "First", FIRST)
    second = published("y", "Second", SECOND)
    published("x", "Of another question set", THIRD, key="other")
    draft = save_edition(make_edition(make_point("one"), edition="draft"), sealed=False)

    newer = newer_publication(first)

    assert newer
    assert (newer.question_set, newer.published_at) == (second, SECOND)
    assert newer.announcement == "Second"
    assert newer_publication(second) is None
    assert not draft.is_sealed


def test_a_retired_edition_is_announced_to_nobody() -> None:
    first = published("1", "First", FIRST)
    second = published("2", "Second", SECOND)
    retire(second, by=make_person(Role.EDITOR), at=THIRD)

    assert told([first, second]) == [("1", "First")]
    assert newer_publication(first) is None


def test_a_publication_by_one_editor_is_known(settings: Settings) -> None:
    settings.SECOND_EDITOR = False
    alone = published("1", "", FIRST)
    settings.SECOND_EDITOR = True
    together = published("2", "", SECOND)

    assert published_by_one_editor(alone)
    assert not published_by_one_editor(together)
