"""What follows a submission: its pack is made where the setting ``PACKS_MADE`` says, not in the request."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from threading import Thread
from types import MappingProxyType

import structlog
from django.conf import settings
from django.utils import timezone
from django_tasks import task

from reporting.making import ask_for, make
from reporting.models import StoredPack

logger = structlog.get_logger(__name__)


def make_packs(submission_id: int) -> None:
    """Ask for a submission's files and have them made. Whatever fails here, the submission stands."""
    ask_for(submission_id, at=timezone.now())
    try:
        MAKERS[settings.PACKS_MADE](submission_id)
    except OSError:
        logger.exception("pack_builder_not_started", submission=submission_id)


def _later(submission_id: int) -> None:
    """Nobody: ``manage.py build_packs`` will find them."""


def _here(submission_id: int) -> None:
    make(StoredPack.objects.filter(submission=submission_id).unfinished().order_by("pk"))


def _in_a_detached_child(submission_id: int) -> None:
    """A process of its own that outlives the request; no queue and no worker are needed.

    A thread waits for it: an ended process of which nobody took note would stay in the system's table.
    """
    builder = subprocess.Popen(
        [sys.executable, settings.BASE_DIR / "manage.py", "build_packs", "--submission", str(submission_id)],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    Thread(target=builder.wait, daemon=True).start()


@task()
def make_in_worker(submission_id: int) -> None:
    """The same in the worker: ``manage.py db_worker``."""
    _here(submission_id)


def _in_a_worker(submission_id: int) -> None:
    make_in_worker.enqueue(submission_id)


MAKERS: Mapping[str, Callable[[int], None]] = MappingProxyType(
    {"later": _later, "here": _here, "detached": _in_a_detached_child, "worker": _in_a_worker}
)
