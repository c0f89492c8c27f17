"""Whether sealed editions are still what was sealed: for `manage.py verify`."""

from question_sets.models import QuestionSet
from question_sets.reading import read_edition


def faults() -> list[str]:
    """One plain sentence for each sealed edition whose content no longer has the digest of its seal."""
    sealed = QuestionSet.objects.filter(seal__isnull=False).with_status().newest_first()
    return [fault for edition in sealed.iterator(100) for fault in _faults_of(edition)]


def _faults_of(edition: QuestionSet) -> list[str]:
    try:
        digest = read_edition(edition).digest
    except (TypeError, ValueError, LookupError):  # a changed row can hold anything
        return [f"The content of {edition} cannot be read: it was changed."]
    if digest != edition.seal.digest:
        return [f"The content of {edition} is not what was sealed: it was changed."]
    return []
