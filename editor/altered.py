"""Which questions of a published edition a newer one removes, or asks with another meaning. Pure."""

from collections.abc import Iterator, Mapping

from question_sets.changes import ChangedGroup, ChangedPart, changes
from question_sets.labels import Label
from question_sets.parts import PartKind
from question_sets.structure import Edition

Changed = tuple[ChangedGroup, ...]

Altered = Mapping[str, tuple[Label, ...]]
"""Keys of questions of the older edition, each with what happened to it."""


def altered_questions(before: Edition, after: Edition, changed: Changed | None = None) -> Altered:
    """The questions whose answers have no place in the newer edition, or do not mean the same there.

    A section that is answered or shown otherwise alters every question that stays in it. ``changed`` is what
    differs between the two, where that is known already.
    """
    found: dict[str, dict[Label, None]] = {}
    for group in changes(before, after) if changed is None else changed:
        for part in group.parts:
            labels = dict.fromkeys(change.label for change in part.changes if not change.wording_only)
            for key in _questions(part, before, after) if labels else ():
                found.setdefault(key, {}).update(labels)
    return {key: tuple(label for label in Label if label in labels) for key, labels in found.items()}


def _questions(part: ChangedPart, before: Edition, after: Edition) -> Iterator[str]:
    """The older edition's questions that a change of this part alters."""
    keys = part.part.keys
    if part.part.kind is PartKind.QUESTION and before.has_question(keys[0]):
        yield keys[0]
    if part.part.kind is PartKind.SECTION:
        yield from _questions_in(keys, before) & _questions_in(keys, after)


def _questions_in(section: tuple[str, ...], edition: Edition) -> set[str]:
    return {
        question.key
        for point in edition.points
        for each in point.sections
        if (point.key, each.key) == section
        for question in each.questions
    }
