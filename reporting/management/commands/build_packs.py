"""Makes the pack files that are wanted: ``manage.py build_packs``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reporting.making import ask_for_all, make, wanting


class Command(BaseCommand):
    """Waiting, failed and left-behind files, of all submissions or of one."""

    help = "Make the files of evidence packs that are waiting, that failed, or whose builder was killed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--submission", type=int, help="only this submission, by its number")

    def handle(self, *args: Any, submission: int | None, **options: Any) -> None:
        now = timezone.now()
        ask_for_all(at=now)
        files = wanting(at=now).filter(**({"submission": submission} if submission else {}))
        wanted = list(files.select_related("submission"))
        failed = make(wanted)
        self.stdout.write(f"{len(wanted) - len(failed)} of {len(wanted)} files made.")
        if failed:
            names = ", ".join(f"{file.submission.reference} ({file.format})" for file in failed)
            raise CommandError(f"Could not make {names}. The log says why.")
