"""Which of the edition's checks fire: answered, but look again. Pure functions over a snapshot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assessments.completeness import Shown
from assessments.snapshot import AnswerKey, EntryFacts, Snapshot
from question_sets.circles import named_in
from question_sets.conditions import holds
from question_sets.structure import Check, Edition, Level


@dataclass(frozen=True)
class Finding:
    """A check that fires, with the answers that make it fire; ``entry`` where it concerns one entry."""

    check: Check
    entry: EntryFacts | None
    answers: tuple[AnswerKey, ...]

    @property
    def blocks_submission(self) -> bool:
        """Only a contradiction does."""
        return self.check.level == Level.CONTRADICTION


def find(snapshot: Snapshot, shown: Shown) -> tuple[Finding, ...]:
    """The checks that fire, contradictions first, then in the edition's order, entry by entry.

    A check that names a question of a repeating section runs once for each entry.
    """
    found = [finding for check in snapshot.edition.checks for finding in _run(check, snapshot, shown)]
    return tuple(sorted(found, key=lambda finding: list(Level).index(finding.check.level)))


def contradictions(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that block a submission."""
    return tuple(finding for finding in findings if finding.blocks_submission)


def _run(check: Check, snapshot: Snapshot, shown: Shown) -> Iterator[Finding]:
    for entry in _scopes(check, snapshot):
        owner = entry.reference if entry else ""
        values = shown.values(owner)
        if holds(check.when, values):
            yield Finding(check, entry, _answers(check, values, owner, snapshot.edition))


def _scopes(check: Check, snapshot: Snapshot) -> tuple[EntryFacts | None, ...]:
    """Each entry of the repeating section that the check names, or once for the whole project."""
    for clause in check.when:
        for key in named_in(clause):
            point, section = snapshot.edition.place_of(key)
            if section.repeats:
                return snapshot.entries_of(point.key, section.key)
    return (None,)


def _answers(check: Check, values: Mapping[str, Any], owner: str, edition: Edition) -> tuple[AnswerKey, ...]:
    """The answers that the clauses rest on, each once, in the check's order."""
    keys = [
        key
        for clause in check.when
        for key in clause.questions
        if holds((replace(clause, questions=(key,)),), values)
    ]
    keys += [clause.other for clause in check.when if clause.other]
    return tuple((key, owner if edition.place_of(key)[1].repeats else "") for key in dict.fromkeys(keys))
