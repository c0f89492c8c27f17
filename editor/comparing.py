"""An edition beside another one of the same question set, read together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from question_sets.models import QuestionSet
from question_sets.reading import edition_structure, edition_structures
from question_sets.structure import Edition


@dataclass(frozen=True)
class Comparison:
    """An edition, and perhaps an older one. ``others``: all that it can be compared with."""

    row: QuestionSet
    after: Edition
    others: tuple[QuestionSet, ...]
    other: QuestionSet | None = None
    before: Edition | None = None


class NoSuchEdition(LookupError):
    """The question set has no edition of this name."""


def compare(key: str, edition: str, *, other: str = "") -> Comparison:
    """The edition, and the other one: if none is named, the newest that was published before it.

    At most 8 queries. Raises NoSuchEdition.
    """
    editions = {row.edition: row for row in QuestionSet.objects.with_status().filter(key=key).newest_first()}
    row = _named(edition, editions)
    others = tuple(each for each in editions.values() if each is not row)
    older = _named(other, editions) if other else newest_before(row, others)
    if older is None:
        return Comparison(row, edition_structure(row), others)
    after, before = edition_structures(row, older)
    return Comparison(row, after, others, older, before)


def newest_before(row: QuestionSet, others: Sequence[QuestionSet]) -> QuestionSet | None:
    """The last of the others to be published before this one was; before now, if it is a draft."""
    published = [each for each in others if each.is_sealed and _is_before(each.seal.published_at, row)]
    return max(published, key=lambda each: each.seal.published_at, default=None)


def _is_before(moment: datetime, row: QuestionSet) -> bool:
    return not row.is_sealed or moment < row.seal.published_at


def _named(edition: str, editions: dict[str, QuestionSet]) -> QuestionSet:
    try:
        return editions[edition]
    except KeyError:
        raise NoSuchEdition(f"There is no edition {edition}.") from None
