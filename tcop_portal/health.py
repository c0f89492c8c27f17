"""Whether this copy of the portal can do its work, for whatever watches over it."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from events import triggers


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when nothing is wrong; 503 with one sentence for each fault."""
    faults = [*database_faults(), *storage_faults(settings.DATA_DIR)]
    return JsonResponse(
        {"status": "failing" if faults else "ok", "faults": faults}, status=503 if faults else 200
    )


def database_faults() -> list[str]:
    """What is wrong with the database: out of reach, behind this version, or unprotected."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return ["Migrations are pending: run ./run manage migrate."]
        return [f"The trigger {name} is missing." for name in triggers.missing(connection)]
    except DatabaseError:
        return ["The database cannot be reached."]


def storage_faults(folder: Path) -> list[str]:
    """Whether stored packs can be written."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"written")
    except OSError:
        return ["The data folder cannot be written to."]
    return []
