from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from tcop_portal.backups import BackupRefused, restore_backup


class Command(BaseCommand):
    help = "Puts a backup back in place of what the portal holds, and brings it to this version's tables."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="replace a portal that is not empty")

    def handle(self, *, file: Path, force: bool, **options: Any) -> None:
        try:
            restore_backup(file, overwrite=force)
        except (BackupRefused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        call_command("migrate", interactive=False, verbosity=0)
        Session.objects.all().delete()  # those that were ended since must not go on
        self.stdout.write(f"Restored {file}.")
