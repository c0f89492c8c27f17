"""Changes to an edition: pure functions."""

import pytest

from question_sets import changing
from question_sets.changing import TooManyParts, UnknownPart
from question_sets.parts import EDITION, Part, PartKind, part_of
from question_sets.problems import problems
from question_sets.rows import edition_of, rows_of
from question_sets.structure import Edition
from tests.question_sets.factories import small_edition

FIRST = part_of("point/first")
KINDS = part_of("section/first/kinds")
BUYING = part_of("section/second/buying")
CHOICE = part_of("question/first.choice")


@pytest.fixture
def edition() -> Edition:
    return small_edition()


def codes(edition: Edition) -> list[str]:
    return [question.code for question in edition.questions]


def names(edition: Edition, parent: Part, kind: PartKind) -> list[str]:
    return [part.keys[-1] for part in changing.parts_in(edition, parent, kind)]


def test_rows_and_edition_are_inverse(edition: Edition) -> None:
    assert edition_of(rows_of(edition)).points == edition.points
    assert edition_of(rows_of(edition)).checks == edition.checks


def test_a_new_question_is_the_last_of_its_section_under_the_next_code(edition: Edition) -> None:
    after, part = changing.add(edition, PartKind.QUESTION, KINDS, "new", {"text": "Why?", "kind": "date"})

    assert str(part) == "question/new"
    assert names(after, KINDS, PartKind.QUESTION)[-1] == "new"
    highest = max(int(question.code.split(".")[1]) for question in edition.points[0].questions)
    assert after.question("new").code == f"1.{highest + 1}"
    assert codes(edition) == [code for code in codes(after) if code != after.question("new").code]


def test_every_kind_of_part_can_be_added_and_taken_away_again(edition: Edition) -> None:
    places = {
        PartKind.POINT: EDITION,
        PartKind.GUIDANCE: FIRST,
        PartKind.SECTION: FIRST,
        PartKind.QUESTION: KINDS,
        PartKind.CHOICE: CHOICE,
        PartKind.CHECK: EDITION,
        PartKind.CONDITION: CHOICE,
    }
    for kind, parent in places.items():
        after, part = changing.add(edition, kind, parent, "new", {})
        assert part in rows_of(after)
        assert rows_of(changing.remove(after, part)) == rows_of(edition)


def test_a_part_stands_only_where_its_kind_belongs(edition: Edition) -> None:
    with pytest.raises(UnknownPart, match="There is no choice in a section"):
        changing.add(edition, PartKind.CHOICE, KINDS, "new", {})
    with pytest.raises(UnknownPart, match="no point of this name"):
        changing.add(edition, PartKind.SECTION, part_of("point/nowhere"), "new", {})


def test_a_list_has_an_end(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "MOST", dict.fromkeys(PartKind, 2))
    with pytest.raises(TooManyParts, match="room for 2 here"):
        changing.add(edition, PartKind.POINT, EDITION, "new", {})
    with pytest.raises(TooManyParts, match="at most 2 questions"):
        changing.copy(edition, CHOICE, "new")


def test_a_change_touches_the_named_fields_only(edition: Edition) -> None:
    after = changing.change(edition, CHOICE, {"help": "Think twice"})
    assert after.question("first.choice").help == "Think twice"
    assert changing.change(after, CHOICE, {"help": edition.question("first.choice").help}) == edition_of(
        rows_of(edition)
    )


def test_a_part_moves_among_its_like_and_stops_at_the_ends(edition: Edition) -> None:
    before = names(edition, KINDS, PartKind.QUESTION)
    up, _ = changing.move(edition, CHOICE, -1)
    top, _ = changing.move(edition, CHOICE, -50)
    assert names(up, KINDS, PartKind.QUESTION) == [before[1], before[0], *before[2:]]
    assert top == up
    assert changing.move(up, CHOICE, 1)[0].points == edition.points


def test_a_point_that_moves_takes_its_codes_along(edition: Edition) -> None:
    after, part = changing.move(edition, FIRST, 1)
    assert [point.key for point in after.points] == ["second", "first"]
    assert {question.code.split(".")[0] for question in after.point("first").questions} == {"2"}
    assert changing.move(after, part, -1)[0].points == edition.points


def coded(edition: Edition, **codes: str) -> Edition:
    """The edition with these codes, which no editor gives, but a file may: by the key of the question."""
    rows = rows_of(edition)
    for key, code in codes.items():
        rows[part_of(f"question/{key.replace('_', '.')}")]["code"] = code
    return edition_of(rows)


def test_a_new_code_is_one_that_no_question_of_another_point_has(edition: Edition) -> None:
    last = max(int(question.code.split(".")[1]) for question in edition.points[1].questions)
    odd = coded(edition, first_text=f"2.{last + 1}")

    after, _ = changing.add(odd, PartKind.QUESTION, BUYING, "new", {"text": "Why?"})

    assert after.question("new").code == f"2.{last + 2}"


def test_codes_that_follow_their_point_make_way_for_one_that_stays(edition: Edition) -> None:
    odd = coded(edition, first_text="2.2")

    after, _ = changing.move(odd, FIRST, 1)

    assert after.question("first.text").code == "2.2"
    assert len(set(codes(after))) == len(codes(after))


def test_a_link_is_named_by_its_new_place(edition: Edition) -> None:
    more, link = changing.add(
        edition, PartKind.GUIDANCE, FIRST, "", {"title": "B", "url": "https://b.example"}
    )
    after, part = changing.move(more, link, -1)
    assert (str(link), str(part)) == ("guidance/first/2", "guidance/first/1")
    assert after.point("first").guidance[0].title == "B"


def test_a_question_goes_to_another_section_under_a_code_of_that_point(edition: Edition) -> None:
    after = changing.place(edition, CHOICE, BUYING)
    assert names(after, BUYING, PartKind.QUESTION)[-1] == "first.choice"
    assert after.question("first.choice").code.startswith("2.")
    assert "first.choice" not in names(after, KINDS, PartKind.QUESTION)


def test_within_its_point_a_question_keeps_its_code(edition: Edition) -> None:
    after = changing.place(edition, CHOICE, part_of("section/first/later"))
    assert after.question("first.choice").code == edition.question("first.choice").code


def test_a_copy_stands_after_the_original_with_keys_and_codes_of_its_own(edition: Edition) -> None:
    after, part = changing.copy(edition, FIRST, "twin")
    assert [point.key for point in after.points] == ["first", "twin", "second"]
    assert len(set(codes(after))) == len(after.questions)
    assert {question.code.split(".")[0] for question in after.point("twin").questions} == {"2"}
    assert after.point("second").number == 3
    assert part == part_of("point/twin")
    assert problems(after) == []


def test_conditions_inside_a_copy_look_at_the_copy(edition: Edition) -> None:
    after, part = changing.copy(edition, KINDS, "twin")
    section = after.point("first").section("twin")
    revealed = next(question for question in section.questions if question.shown_when)
    assert revealed.shown_when[0].questions[0] in {question.key for question in section.questions}
    assert part == part_of("section/first/twin")


def test_a_removed_part_takes_along_what_is_in_it(edition: Edition) -> None:
    after = changing.remove(edition, KINDS)
    assert not after.has_question("first.choice")
    assert [section.key for section in after.point("first").sections] == ["later"]


def test_what_depends_on_a_part_is_outside_it(edition: Edition) -> None:
    inside = changing.dependents(edition, CHOICE)
    assert part_of("question/first.revealed/condition/1") in inside
    assert part_of("question/first.revealed/condition/1") not in changing.dependents(edition, KINDS)
    value = edition.question("first.revealed").shown_when[0].values[0]
    assert inside[0] in changing.dependents(edition, CHOICE.child(PartKind.CHOICE, value))
    assert changing.dependents(edition, part_of("question/first.text")) == ()


def test_questions_are_numbered_again_in_their_order(edition: Edition) -> None:
    moved, _ = changing.move(edition, CHOICE, -1)
    after = changing.renumber(moved, FIRST)
    numbers = [question.code for question in after.point("first").questions]
    assert numbers == [f"1.{number}" for number in range(1, len(numbers) + 1)]


def test_a_part_whose_key_is_a_word_of_names_is_named_like_any_other() -> None:
    owner = Part(PartKind.SECTION, ("condition", "x"))
    for part in (owner, owner.child(PartKind.CONDITION, 2), Part(PartKind.POINT, ("condition",))):
        assert part_of(str(part)) == part
