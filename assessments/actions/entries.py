"""Entries of repeating sections, and the form that an assessment is filled in."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from accounts.models import User
from accounts.roles import Permission
from assessments.actions._chains import chain_of
from assessments.actions._locks import locked_assessment
from assessments.actions._tokens import made_before
from assessments.actions.records import RecordResult, save_record
from assessments.models import Assessment, Entry, Form, RecordKind
from assessments.refusals import Malformed, TooMuch
from events import chain
from question_sets.reading import edition_structure
from question_sets.structure import UnknownKeyError

MOST_ENTRIES = 50
"""In one repeating section."""


def add_entry(
    assessment: Assessment,
    *,
    point_key: str,
    section_key: str,
    name: str,
    token: UUID,
    by: User,
    at: datetime,
) -> Entry:
    """Add an entry at the end of a repeating section. The same token again returns the first result."""
    with locked_assessment(assessment, by=by, to=Permission.EDIT_ANSWERS) as locked:
        _refuse_unless_repeating(locked, point_key, section_key)
        place = {"assessment_id": locked.pk, "point_key": point_key, "section_key": section_key}
        if made := made_before(Entry, token, **place):
            return made
        siblings = Entry.objects.filter(**place)
        if siblings.filter(removed_at=None).count() >= MOST_ENTRIES:
            raise TooMuch(f"You can add at most {MOST_ENTRIES}. Remove one first.")
        entry = Entry(
            assessment=locked,
            point_key=point_key,
            section_key=section_key,
            position=(siblings.aggregate(last=Max("position"))["last"] or 0) + 1,
            creation_token=token,
        )
        save_record(entry, RecordKind.ENTRY, {"name": name}, base_version=0, by=by, at=at)
        chain.append(chain_of(locked), "entry_added", by=by, at=at, detail={"entry": entry.pk})
        return entry


def rename_entry(
    assessment: Assessment, reference: str, *, name: str, base_version: int, by: User, at: datetime
) -> RecordResult:
    """Change what the team calls an entry."""
    with locked_assessment(assessment, by=by, to=Permission.EDIT_ANSWERS) as locked:
        entry = _entry(locked, reference)
        result = save_record(entry, RecordKind.ENTRY, {"name": name}, base_version=base_version, by=by, at=at)
        if result.saved:
            detail = {"entry": entry.pk, "version": result.version}
            chain.append(chain_of(locked), "entry_renamed", by=by, at=at, detail=detail)
        return result


def remove_entry(assessment: Assessment, reference: str, *, by: User, at: datetime) -> None:
    """Take an entry out of the assessment, once. Its answers are kept, and asked for no more."""
    with locked_assessment(assessment, by=by, to=Permission.EDIT_ANSWERS) as locked:
        entry = Entry.objects.get(assessment=locked, reference=reference)
        if entry.removed_at:
            return
        entry.removed_at = at
        entry.save(update_fields=["removed_at"])
        chain.append(chain_of(locked), "entry_removed", by=by, at=at, detail={"entry": entry.pk})


def change_form(assessment: Assessment, form: Form, *, by: User, at: datetime) -> None:
    """Switch between the full and the short form. Every answer is kept."""
    with locked_assessment(assessment, by=by, to=Permission.EDIT_ANSWERS) as locked:
        if locked.form == form:
            return
        locked.form = form
        locked.save(update_fields=["form"])
        chain.append(chain_of(locked), "form_changed", by=by, at=at, detail={"form": form})


def _entry(assessment: Assessment, reference: str) -> Entry:
    entry = Entry.objects.filter(assessment=assessment, reference=reference, removed_at=None).first()
    if not entry:
        raise Malformed("This has been removed by somebody else, so nothing was changed.")
    return entry


def _refuse_unless_repeating(assessment: Assessment, point_key: str, section_key: str) -> None:
    try:
        section = edition_structure(assessment.question_set).point(point_key).section(section_key)
    except UnknownKeyError as error:
        raise Malformed("This page does not fit your assessment. Open it again.") from error
    if not section.repeats:
        raise Malformed("This page does not fit your assessment. Open it again.")
