"""An edition as rows: the parts by name, each with its fields as a fixture has them. Pure.

What is compared, exported, imported and written to tables is this one shape.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from question_sets.kinds import QuestionKind
from question_sets.parts import EDITION, Part, PartKind
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

Fields = Mapping[str, Any]
"""Values as JSON has them."""

Rows = Mapping[Part, Fields]
"""Parts in the order of a fixture: the edition, each point with what is in it, the checks."""

FIELDS: Final[Mapping[PartKind, tuple[str, ...]]] = {
    PartKind.EDITION: ("key", "edition", "title", "sources", "attribution"),
    PartKind.POINT: ("number", "title", "summary", "must_show"),
    PartKind.GUIDANCE: ("title", "url"),
    PartKind.SECTION: ("position", "title", "repeats"),
    PartKind.QUESTION: (
        "section",
        "position",
        "code",
        "text",
        "help",
        "kind",
        "required",
        "short_form",
        "source",
    ),
    PartKind.CHOICE: ("position", "label", "exclusive", "explain"),
    PartKind.CHECK: ("position", "level", "message", "source"),
    PartKind.CONDITION: ("questions", "operator", "values", "amount", "other"),
}
"""The fields of each kind. A question's `section` holds the keys of its point and section."""


class TwoOfOneName(ValueError):
    """Two parts of an edition have the same key, so that rows cannot hold both."""


def rows_of(edition: Edition) -> dict[Part, dict[str, Any]]:
    """The edition's rows, in their order. `edition_of` is the inverse. Raises TwoOfOneName."""
    rows: dict[Part, dict[str, Any]] = {}
    for part, fields in _rows(edition):
        if part in rows:
            raise TwoOfOneName(f"Two parts are called {part}.")
        rows[part] = fields
    return rows


def edition_of(rows: Rows) -> Edition:
    """The edition that these rows make, ordered by number and position, with the digest of its content."""
    children = _Children(rows)
    head = rows[EDITION]
    edition = Edition(
        key=head["key"],
        edition=head["edition"],
        title=head["title"],
        sources=tuple(head["sources"]),
        attribution=head["attribution"],
        digest="",
        points=tuple(_point(part, rows, children) for part in children.of(EDITION, PartKind.POINT)),
        checks=tuple(_check(part, rows, children) for part in children.of(EDITION, PartKind.CHECK)),
    )
    return with_digest(edition)


def parent_of(part: Part, fields: Fields) -> Part:
    """What a part stands in. Only a question's parent is a matter of its fields."""
    match part.kind:
        case PartKind.POINT | PartKind.CHECK:
            return EDITION
        case PartKind.QUESTION:
            return Part(PartKind.SECTION, tuple(fields["section"]))
        case PartKind.CONDITION:
            return part.owner
        case PartKind.CHOICE:
            return Part(PartKind.QUESTION, part.keys[:-1])
        case _:
            return Part(PartKind.POINT, part.keys[:-1])


def place_of(part: Part, fields: Fields) -> int:
    """Where a part stands among its like, from 1."""
    place: int = fields["number"] if part.kind is PartKind.POINT else fields.get("position", 0)
    return place or part.position


def _rows(edition: Edition) -> Iterator[tuple[Part, dict[str, Any]]]:
    yield EDITION, _fields(edition, PartKind.EDITION, sources=list(edition.sources))
    for point in edition.points:
        yield from _point_rows(point)
    for place, check in enumerate(edition.checks, 1):
        part = EDITION.child(PartKind.CHECK, check.key)
        yield part, _fields(check, PartKind.CHECK, position=place, level=str(check.level))
        yield from _condition_rows(part, check.when)


def _point_rows(point: Point) -> Iterator[tuple[Part, dict[str, Any]]]:
    part = EDITION.child(PartKind.POINT, point.key)
    yield part, _fields(point, PartKind.POINT)
    for place, link in enumerate(point.guidance, 1):
        yield part.child(PartKind.GUIDANCE, place), _fields(link, PartKind.GUIDANCE)
    for place, section in enumerate(point.sections, 1):
        yield from _section_rows(part.child(PartKind.SECTION, section.key), section, place)


def _section_rows(part: Part, section: Section, place: int) -> Iterator[tuple[Part, dict[str, Any]]]:
    yield part, _fields(section, PartKind.SECTION, position=place)
    yield from _condition_rows(part, section.shown_when)
    for number, question in enumerate(section.questions, 1):
        yield from _question_rows(part, question, number)


def _question_rows(section: Part, question: Question, place: int) -> Iterator[tuple[Part, dict[str, Any]]]:
    part = section.child(PartKind.QUESTION, question.key)
    kind = str(question.kind)
    yield part, _fields(question, PartKind.QUESTION, section=list(section.keys), position=place, kind=kind)
    for number, choice in enumerate(question.choices, 1):
        explain = choice.value in question.explain_for
        fields = _fields(choice, PartKind.CHOICE, position=number, explain=explain)
        yield part.child(PartKind.CHOICE, choice.value), fields
    yield from _condition_rows(part, question.shown_when)


def _condition_rows(owner: Part, clauses: Iterable[Clause]) -> Iterator[tuple[Part, dict[str, Any]]]:
    for place, clause in enumerate(clauses, 1):
        yield (
            owner.child(PartKind.CONDITION, place),
            {
                "questions": list(clause.questions),
                "operator": str(clause.operator),
                "values": list(clause.values),
                "amount": clause.amount,
                "other": clause.other or "",
            },
        )


def _fields(item: object, of: PartKind, /, **given: Any) -> dict[str, Any]:
    return {name: given[name] if name in given else getattr(item, name) for name in FIELDS[of]}


class _Children:
    """The parts inside each part, in order."""

    def __init__(self, rows: Rows) -> None:
        found: dict[tuple[Part, PartKind], list[tuple[int, Part]]] = {}
        for part, fields in rows.items():
            if part.kind is not PartKind.EDITION:
                place = (place_of(part, fields), part)
                found.setdefault((parent_of(part, fields), part.kind), []).append(place)
        self._found = {key: tuple(part for _, part in sorted(places)) for key, places in found.items()}

    def of(self, parent: Part, kind: PartKind) -> tuple[Part, ...]:
        return self._found.get((parent, kind), ())


def _point(part: Part, rows: Rows, children: _Children) -> Point:
    return Point(
        key=part.keys[-1],
        guidance=tuple(Guidance(**rows[link]) for link in children.of(part, PartKind.GUIDANCE)),
        sections=tuple(_section(each, rows, children) for each in children.of(part, PartKind.SECTION)),
        **rows[part],
    )


def _section(part: Part, rows: Rows, children: _Children) -> Section:
    return Section(
        key=part.keys[-1],
        title=rows[part]["title"],
        repeats=rows[part]["repeats"],
        shown_when=_clauses(part, rows, children),
        questions=tuple(_question(each, rows, children) for each in children.of(part, PartKind.QUESTION)),
    )


def _question(part: Part, rows: Rows, children: _Children) -> Question:
    fields = rows[part]
    choices = children.of(part, PartKind.CHOICE)
    return Question(
        key=part.keys[-1],
        code=fields["code"],
        text=fields["text"],
        help=fields["help"],
        kind=QuestionKind(fields["kind"]),
        required=fields["required"],
        short_form=fields["short_form"],
        explain_for=tuple(choice.keys[-1] for choice in choices if rows[choice]["explain"]),
        choices=tuple(
            Choice(choice.keys[-1], rows[choice]["label"], rows[choice]["exclusive"]) for choice in choices
        ),
        shown_when=_clauses(part, rows, children),
        source=fields["source"],
    )


def _check(part: Part, rows: Rows, children: _Children) -> Check:
    return Check(
        key=part.keys[-1],
        level=Level(rows[part]["level"]),
        when=_clauses(part, rows, children),
        message=rows[part]["message"],
        source=rows[part]["source"],
    )


def _clauses(owner: Part, rows: Rows, children: _Children) -> tuple[Clause, ...]:
    return tuple(_clause(rows[part]) for part in children.of(owner, PartKind.CONDITION))


def _clause(fields: Fields) -> Clause:
    return Clause(
        questions=tuple(fields["questions"]),
        operator=Operator(fields["operator"]),
        values=tuple(fields["values"]),
        amount=fields["amount"],
        other=fields["other"] or None,
    )
