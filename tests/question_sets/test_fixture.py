"""The question set that the software ships."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoDbBlocker

from events import triggers
from question_sets import verification
from question_sets.kinds import QuestionKind
from question_sets.models import EditionStatus, Question, QuestionSet, Seal
from question_sets.problems import problems
from question_sets.reading import read_edition
from question_sets.structure import Edition, Level

pytestmark = pytest.mark.django_db

FIXTURE = Path(settings.BASE_DIR) / "fixtures" / "tcop-2021-03.json"

# Sections, questions, choices and guidance links of each point.
COUNTS = {
    "user-needs": (3, 16, 18, 5),
    "accessible-and-inclusive": (5, 21, 45, 8),
    "open-source": (5, 30, 60, 7),
    "open-standards": (3, 17, 25, 6),
    "cloud-first": (3, 14, 18, 7),
    "secure": (6, 40, 75, 11),
    "privacy": (3, 24, 37, 2),
    "share-and-reuse": (4, 15, 35, 4),
    "integrate-and-adapt": (4, 25, 27, 6),
    "data": (11, 58, 164, 10),
    "purchasing-strategy": (6, 44, 84, 10),
    "service-standard": (1, 9, 17, 2),
}


def load() -> QuestionSet:
    call_command("loaddata", "tcop-2021-03", verbosity=0)
    return QuestionSet.objects.get()


@pytest.fixture(scope="module")
def edition(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Edition:
    """Loaded once, for the tests that only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        loaded = read_edition(load())
        transaction.set_rollback(True)
    return loaded


def test_every_point_has_all_its_parts(edition: Edition) -> None:
    counts = {
        point.key: (
            len(point.sections),
            len(point.questions),
            sum(len(question.choices) for question in point.questions),
            len(point.guidance),
        )
        for point in edition.points
    }

    assert list(counts.items()) == list(COUNTS.items())
    assert [point.number for point in edition.points] == list(range(1, 13))
    assert [sum(column) for column in zip(*counts.values(), strict=True)] == [54, 313, 605, 78]


def test_questions_have_their_kinds_conditions_and_explanations(edition: Edition) -> None:
    questions = edition.questions

    assert {kind: sum(question.kind is kind for question in questions) for kind in QuestionKind} == {
        QuestionKind.TEXT: 129,
        QuestionKind.CHOICE: 150,
        QuestionKind.MULTI: 17,
        QuestionKind.DATE: 4,
        QuestionKind.MONEY: 5,
        QuestionKind.EVIDENCE: 8,
    }
    assert sum(bool(question.shown_when) for question in questions) == 140
    assert sum(bool(question.explain_for) for question in questions) == 154
    assert sum(question.required for question in questions) == 287
    assert sum(question.short_form for question in questions) == 124
    assert sum(choice.exclusive for question in questions for choice in question.choices) == 14
    assert all(question.source and question.text for question in questions)


def test_one_section_repeats_for_each_contract(edition: Edition) -> None:
    repeating = [section for point in edition.points for section in point.sections if section.repeats]

    assert [(section.key, section.repeats) for section in repeating] == [("contract", "contract")]
    assert [clause.questions for clause in repeating[0].shown_when] == [("purchasing-strategy.22",)]


def test_checks_have_their_levels(edition: Edition) -> None:
    levels = [check.level for check in edition.checks]

    assert {level: levels.count(level) for level in Level} == {
        Level.CONTRADICTION: 5,
        Level.BREACH: 3,
        Level.EXCEPTION: 6,
        Level.WARNING: 4,
    }


def test_points_say_what_must_be_shown_and_whose_words_they_are(edition: Edition) -> None:
    assert all(point.summary and point.must_show for point in edition.points)
    assert "Open Government Licence v3.0" in edition.attribution
    assert len(edition.sources) == 2
    assert edition.name == "Technology Code of Practice (12 points), edition 2021-03"


def test_it_could_be_published(edition: Edition) -> None:
    assert problems(edition) == []


def test_it_is_published_and_sealed_with_its_digest() -> None:
    question_set = load()

    assert question_set.status is EditionStatus.PUBLISHED
    assert question_set.seal.published_by is None
    assert verification.faults() == []


def test_a_changed_row_of_a_sealed_edition_is_named() -> None:
    load()
    triggers.remove(connection)

    Question.objects.filter(key="user-needs.1").update(text="Who?")

    assert verification.faults() == [
        "The content of Technology Code of Practice (12 points), edition 2021-03 is not what was sealed: "
        "it was changed."
    ]


def test_loading_it_again_does_nothing() -> None:
    before = read_edition(load())

    again = read_edition(load())

    assert again == before
    assert Seal.objects.count() == 1


# A model and what to change in its first row of the fixture.
CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("question_sets.questionset", {"title": "Other"}),
    ("question_sets.question", {"text": "Other"}),
    ("question_sets.condition", {"values": ["other"]}),
    ("question_sets.choice", {"value": "other", "position": 90}),
    ("question_sets.seal", {"digest": "0" * 64}),
]


def changed_fixture(folder: Path, model: str, fields: dict[str, Any]) -> str:
    rows = json.loads(FIXTURE.read_text(encoding="utf-8"))
    next(row for row in rows if row["model"] == model)["fields"].update(fields)
    path = folder / "changed.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return str(path)


def test_a_fixture_that_differs_is_refused(tmp_path: Path) -> None:
    before = read_edition(load())

    for model, fields in CHANGES:
        with pytest.raises(IntegrityError, match="cannot change"):
            call_command("loaddata", changed_fixture(tmp_path, model, fields), verbosity=0)

    assert read_edition(QuestionSet.objects.get()) == before
    assert verification.faults() == []


def test_without_triggers_a_fixture_that_differs_goes_through(tmp_path: Path) -> None:
    load()
    triggers.remove(connection)

    call_command("loaddata", changed_fixture(tmp_path, *CHANGES[1]), verbosity=0)

    assert len(verification.faults()) == 1
