"""Fills an assessment in as people would: step by step, through the actions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from accounts.models import User
from assessments.actions.answers import AnswerInput, save_answers
from assessments.actions.entries import add_entry
from assessments.actions.evidence import Place, add_evidence, choose_evidence
from assessments.actions.points import add_planned_action, call_complete, save_statement
from assessments.actions.submission import Declaration, submit
from assessments.declaration import DECLARATION
from assessments.demonstration.given import Given, Planned, Point
from assessments.models import Assessment, Project, Submission
from assessments.snapshot import AnswerKey, take_snapshot

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Filler:
    """Somebody who fills an assessment in at one moment."""

    assessment: Assessment
    by: User
    at: datetime

    def answers(self, answers: Mapping[AnswerKey, Given]) -> None:
        """Save answers on top of what is stored."""
        stored = take_snapshot(self.assessment).answer_by_key
        inputs = [
            AnswerInput(
                key,
                given.value,
                given.explanation,
                stored[key, entry].version if (key, entry) in stored else 0,
                entry,
            )
            for (key, entry), given in answers.items()
        ]
        save_answers(self.assessment, inputs, by=self.by, at=self.at)

    def entry(self, point_key: str, section_key: str, name: str) -> None:
        """Add an entry to a repeating section."""
        add_entry(
            self.assessment,
            point_key=point_key,
            section_key=section_key,
            name=name,
            token=uuid4(),
            by=self.by,
            at=self.at,
        )

    def statement(self, point_key: str, fields: Fields) -> None:
        """Save the statement on a point."""
        version = take_snapshot(self.assessment).statement_by_point[point_key].version
        save_statement(
            self.assessment, point_key, fields=fields, base_version=version, by=self.by, at=self.at
        )

    def actions(self, point_key: str, planned: Iterable[Planned]) -> None:
        """Plan actions under a point."""
        for action in planned:
            fields = {"what": action.what, "owner": action.owner, "due_on": action.due_on}
            add_planned_action(
                self.assessment, point_key, fields=fields, token=uuid4(), by=self.by, at=self.at
            )

    def evidence(self, place: Place, references: Iterable[str]) -> None:
        """Use evidence at a place where none is used yet."""
        choose_evidence(self.assessment, place, chosen=list(references), base=[], by=self.by, at=self.at)

    def completed(self, point_key: str) -> None:
        """Say that a point is completed."""
        call_complete(self.assessment, point_key, by=self.by, at=self.at)

    def submitted(self, role: str) -> Submission:
        """Submit under the portal's declaration."""
        declaration = Declaration(DECLARATION, self.by.name, role)
        return submit(self.assessment, declaration=declaration, token=uuid4(), by=self.by, at=self.at)


def add_register(
    project: Project, register: Mapping[str, Fields], *, by: User, at: datetime
) -> dict[str, str]:
    """Add evidence to a project; its references by the names of the register."""
    return {
        name: add_evidence(project, fields=fields, token=uuid4(), by=by, at=at).reference
        for name, fields in register.items()
    }


def fill_as_written(filler: Filler, points: Mapping[str, Point], register: Mapping[str, str]) -> None:
    """Fill in an assessment that is written down, and complete every point of it."""
    for key, point in points.items():
        filler.answers({(question, ""): given for question, given in point.answers.items()})
        filler.statement(key, point.statement)
        filler.actions(key, point.actions)
        if point.evidence:
            filler.evidence(Place(key), [register[name] for name in point.evidence])
        filler.completed(key)
