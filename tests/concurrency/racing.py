"""Two writes at the same moment, a hundred times over."""

from collections import Counter
from collections.abc import Callable
from time import sleep
from typing import Any, Final

from django.db import connection

from events.chain import broken_links
from question_sets import verification
from question_sets.models import QuestionSet
from question_sets.reading import read_editions
from tests.concurrency.writers import together
from tests.telling import Tell

ROUNDS: Final = 100

HEAD_STARTS: Final = ((0.0, 0.0), (0.0, 0.01), (0.01, 0.0))
"""Seconds that the two wait, in turn: both at once, the one first, the other first."""

Write = Callable[[], Any]


def race(number: int, one: Write, other: Write) -> tuple[Any, Any]:
    """What became of two writes in this round: their results, or what they raised."""
    one_waits, other_waits = HEAD_STARTS[number % len(HEAD_STARTS)]
    first, second = together(_after(one_waits, one), _after(other_waits, other))
    return first, second


def tell_outcomes(tell: Tell, what: str, outcomes: Counter[str]) -> None:
    """Have the counts printed."""
    told = ", ".join(f"{outcome} {count}" for outcome, count in sorted(outcomes.items()))
    tell(f"{what} on {connection.vendor}, {outcomes.total()} rounds: {told}")


def faults_left() -> list[str]:
    """What is wrong in the chains, or with what was sealed; every edition is read to see that it can be."""
    read_editions(*QuestionSet.objects.all())
    return [*broken_links(), *verification.faults()]


def _after(seconds: float, write: Write) -> Write:
    def waited() -> Any:
        sleep(seconds)
        return write()

    return waited
