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


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("non\u2011breaking", "non\u2010breaking"),
        ("\uf0b7 one \u2023 two \u2043 three", "\u2022 one \u2022 two \u2022 three"),
        ("one\u2028two\u2029three", "one two three"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\ufeffin one\u2060piece", "in onepiece"),
        ("\u2713 \u2714 \u2717 \u2718", "[tick] [tick] [cross] [cross]"),
        ("\u2610 \u2611 \u2612", "[not ticked] [ticked] [ticked]"),
        ("\u20b95 crore", "Rs5 crore"),
    ],
)
def test_what_people_paste_every_day_is_put_in_other_words(text, printed):
    assert printable(text) == printed


def test_a_character_that_the_fonts_have_is_left_alone():
    assert Printable(frozenset({0x20B9}))("\u20b9") == "\u20b9"


@given(st.text())
def test_no_run_without_a_break_is_longer_than_a_line(text):
    pieces = printable(text).replace(SOFT_BREAK, " ").split()

    assert max(map(len, pieces), default=0) <= LONGEST_RUN


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x24F, exclude_characters="\u00ad")))
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
