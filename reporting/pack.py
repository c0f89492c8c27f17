"""What an evidence pack holds, as frozen data.

Strings and whole numbers only, so that it prints and hashes the same everywhere. Days are ISO strings
(``2027-03-03``), moments are ISO strings in UTC, money is whole pounds. An empty string or ``None`` says that
there is nothing to print. Source of the parts: domain notes, "What an evidence pack holds".
"""

from dataclasses import dataclass
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

SCHEMA_VERSION: Final = 1

LONDON: Final = ZoneInfo("Europe/London")
"""Where the days of a pack begin and end."""

Day = Annotated[str, "A day as YYYY-MM-DD, or empty"]
Moment = Annotated[str, "A moment in UTC as YYYY-MM-DDTHH:MM:SS+00:00, or empty"]
Sha256 = Annotated[str, "SHA-256 as 64 hexadecimal digits, or empty"]
Pounds = Annotated[int | None, "Whole pounds"]
RawValue = Annotated[str | int | tuple[str, ...] | None, "The answer as it was stored"]

RatingKey = Literal["", "met", "partly_met", "not_met", "does_not_apply"]
YesOrNo = Literal["", "yes", "no"]
LevelKey = Literal["contradiction", "breach", "exception", "warning"]
Standing = Literal["draft", "submitted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCover:
    """Who asks for what, on whose behalf, and which document this is."""

    title: str
    project: str
    project_reference: str
    organisation: str
    reference: str
    round: int
    standing: Standing
    date: Day
    marking: str
    edition: str
    form: str
    phase: str
    spend_type: str
    senior_responsible_owner: str
    service_owner: str
    amount_requested: Pounds
    whole_life_cost: Pounds
    vat_basis: str
    decision_sought: str
    decision_by: Day
    starts_on: Day
    ends_on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFinding:
    """A check that fired: answered, but look again. ``codes`` name the answers that it is about."""

    key: str
    level: LevelKey
    level_label: str
    message: str
    points: tuple[int, ...]
    codes: tuple[str, ...]
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSummaryRow:
    """One point in the summary table."""

    point_key: str
    number: int
    title: str
    rating: RatingKey
    rating_label: str
    limitation: YesOrNo
    legacy: YesOrNo
    open_actions: int
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSummary:
    """The page that a decision maker reads: why, how each point stands, what breaks or bends the standard."""

    purpose: str
    rows: tuple[PackSummaryRow, ...]
    worst_rating: RatingKey
    worst_rating_label: str
    findings: tuple[PackFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackAnswer:
    """One shown question and its answer. No ``lines`` means that it was not answered."""

    key: str
    code: str
    question: str
    kind: str
    value: RawValue
    lines: tuple[str, ...]
    explanation: str
    evidence: tuple[int, ...]
    changed_by: str
    changed_at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class PackEntry:
    """One entry of a repeating section: one contract, say."""

    reference: str
    number: int
    name: str
    answers: tuple[PackAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSection:
    """A step of a point. ``repeats`` is empty, or the noun that it is answered once for."""

    key: str
    title: str
    repeats: str
    answers: tuple[PackAnswer, ...]
    entries: tuple[PackEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackStatement:
    """What the team says of a point as a whole."""

    rating: RatingKey
    rating_label: str
    summary: str
    reason_not_applicable: str
    has_limitations: YesOrNo
    limitations: str
    has_legacy: YesOrNo
    legacy: str
    mitigation: str
    expected_on: Day
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackAction:
    """A planned action: what, who, by when."""

    reference: str
    what: str
    owner: str
    due_on: Day
    status: str
    status_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPoint:
    """Everything said about one point of the standard."""

    key: str
    number: int
    title: str
    must_show: str
    statement: PackStatement
    actions: tuple[PackAction, ...]
    findings: tuple[PackFinding, ...]
    sections: tuple[PackSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackAnnexColumn:
    """A short fact that an annex compares across entries."""

    key: str
    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackAnnexRow:
    """One entry in an annex; ``cells`` follow the columns, empty where not asked or not answered."""

    number: int
    name: str
    cells: tuple[str, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackAnnex:
    """The entries of one repeating section side by side, such as the contracts."""

    point_number: int
    section_key: str
    title: str
    noun: str
    columns: tuple[PackAnnexColumn, ...]
    rows: tuple[PackAnnexRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackEvidence:
    """An item of the evidence register. ``sha256`` is there for stored files only."""

    number: int
    reference: str
    title: str
    type: str
    link: str
    dated_on: Day
    marking: str
    points: tuple[int, ...]
    sha256: Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class PackDeclaration:
    """What was declared on submission, by whom, and when."""

    text: str
    name: str
    role: str
    submitted_at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRound:
    """A round of this assessment, up to and including this pack's."""

    round: int
    reference: str
    submitted_at: Moment
    taken_back_by: str
    taken_back_at: Moment
    taken_back_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackHistory:
    """What somebody needs to check that this pack is the one that was submitted."""

    rounds: tuple[PackRound, ...]
    snapshot_sha256: Sha256
    snapshot_schema_version: int
    question_set: str
    question_set_sha256: Sha256
    chain_sequence: int
    chain_head: Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePack:
    """One evidence pack. ``declaration`` is ``None`` in the preview of a draft."""

    schema_version: int
    cover: PackCover
    summary: PackSummary
    points: tuple[PackPoint, ...]
    annexes: tuple[PackAnnex, ...]
    evidence: tuple[PackEvidence, ...]
    declaration: PackDeclaration | None
    history: PackHistory
    attribution: tuple[str, ...]
