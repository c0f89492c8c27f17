"""The pages on which an edition is written: what a part says, and what is in it, in order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from django.urls import reverse
from django.utils.text import Truncator

from assessments.presenters.links import Link
from editor.presenters.contents import WITH_PAGES, Contents, anchor
from govuk_forms.rows import Action, SummaryRow
from question_sets.kinds import QuestionKind, has_choices
from question_sets.nouns import capitalised, counted
from question_sets.parts import EDITION, Part, PartKind
from question_sets.rows import Fields, place_of
from question_sets.structure import Level
from question_sets.wording import fires_when, shown_when

LONGEST_TITLE: Final = 300
ROWS_PER_PAGE: Final = 50
NOTHING: Final = "Nothing"

LEVEL_LABELS: Final[Mapping[str, str]] = MappingProxyType({level: level.capitalize() for level in Level})

LEVEL_HINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Level.CONTRADICTION: "The answers cannot both be true. The assessment cannot be submitted with it",
        Level.BREACH: "The standard says “must”. It can be submitted, and the summary of the pack says so",
        Level.EXCEPTION: "It needs a reason. It can be submitted, and the summary of the pack says so",
        Level.WARNING: "Worth a second look. It can be submitted, and the summary of the pack says so",
    }
)

Say: TypeAlias = Callable[[Any], str]


@dataclass(frozen=True)
class Moving:
    """The buttons that move a row. ``place`` is where it stands; ``name`` says which row, to the ear."""

    href: str
    place: int
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
class PartPage:
    """What the page of a part prints. ``crumbs`` are the pages above."""

    heading: str
    crumbs: tuple[Link, ...]
    problems: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    lists: tuple[PartList, ...]
    is_out_of_order: bool
    copy_text: str
    remove_text: str


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

HELD: Final = (
    PartKind.SECTION,
    PartKind.QUESTION,
    PartKind.CHOICE,
    PartKind.GUIDANCE,
    PartKind.CONDITION,
)
"""What goes with a part that is removed, as it is counted."""


def _or_nothing(text: Any) -> str:
    return str(text) or NOTHING


def _repeats(noun: str) -> str:
    return f"Once for each {noun}" if noun else "Once"


_FACTS: Final[Mapping[PartKind, tuple[tuple[str, str, Say], ...]]] = MappingProxyType(
    {
        PartKind.EDITION: (
            ("title", "Title", _or_nothing),
            ("edition", "Edition", _or_nothing),
            ("sources", "Sources", lambda lines: "\n".join(lines) or NOTHING),
            ("attribution", "Attribution", _or_nothing),
        ),
        PartKind.POINT: (
            ("title", "Title", _or_nothing),
            ("summary", "Summary", _or_nothing),
            ("must_show", "What you must show", _or_nothing),
        ),
        PartKind.SECTION: (
            ("title", "Title", _or_nothing),
            ("repeats", "Answered", _repeats),
        ),
        PartKind.QUESTION: (
            ("text", "Question", _or_nothing),
            ("help", "Help", _or_nothing),
            ("kind", "Answer", lambda kind: str(QuestionKind(kind).label)),
            ("required", "Can stay blank", lambda required: "No" if required else "Yes"),
            ("short_form", "Forms", lambda short: "Full and short" if short else "Full only"),
            ("source", "Source", _or_nothing),
        ),
        PartKind.CHECK: (
            ("message", "Message", _or_nothing),
            ("level", "Level", lambda level: f"{LEVEL_LABELS[level]}\n{LEVEL_HINTS[level]}."),
            ("source", "Source", _or_nothing),
        ),
    }
)
"""The fields of each kind as its page says them: name, words, and the text of a value."""


def part_page(contents: Contents, part: Part, *, can_edit: bool) -> PartPage:
    """The page of a point, section, question or check; of the edition, its facts and lists."""
    return PartPage(
        heading=_heading(contents, part),
        crumbs=crumbs(contents, part),
        problems=problem_links(contents, part) if can_edit else (),
        facts=tuple(_facts(contents, part, can_edit=can_edit)),
        lists=tuple(
            _list(contents, part, kind, can_edit=can_edit)
            for kind in _INSIDE[part.kind]
            if _has_list(contents, part, kind)
        ),
        is_out_of_order=part.kind is PartKind.POINT and _is_out_of_order(contents, part),
        copy_text=f"Copy this {part.kind}",
        remove_text=f"Remove this {part.kind}",
    )


@dataclass(frozen=True)
class Writing:
    """What the page of a form says besides its fields."""

    heading: str
    where: str
    crumbs: tuple[Link, ...]


def adding(contents: Contents, kind: PartKind, parent: Part) -> Writing:
    """The page on which a part is added to another."""
    return Writing(_LISTS[kind].add, long_title(contents, parent), trail(contents, parent))


def changing(contents: Contents, part: Part) -> Writing:
    """The page on which the fields of a part are changed."""
    heading = f"Change {contents.name(part)}"
    return Writing(heading, long_title(contents, part), trail(contents, part))


def trail(contents: Contents, part: Part) -> tuple[Link, ...]:
    """The pages above a form about a part, down to the one on which the part is read."""
    shown = part if part == EDITION or part.kind in WITH_PAGES else contents.parent(part)
    return (*crumbs(contents, shown), Link(contents.page(shown), crumb(contents, shown)))


def crumbs(contents: Contents, part: Part) -> tuple[Link, ...]:
    """The pages above that of a part, from the edition on."""
    around = (Link(contents.page(each), crumb(contents, each)) for each in contents.path(part)[:-1])
    return (Link(reverse("editor:editions"), "Question sets"), *around)


def crumb(contents: Contents, part: Part) -> str:
    """A part in a few words, as a page above names it."""
    if part == EDITION:
        return f"Edition {contents.edition.edition}"
    return capitalised(contents.name(part).split(" of ")[0])


def problem_links(contents: Contents, part: Part) -> tuple[Link, ...]:
    """What is left to mend in a part, each with the place where that is done."""
    return tuple(
        Link(contents.mend_href(problem.part), _problem(contents, problem.part, problem.message))
        for problem in contents.problems_of(part)
    )


def long_title(contents: Contents, part: Part) -> str:
    """A part by number and words, no longer than fits a line or three: "3.4 How often do you test?"."""
    title = Truncator(contents.title(part)).chars(LONGEST_TITLE)
    fields = contents.rows[part]
    match part.kind:
        case PartKind.POINT:
            return f"{fields['number']}. {title}"
        case PartKind.QUESTION:
            return f"{fields['code']} {title}"
        case _:
            return title


def _problem(contents: Contents, part: Part, message: str) -> str:
    return message if part == EDITION else f"{capitalised(contents.name(part))}: {message}"


def _heading(contents: Contents, part: Part) -> str:
    if part.kind in (PartKind.QUESTION, PartKind.CHECK):
        return capitalised(contents.name(part))
    return long_title(contents, part)


def _facts(contents: Contents, part: Part, *, can_edit: bool) -> Iterator[SummaryRow]:
    fields = contents.rows[part]
    change = contents.href("change", part)
    for name, words, say in _FACTS[part.kind]:
        action = Action(f"{change}#id_{name}", "Change", words.lower())
        yield SummaryRow(words, tuple(say(fields[name]).split("\n")), (action,) if can_edit else ())
    if part.kind is PartKind.QUESTION:
        place = Action(contents.href("place", part), "Move", "to another section")
        lines = (contents.title(contents.parent(part)),)
        yield SummaryRow("Section", lines, (place,) if can_edit else ())


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
        anchor=f"{kind}s",
        heading=listed.heading,
        intro=listed.intro,
        rows=tuple(rows),
        empty=listed.empty,
        add_href=contents.href(*route) if can_edit else "",
        add_text=listed.add,
    )


def _conditions(contents: Contents, owner: Part) -> _Listed:
    clauses = contents.clauses(owner)
    if owner.kind is PartKind.CHECK:
        return _Listed(
            "When it fires", f"{fires_when((), contents.edition)}.", "Add a condition", _all(clauses)
        )
    return _Listed(
        "When it is shown", f"{shown_when((), contents.edition)}.", "Add a condition", _all(clauses)
    )


def _all(clauses: tuple[object, ...]) -> str:
    return "All of these have to hold." if len(clauses) > 1 else ""


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
    place = place_of(part, contents.rows[part])
    return Moving(contents.href("move", part), place, short_name(contents, part), place > 1, not is_last)


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
                yield _repeats(fields["repeats"])
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


def _is_out_of_order(contents: Contents, point: Part) -> bool:
    number = contents.rows[point]["number"]
    questions = contents.edition.point(point.keys[0]).questions
    return [each.code for each in questions] != [f"{number}.{n}" for n, _ in enumerate(questions, 1)]
