"""Whether this copy of the portal can do its work, for whatever watches over it."""

import tempfile
from pathlib import Path

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from events import triggers

logger = structlog.get_logger(__name__)


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when nothing is wrong, otherwise 503; one word for each part, since anybody may ask.

    The faults go to the log alone: they tell a stranger which records nothing protects.
    """
    faults = {"database": database_faults(), "storage": storage_faults(settings.DATA_DIR, settings.PACKS_DIR)}
    failing = {part: found for part, found in faults.items() if found}
    for part, found in failing.items():
        logger.error("unhealthy", part=part, faults=found)
    words = {part: "failing" if part in failing else "ok" for part in faults}
    return JsonResponse({"status": "failing" if failing else "ok", **words}, status=503 if failing else 200)


def database_faults() -> list[str]:
    """What is wrong with the database: out of reach, behind this version, or unprotected."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return ["Migrations are pending: run ./run manage migrate."]
        return [f"The trigger {name} is missing." for name in triggers.missing(connection)]
    except DatabaseError:
        return ["The database cannot be reached."]


def storage_faults(data: Path, packs: Path) -> list[str]:
    """Which folder cannot be written to. That of the packs is made with the first one."""
    if not _takes(data):
        return ["The data folder cannot be written to."]
    if packs.exists() and not _takes(packs):
        return ["The packs folder cannot be written to."]
    return []


def _takes(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"written")
    except OSError:
        return False
    return True
