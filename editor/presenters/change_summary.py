"""What happened between two editions in a few words: to a part, in a point, in all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from question_sets.changes import Change, ChangedGroup, ChangedPart
from question_sets.labels import Label
from question_sets.nouns import counted
from question_sets.parts import PartKind

WORDING_ONLY: Final = "Wording only"
AFFECTS: Final = "Affects answers"
NO_QUESTION: Final = "Asks nothing by itself"


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
    """One label: which parts it happened to, and whether that affects answers."""

    tag: Tag
    parts: str
    affects: str


@dataclass(frozen=True)
class ChangeSummary:
    """The changes in a sentence and by label. No rows: nothing differs."""

    sentence: str
    rows: tuple[SummaryRow, ...]


def change_summary(found: Iterable[ChangedGroup]) -> ChangeSummary:
    """The changes, each part counted once in the sentence and under each of its labels in the rows."""
    parts = [part for group in found for part in group.parts]
    sentence = f"{counted_changes(parts)}." if parts else "Nothing differs."
    return ChangeSummary(sentence, tuple(_summary_rows(parts)))


def counted_changes(parts: Iterable[ChangedPart]) -> str:
    """ "12 changes, 4 affecting answers"."""
    affecting = [not part.wording_only for part in parts]
    changes = counted(len(affecting), "change")
    if not any(affecting):
        return f"{changes}, wording only"
    return f"{changes}, {'' if all(affecting) else f'{sum(affecting)} '}affecting answers"


def meaning_of(changed: ChangedPart) -> str:
    """What all that happened to a part does to answers."""
    if not changed.wording_only:
        return AFFECTS
    return WORDING_ONLY if changed.is_in_both else NO_QUESTION


def _summary_rows(parts: Iterable[ChangedPart]) -> Iterator[SummaryRow]:
    happened = [(part.part.kind, change) for part in parts for change in part.changes]
    for label in Label:
        found = [(kind, change) for kind, change in happened if change.label is label]
        if found:
            kinds = Counter(kind for kind, _ in found)
            yield SummaryRow(TAGS[label], _counted_kinds(kinds), _affects([each for _, each in found]))


def _counted_kinds(kinds: Mapping[PartKind, int]) -> str:
    return ", ".join(
        counted(kinds[kind], kind) if kind is not PartKind.EDITION else "the edition"
        for kind in PartKind
        if kind in kinds
    )


def _affects(found: Iterable[Change]) -> str:
    """Whether what one label tells of affects answers. Of new or removed parts, only sections do not."""
    wording_only = [change.wording_only for change in found]
    if all(wording_only):
        return "No"
    return "Yes, apart from the sections themselves" if any(wording_only) else "Yes"
