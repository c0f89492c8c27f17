from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string


class Command(BaseCommand):
    help = "Looks for records that were changed behind the portal's back; exits 1 and names what it finds."

    def handle(self, **options: Any) -> None:
        faults = [fault for name in settings.VERIFICATIONS for fault in import_string(name)()]
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} found.")
        self.stdout.write("Nothing was changed: events, frozen documents, stored packs and triggers agree.")
