"""Lists every route: its name, pattern, methods and who it is for."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tcop_portal.routes import Route, routes

UNCLASSIFIED = "unclassified"


class Command(BaseCommand):
    """``manage.py routes [--json]``."""

    help = "List every route with its methods and who it is for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for scripts: one JSON list")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the list."""
        described = [_described(route) for route in routes()]
        if options["json"]:
            self.stdout.write(json.dumps(described, indent=2))
        else:
            for route in described:
                methods = ",".join(route["methods"])
                told = (f"{route['classification']:12}", f"{methods:10}", route["pattern"], route["name"])
                self.stdout.write(" ".join(told))


def _described(route: Route) -> dict[str, Any]:
    return {
        "name": route.name,
        "pattern": route.pattern,
        "methods": sorted(route.access.methods) if route.access else [],
        "classification": route.access.classification if route.access else UNCLASSIFIED,
    }
