"""How many changes there are between two editions, by what happened and by what it does to answers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from question_sets.changes import Change, ChangedGroup, ChangedPart
from question_sets.labels import Label
from question_sets.nouns import counted
from question_sets.parts import PartKind

WORDING_ONLY: Final = "Wording only"
ALTERS: Final = "Changes what answers mean"


@dataclass(frozen=True)
class Tag:
    """A label as a reader sees it."""

    text: str
    colour: str


TAGS: Final[Mapping[Label, Tag]] = MappingProxyType(
    {
        Label.NEW: Tag("New", "green"),
        Label.REMOVED: Tag("Removed", "red"),
        Label.KIND: Tag("Kind of answer", "orange"),
        Label.CHOICES: Tag("Choices", "orange"),
        Label.CONDITION: Tag("Condition", "orange"),
        Label.ASKED: Tag("How it is asked", "orange"),
        Label.LEVEL: Tag("Level", "orange"),
        Label.WORDING: Tag("Wording", "blue"),
        Label.ORDER: Tag("Order", "grey"),
        Label.MOVED: Tag("Moved", "grey"),
        Label.RENUMBERED: Tag("Renumbered", "grey"),
    }
)


@dataclass(frozen=True)
class SummaryRow:
    """One label: which parts it happened to, and what it does to answers."""

    tag: Tag
    parts: str
    meaning: str


@dataclass(frozen=True)
class ChangeSummary:
    """The changes in a sentence and by label. No rows: nothing differs."""

    sentence: str
    rows: tuple[SummaryRow, ...]


def change_summary(found: Iterable[ChangedGroup]) -> ChangeSummary:
    """The changes, each part counted once in the sentence and under each of its labels in the rows."""
    parts = [part for group in found for part in group.parts]
    return ChangeSummary(_sentence(parts), tuple(_summary_rows(parts)))


def counted_changes(parts: Iterable[ChangedPart]) -> str:
    """ "12 changes, 4 of them to what answers mean"."""
    alters = [not part.wording_only for part in parts]
    if not any(alters):
        return f"{counted(len(alters), 'change')}, wording only"
    return f"{counted(len(alters), 'change')}, {sum(alters)} to what answers mean"


def _sentence(parts: Sequence[ChangedPart]) -> str:
    if not parts:
        return "Nothing differs."
    altering = sum(not part.wording_only for part in parts)
    return (
        f"{counted(len(parts), 'part')} changed: {altering:,} in what answers mean,"
        f" {len(parts) - altering:,} in wording only."
    )


def _summary_rows(parts: Iterable[ChangedPart]) -> Iterator[SummaryRow]:
    happened = [(part.part.kind, change) for part in parts for change in part.changes]
    for label in Label:
        found = [(kind, change) for kind, change in happened if change.label is label]
        if found:
            kinds = Counter(kind for kind, _ in found)
            yield SummaryRow(TAGS[label], _counted_kinds(kinds), _meaning([each for _, each in found]))


def _counted_kinds(kinds: Mapping[PartKind, int]) -> str:
    return ", ".join(counted(kinds[kind], kind) for kind in PartKind if kind in kinds)


def _meaning(found: Iterable[Change]) -> str:
    """What one label does; a new section does nothing to answers, its questions do."""
    wording_only = [change.wording_only for change in found]
    if all(wording_only):
        return WORDING_ONLY
    return ALTERS if not any(wording_only) else f"{ALTERS}, but for {sum(wording_only)}"
