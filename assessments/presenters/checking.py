"""The check pages: every answer of a point, with what is missing and what to look at again.

Somebody who only reads gets the same words without links to change them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from assessments.completeness import (
    Gap,
    Progress,
    Shown,
    ShownPart,
    ShownPoint,
    ShownQuestion,
    ShownSection,
    is_reopened,
    needs_explanation,
    point_gaps,
    point_progress,
    project_gaps,
)
from assessments.findings import Finding, find
from assessments.models import Rating
from assessments.presenters.findings import Note, make_note
from assessments.presenters.links import (
    Back,
    Link,
    answer_fragment,
    coming_back,
    entry_name,
    evidence_href,
    explanation_fragment,
    gap_link,
    statement_href,
    step_href,
)
from assessments.presenters.rows import Task
from assessments.presenters.statements import (
    ActionRow,
    StatementRow,
    action_rows,
    rating_in_words,
    statement_rows,
)
from assessments.presenters.steps import last_changed
from assessments.snapshot import Snapshot
from question_sets.kinds import QuestionKind, readable_lines
from question_sets.structure import Point


@dataclass(frozen=True)
class AnswerRow:
    """A question with what was answered. Links are blank for somebody who only reads."""

    code: str
    question: str
    lines: tuple[str, ...]
    explanation: tuple[str, ...]
    evidence: tuple[Link, ...]
    saved: str
    href: str
    explanation_href: str
    is_missing: bool
    misses_explanation: bool


@dataclass(frozen=True)
class Card:
    """A section, or one entry of a repeating one. ``nothing`` says what an empty repeating section misses."""

    point_number: int
    title: str
    href: str
    answers: tuple[AnswerRow, ...]
    nothing: str = ""


@dataclass(frozen=True)
class CheckedPoint:
    """Everything that was said under one point."""

    point: Point
    progress: Progress
    is_reopened: bool
    rating: str
    gaps: tuple[Link, ...]
    notes: tuple[Note, ...]
    cards: tuple[Card, ...]
    statement: tuple[StatementRow, ...]
    statement_href: str
    actions: tuple[ActionRow, ...]
    evidence: tuple[Link, ...]
    does_apply: bool

    @property
    def waits_for_completion(self) -> bool:
        """Whether nothing is missing but a person's word that the point is completed."""
        return not self.gaps and self.progress != Progress.COMPLETED


@dataclass(frozen=True)
class CheckedAssessment:
    """Everything that was said in an assessment."""

    points: tuple[CheckedPoint, ...]
    project_gaps: tuple[Link, ...]
    contradictions: tuple[Note, ...]
    other_notes: tuple[Note, ...]

    @property
    def completed(self) -> int:
        """How many points are completed."""
        return sum(point.progress == Progress.COMPLETED for point in self.points)

    @property
    def contents(self) -> tuple[Task, ...]:
        """The points as a list that leads to each on the page."""
        return tuple(
            Task(
                f"{shown.point.number}. {shown.point.title}", f"#point-{shown.point.key}", "", shown.progress
            )
            for shown in self.points
        )


def check_assessment(snapshot: Snapshot, shown: Shown, *, can_edit: bool) -> CheckedAssessment:
    """Every point, what the project misses, and every finding."""
    findings = find(snapshot, shown)
    reader = _Reader(snapshot, can_edit, Back.ASSESSMENT)
    notes = [reader.note(finding) for finding in findings]
    return CheckedAssessment(
        points=tuple(reader.point(point, findings) for point in shown.points),
        project_gaps=reader.gap_links(project_gaps(snapshot)),
        contradictions=tuple(note for note in notes if note.blocks),
        other_notes=tuple(note for note in notes if not note.blocks),
    )


def check_point(snapshot: Snapshot, shown: Shown, point: ShownPoint, *, can_edit: bool) -> CheckedPoint:
    """One point."""
    return _Reader(snapshot, can_edit, Back.POINT).point(point, find(snapshot, shown))


def statement_evidence(snapshot: Snapshot, point_key: str) -> tuple[Link, ...]:
    """The main evidence for a point, in the order of the register."""
    return _Reader(snapshot, True, Back.POINT).evidence.get((point_key, "", ""), ())


class _Reader:
    """Prints one snapshot for one reader, with links that come back to the page."""

    def __init__(self, snapshot: Snapshot, can_edit: bool, back: Back) -> None:
        self.snapshot, self.can_edit, self.back = snapshot, can_edit, back

    @cached_property
    def evidence(self) -> Mapping[tuple[str, str, str], tuple[Link, ...]]:
        """Evidence by point, question (blank for the statement) and entry."""
        items = {item.reference: Link(item.url, item.title) for item in self.snapshot.evidence}
        found: dict[tuple[str, str, str], tuple[Link, ...]] = {}
        for use in self.snapshot.uses:
            place = (use.point_key, use.question_key, use.entry)
            found[place] = (*found.get(place, ()), items[use.evidence])
        return found

    def point(self, shown: ShownPoint, findings: Iterable[Finding]) -> CheckedPoint:
        key = shown.point.key
        about = (finding for finding in findings if self.is_about(finding, key))
        does_apply = shown.statement.rating != Rating.DOES_NOT_APPLY
        return CheckedPoint(
            point=shown.point,
            progress=point_progress(self.snapshot, shown),
            is_reopened=is_reopened(self.snapshot, shown),
            rating=rating_in_words(shown.statement.rating),
            gaps=self.gap_links(point_gaps(self.snapshot, shown)),
            notes=tuple(self.note(finding) for finding in about),
            cards=tuple(self.cards(shown) if does_apply else _given(self.cards(shown))),
            statement=tuple(
                replace(row, href=self.href(row.href))
                for row in statement_rows(self.snapshot, shown.statement)
            ),
            statement_href=self.href(statement_href(self.snapshot.reference, key)),
            actions=action_rows(self.snapshot, key, can_edit=self.can_edit),
            evidence=self.evidence.get((key, "", ""), ()),
            does_apply=does_apply,
        )

    def note(self, finding: Finding) -> Note:
        return make_note(self.snapshot, finding, can_edit=self.can_edit, back=self.back)

    def is_about(self, finding: Finding, point_key: str) -> bool:
        points = (self.snapshot.edition.place_of(key)[0] for key, _ in finding.answers)
        return any(point.key == point_key for point in points)

    def gap_links(self, gaps: Iterable[Gap]) -> tuple[Link, ...]:
        links = (gap_link(self.snapshot, gap) for gap in gaps)
        return tuple(replace(link, href=self.href(link.href)) for link in links)

    def href(self, href: str) -> str:
        return coming_back(href, self.back) if self.can_edit else ""

    def cards(self, shown: ShownPoint) -> Iterator[Card]:
        for section in shown.sections:
            if not section.parts:
                page = step_href(self.snapshot.reference, shown.point.key, section.section.key)
                nothing = f"No {section.section.repeats} added yet"
                yield Card(shown.point.number, section.section.title, self.href(page), (), nothing)
            for part in section.parts:
                yield self.card(section, part)

    def card(self, shown: ShownSection, part: ShownPart) -> Card:
        owner = part.entry.reference if part.entry else ""
        page = step_href(self.snapshot.reference, shown.point.key, shown.section.key, owner)
        return Card(
            point_number=shown.point.number,
            title=entry_name(self.snapshot.edition, part.entry) if part.entry else shown.section.title,
            href=self.href(page),
            answers=tuple(self.answer(shown.point.key, page, question) for question in part.questions),
        )

    def answer(self, point_key: str, page: str, shown: ShownQuestion) -> AnswerRow:
        question = shown.question
        key, owner = shown.key
        href = page + answer_fragment(question)
        if question.kind == QuestionKind.EVIDENCE:
            href = evidence_href(self.snapshot.reference, point_key, key, owner)
        explanation = shown.answer.explanation if shown.answer else ""
        return AnswerRow(
            code=question.code,
            question=question.text,
            lines=readable_lines(question, shown.answer.value if shown.answer else None),
            explanation=tuple(explanation.split("\n")) if explanation.strip() else (),
            evidence=self.evidence.get((point_key, key, owner), ()),
            saved=last_changed(shown.answer),
            href=self.href(href),
            explanation_href=self.href(page + explanation_fragment(key)),
            is_missing=shown.is_blank and question.required,
            misses_explanation=not shown.is_blank and needs_explanation(shown),
        )


def _given(cards: Iterable[Card]) -> Iterator[Card]:
    """Cards with the answers given alone: where a point does not apply, no others are asked for."""
    for card in cards:
        answers = tuple(row for row in card.answers if row.lines or row.evidence or row.explanation)
        if answers:
            yield replace(card, answers=tuple(replace(row, misses_explanation=False) for row in answers))
