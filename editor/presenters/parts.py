"""The pages on which an edition is written: what a part says, and what is in it, in order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from django.urls import reverse

from assessments.presenters.links import Link
from editor.presenters.contents import WITH_PAGES, Contents, long_title
from editor.presenters.part_lists import PartList, adding_words, lists_in
from editor.presenters.wording import LEVEL_HINTS, LEVEL_LABELS, forms_of, how_often
from govuk_forms.rows import Action, SummaryRow
from question_sets.kinds import QuestionKind
from question_sets.nouns import capitalised
from question_sets.parts import EDITION, Part, PartKind

NOTHING: Final = "Nothing"

Say: TypeAlias = Callable[[Any], str]


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
class Writing:
    """What the page of a form says besides its fields."""

    heading: str
    where: str
    crumbs: tuple[Link, ...]


def _or_nothing(text: Any) -> str:
    return str(text) or NOTHING


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
            ("repeats", "Answered", how_often),
        ),
        PartKind.QUESTION: (
            ("text", "Question", _or_nothing),
            ("help", "Help", _or_nothing),
            ("kind", "Answer", lambda kind: str(QuestionKind(kind).label)),
            ("required", "Can stay blank", lambda required: "No" if required else "Yes"),
            ("short_form", "Forms", forms_of),
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
        lists=lists_in(contents, part, can_edit=can_edit),
        is_out_of_order=part.kind is PartKind.POINT and _is_out_of_order(contents, part),
        copy_text=f"Copy this {part.kind}",
        remove_text=f"Remove this {part.kind}",
    )


def adding(contents: Contents, kind: PartKind, parent: Part) -> Writing:
    """The page on which a part is added to another."""
    return Writing(adding_words(kind), long_title(contents, parent), trail(contents, parent))


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
    return capitalised(contents.own_name(part))


def problem_links(contents: Contents, part: Part) -> tuple[Link, ...]:
    """What is left to mend in a part, each with the place where that is done."""
    return tuple(
        Link(contents.mend_href(problem), _problem(contents, problem.part, problem.message))
        for problem in contents.problems_of(part)
    )


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


def _is_out_of_order(contents: Contents, point: Part) -> bool:
    number = contents.rows[point]["number"]
    questions = contents.edition.point(point.keys[0]).questions
    return [each.code for each in questions] != [f"{number}.{n}" for n, _ in enumerate(questions, 1)]
