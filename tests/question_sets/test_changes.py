"""What differences mean to a reader: a label for each, in the order of reading, and what alters answers."""

from collections import Counter
from collections.abc import Callable, Iterable
from random import Random
from typing import Any, Final

import pytest

from question_sets import changing
from question_sets.changes import ChangedPart, Told, changes
from question_sets.differences import differences
from question_sets.labels import ALTERS, LABELS, MOVES, PLACES, READ, WHOLE, Label
from question_sets.orders import interleaved, out_of_order
from question_sets.parts import EDITION, Part, PartKind, part_of
from question_sets.rows import FIELDS, parent_of, rows_of
from question_sets.structure import Clause, Edition
from tests.question_sets.factories import small_edition
from tests.question_sets.random_editions import random_edition
from tests.question_sets.random_edits import random_edits
from tests.telling import Tell

SEED: Final = 20261122
PAIRS: Final = 150

NAMES: Final = (Told(EDITION, "key"), Told(EDITION, "edition"))
"""What an edition is called. It names the two that are compared."""

Edit = Callable[[Edition], Edition]
Found = dict[str, dict[Label, bool]]
"""Of each part by name: what happened to it, and whether that is wording only."""


def found_after(edit: Edit) -> Found:
    """What a reader is told of an edit of the small edition."""
    before = small_edition()
    return found_between(before, edit(before))


def found_between(before: Edition, after: Edition) -> Found:
    return {
        str(part.part): {change.label: change.wording_only for change in part.changes}
        for part in all_parts(before, after)
    }


def all_parts(before: Edition, after: Edition) -> list[ChangedPart]:
    return [part for group in changes(before, after) for part in group.parts]


def change(name: str, **fields: Any) -> Edit:
    return lambda edition: changing.change(edition, part_of(name), fields)


def add(kind: PartKind, parent: str, key: str, **fields: Any) -> Edit:
    return lambda edition: changing.add(edition, kind, part_of(parent), key, fields)[0]


def remove(name: str) -> Edit:
    return lambda edition: changing.remove(edition, part_of(name))


def move(name: str, steps: int) -> Edit:
    return lambda edition: changing.move(edition, part_of(name), steps)[0]


def place(question: str, section: str) -> Edit:
    return lambda edition: changing.place(edition, part_of(question), part_of(section))


def after_all(*edits: Edit) -> Edit:
    def edited(edition: Edition) -> Edition:
        for edit in edits:
            edition = edit(edition)
        return edition

    return edited


def clause(owner: str, values: list[str]) -> Edit:
    return add(PartKind.CONDITION, owner, "", questions=["first.choice"], operator="any", values=values)


WORDING_ONLY: Final[dict[str, tuple[Edit, Found]]] = {
    "the title of the edition": (
        change("edition", title="Another standard"),
        {"edition": {Label.WORDING: True}},
    ),
    "its sources and attribution": (
        change("edition", sources=["A page"], attribution="Crown copyright"),
        {"edition": {Label.WORDING: True}},
    ),
    "the texts of a point": (
        change("point/first", title="One", summary="Why", must_show="What"),
        {"point/first": {Label.WORDING: True}},
    ),
    "a link of guidance": (
        change("guidance/first/1", url="https://example.org/moved"),
        {"point/first": {Label.WORDING: True}},
    ),
    "more guidance": (
        add(PartKind.GUIDANCE, "point/first", "", title="Read on", url="https://example.org/more"),
        {"point/first": {Label.WORDING: True}},
    ),
    "less guidance": (remove("guidance/first/1"), {"point/first": {Label.WORDING: True}}),
    "the title of a section": (
        change("section/first/kinds", title="Of every kind"),
        {"section/first/kinds": {Label.WORDING: True}},
    ),
    "the noun of a section that repeats": (
        change("section/second/contract", repeats="agreement"),
        {"section/second/contract": {Label.WORDING: True}},
    ),
    "the texts of a question": (
        change("question/first.text", text="What else?", help="Be brief.", source="Line 3"),
        {"question/first.text": {Label.WORDING: True}},
    ),
    "the code of a question": (
        change("question/first.text", code="1.99"),
        {"question/first.text": {Label.RENUMBERED: True}},
    ),
    "the order of choices": (
        move("choice/first.multi/apples", 1),
        {"question/first.multi": {Label.ORDER: True}},
    ),
    "the order of questions": (
        move("question/first.text", 2),
        {"question/first.text": {Label.MOVED: True}},
    ),
    "the order of checks": (move("check/ends-early", 3), {"check/ends-early": {Label.MOVED: True}}),
    "the order of sections": (
        move("section/first/kinds", 1),
        {"section/first/later": {Label.MOVED: True}},
    ),
    "a question in another section like its own": (
        after_all(
            add(PartKind.SECTION, "point/first", "last", title="Last"),
            place("question/first.text", "section/first/last"),
        ),
        {
            "question/first.text": {Label.MOVED: True},
            "section/first/last": {Label.NEW: True},
        },
    ),
    "the texts of a check": (
        change("check/dear", message="Give a reason.", source="Line 9"),
        {"check/dear": {Label.WORDING: True}},
    ),
}

ALTERING: Final[dict[str, tuple[Edit, Found]]] = {
    "a new point": (
        add(PartKind.POINT, "edition", "third", title="Three"),
        {"point/third": {Label.NEW: False}},
    ),
    "a new question": (
        add(PartKind.QUESTION, "section/first/kinds", "new", text="New?"),
        {"question/new": {Label.NEW: False}},
    ),
    "a removed section, for its questions": (
        remove("section/first/later"),
        {
            "section/first/later": {Label.REMOVED: True},
            "question/first.later": {Label.REMOVED: False},
        },
    ),
    "a new check": (
        add(PartKind.CHECK, "edition", "new", message="Look."),
        {"check/new": {Label.NEW: False}},
    ),
    "a removed check": (remove("check/dear"), {"check/dear": {Label.REMOVED: False}}),
    "a new choice": (
        add(PartKind.CHOICE, "question/first.choice", "unsure", label="Unsure"),
        {"question/first.choice": {Label.CHOICES: False}},
    ),
    "a removed choice": (
        remove("choice/first.choice/partly"),
        {"question/first.choice": {Label.CHOICES: False}},
    ),
    **{
        f"what a choice says of {field}": (
            change("choice/first.multi/apples", **{field: value}),
            {"question/first.multi": {Label.CHOICES: False}},
        )
        for field, value in (("label", "Cox"), ("exclusive", True), ("explain", True))
    },
    "the kind of a question": (
        change("question/first.text", kind="date"),
        {"question/first.text": {Label.KIND: False}},
    ),
    "whether an answer is required": (
        change("question/first.text", required=False),
        {"question/first.text": {Label.ASKED: False}},
    ),
    "the short form": (
        change("question/first.text", short_form=False),
        {"question/first.text": {Label.ASKED: False}},
    ),
    "a new condition of a question": (
        clause("question/first.later", ["no"]),
        {"question/first.later": {Label.CONDITION: False}},
    ),
    "a condition of a section": (
        change("section/first/later/condition/1", amount=5),
        {"section/first/later": {Label.CONDITION: False}},
    ),
    "a removed condition": (
        remove("question/first.revealed/condition/1"),
        {"question/first.revealed": {Label.CONDITION: False}},
    ),
    "what a check looks at": (
        change("check/dear/condition/1", amount=7),
        {"check/dear": {Label.CONDITION: False}},
    ),
    "the level of a check": (change("check/dear", level="breach"), {"check/dear": {Label.LEVEL: False}}),
    "a section that repeats from now on": (
        change("section/first/kinds", repeats="team"),
        {"section/first/kinds": {Label.ASKED: False}},
    ),
    "a section that repeats no longer": (
        change("section/second/contract", repeats=""),
        {"section/second/contract": {Label.ASKED: False}},
    ),
    "a question moved out of a section that repeats": (
        place("question/contract.value", "section/second/buying"),
        {
            "question/contract.value": {
                Label.CONDITION: False,
                Label.ASKED: False,
                Label.MOVED: True,
            }
        },
    ),
    "a question moved to where it is shown otherwise": (
        place("question/first.text", "section/first/later"),
        {"question/first.text": {Label.CONDITION: False, Label.MOVED: True}},
    ),
}


@pytest.mark.parametrize("what", WORDING_ONLY)
def test_is_wording_only(what: str) -> None:
    edit, expected = WORDING_ONLY[what]

    assert found_after(edit) == expected
    assert all(part.wording_only for part in all_parts(small_edition(), edit(small_edition())))


@pytest.mark.parametrize("what", ALTERING)
def test_alters_what_answers_mean(what: str) -> None:
    edit, expected = ALTERING[what]

    assert found_after(edit) == expected
    assert not all(part.wording_only for part in all_parts(small_edition(), edit(small_edition())))


def test_every_field_has_a_label_or_says_where_a_part_stands() -> None:
    names = {(told.part.kind, told.field) for told in NAMES}
    labelled = {(kind, field) for kind, fields in LABELS.items() for field in fields if field != WHOLE}
    places = {(kind, field) for kind, fields in FIELDS.items() for field in fields if field in PLACES}

    assert labelled | places | names == {(kind, field) for kind, fields in FIELDS.items() for field in fields}
    assert {kind for kind, _ in places} == set(MOVES)
    assert {kind for kind in LABELS if WHOLE in LABELS[kind]} == set(PartKind) - READ


@pytest.mark.parametrize("label", Label)
def test_every_label_is_tried_on_its_side_of_the_rule(label: Label) -> None:
    tried = {
        (side, found)
        for side, edits in (("wording", WORDING_ONLY), ("altering", ALTERING))
        for _, expected in edits.values()
        for labels in expected.values()
        for found in labels
    }

    assert ("altering" if ALTERS[label] else "wording", label) in tried


def test_an_edition_of_another_name_with_the_same_content_is_no_change() -> None:
    before = small_edition()

    assert changes(before, changing.change(before, EDITION, {"edition": "2027-01"})) == ()


def test_conditions_in_another_order_mean_the_same() -> None:
    before = after_all(
        clause("question/first.later", ["yes", "no"]), clause("question/first.later", ["partly"])
    )(small_edition())
    swapped = changing.move(before, part_of("question/first.later/condition/2"), -1)[0]
    turned = change("question/first.later/condition/1", values=["no", "yes"])(before)

    for after in (swapped, turned):
        assert found_between(before, after) == {"question/first.later": {Label.ORDER: True}}


def test_a_point_put_in_between_renumbers_the_later_ones_and_moves_none() -> None:
    before = add(PartKind.POINT, "edition", "new", title="New")(small_edition())
    between = changing.move(before, part_of("point/new"), -1)[0]

    found = found_between(small_edition(), between)

    assert found["point/new"] == {Label.NEW: False}
    assert found["point/second"] == {Label.RENUMBERED: True}
    assert found["question/contract.value"] == {Label.RENUMBERED: True}
    assert "point/first" not in found


def test_a_point_that_changed_places_moved() -> None:
    found = found_after(after_all(add(PartKind.POINT, "edition", "new", title="New"), move("point/first", 2)))

    assert Counter(found[name].get(Label.MOVED) for name in ("point/first", "point/second"))[True] == 1


def test_what_a_new_neighbour_pushes_along_has_not_moved() -> None:
    before = small_edition()
    new, part = changing.add(before, PartKind.QUESTION, part_of("section/first/kinds"), "new", {"text": "?"})
    after = changing.move(new, part, -10)[0]

    assert found_between(before, after) == {"question/new": {Label.NEW: False}}
    pushed = [row for row in differences(before, after).changed if "position" in row.after]
    assert len(pushed) == 7


def test_changes_stand_in_the_order_of_the_newer_edition_and_removed_ones_where_they_stood() -> None:
    before = small_edition()
    after = after_all(
        remove("question/first.choice"),
        change("question/first.text", help="Be brief."),
        change("question/first.date", help="Roughly."),
        move("question/first.date", -9),
        remove("point/second"),
        remove("check/no-api"),
        change("check/dear", level="breach"),
        change("edition", title="Another"),
    )(before)

    groups = changes(before, after)

    assert [(str(group.heading), [str(part.part) for part in group.parts]) for group in groups] == [
        ("edition", ["edition"]),
        ("point/first", ["question/first.date", "question/first.text", "question/first.choice"]),
        (
            "point/second",
            [
                "point/second",
                "section/second/buying",
                "question/second.contracts",
                "section/second/contract",
                *(f"question/contract.{key}" for key in ("value", "starts", "ends", "api", "why")),
            ],
        ),
        ("edition", ["check/no-api", "check/dear"]),
    ]


def test_a_part_says_all_that_happened_to_it_in_the_order_of_the_labels() -> None:
    before = small_edition()
    after = after_all(
        change("question/first.choice", text="Well?", required=False, kind="multi", code="1.77"),
        remove("choice/first.choice/no"),
    )(before)

    (part,) = (part for part in all_parts(before, after) if str(part.part) == "question/first.choice")

    assert [change.label for change in part.changes] == [
        Label.KIND,
        Label.CHOICES,
        Label.ASKED,
        Label.WORDING,
        Label.RENUMBERED,
    ]
    assert part.changes[0].told == (Told(part.part, "kind"),)
    assert part.changes[1].told == (Told(part_of("choice/first.choice/no"), WHOLE),)


def untold(before: Edition, after: Edition) -> tuple[Counter[Told], list[Told]]:
    """How often each difference is told, and those that are told by nothing."""
    found = differences(before, after)
    all_of_them = [
        *(Told(row.part, WHOLE) for row in (*found.added, *found.removed)),
        *(Told(row.part, field) for row in found.changed for field in row.after),
    ]
    told = Counter(
        told for part in all_parts(before, after) for change in part.changes for told in change.told
    )
    return told, [each for each in all_of_them if each not in told]


def were_pushed_along(left: Iterable[Told], before: Edition, after: Edition) -> bool:
    """Whether all of these only stand elsewhere, in the same part and the same order as before."""
    was, now = rows_of(before), rows_of(after)
    together: dict[Part, list[Part]] = {}
    for told in left:
        together.setdefault(parent_of(told.part, was[told.part]), []).append(told.part)
    return all(told.field == "position" for told in left) and all(
        [parent_of(part, now[part]) for part in parts] == [parent] * len(parts)
        and sorted(parts, key=lambda part: was[part]["position"])
        == sorted(parts, key=lambda part: now[part]["position"])
        for parent, parts in together.items()
    )


def test_a_move_that_nobody_tells_of_is_no_push() -> None:
    before = small_edition()
    swapped = changing.move(before, part_of("question/first.text"), 1)[0]
    both = [Told(part_of(f"question/{key}"), "position") for key in ("first.text", "first.choice")]

    assert not were_pushed_along(both, before, swapped)
    assert were_pushed_along(both[:1], before, swapped)


def test_every_difference_is_told_once_or_is_a_mere_push(tell: Tell) -> None:
    random = Random(SEED)
    pushed = differing = 0

    for number in range(PAIRS):
        before = random_edition(random)
        after = random_edits(random, before) if number % 3 else random_edition(random)
        told, left = untold(before, after)
        left = [each for each in left if each not in NAMES]
        assert set(told.values()) <= {1}
        assert were_pushed_along(left, before, after)
        pushed += len(left)
        differing += len(told)

    tell(f"differences told: seed {SEED}, {PAIRS} pairs, {differing} told once, {pushed} pushed along")
    assert differing > PAIRS


def meaning(edition: Edition, other: Edition) -> dict[str, object]:
    """What an answer can depend on, taken from the edition by itself. Sections count where both have them."""
    sections = {(point.key, section.key): section for point in edition.points for section in point.sections}
    others = {(point.key, section.key) for point in other.points for section in point.sections}
    return {
        "points": {point.key for point in edition.points},
        "sections": {
            name: (bool(section.repeats), clauses(section.shown_when))
            for name, section in sections.items()
            if name in others
        },
        "questions": {
            question.key: (
                (question.kind, question.required, question.short_form),
                frozenset((choice, choice.value in question.explain_for) for choice in question.choices),
                clauses(question.shown_when),
                clauses(section.shown_when),
                name if section.repeats else None,
            )
            for name, section in sections.items()
            for question in section.questions
        },
        "checks": {check.key: (check.level, clauses(check.when)) for check in edition.checks},
    }


def clauses(when: tuple[Clause, ...]) -> frozenset[object]:
    return frozenset(
        (frozenset(each.questions), each.operator, frozenset(each.values), each.amount, each.other)
        for each in when
    )


def test_all_is_wording_only_exactly_where_answers_depend_on_the_same(tell: Tell) -> None:
    random = Random(SEED)
    outcomes: Counter[bool] = Counter()

    for _ in range(PAIRS):
        before = random_edition(random)
        after = random_edits(random, before, most=3)
        wording_only = all(part.wording_only for part in all_parts(before, after))
        assert wording_only == (meaning(before, after) == meaning(after, before))
        outcomes[wording_only] += 1

    tell(f"wording only: seed {SEED}, {PAIRS} pairs, {outcomes[True]} wording only, {outcomes[False]} not")
    assert min(outcomes.values()) > PAIRS / 10


def test_putting_the_moved_ones_aside_leaves_one_order(tell: Tell) -> None:
    random = Random(SEED)

    for _ in range(PAIRS):
        before = random.sample(range(12), random.randint(0, 12))
        after = random.sample(range(12), random.randint(0, 12))
        moved = out_of_order(before, after)
        stayed = [item for item in after if item in before and item not in moved]
        assert stayed == [item for item in before if item in stayed]
        assert len(stayed) == longest_common(before, after)

    tell(f"orders compared: seed {SEED}, {PAIRS} pairs")


def longest_common(before: list[int], after: list[int]) -> int:
    """The length of the longest common subsequence, the slow and plain way."""
    lengths = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i, left in enumerate(before):
        for j, right in enumerate(after):
            lengths[i + 1][j + 1] = (
                lengths[i][j] + 1 if left == right else max(lengths[i][j + 1], lengths[i + 1][j])
            )
    return lengths[-1][-1]


def test_removed_things_stand_behind_what_they_stood_behind() -> None:
    both = interleaved("abcdef", "fbnd", removed=frozenset("ace"))

    assert "".join(both) == "afbcnde"
