"""What every part of a pack is made from: the snapshot, and what follows from it, each worked out once."""

from dataclasses import dataclass
from functools import cached_property

from assessments.completeness import Shown, what_is_shown
from assessments.findings import Finding, find
from assessments.snapshot import EntryFacts, EvidenceFacts, Snapshot, UseFacts
from question_sets.nouns import capitalised
from question_sets.structure import Point
from reporting.pack import PackFinding


@dataclass(frozen=True)
class Material:
    """A snapshot with its rules applied."""

    snapshot: Snapshot

    @cached_property
    def shown(self) -> Shown:
        """What the assessment asks."""
        return what_is_shown(self.snapshot)

    @cached_property
    def uses(self) -> tuple[UseFacts, ...]:
        """Evidence under statements and under answers that are shown."""
        return tuple(use for use in self.snapshot.uses if self._is_in_pack(use))

    @cached_property
    def register(self) -> tuple[EvidenceFacts, ...]:
        """The evidence that the pack rests on, in the order in which it was added."""
        used = {use.evidence for use in self.uses}
        return tuple(item for item in self.snapshot.evidence if item.reference in used)

    @cached_property
    def findings(self) -> tuple[PackFinding, ...]:
        """Every check that fires, gravest first."""
        return tuple(self._finding(finding) for finding in self._found)

    @cached_property
    def _found(self) -> tuple[Finding, ...]:
        return find(self.snapshot, self.shown)

    def findings_of(self, entry: EntryFacts) -> tuple[PackFinding, ...]:
        """The checks that fire for one entry. Its name would not do: entries of two sections can share it."""
        return tuple(self._finding(found) for found in self._found if found.entry == entry)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {item.reference: number for number, item in enumerate(self.register, start=1)}

    def evidence_numbers(self, point: Point, question_key: str = "", entry: str = "") -> tuple[int, ...]:
        """Numbers in the register of what supports an answer, or, without a question, the statement."""
        place = (point.key, question_key, entry)
        used = {use.evidence for use in self.uses if (use.point_key, use.question_key, use.entry) == place}
        return tuple(sorted(self._numbers[reference] for reference in used))

    def points_supported(self, item: EvidenceFacts) -> tuple[int, ...]:
        """Numbers of the points that the item supports."""
        keys = {use.point_key for use in self.uses if use.evidence == item.reference}
        return tuple(point.number for point in self.snapshot.edition.points if point.key in keys)

    def entry_name(self, entry: EntryFacts) -> str:
        """``Contract 2``, with the team's name for it where there is one."""
        noun = self.snapshot.edition.point(entry.point_key).section(entry.section_key).repeats
        numbered = f"{capitalised(noun)} {entry.number}"
        return f"{numbered}: {entry.name}" if entry.name else numbered

    def _is_in_pack(self, use: UseFacts) -> bool:
        return not use.question_key or (use.question_key, use.entry) in self.shown.by_key

    def _finding(self, finding: Finding) -> PackFinding:
        edition = self.snapshot.edition
        places = [(edition.place_of(key)[0], edition.question(key)) for key, _ in finding.answers]
        level = finding.check.level
        return PackFinding(
            key=finding.check.key,
            level=level.value,
            level_label=level.value.capitalize(),
            message=finding.check.message,
            points=tuple(sorted({point.number for point, _ in places})),
            codes=tuple(question.code for _, question in places),
            entry=self.entry_name(finding.entry) if finding.entry else "",
        )
