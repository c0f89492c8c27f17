"""Evidence: added once to a project, used under many answers and points."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User
from accounts.roles import Permission
from assessments.actions._chains import chain_of
from assessments.actions._locks import locked_project, locked_with_project
from assessments.actions._tokens import made_before
from assessments.actions.records import Fields, RecordResult, save_record
from assessments.models import Assessment, Entry, Evidence, EvidenceUse, Project, RecordKind
from assessments.refusals import Malformed, NotNow, TooMuch
from events import chain
from events.chain import Detail
from question_sets.reading import edition_structure
from question_sets.structure import UnknownKeyError

MOST_EVIDENCE = 500
"""In one project: each is read with every page of its assessments, and frozen with each submission."""


@dataclass(frozen=True)
class Place:
    """Where evidence is used: under an answer, or (no question) under the statement on a point."""

    point_key: str
    question_key: str = ""
    entry: str = ""


def add_evidence(project: Project, *, fields: Fields, token: UUID, by: User, at: datetime) -> Evidence:
    """Add a link to the project's evidence. The same token again returns the first result.

    Raises ``TooMuch`` past the limit of a project.
    """
    with locked_project(project, by=by, to=Permission.EDIT_ANSWERS) as locked:
        if made := made_before(Evidence, token, project_id=locked.pk):
            return made
        if Evidence.objects.filter(project=locked, removed_at=None).count() >= MOST_EVIDENCE:
            raise TooMuch(f"A project can have at most {MOST_EVIDENCE} pieces of evidence. Remove one first.")
        item = Evidence(project=locked, creation_token=token, added_by=by, added_at=at)
        save_record(item, RecordKind.EVIDENCE, fields, base_version=0, by=by, at=at)
        chain.append(chain_of(locked), "evidence_added", by=by, at=at, detail={"evidence": item.pk})
        return item


def change_evidence(
    project: Project, reference: str, *, fields: Fields, base_version: int, by: User, at: datetime
) -> RecordResult:
    """Save fields of a piece of evidence, merged field by field. Submitted packs do not change."""
    with locked_project(project, by=by, to=Permission.EDIT_ANSWERS) as locked:
        item = _item(locked, reference)
        result = save_record(item, RecordKind.EVIDENCE, fields, base_version=base_version, by=by, at=at)
        if result.saved:
            detail = {"evidence": item.pk, "version": result.version}
            chain.append(chain_of(locked), "evidence_changed", by=by, at=at, detail=detail)
        return result


def remove_evidence(project: Project, reference: str, *, by: User, at: datetime) -> None:
    """Take evidence out of the project, once. Raises ``NotNow`` while a draft's answer uses it."""
    with locked_project(project, by=by, to=Permission.EDIT_ANSWERS) as locked:
        item = Evidence.objects.get(project=locked, reference=reference)
        if item.removed_at:
            return
        drafts = Assessment.objects.drafts().filter(project=locked)
        if EvidenceUse.objects.filter(evidence=item, assessment__in=drafts, entry__removed_at=None).exists():
            raise NotNow("Answers still use this evidence. Take it off those answers first.")
        item.removed_at = at
        item.save(update_fields=["removed_at"])
        chain.append(chain_of(locked), "evidence_removed", by=by, at=at, detail={"evidence": item.pk})


def choose_evidence(
    assessment: Assessment,
    place: Place,
    *,
    chosen: Collection[str],
    base: Collection[str],
    by: User,
    at: datetime,
) -> None:
    """Use the evidence ticked at a place and no longer what was unticked.

    ``base`` is what was ticked when the page was opened: what others ticked meanwhile stays.
    """
    with locked_with_project(assessment, by=by, to=Permission.EDIT_ANSWERS) as locked:
        entry = _entry_of(locked, place)
        items = {
            item.reference: item for item in Evidence.objects.filter(project=locked.project, removed_at=None)
        }
        if unknown := set(chosen) - set(items):
            raise Malformed(f"There is no evidence {', '.join(sorted(unknown))} in this project.")
        used = EvidenceUse.objects.filter(
            assessment=locked, point_key=place.point_key, question_key=place.question_key, entry=entry
        )
        present = set(used.values_list("evidence__reference", flat=True))
        added = set(chosen) - set(base) - present
        taken_off = (set(base) - set(chosen)) & present
        used.filter(evidence__reference__in=taken_off).delete()
        EvidenceUse.objects.bulk_create(
            EvidenceUse(
                evidence=items[reference],
                assessment=locked,
                point_key=place.point_key,
                question_key=place.question_key,
                entry=entry,
                added_at=at,
            )
            for reference in sorted(added)
        )
        if added or taken_off:
            detail: Detail = {
                "added": sorted(added),
                "taken_off": sorted(taken_off),
                "point": place.point_key,
                "question": place.question_key,
                "entry": place.entry,
            }
            chain.append(chain_of(locked), "evidence_chosen", by=by, at=at, detail=detail)


def _item(project: Project, reference: str) -> Evidence:
    item = Evidence.objects.filter(project=project, reference=reference, removed_at=None).first()
    if not item:
        raise Malformed("This evidence has been removed by somebody else, so nothing was changed.")
    return item


def _entry_of(assessment: Assessment, place: Place) -> Entry | None:
    """The entry that the place belongs to. Raises ``Malformed`` for a place that no page offers."""
    wrong = Malformed("This page does not fit your assessment. Open it again.")
    edition = edition_structure(assessment.question_set)
    try:
        point = edition.point(place.point_key)
        section = edition.place_of(place.question_key)[1] if place.question_key else None
    except UnknownKeyError as error:
        raise wrong from error
    if section and edition.place_of(place.question_key)[0] != point:
        raise wrong
    if bool(section and section.repeats) != bool(place.entry):
        raise wrong
    if not section or not place.entry:
        return None
    rows = Entry.objects.filter(assessment=assessment, point_key=point.key, section_key=section.key)
    entry = rows.filter(reference=place.entry, removed_at=None).first()
    if not entry:
        raise Malformed("This has been removed by somebody else, so nothing was changed.")
    return entry
