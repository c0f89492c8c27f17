"""Changing the parts of a draft: one transaction, one event, nothing lost."""

from datetime import UTC, datetime

import pytest

from accounts.models import User
from accounts.roles import Role
from events.models import Event
from plain_text.refusals import Malformed
from question_sets import changing, editions
from question_sets.circles import circle
from question_sets.editions import Typed, base_of
from question_sets.kinds import QuestionKind
from question_sets.models import Question, QuestionSet
from question_sets.parts import EDITION, Part, PartKind, part_of
from question_sets.reading import read_edition
from question_sets.refusals import (
    ChangedMeanwhile,
    EditionExists,
    EditionIsSealed,
    GoesInACircle,
    NoSuchEdition,
    NoSuchPart,
    StillNamed,
    TooMany,
)
from tests.accounts.factories import make_person
from tests.question_sets.factories import (
    any_of,
    ask,
    make_edition,
    make_point,
    make_section,
    save_edition,
    small_edition,
)
from tests.question_sets.publishing import throw_away

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
FIRST = part_of("point/first")
KINDS = part_of("section/first/kinds")
CHOICE = part_of("question/first.choice")
TOKEN = "234567892345"


@pytest.fixture
def editor() -> User:
    return make_person(Role.EDITOR)


@pytest.fixture
def draft() -> QuestionSet:
    return save_edition(small_edition(), sealed=False)


def test_every_change_of_the_structure_reaches_the_tables(draft: QuestionSet, editor: User) -> None:
    """Each is compared with the pure function, which is tested by itself."""
    expected = read_edition(draft)
    steps = {"by": editor, "at": NOW}

    expected, part = changing.add(expected, PartKind.POINT, EDITION, TOKEN, {"title": "New"})
    assert (
        editions.add_part(draft, PartKind.POINT, EDITION, token=TOKEN, fields={"title": "New"}, **steps)
        == part
    )
    assert read_edition(draft) == expected
    expected, _ = changing.move(expected, part, -2)
    assert editions.move_part(draft, part, steps=-2, seen=3, **steps)
    assert read_edition(draft) == expected
    expected, twin = changing.copy(expected, FIRST, TOKEN[::-1])
    assert editions.copy_part(draft, FIRST, token=TOKEN[::-1], **steps) == twin
    assert read_edition(draft) == expected
    expected = changing.place(expected, CHOICE, part_of("section/second/buying"))
    editions.place_question(draft, CHOICE, part_of("section/second/buying"), **steps)
    assert read_edition(draft) == expected
    expected = changing.renumber(expected, FIRST)
    editions.renumber_point(draft, FIRST, **steps)
    assert read_edition(draft) == expected
    seen = editions.fingerprint(expected, twin)
    expected = changing.remove(expected, twin)
    editions.remove_part(draft, twin, seen=seen, **steps)
    assert read_edition(draft) == expected

    kinds = ["part_added", "part_moved", "part_copied", "question_placed", "point_renumbered", "part_removed"]
    assert list(Event.objects.order_by("sequence").values_list("kind", flat=True)) == kinds
    assert Event.objects.latest("sequence").detail == {"part": str(twin), "number": "3"}


def test_a_repeated_post_adds_once(draft: QuestionSet, editor: User) -> None:
    link = {"title": "Read this", "url": "https://example.org"}
    places: list[tuple[PartKind, Part, dict[str, str]]] = [
        (PartKind.QUESTION, KINDS, {}),
        (PartKind.GUIDANCE, FIRST, link),
        (PartKind.CONDITION, CHOICE, {}),
    ]
    for kind, parent, fields in places:
        parts = [
            editions.add_part(draft, kind, parent, token=TOKEN, fields=fields, by=editor, at=NOW)
            for _ in range(2)
        ]
        assert parts[0] == parts[1]
    assert Event.objects.count() == 3


def test_a_question_is_added_with_its_choices(draft: QuestionSet, editor: User) -> None:
    fields = {"text": "How?", "kind": "choice"}
    steps = {"fields": fields, "choices": ["Yes", "No"], "by": editor, "at": NOW}
    parts = {editions.add_question(draft, KINDS, token=TOKEN, **steps) for _ in range(2)}

    assert parts == {Part(PartKind.QUESTION, (TOKEN,))}
    question = read_edition(draft).question(TOKEN)
    assert (question.text, [choice.label for choice in question.choices]) == ("How?", ["Yes", "No"])
    assert Event.objects.get().kind == "part_added"


def test_a_repeated_copy_copies_once(draft: QuestionSet, editor: User) -> None:
    twins = {editions.copy_part(draft, CHOICE, token=TOKEN, by=editor, at=NOW) for _ in range(2)}
    assert twins == {Part(PartKind.QUESTION, (TOKEN,))}


def test_a_double_click_moves_once(draft: QuestionSet, editor: User) -> None:
    moves = [editions.move_part(draft, CHOICE, steps=1, seen=2, by=editor, at=NOW) for _ in range(2)]
    assert moves == [True, False]


def test_fields_that_one_editor_changed_are_saved(draft: QuestionSet, editor: User) -> None:
    old = base_of("What about first.choice?")
    typed = {"text": Typed("Which?", old), "help": Typed("Think", base_of(""))}

    saved = editions.change_part(draft, CHOICE, typed, by=editor, at=NOW)

    assert (saved.saved, saved.conflicts) == (("text", "help"), ())
    assert Event.objects.get().detail == {"part": "question/first.choice", "fields": ["text", "help"]}
    assert read_edition(draft).question("first.choice").text == "Which?"


def test_a_stale_save_loses_neither_text(draft: QuestionSet, editor: User) -> None:
    other = make_person(Role.EDITOR)
    text, blank = base_of(Question.objects.get(key="first.choice").text), base_of("")
    editions.change_part(draft, CHOICE, {"text": Typed("Theirs", text)}, by=other, at=NOW)

    mine = {"text": Typed("Mine", text), "help": Typed("Help", blank)}
    saved = editions.change_part(draft, CHOICE, mine, by=editor, at=NOW)

    (conflict,) = saved.conflicts
    assert (conflict.mine, conflict.theirs, conflict.saved_by) == ("Mine", "Theirs", other.name)
    assert saved.saved == ("help",)
    assert read_edition(draft).question("first.choice").text == "Theirs"


def test_what_was_not_touched_here_stays_as_somebody_else_saved_it(draft: QuestionSet, editor: User) -> None:
    text = Question.objects.get(key="first.choice").text
    editions.change_part(draft, CHOICE, {"text": Typed("Theirs", base_of(text))}, by=editor, at=NOW)

    saved = editions.change_part(draft, CHOICE, {"text": Typed(text, base_of(text))}, by=editor, at=NOW)

    assert saved == editions.Saved((), ())
    assert read_edition(draft).question("first.choice").text == "Theirs"


def looks_at(key: str) -> dict[str, object]:
    return {"questions": [key], "operator": "any", "values": ["no"], "amount": None, "other": ""}


def test_a_condition_is_changed_as_a_whole_or_not_at_all(draft: QuestionSet, editor: User) -> None:
    condition = part_of("question/first.revealed/condition/1")
    seen = editions.fingerprint(read_edition(draft), condition)
    over = {**looks_at("first.money"), "operator": "over", "values": [], "amount": 5}
    steps = {"seen": seen, "by": editor, "at": NOW}

    first = editions.change_condition(
        draft, condition, {**looks_at("first.choice"), "values": ["yes"]}, **steps
    )
    second = editions.change_condition(draft, condition, over, **steps)

    assert (first.saved, first.conflicts) == (("values",), ())
    assert second.saved == ()
    assert [(conflict.field, conflict.theirs) for conflict in second.conflicts] == [
        ("questions", ["first.choice"]),
        ("operator", "any"),
        ("values", ["yes"]),
        ("amount", None),
    ]
    assert read_edition(draft).question("first.revealed").shown_when == (any_of("first.choice", "yes"),)


def test_conditions_that_wait_for_each_other_are_refused(draft: QuestionSet, editor: User) -> None:
    steps = {"token": TOKEN, "by": editor, "at": NOW}
    editions.add_part(draft, PartKind.CONDITION, CHOICE, fields=looks_at("second.contracts"), **steps)
    contracts = part_of("question/second.contracts")

    with pytest.raises(GoesInACircle):
        editions.add_part(draft, PartKind.CONDITION, contracts, fields=looks_at("first.choice"), **steps)

    assert read_edition(draft).question("second.contracts").shown_when == ()


def test_a_draft_that_has_a_circle_can_be_mended(editor: User) -> None:
    first, second = (
        ask(key, QuestionKind.CHOICE, choices=("yes", "no"), shown_when=(any_of(other, "no"),))
        for key, other in (("a", "b"), ("b", "a"))
    )
    draft = save_edition(make_edition(make_point("one", make_section("s", first, second))), sealed=False)
    steps = {"by": editor, "at": NOW}

    editions.change_part(draft, part_of("question/a"), {"help": Typed("Some", base_of(""))}, **steps)
    condition = part_of("question/b/condition/1")
    seen = editions.fingerprint(read_edition(draft), condition)
    editions.remove_part(draft, condition, seen=seen, **steps)

    assert circle(read_edition(draft)) == ()


def test_what_conditions_name_is_not_removed(draft: QuestionSet, editor: User) -> None:
    seen = editions.fingerprint(read_edition(draft), CHOICE)
    with pytest.raises(StillNamed) as refusal:
        editions.remove_part(draft, CHOICE, seen=seen, by=editor, at=NOW)
    assert part_of("question/first.revealed/condition/1") in refusal.value.conditions


def test_what_changed_since_the_page_is_not_removed(draft: QuestionSet, editor: User) -> None:
    text = part_of("question/first.text")
    seen = editions.fingerprint(read_edition(draft), text)
    editions.change_part(draft, text, {"help": Typed("New", base_of(""))}, by=editor, at=NOW)

    with pytest.raises(ChangedMeanwhile):
        editions.remove_part(draft, text, seen=seen, by=editor, at=NOW)


def test_a_link_that_changed_since_the_page_is_not_removed(draft: QuestionSet, editor: User) -> None:
    steps = {"by": editor, "at": NOW}
    fields = {"title": "Later", "url": "https://example.org/later"}
    editions.add_part(draft, PartKind.GUIDANCE, FIRST, token=TOKEN, fields=fields, **steps)
    link = part_of("guidance/first/1")
    seen = editions.fingerprint(read_edition(draft), link)
    title = Typed("Other", base_of("Read about first"))
    editions.change_part(draft, link, {"title": title}, **steps)

    with pytest.raises(ChangedMeanwhile):
        editions.remove_part(draft, link, seen=seen, **steps)


def test_what_somebody_removed_is_not_changed(draft: QuestionSet, editor: User) -> None:
    gone = part_of("question/gone")
    steps = {"by": editor, "at": NOW}
    with pytest.raises(NoSuchPart):
        editions.change_part(draft, gone, {}, **steps)
    with pytest.raises(NoSuchPart):
        editions.add_part(draft, PartKind.CHOICE, gone, token=TOKEN, fields={}, **steps)
    with pytest.raises(NoSuchPart):
        editions.move_part(draft, gone, steps=1, seen=1, **steps)
    with pytest.raises(NoSuchPart):
        editions.remove_part(draft, gone, seen="", **steps)
    with pytest.raises(NoSuchPart):
        editions.place_question(draft, CHOICE, part_of("section/first/gone"), **steps)


def test_a_sealed_edition_takes_no_change(editor: User) -> None:
    sealed = save_edition(small_edition())
    with pytest.raises(EditionIsSealed):
        editions.change_part(sealed, CHOICE, {"help": Typed("New", base_of(""))}, by=editor, at=NOW)
    with pytest.raises(EditionIsSealed):
        throw_away(sealed, by=editor, at=NOW)


def test_a_discarded_draft_takes_no_change(draft: QuestionSet, editor: User) -> None:
    throw_away(QuestionSet.objects.get(), by=editor, at=NOW)

    with pytest.raises(NoSuchEdition):
        editions.renumber_point(draft, FIRST, by=editor, at=NOW)

    event = Event.objects.get()
    assert (event.kind, event.detail) == ("edition_discarded", {"key": "example", "edition": "2026-01"})


def test_forged_posts_are_refused(draft: QuestionSet, editor: User) -> None:
    with pytest.raises(Malformed, match="no field called key"):
        editions.change_part(draft, CHOICE, {"key": Typed("x", "")}, by=editor, at=NOW)
    with pytest.raises(Malformed, match="Open it again"):
        editions.add_part(draft, PartKind.POINT, EDITION, token="../etc", fields={}, by=editor, at=NOW)


def test_limits_are_kept(draft: QuestionSet, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "MOST", dict.fromkeys(PartKind, 1))
    with pytest.raises(TooMany, match="room for 1"):
        editions.add_part(draft, PartKind.POINT, EDITION, token=TOKEN, fields={}, by=editor, at=NOW)


def test_a_draft_begins_as_a_copy_or_empty(draft: QuestionSet, editor: User) -> None:
    steps = {"by": editor, "at": NOW}
    copy = editions.start_draft(draft, key="", edition="2027-01", title="", **steps)
    empty = editions.start_draft(None, key="other", edition="2027-01", title="Other", **steps)

    assert read_edition(copy).points == read_edition(draft).points
    assert (copy.key, copy.edition, empty.key, empty.title) == ("example", "2027-01", "other", "Other")
    assert read_edition(empty).points == ()
    with pytest.raises(EditionExists, match="There is an edition 2027-01"):
        editions.start_draft(draft, key="", edition="2027-01", title="", **steps)


def test_an_edition_takes_no_name_that_is_taken(draft: QuestionSet, editor: User) -> None:
    save_edition(make_edition(make_point("one"), edition="2027-01"))
    name = {"edition": Typed("2027-01", base_of("2026-01"))}
    with pytest.raises(EditionExists):
        editions.change_part(draft, EDITION, name, by=editor, at=NOW)
    free = {"edition": Typed("2027-02", base_of("2026-01"))}
    assert editions.change_part(draft, EDITION, free, by=editor, at=NOW).saved == ("edition",)
