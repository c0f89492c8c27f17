"""Projects, assessments, evidence and submissions."""

from assessments.models.assessment import (
    ActionStatus,
    Answer,
    AnswerVersion,
    Assessment,
    Entry,
    Form,
    PlannedAction,
    Rating,
    RecordKind,
    RecordVersion,
    Statement,
    YesNo,
)
from assessments.models.evidence import Evidence, EvidenceType, EvidenceUse
from assessments.models.project import (
    Marking,
    Phase,
    Project,
    ProjectMember,
    SpendType,
    VatBasis,
)
from assessments.models.submission import DocumentKind, FrozenDocument, Submission, TakeBack

__all__ = [
    "ActionStatus",
    "Answer",
    "AnswerVersion",
    "Assessment",
    "DocumentKind",
    "Entry",
    "Evidence",
    "EvidenceType",
    "EvidenceUse",
    "Form",
    "FrozenDocument",
    "Marking",
    "Phase",
    "PlannedAction",
    "Project",
    "ProjectMember",
    "Rating",
    "RecordKind",
    "RecordVersion",
    "SpendType",
    "Statement",
    "Submission",
    "TakeBack",
    "VatBasis",
    "YesNo",
]
