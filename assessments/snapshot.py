"""A whole assessment as one frozen value: read once, then only pure functions look at it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Final

from assessments.models import (
    Answer,
    Assessment,
    DocumentKind,
    Entry,
    Evidence,
    EvidenceUse,
    FrozenDocument,
    PlannedAction,
    Project,
    Statement,
    Submission,
)
from question_sets.reading import edition_structure
from question_sets.structure import Edition, from_document, to_document

SCHEMA_VERSION: Final = 1

AnswerKey = tuple[str, str]
"""A question's key and an entry's reference, which is blank for a project-wide answer."""


@dataclass(frozen=True)
class ProjectFacts:
    """The project as its fields stand. Dates are ISO text or blank; amounts whole pounds."""

    reference: str
    organisation: str
    name: str
    description: str
    phase: str
    senior_responsible_owner: str
    service_owner: str
    spend_type: str
    amount_requested: int | None
    whole_life_cost: int | None
    vat_basis: str
    starts_on: str
    ends_on: str
    decision_sought: str
    decision_by: str
    marking: str


@dataclass(frozen=True)
class EntryFacts:
    """One entry of a repeating section, in the order of adding."""

    reference: str
    point_key: str
    section_key: str
    name: str
    number: int
    version: int


@dataclass(frozen=True)
class AnswerFacts:
    """An answer as saved, shown or not. ``value`` is as ``question_sets.kinds`` describes it."""

    question_key: str
    entry: str
    value: Any
    explanation: str
    version: int
    saved_by: str
    saved_at: str


@dataclass(frozen=True)
class StatementFacts:
    """What the team says of one point. Blank texts are fields not filled in yet."""

    point_key: str
    rating: str = ""
    summary: str = ""
    reason_not_applicable: str = ""
    has_limitations: str = ""
    limitations: str = ""
    has_legacy: str = ""
    legacy: str = ""
    mitigation: str = ""
    expected_on: str = ""
    version: int = 0
    is_called_complete: bool = False
    saved_by: str = ""
    saved_at: str = ""


@dataclass(frozen=True)
class ActionFacts:
    """A planned action of a point, in the order of adding."""

    reference: str
    point_key: str
    what: str
    owner: str
    due_on: str
    status: str
    version: int


@dataclass(frozen=True)
class EvidenceFacts:
    """A piece of the project's evidence."""

    reference: str
    title: str
    type: str
    url: str
    dated_on: str
    marking: str
    version: int


@dataclass(frozen=True)
class UseFacts:
    """Evidence under an answer; under the statement on the point where ``question_key`` is blank."""

    evidence: str
    point_key: str
    question_key: str
    entry: str


@dataclass(frozen=True)
class RoundFacts:
    """An earlier submission of this assessment."""

    reference: str
    round: int
    submitted_by: str
    submitted_at: str
    snapshot_sha256: str
    taken_back_by: str
    taken_back_at: str
    reason: str


@dataclass(frozen=True)
class DeclarationFacts:
    """Who submitted, and the words that they agreed to."""

    text: str
    name: str
    role: str
    declared_at: str


@dataclass(frozen=True)
class Snapshot:
    """Everything that a page, a rule or a pack may ask about an assessment.

    ``hidden`` names the answers that no rule shows; it and ``declaration`` are filled in at submission only.
    """

    reference: str
    form: str
    status: str
    round: int
    project: ProjectFacts
    edition: Edition
    entries: tuple[EntryFacts, ...]
    answers: tuple[AnswerFacts, ...]
    statements: tuple[StatementFacts, ...]
    actions: tuple[ActionFacts, ...]
    evidence: tuple[EvidenceFacts, ...]
    uses: tuple[UseFacts, ...]
    rounds: tuple[RoundFacts, ...]
    hidden: tuple[AnswerKey, ...] = ()
    declaration: DeclarationFacts | None = None

    @cached_property
    def answer_by_key(self) -> Mapping[AnswerKey, AnswerFacts]:
        """Answers by question key and entry reference."""
        return {(answer.question_key, answer.entry): answer for answer in self.answers}

    @cached_property
    def statement_by_point(self) -> Mapping[str, StatementFacts]:
        """The statement of every point of the edition, blank where nobody wrote one."""
        written = {statement.point_key: statement for statement in self.statements}
        return {point.key: written.get(point.key, StatementFacts(point.key)) for point in self.edition.points}

    @cached_property
    def uses_by_answer(self) -> Mapping[AnswerKey, tuple[UseFacts, ...]]:
        """Evidence under each answer, in the order of the register."""
        found: dict[AnswerKey, tuple[UseFacts, ...]] = {}
        for use in self.uses:
            if use.question_key:
                key = (use.question_key, use.entry)
                found[key] = (*found.get(key, ()), use)
        return found

    def entries_of(self, point_key: str, section_key: str) -> tuple[EntryFacts, ...]:
        """Entries of one repeating section, in order."""
        return tuple(e for e in self.entries if (e.point_key, e.section_key) == (point_key, section_key))

    def actions_of(self, point_key: str) -> tuple[ActionFacts, ...]:
        """Planned actions of one point, in order."""
        return tuple(action for action in self.actions if action.point_key == point_key)


def take_snapshot(assessment: Assessment) -> Snapshot:
    """Read everything about an assessment in a number of queries that never depends on how much there is.

    Whoever only reads holds no lock: of evidence that comes or goes between two queries no use is left over.
    """
    evidence = _evidence(assessment.project)
    known = {item.reference for item in evidence}
    return Snapshot(
        reference=assessment.reference,
        form=assessment.form,
        status=assessment.status,
        round=assessment.round,
        project=project_facts(assessment.project),
        edition=edition_structure(assessment.question_set),
        entries=_entries(assessment),
        answers=_answers(assessment),
        statements=_statements(assessment),
        actions=_actions(assessment),
        evidence=evidence,
        uses=tuple(use for use in _uses(assessment) if use.evidence in known),
        rounds=_rounds(assessment),
    )


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def moment(value: datetime | None) -> str:
    """A moment as ISO text in UTC, to the second; blank for none."""
    return value.astimezone(UTC).isoformat(timespec="seconds") if value else ""


def project_facts(project: Project) -> ProjectFacts:
    """A project's row as plain values."""
    return ProjectFacts(
        reference=project.reference,
        organisation=project.organisation.name,
        name=project.name,
        description=project.description,
        phase=project.phase,
        senior_responsible_owner=project.senior_responsible_owner,
        service_owner=project.service_owner,
        spend_type=project.spend_type,
        amount_requested=project.amount_requested,
        whole_life_cost=project.whole_life_cost,
        vat_basis=project.vat_basis,
        starts_on=_day(project.starts_on),
        ends_on=_day(project.ends_on),
        decision_sought=project.decision_sought,
        decision_by=_day(project.decision_by),
        marking=project.marking,
    )


def _entries(assessment: Assessment) -> tuple[EntryFacts, ...]:
    rows = Entry.objects.filter(assessment=assessment, removed_at=None).order_by("position", "pk")
    numbers: dict[tuple[str, str], int] = {}
    found = []
    for row in rows:
        place = (row.point_key, row.section_key)
        numbers[place] = numbers.get(place, 0) + 1
        found.append(EntryFacts(row.reference, *place, row.name, numbers[place], row.version))
    return tuple(found)


def _answers(assessment: Assessment) -> tuple[AnswerFacts, ...]:
    rows = (
        Answer.objects.filter(assessment=assessment, entry__removed_at=None)
        .order_by("pk")
        .values_list(
            "question_key",
            "entry__reference",
            "value",
            "explanation",
            "version",
            "saved_by__name",
            "saved_at",
        )
    )
    return tuple(
        AnswerFacts(key, entry or "", value, explanation, version, name, moment(at))
        for key, entry, value, explanation, version, name, at in rows
    )


def _statements(assessment: Assessment) -> tuple[StatementFacts, ...]:
    rows = Statement.objects.filter(assessment=assessment).select_related("saved_by").order_by("pk")
    return tuple(
        StatementFacts(
            point_key=row.point_key,
            rating=row.rating,
            summary=row.summary,
            reason_not_applicable=row.reason_not_applicable,
            has_limitations=row.has_limitations,
            limitations=row.limitations,
            has_legacy=row.has_legacy,
            legacy=row.legacy,
            mitigation=row.mitigation,
            expected_on=_day(row.expected_on),
            version=row.version,
            is_called_complete=row.is_called_complete,
            saved_by=row.saved_by.name if row.saved_by else "",
            saved_at=moment(row.saved_at),
        )
        for row in rows
    )


def _actions(assessment: Assessment) -> tuple[ActionFacts, ...]:
    rows = PlannedAction.objects.filter(assessment=assessment, removed_at=None).order_by("pk")
    return tuple(
        ActionFacts(
            row.reference, row.point_key, row.what, row.owner, _day(row.due_on), row.status, row.version
        )
        for row in rows
    )


def _evidence(project: Project) -> tuple[EvidenceFacts, ...]:
    rows = Evidence.objects.filter(project=project, removed_at=None).order_by("pk")
    return tuple(
        EvidenceFacts(
            row.reference, row.title, row.type, row.url, _day(row.dated_on), row.marking, row.version
        )
        for row in rows
    )


def _uses(assessment: Assessment) -> tuple[UseFacts, ...]:
    rows = (
        EvidenceUse.objects.filter(assessment=assessment, evidence__removed_at=None, entry__removed_at=None)
        .order_by("evidence_id", "pk")
        .values_list("evidence__reference", "point_key", "question_key", "entry__reference")
    )
    return tuple(
        UseFacts(evidence, point, question, entry or "") for evidence, point, question, entry in rows
    )


def _rounds(assessment: Assessment) -> tuple[RoundFacts, ...]:
    rows = FrozenDocument.objects.filter(submission__assessment=assessment, kind=DocumentKind.SNAPSHOT)
    people = ("submission__submitted_by", "submission__take_back__taken_back_by")
    documents = rows.select_related(*people).defer("content").order_by("submission__round")
    return tuple(_round(document.submission, document.sha256) for document in documents)


def _round(row: Submission, snapshot_sha256: str) -> RoundFacts:
    take_back = getattr(row, "take_back", None)
    return RoundFacts(
        reference=row.reference,
        round=row.round,
        submitted_by=row.submitted_by.name,
        submitted_at=moment(row.submitted_at),
        snapshot_sha256=snapshot_sha256,
        taken_back_by=take_back.taken_back_by.name if take_back else "",
        taken_back_at=moment(take_back.taken_back_at) if take_back else "",
        reason=take_back.reason if take_back else "",
    )


def to_bytes(snapshot: Snapshot) -> bytes:
    """The snapshot as UTF-8 JSON: sorted keys, integers and strings, the edition's text and raw values."""
    document = {field.name: getattr(snapshot, field.name) for field in fields(Snapshot)}
    for name in _PARTS:
        value = document[name]
        document[name] = [asdict(part) for part in value] if name in _LISTS else value and asdict(value)
    document["edition"] = to_document(snapshot.edition)
    document["schema_version"] = SCHEMA_VERSION
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_bytes(content: bytes) -> Snapshot:
    """The snapshot that was frozen as these bytes. Raises ``ValueError`` for a schema that is not known."""
    document = json.loads(content)
    version = document.pop("schema_version", None)
    if version != SCHEMA_VERSION:
        raise ValueError(f"This portal cannot read a snapshot of schema {version}.")
    for name, kind in _PARTS.items():
        value = document[name]
        document[name] = tuple(kind(**part) for part in value) if name in _LISTS else value and kind(**value)
    document["edition"] = from_document(document["edition"])
    document["hidden"] = tuple((question, entry) for question, entry in document["hidden"])
    return Snapshot(**document)


_LISTS: Final = frozenset({"entries", "answers", "statements", "actions", "evidence", "uses", "rounds"})
_PARTS: Final[Mapping[str, type[Any]]] = {
    "project": ProjectFacts,
    "entries": EntryFacts,
    "answers": AnswerFacts,
    "statements": StatementFacts,
    "actions": ActionFacts,
    "evidence": EvidenceFacts,
    "uses": UseFacts,
    "rounds": RoundFacts,
    "declaration": DeclarationFacts,
}
