"""What is shown, what is missing, how far a point is. Pure functions over a snapshot."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from assessments.models import Form, Rating, YesNo
from assessments.snapshot import AnswerFacts, AnswerKey, EntryFacts, Snapshot, StatementFacts
from question_sets.conditions import holds
from question_sets.kinds import is_blank
from question_sets.structure import Point, Question, Section


@dataclass(frozen=True)
class ShownQuestion:
    """A question that is asked now, with the answer given, if any."""

    question: Question
    entry: EntryFacts | None
    answer: AnswerFacts | None
    evidence_count: int

    @property
    def key(self) -> AnswerKey:
        """The key of its answer."""
        return self.question.key, self.entry.reference if self.entry else ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered yet."""
        value = self.answer.value if self.answer else None
        return is_blank(self.question.kind, value, evidence_count=self.evidence_count)


@dataclass(frozen=True)
class ShownPart:
    """The questions asked in a section: once, or for one entry of a repeating section."""

    entry: EntryFacts | None
    questions: tuple[ShownQuestion, ...]


@dataclass(frozen=True)
class ShownSection:
    """A step: a section with something to ask. A repeating one has a part per entry, perhaps none yet."""

    point: Point
    section: Section
    parts: tuple[ShownPart, ...]


@dataclass(frozen=True)
class ShownPoint:
    """A point with the steps that it has now."""

    point: Point
    statement: StatementFacts
    sections: tuple[ShownSection, ...]

    def questions(self) -> Iterator[ShownQuestion]:
        """Every question asked under the point, in order."""
        for section in self.sections:
            for part in section.parts:
                yield from part.questions


@dataclass(frozen=True)
class Shown:
    """What an assessment asks now, in framework order."""

    points: tuple[ShownPoint, ...]

    @cached_property
    def by_key(self) -> Mapping[AnswerKey, ShownQuestion]:
        """Every question asked now, by the key of its answer."""
        return {shown.key: shown for point in self.points for shown in point.questions()}

    @cached_property
    def by_point(self) -> Mapping[str, ShownPoint]:
        """Points by key."""
        return {shown.point.key: shown for shown in self.points}

    @cached_property
    def _values_by_owner(self) -> Mapping[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {"": {}}
        for (key, owner), shown in self.by_key.items():
            if shown.answer and not shown.is_blank:
                found.setdefault(owner, {})[key] = shown.answer.value
        return found

    def values(self, entry: str = "") -> Mapping[str, Any]:
        """Shown, filled-in answers as checks see them: one entry's own, then the project-wide ones."""
        return ChainMap(self._values_by_owner.get(entry, {}), self._values_by_owner[""])


def what_is_shown(snapshot: Snapshot) -> Shown:
    """Which questions the answers so far, and the form chosen, ask for.

    Walks in framework order, so a condition sees only earlier answers that are themselves shown: a hidden
    parent hides its children. An entry sees its own answers, then the project-wide ones.
    """
    walk = _Walk(snapshot)
    return Shown(tuple(walk.point(point) for point in snapshot.edition.points))


def is_in_form(question: Question, form: str) -> bool:
    """Whether the full or the short form asks the question, where its conditions hold."""
    return form == Form.FULL or question.short_form


class _Walk:
    """The walk behind ``what_is_shown``: remembers the project-wide answers that were shown so far."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.seen: dict[str, Any] = {}

    def point(self, point: Point) -> ShownPoint:
        sections = (self.section(point, section) for section in point.sections)
        return ShownPoint(
            point=point,
            statement=self.snapshot.statement_by_point[point.key],
            sections=tuple(section for section in sections if section),
        )

    def section(self, point: Point, section: Section) -> ShownSection | None:
        if not holds(section.shown_when, self.seen):
            return None
        if section.repeats:
            if not any(is_in_form(question, self.snapshot.form) for question in section.questions):
                return None
            entries = self.snapshot.entries_of(point.key, section.key)
            parts = tuple(
                ShownPart(entry, self.questions(section, entry, dict(self.seen))) for entry in entries
            )
            return ShownSection(point, section, parts)
        questions = self.questions(section, None, self.seen)
        return ShownSection(point, section, (ShownPart(None, questions),)) if questions else None

    def questions(
        self, section: Section, entry: EntryFacts | None, seen: dict[str, Any]
    ) -> tuple[ShownQuestion, ...]:
        found = []
        for question in section.questions:
            if is_in_form(question, self.snapshot.form) and holds(question.shown_when, seen):
                shown = self.shown(question, entry)
                found.append(shown)
                if shown.answer and not shown.is_blank:
                    seen[question.key] = shown.answer.value
        return tuple(found)

    def shown(self, question: Question, entry: EntryFacts | None) -> ShownQuestion:
        key = (question.key, entry.reference if entry else "")
        evidence = len(self.snapshot.uses_by_answer.get(key, ()))
        return ShownQuestion(question, entry, self.snapshot.answer_by_key.get(key), evidence)


class Missing(StrEnum):
    """What kind of thing a gap is: which page and field a link to it must open."""

    PROJECT_FIELD = "project_field"
    ANSWER = "answer"
    EXPLANATION = "explanation"
    ENTRY = "entry"
    STATEMENT_FIELD = "statement_field"
    PLANNED_ACTION = "planned_action"
    COMPLETION = "completion"


@dataclass(frozen=True)
class Gap:
    """Something that must be there before a point is completed, or the assessment submitted.

    ``field`` is the name of the project's or statement's field, or a planned action's reference and field
    joined by a full stop.
    """

    missing: Missing
    what: str
    point_key: str = ""
    section_key: str = ""
    question_key: str = ""
    entry: str = ""
    field: str = ""


PROJECT_FIELDS: Mapping[str, str] = {
    "name": "Name of the project",
    "description": "What the project is for",
    "phase": "Phase",
    "senior_responsible_owner": "Senior Responsible Owner",
    "service_owner": "Service owner",
    "spend_type": "Type of spend",
    "amount_requested": "Amount requested",
    "whole_life_cost": "Whole-life cost",
    "vat_basis": "Whether amounts include VAT",
    "starts_on": "Start date",
    "ends_on": "End date",
    "decision_sought": "Decision sought",
    "decision_by": "When you need the decision",
    "marking": "Security marking",
}

STATEMENT_FIELDS: Mapping[str, str] = {
    "rating": "How far your project meets this point",
    "summary": "How you meet this point",
    "reason_not_applicable": "Why this point does not apply",
    "has_limitations": "Whether there are any limitations",
    "limitations": "What the limitations are and their effect",
    "has_legacy": "Whether legacy technology causes any of them",
    "legacy": "Which legacy technology, and the plan for it",
    "mitigation": "What you will do about the limitations",
}

ACTION_FIELDS: Mapping[str, str] = {
    "what": "What you will do",
    "owner": "Who owns the action",
    "due_on": "When the action is due",
}


_Day = TypeVar("_Day", date, str)


def is_too_early(end: _Day | None, *, after: _Day | None) -> bool:
    """Whether something would end before it starts, or on that day. Days are dates, or ISO text."""
    return bool(end and after and end <= after)


def is_too_little(whole: int | None, *, of: int | None) -> bool:
    """Whether a part would cost more than the whole."""
    return whole is not None and of is not None and whole < of


def project_gaps(snapshot: Snapshot) -> tuple[Gap, ...]:
    """Fields of the project not filled in yet, or that cannot be right, in the order of its pages."""
    project = snapshot.project
    missing = {name: what for name, what in PROJECT_FIELDS.items() if getattr(project, name) in ("", None)}
    if is_too_little(project.whole_life_cost, of=project.amount_requested):
        missing["whole_life_cost"] = "Whole-life cost of at least the amount requested"
    if is_too_early(project.ends_on, after=project.starts_on):
        missing["ends_on"] = "End date after the start date"
    return tuple(
        Gap(Missing.PROJECT_FIELD, missing[name], field=name) for name in PROJECT_FIELDS if name in missing
    )


def point_gaps(snapshot: Snapshot, shown: ShownPoint) -> tuple[Gap, ...]:
    """What is missing under one point, in the order of its steps.

    A point that does not apply needs a reason instead of answers.
    """
    statement = shown.statement
    if statement.rating == Rating.DOES_NOT_APPLY:
        return tuple(_statement_gaps(statement))
    answers = (gap for section in shown.sections for gap in _section_gaps(section))
    return (*answers, *_statement_gaps(statement), *_action_gaps(snapshot, statement))


def gaps(snapshot: Snapshot, shown: Shown) -> tuple[Gap, ...]:
    """Everything that is missing: the project's fields, then each point's, then points nobody completed."""
    found = list(project_gaps(snapshot))
    for point in shown.points:
        missing = point_gaps(snapshot, point)
        found.extend(missing)
        if not missing and not point.statement.is_called_complete:
            what = f"Say that you have completed point {point.point.number}"
            found.append(Gap(Missing.COMPLETION, what, point_key=point.point.key))
    return tuple(found)


def section_gaps(shown: ShownSection) -> tuple[Gap, ...]:
    """What is missing in one step, in the order of its questions."""
    return tuple(_section_gaps(shown))


def _section_gaps(shown: ShownSection) -> Iterator[Gap]:
    place = {"point_key": shown.point.key, "section_key": shown.section.key}
    if shown.section.repeats and not shown.parts:
        yield Gap(Missing.ENTRY, f"Add at least one {shown.section.repeats}", **place)
    for part in shown.parts:
        for question in part.questions:
            yield from _question_gaps(question, place)


def _question_gaps(shown: ShownQuestion, place: Mapping[str, str]) -> Iterator[Gap]:
    key, entry = shown.key
    if shown.is_blank:
        if shown.question.required:
            yield Gap(Missing.ANSWER, shown.question.text, question_key=key, entry=entry, **place)
    elif needs_explanation(shown):
        what = f"Explain your answer to {shown.question.code}"
        yield Gap(Missing.EXPLANATION, what, question_key=key, entry=entry, **place)


def needs_explanation(shown: ShownQuestion) -> bool:
    """Whether the value given asks for an explanation that nobody wrote yet."""
    if not shown.answer or shown.answer.explanation.strip():
        return False
    value = shown.answer.value
    given = set(value) if isinstance(value, list) else {value}
    return bool(given & set(shown.question.explain_for))


BELOW_MET = (Rating.PARTLY_MET, Rating.NOT_MET)
"""The ratings that come with limitations."""


def asked_statement_fields(statement: StatementFacts) -> tuple[str, ...]:
    """The statement's required fields that the answers so far ask for.

    Source: the statement on a point, in the same words for every point.
    """
    if statement.rating == Rating.DOES_NOT_APPLY:
        return ("rating", "reason_not_applicable")
    asked = ["rating", "summary", "has_limitations"]
    if statement.has_limitations == YesNo.YES:
        asked += ["limitations", "has_legacy"]
        asked += ["legacy"] if statement.has_legacy == YesNo.YES else []
        asked += ["mitigation"]
    return tuple(asked)


def _statement_gaps(statement: StatementFacts) -> Iterator[Gap]:
    for field in asked_statement_fields(statement):
        if not str(getattr(statement, field)).strip():
            yield Gap(
                Missing.STATEMENT_FIELD, STATEMENT_FIELDS[field], point_key=statement.point_key, field=field
            )
    if statement.rating in BELOW_MET and statement.has_limitations == YesNo.NO:
        what = "Say what limits you: the point is not fully met"
        yield Gap(Missing.STATEMENT_FIELD, what, point_key=statement.point_key, field="has_limitations")


def _action_gaps(snapshot: Snapshot, statement: StatementFacts) -> Iterator[Gap]:
    actions = snapshot.actions_of(statement.point_key)
    if statement.rating == Rating.NOT_MET and not actions:
        what = "Add at least one planned action, because the point is not met"
        yield Gap(Missing.PLANNED_ACTION, what, point_key=statement.point_key)
    for number, action in enumerate(actions, start=1):
        for field, what in ACTION_FIELDS.items():
            if not getattr(action, field).strip():
                yield Gap(
                    Missing.PLANNED_ACTION,
                    f"Action {number}: {what}",
                    point_key=statement.point_key,
                    field=f"{action.reference}.{field}",
                )


class Progress(StrEnum):
    """How far the team is with a point, as printed."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    COMPLETED = "Completed"


def point_progress(snapshot: Snapshot, shown: ShownPoint) -> Progress:
    """Completed is derived: a person said so, and nothing is missing now."""
    if shown.statement.is_called_complete and not point_gaps(snapshot, shown):
        return Progress.COMPLETED
    is_started = shown.statement.version > 0 or any(not question.is_blank for question in shown.questions())
    return Progress.IN_PROGRESS if is_started else Progress.NOT_STARTED


def step_progress(shown: ShownSection) -> Progress:
    """How far the answers of one step are: completed when nothing is missing in it."""
    if all(question.is_blank for part in shown.parts for question in part.questions):
        return Progress.NOT_STARTED
    return Progress.IN_PROGRESS if section_gaps(shown) else Progress.COMPLETED


def statement_progress(statement: StatementFacts) -> Progress:
    """How far the statement on a point is, planned actions aside."""
    if not statement.version:
        return Progress.NOT_STARTED
    return Progress.IN_PROGRESS if any(_statement_gaps(statement)) else Progress.COMPLETED


def is_reopened(snapshot: Snapshot, shown: ShownPoint) -> bool:
    """Whether somebody called the point completed and a change elsewhere has left a gap since."""
    return shown.statement.is_called_complete and bool(point_gaps(snapshot, shown))


def hidden_answers(snapshot: Snapshot, shown: Shown) -> tuple[AnswerKey, ...]:
    """Keys of the filled-in answers that are kept but not asked for now, in the order of saving."""
    return tuple(
        (answer.question_key, answer.entry)
        for answer in snapshot.answers
        if (answer.question_key, answer.entry) not in shown.by_key
        and (answer.value not in (None, "", []) or answer.explanation)
    )
