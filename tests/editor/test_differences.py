"""The page of differences, and the same as data."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, Final

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from jsonschema import Draft202012Validator

from accounts.roles import Role
from editor.differences_document import SCHEMA_VERSION, differences_document
from editor.presenters.change_summary import TAGS, change_summary, counted_changes
from editor.presenters.differences import Entry, Group, difference_groups
from editor.presenters.facts import FACTS
from editor.presenters.word_changes import Piece
from question_sets import changing, models, reading
from question_sets.changes import changes
from question_sets.differences import apply, from_document
from question_sets.kinds import QuestionKind
from question_sets.labels import READ, Label
from question_sets.parts import EDITION, PartKind, part_of
from question_sets.structure import Edition, Guidance
from tests.assessments import factories
from tests.question_sets.factories import (
    SEALED_AT,
    ask,
    make_edition,
    make_point,
    make_section,
    save_edition,
    small_edition,
)
from tests.question_sets.random_editions import random_edition
from tests.question_sets.random_edits import random_edits
from tests.question_sets.test_changes import (
    ALTERING,
    WORDING_ONLY,
    Edit,
    add,
    after_all,
    change,
    move,
    place,
    remove,
)
from tests.telling import Tell

SCHEMA: Final = Path(settings.BASE_DIR) / "docs/reference/differences-schema.json"
MANY: Final = 600
PAIRS: Final = 150


@pytest.fixture
def browser(db: None) -> Client:
    return factories.signed_in(factories.person("Ed Itor", Role.EDITOR))


def rename(name: str) -> Edit:
    return lambda edition: changing.change(edition, EDITION, {"edition": name})


def edited(*edits: Edit, name: str = "2027-01") -> Edition:
    """The small edition after some edits, under another name."""
    return after_all(*edits, rename(name))(small_edition())


def address(name: str = "differences", edition: str = "2027-01", **query: str) -> str:
    return reverse(f"editor:{name}", args=["example", edition], query=query or None)


def words(answer: Any) -> str:
    """What a page says, in one line."""
    return " ".join(unescape(strip_tags(answer.content.decode())).split())


def groups(before: Edition, after: Edition) -> tuple[Group, ...]:
    return difference_groups(changes(before, after), before=before, after=after)


def entry_after(edit: Edit, heading: str) -> Entry:
    before = small_edition()
    found = [
        entry
        for group in groups(before, edit(before))
        for entry in (*group.entries, *group.shifted)
        if entry.heading.startswith(heading)
    ]
    assert len(found) == 1
    return found[0]


def as_text(entry: Entry) -> dict[str, tuple[list[str], list[str]]]:
    """Before and after by fact, with marked words in brackets."""
    return {row.title: (_marked(row.before), _marked(row.after)) for row in entry.rows}


def _marked(lines: Iterable[Iterable[Piece]]) -> list[str]:
    return ["".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in line) for line in lines]


# ---- What is said about a change


@pytest.mark.parametrize("label", Label)
def test_every_label_has_a_tag(label: Label) -> None:
    assert TAGS[label].text


@pytest.mark.parametrize("kind", sorted(READ))
def test_every_kind_has_facts(kind: PartKind) -> None:
    assert FACTS[kind]


@pytest.mark.parametrize("what", [*WORDING_ONLY, *ALTERING])
def test_every_change_shows_what_differs(what: str) -> None:
    edit, expected = (WORDING_ONLY | ALTERING)[what]
    before = small_edition()

    entries = [each for group in groups(before, edit(before)) for each in (*group.entries, *group.shifted)]

    assert len(entries) == len(expected)
    for entry in entries:
        assert not entry.is_in_both or any(row.before != row.after for row in entry.rows)


def test_changed_words_are_marked_on_both_sides() -> None:
    entry = entry_after(change("question/first.text", text="What about the text?"), "1.1")

    assert as_text(entry) == {
        "Question": (["What about [first.text?]"], ["What about [the text?]"]),
    }
    assert (entry.within, entry.meaning, entry.is_in_both) == ("About kinds", "Wording only", True)


def test_choices_are_told_one_by_one() -> None:
    edit = after_all(
        remove("choice/first.choice/partly"),
        add(PartKind.CHOICE, "question/first.choice", "unsure", label="Unsure", explain=True),
        change("choice/first.choice/no", label="No way"),
    )

    assert as_text(entry_after(edit, "1.2"))["Choices"] == (
        ["Yes", "[Partly (asks for an explanation)]", "No (asks for an explanation)"],
        ["Yes", "No [way] (asks for an explanation)", "[Unsure (asks for an explanation)]"],
    )


def test_conditions_are_told_in_plain_words() -> None:
    edit = change("section/first/later/condition/1", amount=20_000_000)

    entry = entry_after(edit, "Section: About later")

    assert as_text(entry) == {
        "Condition": (["Shown when 1.6 is over [£100]"], ["Shown when 1.6 is over [£20,000,000]"])
    }
    assert entry.meaning == "Affects answers"


def test_a_moved_question_says_from_where_to_where_and_how_it_is_shown_there() -> None:
    entry = entry_after(place("question/contract.value", "section/second/buying"), "2.2")

    assert as_text(entry) == {
        "Condition": (["Always shown", "[Its section is shown when 2.1 is “Yes”]"], ["Always shown"]),
        "Answered": (["[Once for each contract]"], ["[Once]"]),
        "Place": (
            ["Number [1] in “About [contract”, before all others]"],
            ["Number [2] in “About [buying”, after 2.1]"],
        ),
    }


def test_a_new_question_says_what_is_not_usual() -> None:
    edit = add(
        PartKind.QUESTION,
        "section/first/kinds",
        "new",
        text="When?",
        required=False,
        help="Roughly.",
    )

    entry = entry_after(edit, "1.9 When?")

    assert as_text(entry) == {
        "Help": ([], ["Roughly."]),
        "Answer": ([], ["Text"]),
        "Required": ([], ["No, it can be left blank"]),
    }
    assert not entry.is_in_both


def linked(*titles: str) -> Edition:
    """The small edition with links to one address in its first point."""
    first, *others = small_edition().points
    links = tuple(Guidance(title, "https://example.org/one") for title in titles)
    return replace(small_edition(), points=(replace(first, guidance=links), *others))


def test_links_of_one_address_are_told_one_by_one() -> None:
    before, after = linked("First", "Second"), linked("Another", "Second")

    (entry,) = groups(before, after)[0].entries

    assert as_text(entry)["Guidance"] == (
        ["[First] (https://example.org/one)", "Second (https://example.org/one)"],
        ["[Another] (https://example.org/one)", "Second (https://example.org/one)"],
    )


def test_a_source_that_was_there_twice_is_told() -> None:
    before = replace(small_edition(), sources=("One", "One"))

    (entry,) = groups(before, replace(before, sources=("One",)))[0].entries

    assert as_text(entry) == {"Sources": (["One", "[One]"], ["One"])}


def with_few_links(edition: Edition) -> Edition:
    """The edition with two links in each point, all of them to one address."""
    return replace(
        edition,
        points=tuple(
            replace(point, guidance=tuple(Guidance(title, "https://example.org") for title in titles))
            for point in edition.points
            for titles in [(point.title, point.summary)]
        ),
    )


def test_no_change_is_told_with_nothing_under_it(tell: Tell) -> None:
    random = Random(20261128)
    told = same = 0

    for number in range(PAIRS):
        before = with_few_links(random_edition(random))
        after = random_edits(random, before) if number % 3 else with_few_links(random_edition(random))
        for group in groups(before, after):
            for entry in (*group.entries, *group.shifted):
                told += 1
                same += entry.reads_the_same
                differs = any(row.before != row.after for row in entry.rows)
                assert differs or entry.reads_the_same or not entry.is_in_both, entry
            assert not any(entry.reads_the_same for entry in group.shifted)

    tell(f"differences with something under them: {told} in {PAIRS} pairs, {same} that read the same")
    assert told > PAIRS > same


def test_a_choice_without_a_label_is_told() -> None:
    edit = add(PartKind.CHOICE, "question/first.choice", "new", label="")

    assert as_text(entry_after(edit, "1.2"))["Choices"][1][-1] == "[A choice without a label]"


def test_a_condition_that_only_holds_other_fields_says_that_it_reads_the_same(browser: Client) -> None:
    edit = change("section/first/later/condition/1", values=["yes"])
    assert entry_after(edit, "Section: About later").reads_the_same
    save_edition(small_edition())
    save_edition(edited(edit), sealed=False)

    assert "only what the portal stores of it differs" in words(browser.get(address()))


def test_what_only_moved_or_got_another_number_stands_apart() -> None:
    before = small_edition()
    after = after_all(move("question/first.text", 3), change("question/first.date", code="1.50"))(before)

    (group,) = groups(before, after)

    assert group.entries == ()
    assert [entry.heading for entry in group.shifted] == [
        "1.1 What about first.text?",
        "1.50 What about first.date?",
    ]


def test_a_summary_counts_parts_once_and_labels_each() -> None:
    before = small_edition()
    after = after_all(
        change("question/first.text", help="Be brief.", required=False),
        change("question/first.date", help="Roughly."),
        remove("section/first/later"),
        change("edition", title="Another"),
    )(before)

    summary = change_summary(changes(before, after))

    assert summary.sentence == "5 changes, 2 affecting answers."
    assert [(row.tag.text, row.parts, row.affects) for row in summary.rows] == [
        ("Removed", "1 section, 1 question", "Yes, apart from the sections themselves"),
        ("How it is asked", "1 question", "Yes"),
        ("Wording", "the edition, 2 questions", "No"),
    ]


def test_a_count_says_what_it_does_to_answers() -> None:
    def count(edit: Edit) -> str:
        before = small_edition()
        return counted_changes(part for group in changes(before, edit(before)) for part in group.parts)

    wording, required = change("question/first.text", help="?"), change("question/first.date", required=False)

    assert count(wording) == "1 change, wording only"
    assert count(required) == "1 change, affecting answers"
    assert count(after_all(wording, required)) == "2 changes, 1 affecting answers"


# ---- The page


def test_an_item_of_a_list_is_marked_for_the_ear(browser: Client) -> None:
    save_edition(small_edition())
    edit = after_all(
        remove("choice/first.choice/partly"),
        add(PartKind.CHOICE, "question/first.choice", "unsure", label="Unsure"),
    )
    save_edition(edited(edit), sealed=False)

    said = words(browser.get(address()))

    assert "Yes removed: Partly (asks for an explanation) No" in said
    assert "No (asks for an explanation) added: Unsure" in said


def test_paper_has_the_rule_of_wording_only_open(browser: Client) -> None:
    save_edition(small_edition())
    save_edition(edited(change("question/first.text", text="Why?")), sealed=False)

    page = browser.get(address()).content.decode()

    assert page.count("An answer given before means the same now.") == 2
    assert '<div class="portal-paper-only">' in page


def test_a_draft_is_compared_with_the_newest_published_edition(browser: Client) -> None:
    for number in (1, 3, 2):
        row = save_edition(edited(name=f"2026-0{number}"), sealed=False)
        models.Seal.objects.create(
            question_set=row, digest="0" * 64, published_at=SEALED_AT + timedelta(days=-number)
        )
    save_edition(edited(change("edition", title="Another standard")), sealed=False)

    answer = browser.get(address())

    assert "What is different from edition 2026-01" in words(answer)
    assert "2026-03 (published) 2026-02 (published) 2026-01 (published)" in words(answer)


def test_a_published_edition_is_compared_with_the_one_before_it(browser: Client) -> None:
    for number in (1, 2, 3):
        row = save_edition(edited(name=f"2026-0{number}"), sealed=False)
        models.Seal.objects.create(
            question_set=row, digest="0" * 64, published_at=SEALED_AT + timedelta(days=number)
        )

    answer = browser.get(address(edition="2026-02"))

    assert "What is different from edition 2026-01" in words(answer)


def test_any_two_editions_can_be_compared(browser: Client) -> None:
    save_edition(small_edition())
    save_edition(edited(change("question/first.text", help="Be brief.")), sealed=False)
    save_edition(edited(change("question/first.text", help="Be long."), name="2028-01"), sealed=False)

    answer = browser.get(address(**{"from": "2028-01"}))

    assert "What is different from edition 2028-01" in words(answer)
    assert "1 change, wording only." in words(answer)
    assert "Be removed: long." in words(answer)
    assert '<option value="2028-01" selected>2028-01 (draft)</option>' in answer.content.decode()


def test_nothing_differs_in_a_fresh_copy(browser: Client) -> None:
    save_edition(small_edition())
    save_edition(edited(), sealed=False)

    assert "Nothing differs." in words(browser.get(address()))


def test_the_only_edition_has_nothing_to_be_compared_with(browser: Client) -> None:
    save_edition(edited(), sealed=False)

    answer = browser.get(address())

    assert "There is nothing to compare with yet." in words(answer)
    assert browser.get(address("differences_data")).status_code == 404


def test_the_first_of_two_editions_asks_what_to_compare_it_with(browser: Client) -> None:
    save_edition(small_edition())
    save_edition(edited(), sealed=False)

    answer = browser.get(address(edition="2026-01"))

    assert "No edition was published before this one." in words(answer)
    assert '<option value="2027-01">2027-01 (draft)</option>' in answer.content.decode()


@pytest.mark.parametrize("name", ["differences", "differences_data"])
def test_an_edition_that_does_not_exist_is_not_found(browser: Client, name: str) -> None:
    save_edition(small_edition())

    assert browser.get(address(name, edition="1999-01")).status_code == 404
    assert browser.get(address(name, edition="2026-01", **{"from": "1999-01"})).status_code == 404


@pytest.mark.parametrize("name", ["differences", "differences_data"])
def test_only_editors_compare_editions(name: str, db: None) -> None:
    save_edition(small_edition())
    save_edition(edited())
    lead = factories.signed_in(factories.person("Lea Dee", Role.LEAD))

    assert lead.get(address(name)).status_code == 403


def test_every_change_is_on_the_page_and_nothing_hostile_gets_through(browser: Client) -> None:
    random = Random(7)
    before = after_all(
        lambda edition: changing.change(edition, EDITION, {"key": "example"}), rename("2026-01")
    )(random_edition(random))
    after = after_all(rename("2027-01"))(random_edits(random, before, most=60))
    save_edition(before)
    save_edition(after, sealed=False)

    answer = browser.get(address())
    page = answer.content.decode()

    told = [entry for group in groups(before, after) for entry in (*group.entries, *group.shifted)]
    assert told
    for entry in told:
        assert " ".join(entry.heading.split()) in words(answer)
    assert "<script>alert" not in page
    assert "alert(1)" in page


def big_edition(name: str, **changed: Any) -> Edition:
    """600 questions in 12 points. All of them differ from those of another name."""
    points = [
        make_point(
            f"p{point}",
            *(
                make_section(
                    f"s{point}-{section}",
                    *(
                        ask(
                            f"q{point}-{section}-{number}",
                            QuestionKind.CHOICE,
                            choices=("yes", "no"),
                            text=f"How does your team in {name} answer question {number}?",
                            help=f"Say {name} " + "what you do, and what you want to do. " * 8 + name,
                        )
                        for number in range(10)
                    ),
                )
                for section in range(5)
            ),
        )
        for point in range(12)
    ]
    return make_edition(*points, edition=name)


def test_a_long_edition_with_changes_everywhere_takes_few_queries_and_little_time(
    browser: Client, django_assert_max_num_queries: Any, tell: Tell
) -> None:
    save_edition(big_edition("2026-01"), sealed=False)
    save_edition(big_edition("2027-01"), sealed=False)
    reading._sealed.clear()

    with django_assert_max_num_queries(15) as captured:
        began = perf_counter()
        answer = browser.get(address(**{"from": "2026-01"}))
        took = perf_counter() - began
    print([q["sql"][:150] for q in captured])

    assert f"{MANY} changes, wording only." in words(answer)
    tell(
        f"differences of {MANY} changed questions: {len(captured)} queries, {took:.1f} s,"
        f" {len(answer.content):,} bytes"
    )
    assert took < 10


# ---- The data


def test_the_data_makes_the_newer_edition_from_the_older(browser: Client) -> None:
    before, after = small_edition(), edited(remove("point/first"), change("point/second", title="Two"))
    save_edition(before)
    save_edition(after, sealed=False)

    answer = browser.get(address("differences_data"))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="example-2026-01-to-2027-01.json"'
    document = answer.json()
    assert apply(before, from_document(document["rows"])) == after
    assert (document["before"]["digest"], document["after"]["digest"]) == (before.digest, after.digest)


def test_every_document_keeps_to_the_published_schema() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    random = Random(20261122)

    for _ in range(30):
        before = random_edition(random)
        document = differences_document(before, random_edits(random, before))
        validator.validate(json.loads(json.dumps(document)))

    assert schema["properties"]["schema_version"]["const"] == SCHEMA_VERSION
    assert schema["$defs"]["Label"]["enum"] == list(Label)
    assert not validator.is_valid({**document, "more": 1})
    assert not validator.is_valid({**document, "changes": [{"part": str(part_of("point/x"))}]})
