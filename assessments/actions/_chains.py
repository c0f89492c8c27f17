"""Which chain an event belongs to."""

from assessments.models import Assessment, Project
from events.chain import Subject, SubjectKind


def chain_of(subject: Assessment | Project) -> Subject:
    """The chain of an assessment or of a project."""
    kind = SubjectKind.ASSESSMENT if isinstance(subject, Assessment) else SubjectKind.PROJECT
    return Subject(kind, subject.pk)
