"""The differences between two editions as a JSON document, with what they mean to a reader.

`docs/reference/differences-schema.json` describes it.
"""

from typing import Final

from question_sets.changes import ChangedPart, changes
from question_sets.differences import differences, to_document
from question_sets.structure import Document, Edition

SCHEMA_VERSION: Final = 1


def differences_document(before: Edition, after: Edition) -> Document:
    """The document: the two editions, the labelled changes, the rows to apply."""
    return {
        "schema_version": SCHEMA_VERSION,
        "question_set": after.key,
        "before": _edition(before),
        "after": _edition(after),
        "changes": [_changed(part) for group in changes(before, after) for part in group.parts],
        "rows": to_document(differences(before, after)),
    }


def _edition(edition: Edition) -> Document:
    return {"edition": edition.edition, "title": edition.title, "digest": edition.digest}


def _changed(changed: ChangedPart) -> Document:
    return {
        "part": str(changed.part),
        "wording_only": changed.wording_only,
        "labels": [
            {
                "label": str(change.label),
                "wording_only": change.wording_only,
                "told": [{"part": str(told.part), "field": told.field} for told in change.told],
            }
            for change in changed.changes
        ],
    }
