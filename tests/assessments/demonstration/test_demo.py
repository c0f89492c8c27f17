"""The command that makes the demonstration data."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Organisation, User
from assessments.models import Assessment
from question_sets.models import QuestionSet


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


def demo(**options: object) -> str:
    """What the command prints."""
    told = StringIO()
    call_command("demo", stdout=told, **options)
    return told.getvalue()


def test_the_command_makes_the_data_once_and_tells_it_every_time(
    edition: QuestionSet, accounts_file: Path, tmp_path: Path
) -> None:
    first = demo(json=tmp_path / "first.json")
    second = demo(json=tmp_path / "second.json")

    assert first == second
    assert "  Lead: Department for Demonstrations\n" in first
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
