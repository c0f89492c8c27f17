"""The pages that ask before a part goes: out of the edition, or into another section."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from assessments.presenters.links import Link
from editor.presenters.contents import Contents, long_title
from question_sets.nouns import capitalised
from question_sets.parts import EDITION, Part, PartKind

HELD: Final = (
    PartKind.SECTION,
    PartKind.QUESTION,
    PartKind.CHOICE,
    PartKind.GUIDANCE,
    PartKind.CONDITION,
)
"""What goes with a part that is removed, as it is counted."""


@dataclass(frozen=True)
class Removing:
    """What a removal takes along, and the conditions elsewhere that are in its way."""

    heading: str
    title: str
    held: tuple[str, ...]
    in_the_way: tuple[Link, ...]


@dataclass(frozen=True)
class SectionChoice:
    """A radio button."""

    id: str
    value: str
    text: str
    hint: str
    checked: bool


@dataclass(frozen=True)
class PointChoices:
    """The sections of a point."""

    legend: str
    items: tuple[SectionChoice, ...]


def removing(contents: Contents, part: Part, conditions: Iterable[Part]) -> Removing:
    """``conditions`` stand outside of the part, and name something in it."""
    return Removing(
        heading=f"Remove {contents.name(part)}?",
        title=contents.title(part),
        held=contents.counts(part, *HELD),
        in_the_way=tuple(
            Link(
                contents.href("change", each),
                f"{capitalised(contents.name(each.owner))}: {contents.title(each)}",
            )
            for each in conditions
        ),
    )


def section_choices(contents: Contents, question: Part, chosen: str) -> tuple[PointChoices, ...]:
    """Every section of the edition that has one, by point. The first radio button has the field's own id."""
    sections = [
        section
        for point in contents.inside(EDITION, PartKind.POINT)
        for section in contents.inside(point, PartKind.SECTION)
    ]
    ids = {
        section: f"id_section_{number}" if number else "id_section" for number, section in enumerate(sections)
    }
    return tuple(
        PointChoices(
            long_title(contents, point),
            tuple(
                SectionChoice(
                    id=ids[section],
                    value=str(section),
                    text=contents.title(section),
                    hint=_hint(contents, question, section),
                    checked=str(section) == chosen,
                )
                for section in contents.inside(point, PartKind.SECTION)
            ),
        )
        for point in contents.inside(EDITION, PartKind.POINT)
        if contents.inside(point, PartKind.SECTION)
    )


def _hint(contents: Contents, question: Part, section: Part) -> str:
    here = contents.parent(question)
    before, after = contents.rows[here]["repeats"], contents.rows[section]["repeats"]
    if section == here:
        return "Where it is asked now"
    if after and after != before:
        return f"Asked again for each {after}: an answer given once does not count there"
    if before and not after:
        return f"Asked once: answers given for each {before} do not count there"
    return ""
