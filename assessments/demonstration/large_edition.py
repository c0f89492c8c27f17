"""An edition of any number of questions, and a draft of the next one, to measure pages with. Pure.

The questions are numbered and say nothing: how long they are and how they hang together is what counts.
"""

from collections.abc import Iterator
from typing import Final

from question_sets.kinds import QuestionKind
from question_sets.parts import PartKind
from question_sets.rows import Fields, Rows, edition_of, rows_of
from question_sets.structure import (
    Check,
    Choice,
    Clause,
    Edition,
    Guidance,
    Level,
    Operator,
    Point,
    Question,
    Section,
    with_digest,
)

KEY: Final = "crowd"
PUBLISHED: Final = "2026-01"
DRAFT: Final = "2026-02"

POINTS: Final = 12
LEAST_QUESTIONS: Final = 2 * POINTS
LONG_SECTION: Final = 40
SECTION: Final = 10
CHECKS: Final = 18

CHOICES: Final = (Choice("yes", "Yes", False), Choice("partly", "Partly", False), Choice("no", "No", False))
KINDS: Final = (
    QuestionKind.CHOICE,
    QuestionKind.TEXT,
    QuestionKind.TEXT,
    QuestionKind.MONEY,
    QuestionKind.DATE,
)
"""Turn by turn."""

SHOWN_ON_ANSWER: Final = 2
"""The place in each turn of the question that is shown on an answer to the first."""

TEXT: Final = (
    "What did you find out about matter {}, who agreed it, and what will you look at again and when?"
)
HELP: Final = (
    "Say what you know by now. Two or three sentences are enough, and the evidence can tell the rest."
)


def large_edition(questions: int) -> Edition:
    """The edition. Its first section has 40 questions, if there are so many; every other one has 10."""
    sizes = _shares(questions)
    firsts = [1 + sum(sizes[:place]) for place in range(POINTS)]
    points = tuple(
        _point(number, range(first, first + size))
        for number, (first, size) in enumerate(zip(firsts, sizes, strict=True), 1)
    )
    unsealed = Edition(
        key=KEY,
        edition=PUBLISHED,
        title="Crowded standard (synthetic)",
        sources=("Made to measure with",),
        attribution="",
        digest="",
        points=points,
        checks=tuple(_check(number) for number in range(1, min(CHECKS, questions // len(KINDS)) + 1)),
    )
    return with_digest(unsealed)


def next_edition(edition: Edition) -> Edition:
    """The draft after it: of every fifty questions five are worded anew, two go and one is optional."""
    rows = rows_of(edition)
    kept: Rows = {
        part: _changed(fields, _number(part.keys[-1])) if part.kind is PartKind.QUESTION else fields
        for part, fields in rows.items()
        if part.kind is not PartKind.QUESTION or not _goes(part.keys[-1])
    }
    return edition_of({part: _renamed(fields) for part, fields in kept.items()})


def _shares(questions: int) -> list[int]:
    """How many questions each point has."""
    share, rest = divmod(questions, POINTS)
    return [share + (place < rest) for place in range(POINTS)]


def _point(number: int, numbers: range) -> Point:
    return Point(
        key=f"point-{number}",
        number=number,
        title=f"Matter {number} of the standard",
        summary=HELP,
        must_show=HELP,
        guidance=(Guidance(f"Read about matter {number}", f"https://example.org/{number}"),),
        sections=tuple(_sections(number, numbers)),
    )


def _sections(point: int, numbers: range) -> Iterator[Section]:
    left, place = numbers, 1
    while left:
        size = LONG_SECTION if (point, place) == (1, 1) else SECTION
        questions = tuple(_question(f"{point}.{numbers.index(each) + 1}", each) for each in left[:size])
        yield Section(f"section-{place}", f"Part {place} of matter {point}", "", (), questions)
        left, place = left[size:], place + 1


def _question(code: str, number: int) -> Question:
    turn, place = divmod(number - 1, len(KINDS))
    kind = KINDS[place]
    return Question(
        key=f"q.{number}",
        code=code,
        text=TEXT.format(number),
        help=HELP,
        kind=kind,
        required=True,
        short_form=turn % 5 == 0,
        explain_for=("partly", "no") if kind is QuestionKind.CHOICE else (),
        choices=CHOICES if kind is QuestionKind.CHOICE else (),
        shown_when=(_answered(turn * len(KINDS) + 1, "no"),) if place == SHOWN_ON_ANSWER else (),
        source="",
    )


def _check(number: int) -> Check:
    question = (number - 1) * len(KINDS) + 1
    return Check(
        f"check-{number}", Level.WARNING, (_answered(question, "no"),), f"Look at {question} again.", ""
    )


def _answered(number: int, value: str) -> Clause:
    return Clause((f"q.{number}",), Operator.ANY, values=(value,))


def _number(key: str) -> int:
    return int(key.removeprefix("q."))


def _goes(key: str) -> bool:
    return _number(key) % 25 == 7


def _changed(fields: Fields, number: int) -> Fields:
    if number % 10 == 3:
        return {**fields, "text": f"{fields['text']} Be brief."}
    return {**fields, "required": number % 50 != 4}


def _renamed(fields: Fields) -> Fields:
    return {**fields, "edition": DRAFT} if "edition" in fields else fields
