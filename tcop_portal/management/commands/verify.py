from typing import Any

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

logger = structlog.get_logger(__name__)


class Command(BaseCommand):
    help = "Looks for records that were changed behind the portal's back; exits 1 and names what it finds."

    def handle(self, **options: Any) -> None:
        found = sum(self._print_faults(name) for name in settings.VERIFICATIONS)
        if found:
            raise CommandError(f"{found} found.")
        self.stdout.write("Nothing was changed: events, frozen documents, stored packs and triggers agree.")

    def _print_faults(self, verification: str) -> int:
        """How many faults one verification named, before the next is asked."""
        faults = _faults(verification)
        for fault in faults:
            self.stderr.write(fault)
        return len(faults)


def _faults(verification: str) -> list[str]:
    try:
        faults: list[str] = import_string(verification)()
    except Exception as error:  # what was changed may be what stops it, and must not hide other faults
        logger.exception("verification_stopped", verification=verification)
        return [f"The verification {verification} stopped before its end: {type(error).__name__}."]
    return faults
