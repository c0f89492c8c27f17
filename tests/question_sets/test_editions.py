"""Writing, publishing and retiring editions."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from question_sets.editions import (
    write_edition,
)
from question_sets.reading import read_edition
from tests.question_sets.factories import (
    small_edition,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)


def test_what_is_written_is_read_back():
    edition = small_edition()

    question_set = write_edition(edition)

    assert read_edition(question_set) == edition


def test_an_edition_is_written_once():
    write_edition(small_edition())

    with pytest.raises(IntegrityError):
        write_edition(small_edition())
