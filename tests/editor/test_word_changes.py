"""Two texts with the words that differ marked."""

from time import perf_counter
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.presenters.word_changes import Line, compared, marked, plain

TEXTS: Final = st.lists(st.sampled_from(["the ", "users", "\n", " ", "need", "it. ", "\u202e"])).map("".join)


def brackets(line: Line) -> str:
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in line)


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("Who are your users?", "Who are your users?", "Who are your users?", "Who are your users?"),
        ("Who are your users?", "Who are the users?", "Who are [your] users?", "Who are [the] users?"),
        ("Say who it is.", "Say who it is and why.", "Say who it [is.]", "Say who it [is and why.]"),
        ("One two three", "One three", "One [two] three", "One three"),
        ("", "Help.", "", "[Help.]"),
        ("A b c d", "W x y z", "[A b c d]", "[W x y z]"),
        ("", "", "", ""),
    ],
)
def test_words_that_only_one_text_has_are_marked(before: str, after: str, old: str, new: str) -> None:
    assert tuple(map(brackets, compared(before, after))) == (old, new)


@given(TEXTS, TEXTS)
def test_the_pieces_make_the_texts_again(before: str, after: str) -> None:
    old, new = compared(before, after)

    assert "".join(piece.text for piece in old) == before
    assert "".join(piece.text for piece in new) == after
    if before != after:
        assert any(piece.is_marked for piece in (*old, *new))


def test_no_text_has_no_pieces() -> None:
    assert plain("") == marked("") == ()


def test_the_longest_texts_are_compared_in_no_time() -> None:
    before = " ".join(str(number % 97) for number in range(4000))
    after = " ".join(str(number % 89) for number in range(4000))

    began = perf_counter()
    old, new = compared(f"Begin {before} end", f"Begin {after} end")

    assert perf_counter() - began < 0.5
    assert "".join(piece.text for piece in old) == f"Begin {before} end"
    assert new[-1].text.endswith("end")


def test_a_long_text_marks_all_between_its_first_and_last_difference() -> None:
    words = [f"word{number}" for number in range(400)]
    changed = [*words]
    changed[100], changed[300] = "first", "last"

    old, new = compared(" ".join(words), " ".join(changed))

    assert [piece.is_marked for piece in new] == [False, True, False]
    assert new[1].text == " ".join(changed[100:301])
    assert old[1].text == " ".join(words[100:301])
