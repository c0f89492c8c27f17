import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions import grant, invite_person, set_password
from accounts.forms import EmailAddressField
from accounts.refusals import AddressTaken
from accounts.roles import Role
from plain_text.cleaning import UnacceptableText, clean
from plain_text.fields import NameField


class Command(BaseCommand):
    help = (
        "Makes an administrator, and prints the path of the single-use link with which they set a password."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="read the password from standard input: no link is made",
        )

    @transaction.atomic
    def handle(self, *, email: str, name: str, password_stdin: bool, **options: Any) -> None:
        now = timezone.now()
        try:
            address, name = EmailAddressField().clean(email), NameField().clean(name)
            person, token = invite_person(address, name=name, by=None, at=now)
            grant(person, Role.ADMINISTRATOR, by=None, at=now)
            if password_stdin:
                password = clean(sys.stdin.readline().rstrip("\n"))
                validate_password(password, person)
                set_password(token, password, at=now)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except (AddressTaken, UnacceptableText) as error:
            raise CommandError(str(error)) from error
        if password_stdin:
            self.stdout.write(f"{person.name} is an administrator and can sign in.")
        else:
            self.stdout.write(f"{reverse('accounts:set_password', args=[token])}")
