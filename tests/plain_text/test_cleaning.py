import pytest
from hypothesis import given
from hypothesis import strategies as st

from plain_text.cleaning import BIDI_CONTROLS, UnacceptableText, clean, clean_json, clean_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("cafe\u0301", "caf\u00e9"),
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("<b>{{ x }}</b>", "<b>{{ x }}</b>"),
        ("\u202eright to left", "\u202eright to left"),
        ("👩‍👩‍👧 العربية 中文 ŵ", "👩‍👩‍👧 العربية 中文 ŵ"),
    ],
)
def test_text_is_composed_with_plain_line_ends_and_nothing_else_changes(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize("typed", ["a\x00b", "a\ud800b", "\udfff"])
def test_what_is_not_text_is_refused(typed):
    with pytest.raises(UnacceptableText, match="cannot be saved"):
        clean(typed)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(typed):
    try:
        once = clean(typed)
    except UnacceptableText:
        return
    assert clean(once) == once


@pytest.mark.parametrize("control", sorted(BIDI_CONTROLS))
def test_a_name_cannot_change_the_direction_of_the_text(control):
    with pytest.raises(UnacceptableText, match="direction"):
        clean_name(f"Pay{control}roll")


def test_a_name_is_one_line_with_single_spaces():
    assert clean_name("  New \r\n payroll\tsystem ") == "New payroll system"


@pytest.mark.parametrize("pasted", ["\u200b", "\u2060", "\ufeff"])
def test_a_name_holds_no_character_without_a_width(pasted):
    assert clean(f"Pay{pasted}roll") == f"Pay{pasted}roll"
    assert clean_name(f" {pasted} Pay{pasted}roll{pasted}") == "Payroll"
    assert clean_name(f"cafe{pasted}\u0301") == "caf\u00e9"


def test_a_name_keeps_what_joins_letters_and_what_keeps_them_apart():
    assert clean_name("👩‍👧 می\u200cخواهم") == "👩‍👧 می\u200cخواهم"


def test_a_name_cannot_hold_control_characters():
    with pytest.raises(UnacceptableText, match="control character"):
        clean_name("Pay\x1broll")


@pytest.mark.parametrize("typed", ["\ufffe", "\uffff", "\ufdd0", "\ufdef", "\U0001fffe", "\U0010ffff"])
def test_a_name_cannot_hold_what_is_no_character(typed):
    assert clean(f"Pay{typed}roll") == f"Pay{typed}roll"
    with pytest.raises(UnacceptableText, match="not text"):
        clean_name(f"Pay{typed}roll")


@pytest.mark.parametrize("typed", ["\ufffd", "\ufdcf", "\ufdf0", "\U0001fffd", "\U00020000"])
def test_a_name_can_hold_the_characters_beside_those(typed):
    assert clean_name(f"Pay{typed}roll") == f"Pay{typed}roll"


def test_strings_inside_json_are_cleaned_too():
    assert clean_json({"cafe\u0301": ["a\r\nb", 1, None, {"x": True}]}) == {
        "caf\u00e9": ["a\nb", 1, None, {"x": True}]
    }


def test_json_with_half_a_surrogate_pair_is_refused():
    with pytest.raises(UnacceptableText):
        clean_json({"answers": ["\ud800"]})
