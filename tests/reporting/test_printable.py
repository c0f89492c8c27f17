"""Text as the PDF can print it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.renderers.printable import LONGEST_RUN, SOFT_BREAK, Printable, direction_of

printable = Printable(frozenset(range(0x20, 0x250)))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Plain, with ŵ and £", "Plain, with ŵ and £"),
        ("\U0001f600", "[U+1F600]"),
        ("中", "[U+4E2D]"),
        ("\x07", "[U+0007]"),
        ("a\u202eb", "a[U+202E]b"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
    ],
)
def test_a_character_that_the_fonts_lack_is_named(text, printed):
    assert printable(text) == printed


@given(st.text())
def test_no_run_without_a_break_is_longer_than_a_line(text):
    pieces = printable(text).replace(SOFT_BREAK, " ").split()

    assert max(map(len, pieces), default=0) <= LONGEST_RUN


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x24F)))
def test_soft_breaks_change_nothing_else(text):
    assert printable(text).replace(SOFT_BREAK, "") == "".join(
        f"[U+{ord(each):04X}]" if ord(each) not in range(0x20, 0x250) else each for each in text
    )


@pytest.mark.parametrize(
    ("text", "direction"),
    [("abc", "ltr"), ("12 עברית", "rtl"), ("العربية", "rtl"), ("", "ltr"), ("a עב", "ltr")],
)
def test_the_first_letter_gives_the_direction(text, direction):
    assert direction_of(text) == direction
