"""Whether sealed editions are still what was sealed: for `manage.py verify`."""

from question_sets.models import QuestionSet
from question_sets.reading import read_edition


def faults() -> list[str]:
    """One plain sentence for each sealed edition whose content no longer has the digest of its seal."""
    sealed = QuestionSet.objects.filter(seal__isnull=False).with_status().newest_first()
    return [
        f"The content of {edition} is not what was sealed: it was changed."
        for edition in sealed.iterator(100)
        if read_edition(edition).digest != edition.seal.digest
    ]
