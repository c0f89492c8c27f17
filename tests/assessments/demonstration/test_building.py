"""The demonstration data: made once, through the actions, and true of this portal."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Organisation, User
from accounts.roles import Role
from assessments.completeness import gaps, what_is_shown
from assessments.demonstration import this_portal
from assessments.demonstration.building import PEOPLE, build
from assessments.findings import find
from assessments.lifecycle import Status
from assessments.models import Assessment, Form
from assessments.snapshot import Snapshot, take_snapshot
from question_sets.models import QuestionSet
from question_sets.problems import problems
from question_sets.reading import read_edition

PATH = re.compile(
    r"\b(?:(?:accounts|assessments|docs|events|fixtures|plain_text|question_sets|reporting|scripts|static|"
    r"tcop_portal|templates|tests)/[\w./-]*\w|pyproject\.toml|[A-Z]+\.md|LICENCE)\b"
)


@pytest.fixture
def edition(db: None) -> QuestionSet:
    """The edition that ships with the portal."""
    call_command("loaddata", "tcop-2021-03", verbosity=0)
    return QuestionSet.objects.published().get()


@pytest.fixture
def accounts_file() -> Iterator[Path]:
    """Where the command keeps passwords; gone before and after."""
    settings.ACCOUNTS_FILE.unlink(missing_ok=True)
    yield settings.ACCOUNTS_FILE
    settings.ACCOUNTS_FILE.unlink(missing_ok=True)


def of_this_portal() -> Snapshot:
    """The portal's own assessment."""
    assessments = Assessment.objects.with_project()
    return take_snapshot(assessments.get(project__name=this_portal.PROJECT["name"]))


def demo(**options: object) -> str:
    """What the command prints."""
    told = StringIO()
    call_command("demo", stdout=told, **options)
    return told.getvalue()


def cited_paths(told: str) -> set[str]:
    """Paths of this repository in a text."""
    return set(PATH.findall(told))


def test_this_portals_own_assessment_has_no_gaps_and_names_its_limitations(edition: QuestionSet) -> None:
    build(edition, at=datetime(2026, 11, 22, tzinfo=UTC))

    snapshot = of_this_portal()

    assert snapshot.status == Status.SUBMITTED
    assert snapshot.form == Form.SHORT
    assert gaps(snapshot, what_is_shown(snapshot)) == ()
    limited = [statement for statement in snapshot.statements if statement.has_limitations == "yes"]
    assert len(limited) >= 6
    assert all(statement.limitations and statement.mitigation for statement in limited)


def test_every_path_that_this_portals_assessment_cites_exists() -> None:
    told = " ".join(str(asdict(point)) for point in this_portal.POINTS.values())

    cited = cited_paths(told)

    assert len(cited) >= 10
    assert [path for path in sorted(cited) if not (settings.BASE_DIR / path).exists()] == []


def test_a_path_that_does_not_exist_would_be_found() -> None:
    assert cited_paths("See assessments/nowhere.py, and NOTES.md.") == {"assessments/nowhere.py", "NOTES.md"}


def test_a_draft_of_the_next_edition_is_there_to_try_and_could_be_published(edition: QuestionSet) -> None:
    build(edition, at=datetime(2026, 11, 22, tzinfo=UTC))

    draft = QuestionSet.objects.drafts().get()
    structure = read_edition(draft)

    assert (draft.key, len(structure.points)) == (edition.key, 13)
    assert [point.title for point in structure.points[-2:]] == [
        "Make your technology sustainable",
        "Meet the Service Standard",
    ]
    assert problems(structure) == []
    assert {question.key for question in read_edition(edition).questions} < {
        question.key for question in structure.questions
    }


def test_there_are_two_organisations_every_role_and_four_projects_in_different_states(
    edition: QuestionSet,
) -> None:
    build(edition, at=datetime(2026, 11, 22, tzinfo=UTC))

    assert Organisation.objects.count() == 2
    assert {role for person in PEOPLE for role in person.roles} == set(Role)
    states = Assessment.objects.order_by("pk").values_list("form", "status", "round")
    assert list(states) == [("short", "submitted", 1), ("full", "submitted", 2), ("full", "draft", 1)]


def test_the_draft_has_gaps_and_a_contradiction(edition: QuestionSet) -> None:
    build(edition, at=datetime(2026, 11, 22, tzinfo=UTC))

    snapshot = take_snapshot(Assessment.objects.with_project().drafts().get())

    shown = what_is_shown(snapshot)
    assert len(gaps(snapshot, shown)) > 100
    assert [finding.check.key for finding in find(snapshot, shown)] == ["service-answers-disagree"]


def test_the_command_makes_the_data_once_and_tells_it_every_time(
    edition: QuestionSet, accounts_file: Path, tmp_path: Path
) -> None:
    first = demo(json=tmp_path / "first.json")
    second = demo(json=tmp_path / "second.json")

    assert first == second
    assert (tmp_path / "first.json").read_text() == (tmp_path / "second.json").read_text()
    assert Assessment.objects.count() == 3
    assert accounts_file.stat().st_mode & 0o777 == 0o600


def test_the_file_says_who_can_sign_in_and_where_the_packs_are(
    edition: QuestionSet, accounts_file: Path, tmp_path: Path, client: Client
) -> None:
    demo(json=tmp_path / "told.json")

    told = json.loads((tmp_path / "told.json").read_text())

    assert {tuple(account) for account in told["accounts"]} == {
        ("email", "password", "organisation", "roles")
    }
    for account in told["accounts"]:
        assert User.objects.get(email=account["email"]).check_password(account["password"])
    assert [assessment["rounds"] for assessment in told["assessments"]] == [1, 2, 0]
    twice = told["assessments"][1]
    assert [pack["round"] for pack in twice["packs"]] == [1, 2]
    assert all(
        pack[name].startswith("/packs/") for pack in twice["packs"] for name in ("html", "pdf", "json")
    )


def test_a_database_that_holds_anything_else_is_refused(edition: QuestionSet, accounts_file: Path) -> None:
    Organisation.objects.create(name="A real department")

    with pytest.raises(CommandError, match="other data"):
        demo()

    assert not User.objects.exists()
