"""Findings as pages print them: how grave, where, and links to the answers that they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from assessments.findings import Finding
from assessments.presenters.links import Back, Link, entry_name, finding_links, links_coming_back
from assessments.snapshot import Snapshot
from question_sets.structure import Level

LEVEL_WORDS: Mapping[Level, str] = MappingProxyType(
    {
        Level.CONTRADICTION: "Contradiction",
        Level.BREACH: "Breach",
        Level.EXCEPTION: "Exception",
        Level.WARNING: "Warning",
    }
)


@dataclass(frozen=True)
class Note:
    """A finding in words. ``entry`` says which contract, say; ``blocks`` whether it stops a submission."""

    level: str
    message: str
    entry: str
    answers: tuple[Link, ...]
    blocks: bool


def make_note(snapshot: Snapshot, finding: Finding, *, can_edit: bool, back: Back) -> Note:
    """A finding for somebody who can change the answers and come back, or for one who only reads them."""
    answers = links_coming_back(finding_links(snapshot, finding), back)
    return Note(
        level=LEVEL_WORDS[finding.check.level],
        message=finding.check.message,
        entry=entry_name(snapshot.edition, finding.entry) if finding.entry else "",
        answers=answers if can_edit else tuple(replace(link, href="") for link in answers),
        blocks=finding.blocks_submission,
    )
