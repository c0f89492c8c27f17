"""Random edits of an edition: the same random numbers make the same ones. What results may have problems."""

from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType
from typing import Any, Final

from question_sets import changing
from question_sets.kinds import QuestionKind
from question_sets.parts import EDITION, PARENT_KINDS, Part, PartKind
from question_sets.rows import rows_of
from question_sets.structure import Edition, Level
from tests.question_sets.random_editions import HOSTILE_TEXTS, WORDS

VALUES: Final[Mapping[str, Callable[[Random], Any]]] = MappingProxyType(
    {
        "repeats": lambda random: random.choice(["", "contract", "supplier"]),
        "kind": lambda random: str(random.choice(list(QuestionKind))),
        "level": lambda random: str(random.choice(list(Level))),
        "values": lambda random: random.sample(["yes", "no", "partly"], random.randint(1, 3)),
        "amount": lambda random: random.choice([None, 0, 10**9]),
        "code": lambda random: f"{random.randint(1, 9)}.{random.randint(1, 99)}",
        "sources": lambda random: random.sample(WORDS, random.randrange(3)),
        **dict.fromkeys(
            ("required", "short_form", "exclusive", "explain"), lambda random: random.random() < 0.5
        ),
        **dict.fromkeys(
            ("title", "summary", "must_show", "text", "help", "source", "message", "label", "attribution"),
            lambda random: random.choice([*WORDS, *HOSTILE_TEXTS]),
        ),
    }
)
"""A value for each field that can be changed by itself."""


def random_edits(random: Random, edition: Edition, *, most: int = 12) -> Edition:
    """The edition after up to so many edits, at least one of which was tried."""
    for number in range(random.randint(1, most)):
        edition = random.choice(_EDITS)(random, edition, number)
    return edition


def _change(random: Random, edition: Edition, number: int) -> Edition:
    part, fields = random.choice(list(rows_of(edition).items()))
    names = [name for name in fields if name in VALUES]
    if not names:
        return edition
    name = random.choice(names)
    return changing.change(edition, part, {name: VALUES[name](random)})


def _move(random: Random, edition: Edition, number: int) -> Edition:
    part = _some_part(random, edition)
    return changing.move(edition, part, random.choice([-2, -1, 1, 2]))[0] if part else edition


def _remove(random: Random, edition: Edition, number: int) -> Edition:
    part = _some_part(random, edition)
    return changing.remove(edition, part) if part else edition


def _copy(random: Random, edition: Edition, number: int) -> Edition:
    part = _some_part(random, edition)
    return changing.copy(edition, part, _new_key(random, number))[0] if part else edition


def _add(random: Random, edition: Edition, number: int) -> Edition:
    kind = random.choice(list(PARENT_KINDS))
    parents = [part for part in rows_of(edition) if part.kind in PARENT_KINDS[kind]]
    if not parents:
        return edition
    return changing.add(edition, kind, random.choice(parents), _new_key(random, number), {})[0]


def _place(random: Random, edition: Edition, number: int) -> Edition:
    questions = _parts(edition, PartKind.QUESTION)
    sections = _parts(edition, PartKind.SECTION)
    if not questions:
        return edition
    return changing.place(edition, random.choice(questions), random.choice(sections))


def _renumber(random: Random, edition: Edition, number: int) -> Edition:
    points = _parts(edition, PartKind.POINT)
    return changing.renumber(edition, random.choice(points)) if points else edition


_EDITS: Final = (_change, _change, _change, _move, _move, _remove, _copy, _add, _place, _renumber)


def _some_part(random: Random, edition: Edition) -> Part | None:
    parts = [part for part in rows_of(edition) if part != EDITION]
    return random.choice(parts) if parts else None


def _parts(edition: Edition, kind: PartKind) -> list[Part]:
    return [part for part in rows_of(edition) if part.kind is kind]


def _new_key(random: Random, number: int) -> str:
    return f"new-{number}-{random.randrange(10**9)}"
