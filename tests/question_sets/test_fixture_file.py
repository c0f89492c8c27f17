"""An edition as a file: written as `fixtures/` has it, and read with suspicion."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from accounts.roles import Role
from plain_text.cleaning import BIDI_CONTROLS
from question_sets import fixture_file, limits
from question_sets.circles import circle
from question_sets.editions import import_draft
from question_sets.fixture_columns import COLUMNS
from question_sets.fixture_file import FixtureProblem, FixtureProblems
from question_sets.fixture_objects import CHANGED_SINCE_SEALED, MOST_PROBLEMS
from question_sets.models import QuestionSet
from question_sets.parts import PartKind
from question_sets.reading import read_edition
from question_sets.rows import rows_of
from question_sets.structure import Edition, Operator
from tests.accounts.factories import make_person
from tests.question_sets.factories import SEALED_AT, make_edition, make_point, save_edition, small_edition
from tests.question_sets.publishing import throw_away
from tests.question_sets.random_editions import HOSTILE_TEXTS, editions, random_edition
from tests.question_sets.random_edits import random_edits
from tests.question_sets.test_fixture import FIXTURE, load
from tests.telling import Tell

SEED = 20261122
EXAMPLES = 150
IN_THE_DATABASE = 40
WITH_AMOUNT = (Operator.OVER, Operator.MONTHS_AFTER_OVER, Operator.MONTHS_AFTER_UP_TO)

Objects = list[dict[str, Any]]
Spoil = Callable[[Objects], object]


def objects_of(edition: Edition) -> Objects:
    objects: Objects = json.loads(fixture_file.export(edition, None))
    return objects


def read(objects: object) -> Edition:
    return fixture_file.read(json.dumps(objects).encode())


def problems_in(content: bytes) -> tuple[FixtureProblem, ...]:
    with pytest.raises(FixtureProblems) as refused:
        fixture_file.read(content)
    return refused.value.problems


def problems_after(spoil: Spoil) -> list[tuple[str, str, str]]:
    """What is wrong with the small edition's objects once they are spoiled: model, field and message."""
    objects = objects_of(small_edition())
    spoil(objects)
    found = problems_in(json.dumps(objects).encode())
    return [
        (problem.model.removeprefix("question_sets."), problem.field, problem.message) for problem in found
    ]


def first(objects: Objects, model: str) -> dict[str, Any]:
    """The fields of the first object of a model."""
    fields: dict[str, Any] = next(item for item in objects if item["model"] == f"question_sets.{model}")[
        "fields"
    ]
    return fields


@pytest.mark.django_db
def test_the_shipped_fixture_is_exported_byte_for_byte() -> None:
    question_set = load()

    exported = fixture_file.export(read_edition(question_set), question_set.seal)

    assert exported == FIXTURE.read_bytes()


@pytest.mark.django_db
def test_the_shipped_fixture_is_read_as_loaddata_reads_it() -> None:
    assert fixture_file.read(FIXTURE.read_bytes()) == read_edition(load())


@pytest.mark.django_db
def test_an_exported_draft_is_a_fixture_for_loaddata(tmp_path: Any) -> None:
    edition = random_edition(Random(1))
    path = tmp_path / "draft.json"
    path.write_bytes(fixture_file.export(edition, None))

    call_command("loaddata", str(path), verbosity=0)

    assert read_edition(QuestionSet.objects.get()) == edition


@pytest.mark.django_db
def test_a_sealed_edition_is_exported_with_its_seal_and_without_its_people() -> None:
    question_set = save_edition(small_edition())

    objects = json.loads(fixture_file.export(small_edition(), question_set.seal))

    assert objects[-1] == {
        "model": "question_sets.seal",
        "fields": {
            "question_set": ["example", "2026-01"],
            "digest": small_edition().digest,
            "published_at": "2026-03-02T09:30:00Z",
            "published_by": None,
        },
    }
    assert read(objects) == small_edition()


def test_reading_what_was_exported_gives_the_same_edition(tell: Tell) -> None:
    @seed(SEED)
    @settings(max_examples=EXAMPLES, deadline=None)
    @given(editions())
    def holds(edition: Edition) -> None:
        exported = fixture_file.export(edition, None)
        assert fixture_file.read(exported) == edition
        assert fixture_file.export(fixture_file.read(exported), None) == exported

    holds()

    tell(f"Export, then read: {EXAMPLES} random editions came back as they were (seed {SEED})")


@pytest.mark.django_db
def test_random_editions_come_back_from_the_database(tell: Tell) -> None:
    editor = make_person(Role.EDITOR)
    for number in range(IN_THE_DATABASE):
        exported = fixture_file.export(random_edition(Random(f"{SEED} {number}")), None)

        draft = import_draft(fixture_file.read(exported), by=editor, at=SEALED_AT)

        assert fixture_file.export(read_edition(draft), None) == exported
        throw_away(draft, by=editor, at=SEALED_AT)
    tell(f"Export, import, export: {IN_THE_DATABASE} random drafts gave the same bytes (seed {SEED})")


def is_storable(edition: Edition) -> bool:
    """Whether the forms and the database let a draft be like this: the edits of a test know neither."""
    rows = rows_of(edition).items()
    names = [fields[name] for _, fields in rows for name in ("title", "label", "repeats") if name in fields]
    codes = [question.code for question in edition.questions]
    conditions = [fields for part, fields in rows if part.kind is PartKind.CONDITION]
    return (
        not any("\n" in name or BIDI_CONTROLS.intersection(name) for name in names)
        and all(fields["url"] for part, fields in rows if part.kind is PartKind.GUIDANCE)
        and len(set(codes)) == len(codes)
        and all(
            (fields["operator"] == Operator.ANY or not fields["values"])
            and (fields["amount"] is not None) == (fields["operator"] in WITH_AMOUNT)
            for fields in conditions
        )
        and not circle(edition)
    )


def test_after_random_edits_reading_what_was_exported_gives_the_same_edition(tell: Tell) -> None:
    edits = 0

    @seed(SEED)
    @settings(max_examples=EXAMPLES, deadline=None)
    @given(editions(), st.integers(0, 2**32 - 1).map(Random))
    def holds(edition: Edition, random: Random) -> None:
        nonlocal edits
        for _ in range(8):
            edited = random_edits(random, edition, most=1)
            edits += edited != edition and is_storable(edited)
            edition = edited if is_storable(edited) else edition
        assert fixture_file.read(fixture_file.export(edition, None)) == edition

    holds()

    assert edits > EXAMPLES
    tell(f"{edits:,} random edits, then export and read: {EXAMPLES} editions came back (seed {SEED})")


def test_a_file_cut_anywhere_is_refused_and_never_breaks_the_reader(tell: Tell) -> None:
    content = fixture_file.export(small_edition(), None)
    random = Random(SEED)
    cuts = [random.randrange(len(content) - 2) for _ in range(200)]

    for cut in cuts:
        assert problems_in(content[:cut])

    tell(f"Cut short: {len(cuts)} files refused (seed {SEED})")


VALUES = (
    None,
    True,
    0,
    -1,
    1.5,
    10**400,
    "",
    "x" * 20_000,
    "\ud800",
    "\x00",
    [],
    [[]],
    {},
    ["a"],
    [None],
    "ß/../",
)


def test_any_value_in_any_field_is_taken_or_refused_and_never_breaks_the_reader(tell: Tell) -> None:
    objects = objects_of(small_edition())
    refused = 0
    for item in {item["model"]: item for item in objects}.values():
        for name, before in item["fields"].items():
            for value in (*VALUES, *HOSTILE_TEXTS):
                item["fields"][name] = value
                try:
                    read(objects)
                except FixtureProblems as found:
                    refused += 1
                    "".join(problem.message + problem.field for problem in found.problems).encode()
            item["fields"][name] = before

    assert read(objects) == small_edition()
    tell(f"Values of every type in every field of an uploaded edition: {refused:,} refused")


def test_every_field_of_every_object_has_to_be_there() -> None:
    objects = objects_of(small_edition())
    models = {item["model"] for item in objects}
    assert models == set(COLUMNS) - {"question_sets.seal"}

    for item in objects:
        for name, before in list(item["fields"].items()):
            del item["fields"][name]
            messages = {problem.message for problem in problems_in(json.dumps(objects).encode())}
            assert "This field is missing." in messages
            item["fields"][name] = before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is damaged or cut short: it cannot be read past line 1."),
        (b"[\n{", "The file is damaged or cut short: it cannot be read past line 2."),
        (b"\xff\xfe[]", "The file is not text in UTF-8."),
        ("[]".encode("utf-16"), "The file is not text in UTF-8."),
        (b"{}", "The file must be a list of objects, as an exported edition is."),
        (b"[]", "The file must be a list of objects, as an exported edition is."),
        (b"3", "The file must be a list of objects, as an exported edition is."),
        (b"[" * 100_000, "The file has lists inside lists, too deep to read."),
        (b'{"a":' * 100_000, "The file has lists inside lists, too deep to read."),
        (b"[NaN]", "The file cannot be read: NaN is not a number."),
        (b'[{"model": 1, "model": 2}]', "The file cannot be read: an object has “model” twice."),
        (b'[{"\\ud800": 1, "\\ud800": 2}]', "The file cannot be read: an object has “?” twice."),
        (b"PK\x03\x04", "The file is damaged or cut short: it cannot be read past line 1."),
    ],
)
def test_a_file_that_is_no_fixture_is_refused_as_a_whole(content: bytes, message: str) -> None:
    assert problems_in(content) == (FixtureProblem(0, "", "", message),)


def test_a_number_of_ten_thousand_digits_is_refused() -> None:
    (problem,) = problems_in(b"[" + b"9" * 10_000 + b"]")

    assert problem.message.startswith("The file cannot be read")


def test_a_user_in_the_file_is_refused_by_its_number() -> None:
    objects = objects_of(small_edition())
    objects.insert(1, {"model": "accounts.user", "fields": {"email": "a@example.org", "is_superuser": True}})

    assert problems_in(json.dumps(objects).encode()) == (
        FixtureProblem(
            2, "accounts.user", "", "Remove this object: only the content of an edition is imported."
        ),
    )


ONE_PROBLEM: dict[str, tuple[Spoil, tuple[str, str, str]]] = {
    "a key of the database": (
        lambda objects: objects[0].update(pk=1),
        ("questionset", "pk", "Remove this: an object has a model and fields."),
    ),
    "a field that is not known": (
        lambda objects: first(objects, "point").update(is_staff=True),
        ("point", "is_staff", "Remove this field: it is not known."),
    ),
    "a title that is too long": (
        lambda objects: first(objects, "section").update(title="x" * 201),
        ("section", "title", "Use 200 characters or fewer."),
    ),
    "a text that is too long": (
        lambda objects: first(objects, "question").update(help="x" * 10_001),
        ("question", "help", "Use 10,000 characters or fewer."),
    ),
    "a boolean as a number": (
        lambda objects: first(objects, "guidance").update(position=True),
        ("guidance", "position", "This must be a whole number from 1 to 32,767."),
    ),
    "a number as a boolean": (
        lambda objects: first(objects, "choice").update(exclusive=1),
        ("choice", "exclusive", "This must be true or false."),
    ),
    "a huge number": (
        lambda objects: first(objects, "check").update(position=10**4000),
        ("check", "position", "This must be a whole number from 1 to 32,767."),
    ),
    "an unknown kind": (
        lambda objects: first(objects, "question").update(kind="poll"),
        ("question", "kind", "This must be one of: text, choice, multi, date, money, evidence."),
    ),
    "an unknown level": (
        lambda objects: first(objects, "check").update(level="fatal"),
        ("check", "level", "This must be one of: contradiction, breach, exception, warning."),
    ),
    "an unknown operator": (
        lambda objects: first(objects, "condition").update(operator="under"),
        (
            "condition",
            "operator",
            "This must be one of: any, over, months_after_over, months_after_up_to, before.",
        ),
    ),
    "a link that is a script": (
        lambda objects: first(objects, "guidance").update(url="javascript:alert(1)"),
        ("guidance", "url", "Give a whole link that starts with https:// or http://."),
    ),
    "a character that is not text": (
        lambda objects: first(objects, "question").update(text="a\x00b"),
        ("question", "text", "Remove the character that is not text: it cannot be saved."),
    ),
    "half a surrogate pair": (
        lambda objects: first(objects, "point").update(summary="\ud800"),
        ("point", "summary", "Remove the character that is not text: it cannot be saved."),
    ),
    "a name that reads backwards": (
        lambda objects: first(objects, "point").update(title="\u202eabc"),
        ("point", "title", "Remove the invisible character that changes the direction of the text."),
    ),
    "a key that breaks an address": (
        lambda objects: first(objects, "check").update(key="../x"),
        ("check", "key", "Use letters, digits, “.”, “_” and “-”, and begin with a letter or a digit."),
    ),
    "a duplicate object": (
        lambda objects: objects.append(objects[1]),
        ("point", "", "Object 2 has the same name already."),
    ),
    "a duplicate code": (
        lambda objects: [
            item["fields"].update(code="1.1") for item in objects[4:7] if "code" in item["fields"]
        ],
        ("question", "code", "Object 5 has the same code already."),
    ),
    "two objects in one place": (
        lambda objects: [item["fields"].update(number=1) for item in objects if "number" in item["fields"]],
        ("point", "number", "Object 2 has the same number already."),
    ),
    "an object of another edition": (
        lambda objects: first(objects, "point").update(question_set=["tcop", "2021-03"]),
        ("point", "question_set", "This must begin with “example” and “2026-01”, the edition in the file."),
    ),
    "an unknown parent": (
        lambda objects: first(objects, "question").update(section=["example", "2026-01", "first", "gone"]),
        ("question", "section", "The file does not hold this section."),
    ),
    "a condition without an amount": (
        lambda objects: first(objects, "condition").update(operator="over", values=[]),
        ("condition", "amount", "A condition with “over” needs something here."),
    ),
    "a condition with too much": (
        lambda objects: first(objects, "condition").update(amount=3),
        ("condition", "amount", "A condition with “any” has nothing here."),
    ),
    "a condition of nothing": (
        lambda objects: first(objects, "condition").update(of_question=None),
        ("condition", "of_section", "A condition belongs to one section, one question or one check."),
    ),
    "two editions": (
        lambda objects: objects.append(objects[0]),
        ("questionset", "", "Object 1 has the same name already."),
    ),
}


@pytest.mark.parametrize("spoiled", ONE_PROBLEM)
def test_a_problem_is_named_by_object_and_field(spoiled: str) -> None:
    spoil, problem = ONE_PROBLEM[spoiled]

    assert problems_after(spoil)[:1] == [problem]


def test_conditions_in_a_circle_are_refused() -> None:
    objects = objects_of(small_edition())
    first_condition = first(objects, "condition")  # of first.revealed, on first.choice
    objects.append(
        {
            "model": "question_sets.condition",
            "fields": {
                **first_condition,
                "of_question": ["example", "2026-01", "first.choice"],
                "questions": ["first.revealed"],
                "values": [],
            },
        }
    )

    (problem,) = problems_in(json.dumps(objects).encode())

    assert problem.model == "question_sets.question"
    assert problem.message.startswith(
        "The conditions go in a circle, so that none of these is ever shown: 1."
    )


def test_what_only_keeps_a_draft_from_being_published_does_not_stop_it() -> None:
    objects = objects_of(small_edition())
    first(objects, "question")["text"] = ""
    first(objects, "condition")["questions"] = ["gone"]

    assert read(objects).question("first.text").text == ""


def sealed(digest: str, **changes: Any) -> bytes:
    seal = {
        "question_set": ["example", "2026-01"],
        "digest": digest,
        "published_at": "2026-03-02T09:30:00Z",
        "published_by": None,
        **changes,
    }
    return json.dumps(
        [*objects_of(small_edition()), {"model": "question_sets.seal", "fields": seal}]
    ).encode()


def test_a_seal_over_other_content_is_refused_and_says_what_to_do() -> None:
    assert fixture_file.read(sealed(small_edition().digest)) == small_edition()

    (problem,) = problems_in(sealed("0" * 64))

    assert (problem.model, problem.field) == ("question_sets.seal", "digest")
    assert problem.message == CHANGED_SINCE_SEALED


def test_a_seal_names_nobody() -> None:
    (problem,) = problems_in(sealed(small_edition().digest, published_by=["admin@example.org"]))

    assert problem.message == "This must be null: people are not imported."


def test_ten_thousand_questions_are_refused() -> None:
    objects = objects_of(small_edition())
    question = next(item for item in objects if item["model"] == "question_sets.question")
    objects += [
        {
            "model": question["model"],
            "fields": {**question["fields"], "key": f"q{n}", "code": f"9.{n}", "position": n},
        }
        for n in range(100, 10_100)
    ]

    (problem,) = problems_in(json.dumps(objects).encode())

    assert problem.message == f"There are 10,014 of these here, and {limits.MAX_QUESTIONS:,} are allowed."


def test_only_the_first_problems_are_listed_and_all_are_counted() -> None:
    objects = [{"model": "accounts.user", "fields": {}}] * 5_000

    with pytest.raises(FixtureProblems, match=r"The file has 5,001 problems\.") as refused:
        read(objects)

    assert len(refused.value.problems) == MOST_PROBLEMS


def test_text_is_cleaned_as_in_a_form() -> None:
    objects = objects_of(make_edition(make_point("one")))
    first(objects, "point").update(summary="e\u0301\r\nline", title="  two   spaces ")

    point = read(objects).point("one")

    assert (point.summary, point.title) == ("é\nline", "two spaces")
