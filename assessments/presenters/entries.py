"""The entries of a repeating section as summary cards."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from assessments.actions.entries import MOST_ENTRIES
from assessments.completeness import Shown, ShownPart
from assessments.presenters.links import entry_name, step_href
from assessments.presenters.rows import Card
from assessments.snapshot import EntryFacts, Snapshot
from govuk_forms.rows import Action, SummaryRow
from question_sets.kinds import QuestionKind, readable_lines
from question_sets.nouns import counted, with_article
from question_sets.structure import Point, Section

SHORT_KINDS = (QuestionKind.MONEY, QuestionKind.DATE)
"""Kinds whose answers fit a card."""


@dataclass(frozen=True)
class EntryList:
    """All entries of a section, how many in words, and where another is added (blank when it is full)."""

    noun: str
    count: str
    cards: tuple[Card, ...]
    add_href: str

    @property
    def add_text(self) -> str:
        """The words of the button that adds the first."""
        return f"Add {with_article(self.noun)}"

    @property
    def empty_text(self) -> str:
        """What the list says while it is empty."""
        return f"You have not added any {self.noun} yet."

    @property
    def empty_hint(self) -> str:
        """Why to add one."""
        return f"Add each {self.noun} of your project. You answer the same questions for each."

    @property
    def full_text(self) -> str:
        """What the list says when nothing can be added."""
        return f"You have added {self.count}, the most that an assessment can hold here."


def entry_list_of(snapshot: Snapshot, shown: Shown, point: Point, section: Section) -> EntryList:
    """The cards of a section's entries, in the order of adding."""
    parts = [
        part
        for step in shown.by_point[point.key].sections
        if step.section.key == section.key
        for part in step.parts
    ]
    place = [snapshot.reference, point.key, section.key]
    return EntryList(
        noun=section.repeats,
        count=counted(len(parts), section.repeats),
        cards=tuple(_card(snapshot, part, part.entry, place) for part in parts if part.entry),
        add_href=reverse("assessments:add_entry", args=place) if len(parts) < MOST_ENTRIES else "",
    )


def _card(snapshot: Snapshot, part: ShownPart, entry: EntryFacts, place: list[str]) -> Card:
    return Card(
        title=entry_name(snapshot.edition, entry),
        rows=tuple(_rows(part)),
        actions=(
            Action(step_href(place[0], place[1], place[2], entry.reference), "Change", ""),
            Action(reverse("assessments:remove_entry", args=[*place, entry.reference]), "Remove", ""),
        ),
    )


def _rows(part: ShownPart) -> Iterator[SummaryRow]:
    answered = sum(not shown.is_blank for shown in part.questions)
    yield SummaryRow("Answered", (f"{answered} of {len(part.questions)} questions",))
    for shown in part.questions:
        if shown.question.kind in SHORT_KINDS and shown.answer and not shown.is_blank:
            lines = readable_lines(shown.question, shown.answer.value)
            yield SummaryRow(f"{shown.question.code} {shown.question.text}", lines)
