from hypothesis import given
from hypothesis import strategies as st

from plain_text.merging import Outcome, merge

# Few values, so that two of three are often the same.
TEXTS = st.sampled_from(["", "a", "b", "c"])


def stored_after(outcome, theirs, mine):
    return mine if outcome == Outcome.SAVED else theirs


@given(base=TEXTS, theirs=TEXTS, mine=TEXTS)
def test_what_was_typed_is_stored_or_shown_or_was_never_changed(base, theirs, mine):
    outcome = merge(base=base, theirs=theirs, mine=mine)

    is_stored = stored_after(outcome, theirs, mine) == mine
    assert is_stored or outcome == Outcome.CONFLICT or mine == base


@given(base=TEXTS, theirs=TEXTS, mine=TEXTS)
def test_what_others_changed_is_never_overwritten(base, theirs, mine):
    outcome = merge(base=base, theirs=theirs, mine=mine)

    assert theirs in (base, mine) or stored_after(outcome, theirs, mine) == theirs


@given(base=TEXTS, theirs=TEXTS, mine=TEXTS)
def test_two_people_disagree_only_where_both_changed_something(base, theirs, mine):
    is_conflict = merge(base=base, theirs=theirs, mine=mine) == Outcome.CONFLICT

    assert is_conflict == (len({base, theirs, mine}) == 3)


def test_a_merge_that_always_saved_would_lose_what_others_typed():
    """The control: the properties above can fail."""
    assert stored_after(Outcome.SAVED, "b", "c") != "b"
    assert merge(base="a", theirs="b", mine="c") == Outcome.CONFLICT
