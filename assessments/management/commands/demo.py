"""Makes the demonstration data and lists it for scripts and testers."""

import json
import secrets
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions import make_link, set_password
from accounts.models import User
from assessments.demonstration.building import PEOPLE, Person, build, is_built, is_empty
from assessments.models import Assessment
from question_sets.models import QuestionSet

OWNER_ONLY = 0o600


class Command(BaseCommand):
    """``manage.py demo [--json FILE]``: repeatable, and refuses a database that holds anything else."""

    help = "Make the demonstration data, once, and say who can sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", type=Path, help="write accounts and assessments to this file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build if the database is empty, then tell."""
        if not is_built():
            if not is_empty():
                raise CommandError("This database holds other data, so no demonstration was added to it.")
            self._build()
        passwords = self._passwords()
        self.stdout.write("Sign in as one of these people:")
        for person in _there(passwords):
            self.stdout.write(f"{person.email:38} {passwords[person.email]:18} {_roles(person)}")
        if options["json"]:
            content = {"accounts": _accounts(passwords), "assessments": _assessments()}
            _write(options["json"], content)

    def _build(self) -> None:
        edition = QuestionSet.objects.published().newest_first().first()
        if not edition:
            raise CommandError("Load a question set first: ./run manage loaddata tcop-2021-03")
        at = timezone.now()
        with transaction.atomic():
            tokens = build(edition, at=at)
            _keep_passwords({email: _set_new(token) for email, token in tokens.items()})

    def _passwords(self) -> Mapping[str, str]:
        """The passwords kept in the data folder; new ones where the file is gone."""
        if not settings.ACCOUNTS_FILE.exists():
            at = timezone.now()
            people = User.objects.filter(email__in=[person.email for person in PEOPLE])
            _keep_passwords({user.email: _set_new(make_link(user, by=None, at=at)) for user in people})
        kept: dict[str, str] = json.loads(settings.ACCOUNTS_FILE.read_text())
        return kept


def _set_new(token: str) -> str:
    password = secrets.token_urlsafe(12)
    set_password(token, password, at=timezone.now())
    return password


def _keep_passwords(passwords: Mapping[str, str]) -> None:
    _write(settings.ACCOUNTS_FILE, passwords)


def _write(file: Path, content: object) -> None:
    """Write JSON that only its owner can read, from the first byte on."""
    file.unlink(missing_ok=True)
    file.touch(OWNER_ONLY)
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def _there(passwords: Mapping[str, str]) -> list[Person]:
    """The demonstration's people, as far as it has them: an older one stays as it was made."""
    return [person for person in PEOPLE if person.email in passwords]


def _roles(person: Person) -> str:
    roles = ", ".join(role.label for role in person.roles)
    return f"{roles}: {person.organisation}" if person.organisation else roles


def _accounts(passwords: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "email": person.email,
            "password": passwords[person.email],
            "organisation": person.organisation,
            "roles": [role.value for role in person.roles],
        }
        for person in _there(passwords)
    ]


def _assessments() -> list[dict[str, Any]]:
    rows = Assessment.objects.with_project().prefetch_related("submissions").order_by("pk")
    return [_described(assessment) for assessment in rows]


def _described(assessment: Assessment) -> dict[str, Any]:
    submissions = sorted(assessment.submissions.all(), key=lambda submission: submission.round)
    return {
        "reference": assessment.reference,
        "project": assessment.project.name,
        "organisation": assessment.project.organisation.name,
        "edition": f"{assessment.question_set.key} {assessment.question_set.edition}",
        "status": assessment.status,
        "rounds": len(submissions),
        "path": reverse("assessments:task_list", args=[assessment.reference]),
        "packs": [
            {"round": submission.round, **_pack_paths(submission.reference)} for submission in submissions
        ],
    }


def _pack_paths(reference: str) -> dict[str, str]:
    return {name: reverse("reporting:pack_file", args=[reference, name]) for name in ("html", "pdf", "json")}
