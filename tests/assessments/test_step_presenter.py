"""What a step asks, and in which words."""

import pytest

from assessments.presenters.steps import kept_notice, moment_in_words
from tests.question_sets.factories import small_edition


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("2027-03-03T14:32:00+00:00", "3 March 2027 at 2:32pm"),
        ("2027-07-03T23:05:00+00:00", "4 July 2027 at 12:05am"),
        ("2027-07-03T11:00:00+00:00", "3 July 2027 at 12:00pm"),
    ],
)
def test_a_moment_is_printed_in_local_time(stored: str, words: str) -> None:
    assert moment_in_words(stored) == words


@pytest.mark.parametrize(
    ("keys", "notice"),
    [
        (
            [("first.text", "")],
            "Your answer to 1.1 is not asked for now. It is kept, and is not part of your pack.",
        ),
        (
            [("first.text", ""), ("contract.value", "N-1"), ("contract.value", "N-2")],
            "Your answers to 1.1 and 2.2 are not asked for now."
            " They are kept, and are not part of your pack.",
        ),
    ],
)
def test_kept_answers_are_named_by_their_codes(keys: list[tuple[str, str]], notice: str) -> None:
    assert kept_notice(keys, small_edition()) == notice
