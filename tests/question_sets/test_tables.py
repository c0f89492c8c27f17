"""Rows of an edition into the tables: whatever was edited, what is read back is what was made."""

from random import Random

import pytest
from django.db import IntegrityError, transaction

from question_sets.editions import write_edition
from question_sets.reading import read_edition
from question_sets.rows import rows_of
from question_sets.tables import write_changes
from tests.question_sets.factories import save_edition
from tests.question_sets.random_editions import random_edition
from tests.question_sets.random_edits import random_edits
from tests.telling import Tell

pytestmark = pytest.mark.django_db

SEED = 20_261_122
EDITIONS = 15
CHANGES = 8


def test_random_changes_are_read_back(tell: Tell) -> None:
    """Some edits make what no form accepts, such as two questions of one code: the tables refuse it whole."""
    written = refused = 0
    for number in range(EDITIONS):
        random = Random(SEED + number)
        now = random_edition(random)
        question_set = write_edition(now)
        for _ in range(CHANGES):
            after = random_edits(random, now)
            try:
                with transaction.atomic():
                    write_changes(question_set, rows_of(now), rows_of(after))
            except IntegrityError:
                refused += 1
            else:
                written += 1
                now = after
                question_set.refresh_from_db()
            assert read_edition(question_set) == now
        question_set.delete()
    tell(f"changes of editions from seed {SEED}: {written} written and read back, {refused} refused whole")
    assert written > refused


def test_a_sealed_edition_keeps_its_digest_whatever_is_tried(tell: Tell) -> None:
    tries = 0
    for number in range(EDITIONS):
        random = Random(SEED + number)
        edition = random_edition(random)
        question_set = save_edition(edition)
        for _ in range(CHANGES):
            after = random_edits(random, edition)
            if rows_of(after) == rows_of(edition):
                continue
            tries += 1
            with pytest.raises(IntegrityError), transaction.atomic():
                write_changes(question_set, rows_of(edition), rows_of(after))
            assert read_edition(question_set).digest == question_set.seal.digest
    tell(f"edits of {EDITIONS} sealed editions from seed {SEED}: {tries} refused, no digest changed")


def test_what_did_not_change_is_not_written(django_assert_num_queries: pytest.FixtureRequest) -> None:
    edition = random_edition(Random(SEED))
    question_set = write_edition(edition)
    with django_assert_num_queries(0):  # type: ignore[operator]
        write_changes(question_set, rows_of(edition), rows_of(edition))
