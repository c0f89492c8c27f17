"""Parts in lists, in their order: what a row says, and what can be done with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from editor.presenters.contents import WITH_PAGES, Contents, anchor, list_anchor, long_title
from editor.presenters.wording import LEVEL_LABELS, how_often
from govuk_forms.rows import Action
from question_sets.editions import base_of
from question_sets.kinds import QuestionKind, has_choices
from question_sets.nouns import counted
from question_sets.parts import Part, PartKind
from question_sets.rows import Fields, place_of
from question_sets.wording import fires_when, shown_when

ROWS_PER_PAGE: Final = 50


@dataclass(frozen=True)
class Moving:
    """The buttons that move a row. ``name`` says which row, to the ear.

    ``place`` is where it stands, and ``was`` what is there: a link is named by its place alone.
    """

    href: str
    place: int
    was: str
    name: str
    can_go_up: bool
    can_go_down: bool


@dataclass(frozen=True)
class PartRow:
    """A part in a list. Without ``href`` it has no page of its own."""

    anchor: str
    title: str
    href: str
    notes: tuple[str, ...]
    problems: str
    moving: Moving | None
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class PartList:
    """The parts of a kind in another, in order. Without ``add_href`` none can be added."""

    anchor: str
    heading: str
    intro: str
    rows: tuple[PartRow, ...]
    empty: str
    add_href: str
    add_text: str


@dataclass(frozen=True)
class _Listed:
    """How the parts of a kind are listed."""

    heading: str
    empty: str
    add: str
    intro: str = ""


_LISTS: Final[Mapping[PartKind, _Listed]] = MappingProxyType(
    {
        PartKind.POINT: _Listed("Points", "There are no points yet.", "Add a point"),
        PartKind.GUIDANCE: _Listed("Guidance", "There are no links to guidance.", "Add a link"),
        PartKind.SECTION: _Listed("Sections", "There are no sections yet.", "Add a section"),
        PartKind.QUESTION: _Listed("Questions", "There are no questions yet.", "Add a question"),
        PartKind.CHOICE: _Listed("Choices", "There are no choices yet.", "Add a choice"),
        PartKind.CHECK: _Listed(
            "Checks",
            "There are no checks yet.",
            "Add a check",
            "Rules across answers. Each has a message that is shown when all its conditions hold.",
        ),
    }
)

_INSIDE: Final[Mapping[PartKind, tuple[PartKind, ...]]] = MappingProxyType(
    {
        PartKind.EDITION: (PartKind.POINT, PartKind.CHECK),
        PartKind.POINT: (PartKind.SECTION, PartKind.GUIDANCE),
        PartKind.SECTION: (PartKind.CONDITION, PartKind.QUESTION),
        PartKind.QUESTION: (PartKind.CHOICE, PartKind.CONDITION),
        PartKind.CHECK: (PartKind.CONDITION,),
    }
)
"""What is listed on the page of each kind."""

_COUNTED: Final[Mapping[PartKind, tuple[PartKind, ...]]] = MappingProxyType(
    {
        PartKind.POINT: (PartKind.SECTION, PartKind.QUESTION),
        PartKind.SECTION: (PartKind.QUESTION,),
        PartKind.QUESTION: (PartKind.CHOICE,),
    }
)
"""What a row says that there is in it."""


def lists_in(contents: Contents, part: Part, *, can_edit: bool) -> tuple[PartList, ...]:
    """Everything in a part, kind by kind."""
    return tuple(
        _list(contents, part, kind, can_edit=can_edit)
        for kind in _INSIDE[part.kind]
        if _has_list(contents, part, kind)
    )


def adding_words(kind: PartKind) -> str:
    """What adding a part is called: "Add a point"."""
    return _LISTS[kind].add


def _has_list(contents: Contents, part: Part, kind: PartKind) -> bool:
    """A question that has no choices by its kind lists those that it kept."""
    if kind is not PartKind.CHOICE:
        return True
    return has_choices(QuestionKind(contents.rows[part]["kind"])) or bool(contents.inside(part, kind))


def _list(contents: Contents, part: Part, kind: PartKind, *, can_edit: bool) -> PartList:
    listed = _conditions(contents, part) if kind is PartKind.CONDITION else _LISTS[kind]
    parts = contents.inside(part, kind)
    rows = (
        _row(contents, each, is_last=number == len(parts), can_edit=can_edit)
        for number, each in enumerate(parts, 1)
    )
    route = ("add_condition", part) if kind is PartKind.CONDITION else ("add", part, kind)
    return PartList(
        anchor=list_anchor(kind),
        heading=listed.heading,
        intro=listed.intro,
        rows=tuple(rows),
        empty=listed.empty,
        add_href=contents.href(*route) if can_edit else "",
        add_text=listed.add,
    )


def _conditions(contents: Contents, owner: Part) -> _Listed:
    is_check = owner.kind is PartKind.CHECK
    heading, words = ("When it fires", fires_when) if is_check else ("When it is shown", shown_when)
    intro = "All of these have to hold." if len(contents.clauses(owner)) > 1 else ""
    return _Listed(heading, f"{words((), contents.edition)}.", "Add a condition", intro)


def _row(contents: Contents, part: Part, *, is_last: bool, can_edit: bool) -> PartRow:
    has_page = part.kind in WITH_PAGES
    count = len(contents.problems_of(part)) if can_edit else 0
    return PartRow(
        anchor=anchor(part),
        title=long_title(contents, part),
        href=contents.page(part) if has_page else "",
        notes=tuple(_notes(contents, part, contents.rows[part])),
        problems=f"{counted(count, 'problem')}" if count else "",
        moving=_moving(contents, part, is_last=is_last) if can_edit else None,
        actions=() if has_page or not can_edit else _actions(contents, part),
    )


def _moving(contents: Contents, part: Part, *, is_last: bool) -> Moving | None:
    """The order of conditions means nothing, so they are not moved."""
    if part.kind is PartKind.CONDITION:
        return None
    fields = contents.rows[part]
    place = place_of(part, fields)
    return Moving(
        href=contents.href("move", part),
        place=place,
        was=base_of(fields),
        name=short_name(contents, part),
        can_go_up=place > 1,
        can_go_down=not is_last,
    )


def short_name(contents: Contents, part: Part) -> str:
    """What tells a part from its like on a page: "point 3", "3.4", "“Yes”"."""
    match part.kind:
        case PartKind.QUESTION:
            return str(contents.rows[part]["code"])
        case PartKind.POINT | PartKind.CHECK:
            return contents.name(part)
        case _:
            return f"“{long_title(contents, part)}”"


def _actions(contents: Contents, part: Part) -> tuple[Action, ...]:
    about = short_name(contents, part)
    return (
        Action(contents.href("change", part), "Change", about),
        Action(contents.href("remove", part), "Remove", about),
    )


def _notes(contents: Contents, part: Part, fields: Fields) -> Iterator[str]:
    """What a row says under its title, each without a full stop."""
    match part.kind:
        case PartKind.QUESTION:
            yield str(QuestionKind(fields["kind"]).label)
            if fields["short_form"]:
                yield "In the short form too"
        case PartKind.SECTION:
            if fields["repeats"]:
                yield how_often(fields["repeats"])
        case PartKind.CHOICE:
            if fields["exclusive"]:
                yield "Stands alone"
            if fields["explain"]:
                yield "Asks for an explanation"
        case PartKind.GUIDANCE:
            yield fields["url"]
        case PartKind.CHECK:
            yield LEVEL_LABELS[fields["level"]]
            yield fires_when(contents.clauses(part), contents.edition)
    if counts := contents.counts(part, *_COUNTED.get(part.kind, ())):
        yield ", ".join(counts)
    if part.kind in (PartKind.SECTION, PartKind.QUESTION) and contents.clauses(part):
        yield shown_when(contents.clauses(part), contents.edition)
