"""Where the editors' routes are tried: an edition of each status, and parts that fit each route."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from accounts.models import User
from question_sets.editions import (
    Typed,
    ask_to_publish,
    base_of,
    change_part,
    start_draft,
    withdraw,
)
from question_sets.models import PublicationRequest, QuestionSet, Seal
from question_sets.parts import EDITION, Part, PartKind, part_of
from question_sets.reading import read_edition
from question_sets.structure import Edition, with_digest
from tests.assessments.factories import NOW, published_edition
from tests.question_sets.factories import SEALED_AT, save_edition, small_edition
from tests.question_sets.publishing import throw_away

KEY: Final = "example"
EARLIER: Final = "2025-12"
SEALED: Final = "2026-01"
DRAFT: Final = "2026-02"
WAITING: Final = "2026-03"
ABSENT: Final = "1999-12"

Parts = Mapping[PartKind, Part]
"""A part of each kind."""

SMALL: Final[Parts] = {
    part.kind: part
    for part in map(
        part_of,
        (
            "edition",
            "point/first",
            "section/first/later",
            "check/declined",
            "question/first.choice",
            "choice/first.choice/partly",
            "guidance/first/1",
            "question/first.revealed/condition/1",
        ),
    )
}
"""Those of the small edition."""

INSIDE: Final = (
    PartKind.QUESTION,
    PartKind.POINT,
    PartKind.SECTION,
    PartKind.CHECK,
    PartKind.CHOICE,
    PartKind.GUIDANCE,
    PartKind.CONDITION,
)
"""Every kind but the edition itself."""

KINDS: Final[Mapping[str, Sequence[PartKind]]] = {
    "editor:part": INSIDE[:4],
    "editor:add_condition": (PartKind.QUESTION, PartKind.SECTION, PartKind.CHECK),
    "editor:change": (*INSIDE, PartKind.EDITION),
    "editor:move": INSIDE,
    "editor:copy": INSIDE[:4],
    "editor:remove": INSIDE,
    "editor:place": (PartKind.QUESTION,),
    "editor:renumber": (PartKind.POINT,),
}
"""The kinds of parts with which each route is tried."""

ADDED: Final[Sequence[tuple[PartKind, PartKind]]] = (
    (PartKind.QUESTION, PartKind.SECTION),
    (PartKind.POINT, PartKind.EDITION),
    (PartKind.CHECK, PartKind.EDITION),
    (PartKind.GUIDANCE, PartKind.POINT),
    (PartKind.SECTION, PartKind.POINT),
    (PartKind.CHOICE, PartKind.QUESTION),
)
"""What can be added, and where."""


def make_editions(asker: User, like: Edition | None = None) -> Mapping[str, QuestionSet]:
    """Two sealed editions, a draft and one that waits for another editor's approval, with the same parts."""
    content = like or small_edition()
    named = {name: with_digest(replace(content, edition=name)) for name in (EARLIER, SEALED, DRAFT, WAITING)}
    made = {name: save_edition(named[name], sealed=False) for name in (EARLIER, DRAFT, WAITING)}
    Seal.objects.create(
        question_set=made[EARLIER],
        digest=named[EARLIER].digest,
        published_at=SEALED_AT - timedelta(days=90),
    )
    made[SEALED] = published_edition(named[SEALED])
    _ask(made[WAITING], asker)
    _give_a_history(made[DRAFT], asker)
    return made


def edition_for(route: str) -> str:
    """The edition in the status that fits the route."""
    if route in ("editor:approve", "editor:withdraw"):
        return WAITING
    is_about_a_sealed_one = route == "editor:retire" or not route.startswith("editor:")
    return SEALED if is_about_a_sealed_one else DRAFT


def parts_for(route: str, of: Parts = SMALL) -> Iterator[Mapping[str, Any]]:
    """The arguments that name a part, one after the other; once nothing where the route names none."""
    if route == "editor:add":
        yield from ({"part": of[parent], "kind": kind} for kind, parent in ADDED)
    elif route in KINDS:
        yield from ({"part": of[kind]} for kind in KINDS[route])
    else:
        yield {}


def absent_parts_for(route: str) -> Iterator[Mapping[str, Any]]:
    """The same arguments with parts that no edition has. The edition itself is always there."""
    for named in parts_for(route):
        if "part" in named and named["part"] != EDITION:
            yield {**named, "part": _elsewhere(named["part"])}


def _elsewhere(part: Part) -> Part:
    last = "99" if part.keys[-1].isdigit() else "elsewhere"
    return Part(part.kind, (*part.keys[:-1], last))


def _ask(draft: QuestionSet, asker: User) -> PublicationRequest:
    seen = read_edition(draft).digest
    return ask_to_publish(draft, announcement="What is new", seen=seen, by=asker, at=NOW)


def _give_a_history(draft: QuestionSet, editor: User) -> None:
    """Something changed, a request was withdrawn, and another draft was discarded."""
    question = SMALL[PartKind.QUESTION]
    help_text = read_edition(draft).question(question.keys[-1]).help
    typed = {"help": Typed(f"{help_text} Think of your users.", base_of(help_text))}
    change_part(draft, question, typed, by=editor, at=NOW)
    withdraw(_ask(draft, editor), by=editor, at=NOW)
    discarded = start_draft(draft, key="", edition="2026-00", title="", by=editor, at=NOW)
    throw_away(discarded, by=editor, at=NOW)
