"""An edition as data and as a document."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_sets.kinds import QuestionKind
from question_sets.structure import (
    Check,
    Choice,
    Clause,
    Edition,
    Guidance,
    Level,
    Operator,
    Point,
    Question,
    Section,
    UnknownKeyError,
    content_digest,
    from_document,
    to_document,
)
from tests.question_sets.factories import small_edition

TEXT = st.text(max_size=20)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)


def some(items: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(items, max_size=2).map(tuple)


CLAUSES = some(
    st.builds(
        Clause,
        questions=TEXTS,
        operator=st.sampled_from(Operator),
        values=TEXTS,
        amount=st.none() | st.integers(0, 10**12),
        other=st.none() | TEXT,
    )
)
QUESTIONS = st.builds(
    Question,
    key=TEXT,
    code=TEXT,
    text=TEXT,
    help=TEXT,
    kind=st.sampled_from(QuestionKind),
    required=st.booleans(),
    short_form=st.booleans(),
    explain_for=TEXTS,
    choices=some(st.builds(Choice, TEXT, TEXT, st.booleans())),
    shown_when=CLAUSES,
    source=TEXT,
)
SECTIONS = st.builds(Section, TEXT, TEXT, TEXT, CLAUSES, some(QUESTIONS))
POINTS = st.builds(
    Point, TEXT, st.integers(0, 99), TEXT, TEXT, TEXT, some(st.builds(Guidance, TEXT, TEXT)), some(SECTIONS)
)
CHECKS = st.builds(Check, TEXT, st.sampled_from(Level), CLAUSES, TEXT, TEXT)
EDITIONS = st.builds(Edition, TEXT, TEXT, TEXT, TEXTS, TEXT, TEXT, some(POINTS), some(CHECKS))


@given(EDITIONS)
def test_a_document_made_and_read_is_the_same_edition(edition: Edition) -> None:
    written = json.dumps(to_document(edition))

    assert from_document(json.loads(written)) == edition


def test_a_document_is_plain_data() -> None:
    def kinds_of(value: object) -> set[type]:
        inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return {type(value)}.union(*map(kinds_of, inside))

    assert kinds_of(to_document(small_edition())) == {dict, list, str, int, bool, type(None)}


def test_the_digest_is_of_everything_but_itself() -> None:
    edition = small_edition()

    assert content_digest(replace(edition, digest="other")) == edition.digest
    assert content_digest(replace(edition, title="Other")) != edition.digest
    assert content_digest(replace(edition, checks=edition.checks[1:])) != edition.digest


def test_a_question_is_found_with_its_place() -> None:
    edition = small_edition()

    point, section = edition.place_of("contract.value")

    assert (point.key, section.key) == ("second", "contract")
    assert edition.question("contract.value").code == "2.2"
    assert edition.point("second") == point
    assert point.section("contract") == section
    assert edition.has_question("contract.value")
    assert len(edition.questions) == sum(len(point.questions) for point in edition.points) == 14


def test_an_unknown_key_is_named() -> None:
    edition = small_edition()

    assert not edition.has_question("third.1")
    with pytest.raises(UnknownKeyError, match=r"^Example standard, edition 2026-01 has no question third"):
        edition.question("third.1")
    with pytest.raises(UnknownKeyError, match="no question third"):
        edition.place_of("third.1")
    with pytest.raises(UnknownKeyError, match="no point third"):
        edition.point("third")
    with pytest.raises(UnknownKeyError, match="Point first has no section third"):
        edition.point("first").section("third")
