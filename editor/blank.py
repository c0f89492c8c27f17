"""An assessment in which nobody has answered anything, to preview an edition. It is never saved. Pure."""

from dataclasses import replace
from typing import Final

from assessments.lifecycle import Status
from assessments.models import Form
from assessments.snapshot import EntryFacts, ProjectFacts, Snapshot
from question_sets.structure import Edition, Point, Section

REFERENCE: Final = "Preview"

_PROJECT: Final = ProjectFacts(
    reference="",
    organisation="Name of the organisation",
    name="Name of the project",
    description="",
    phase="",
    senior_responsible_owner="",
    service_owner="",
    spend_type="",
    amount_requested=None,
    whole_life_cost=None,
    vat_basis="",
    starts_on="",
    ends_on="",
    decision_sought="",
    decision_by="",
    marking="",
)


def blank_snapshot(edition: Edition, form: Form) -> Snapshot:
    """What a team's assessment on the edition is before the first answer.

    Checks are left out: answers make them fire, and those of a draft may name questions that are gone.
    """
    return Snapshot(
        reference=REFERENCE,
        form=form.value,
        status=Status.DRAFT.value,
        round=1,
        project=_PROJECT,
        edition=replace(edition, checks=()),
        entries=(),
        answers=(),
        statements=(),
        actions=(),
        evidence=(),
        uses=(),
        rounds=(),
    )


def sample_entry(point: Point, section: Section) -> EntryFacts | None:
    """The first entry of a repeating section, without a name yet; nothing for a section answered once."""
    if not section.repeats:
        return None
    return EntryFacts(REFERENCE, point.key, section.key, name="", number=1, version=0)
