"""What changed between two editions, row by row: exact, whatever was changed."""

import json
from random import Random
from typing import Final

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from question_sets import changing
from question_sets.differences import (
    ChangedRow,
    Differences,
    DoesNotApply,
    apply,
    differences,
    from_document,
    to_document,
)
from question_sets.parts import part_of
from question_sets.structure import Edition
from tests.question_sets.factories import small_edition
from tests.question_sets.random_editions import editions
from tests.question_sets.random_edits import random_edits
from tests.telling import Tell

SEED: Final = 20261122
EXAMPLES: Final = 200

EDITED: Final = st.builds(
    lambda edition, number: (edition, random_edits(Random(number), edition)),
    editions(),
    st.integers(0, 2**32 - 1),
)
"""An edition, and what some edits made of it."""

PAIRS: Final = EDITED | st.tuples(editions(), editions())


def test_differences_are_the_rows_that_differ_and_no_more_of_them() -> None:
    before = small_edition()
    after = changing.change(before, part_of("question/first.text"), {"help": "Be brief.", "required": False})

    assert differences(before, after) == Differences(
        changed=(
            ChangedRow(
                part_of("question/first.text"),
                {"help": "", "required": True},
                {"help": "Be brief.", "required": False},
            ),
        )
    )


def test_differences_applied_make_the_newer_edition_with_its_digest(tell: Tell) -> None:
    tried: list[bool] = []

    @seed(SEED)
    @settings(max_examples=EXAMPLES, deadline=None, database=None)
    @given(PAIRS)
    def hold(pair: tuple[Edition, Edition]) -> None:
        before, after = pair
        found = differences(before, after)
        tried.append(bool(found))

        assert apply(before, found) == after
        written = json.dumps(to_document(found))
        assert from_document(json.loads(written)) == found
        assert apply(before, from_document(json.loads(written))) == after

    hold()
    tell(f"differences applied: seed {SEED}, {len(tried)} examples, {sum(tried)} with differences")
    assert sum(tried) > EXAMPLES / 2


@settings(max_examples=50, deadline=None)
@given(editions())
def test_equal_editions_differ_in_nothing(edition: Edition) -> None:
    found = differences(edition, edition)

    assert not found
    assert found == Differences()
    assert apply(edition, found) == edition


def test_differences_do_not_apply_to_another_edition() -> None:
    before = small_edition()
    after = changing.change(before, part_of("question/first.text"), {"text": "What else?"})
    other = changing.change(before, part_of("question/first.text"), {"text": "Something else"})

    with pytest.raises(DoesNotApply, match=r"question/first\.text"):
        apply(other, differences(before, after))


def test_what_was_removed_or_added_already_is_noticed() -> None:
    before = small_edition()
    without = changing.remove(before, part_of("check/dear"))

    with pytest.raises(DoesNotApply):
        apply(without, differences(before, without))
    with pytest.raises(DoesNotApply):
        apply(before, differences(without, before))


def test_the_digest_is_that_of_the_newer_edition() -> None:
    before = small_edition()
    after = changing.change(before, part_of("point/first"), {"title": "Another title"})

    made = apply(before, differences(before, after))

    assert made.digest == after.digest != before.digest
