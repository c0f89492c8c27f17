"""What a team says of a point as a whole: the statement, planned actions, and that it is completed."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import Permission
from assessments.actions._chains import chain_of
from assessments.actions._locks import locked_assessment
from assessments.actions._tokens import made_before
from assessments.actions.answers import refuse_too_much
from assessments.actions.records import Fields, RecordResult, save_record
from assessments.completeness import point_gaps, what_is_shown
from assessments.models import Assessment, PlannedAction, RecordKind, Statement
from assessments.refusals import Malformed, NotReady, TooMuch
from assessments.snapshot import take_snapshot
from events import chain
from events.chain import Detail
from question_sets.reading import edition_structure
from question_sets.structure import UnknownKeyError

MOST_ACTIONS = 50
"""Planned under one point."""


def save_statement(
    assessment: Assessment, point_key: str, *, fields: Fields, base_version: int, by: User, at: datetime
) -> RecordResult:
    """Save fields of the statement on a point, merged field by field. Raises ``TooMuch`` past the limit."""
    with locked_assessment(assessment, by=by, to=Permission.EDIT_ANSWERS) as locked:
        statement = _statement(locked, point_key)
        result = save_record(statement, RecordKind.STATEMENT, fields, base_version=base_version, by=by, at=at)
        if result.saved:
            refuse_too_much(locked)
            detail: Detail = {
                "statement": statement.pk,
                "version": result.version,
                "fields": list(result.saved),
            }
            chain.append(chain_of(locked), "statement_saved", by=by, at=at, detail=detail)
        return result


def call_complete(assessment: Assessment, point_key: str, *, by: User, at: datetime) -> None:
    """Record that a person calls the point completed. Raises ``NotReady`` while something is missing."""
    with locked_assessment(assessment, by=by, to=Permission.EDIT_ANSWERS) as locked:
        statement = _statement(locked, point_key)
        snapshot = take_snapshot(locked)
        if point_gaps(snapshot, what_is_shown(snapshot).by_point[point_key]):
            raise NotReady("Something is still missing under this point, so it is not completed.")
        _call(statement, is_complete=True, by=by, at=at)


def call_incomplete(assessment: Assessment, point_key: str, *, by: User, at: datetime) -> None:
    """Record that a person will come back to the point."""
    with locked_assessment(assessment, by=by, to=Permission.EDIT_ANSWERS) as locked:
        _call(_statement(locked, point_key), is_complete=False, by=by, at=at)


def add_planned_action(
    assessment: Assessment, point_key: str, *, fields: Fields, token: UUID, by: User, at: datetime
) -> PlannedAction:
    """Plan an action under a point. The same token again returns the first result.

    Raises ``TooMuch`` past the limits of actions and of characters.
    """
    with locked_assessment(assessment, by=by, to=Permission.EDIT_ANSWERS) as locked:
        _refuse_unknown(locked, point_key)
        if made := made_before(PlannedAction, token, assessment_id=locked.pk, point_key=point_key):
            return made
        if _planned(locked, point_key).count() >= MOST_ACTIONS:
            raise TooMuch(f"A point can have at most {MOST_ACTIONS} planned actions. Remove one first.")
        action = PlannedAction(assessment=locked, point_key=point_key, creation_token=token)
        save_record(action, RecordKind.PLANNED_ACTION, fields, base_version=0, by=by, at=at)
        refuse_too_much(locked)
        chain.append(chain_of(locked), "action_planned", by=by, at=at, detail={"action": action.pk})
        return action


def change_planned_action(
    assessment: Assessment, reference: str, *, fields: Fields, base_version: int, by: User, at: datetime
) -> RecordResult:
    """Save fields of a planned action, merged field by field. Raises ``TooMuch`` past the limit."""
    with locked_assessment(assessment, by=by, to=Permission.EDIT_ANSWERS) as locked:
        action = _action(locked, reference)
        result = save_record(
            action, RecordKind.PLANNED_ACTION, fields, base_version=base_version, by=by, at=at
        )
        if result.saved:
            refuse_too_much(locked)
            detail = {"action": action.pk, "version": result.version}
            chain.append(chain_of(locked), "action_changed", by=by, at=at, detail=detail)
        return result


def remove_planned_action(assessment: Assessment, reference: str, *, by: User, at: datetime) -> None:
    """Take a planned action out of the assessment, once. Its versions are kept."""
    with locked_assessment(assessment, by=by, to=Permission.EDIT_ANSWERS) as locked:
        action = PlannedAction.objects.get(assessment=locked, reference=reference)
        if action.removed_at:
            return
        action.removed_at = at
        action.save(update_fields=["removed_at"])
        chain.append(chain_of(locked), "action_removed", by=by, at=at, detail={"action": action.pk})


def _call(statement: Statement, *, is_complete: bool, by: User, at: datetime) -> None:
    if statement.is_called_complete == is_complete:
        return
    statement.is_called_complete = is_complete
    statement.save()
    kind = "point_completed" if is_complete else "point_reopened"
    detail = {"statement": statement.pk}
    chain.append(chain_of(statement.assessment), kind, by=by, at=at, detail=detail)


def _statement(assessment: Assessment, point_key: str) -> Statement:
    _refuse_unknown(assessment, point_key)
    found = Statement.objects.filter(assessment=assessment, point_key=point_key).first()
    if found:
        found.assessment = assessment
    return found or Statement(assessment=assessment, point_key=point_key)


def _planned(assessment: Assessment, point_key: str) -> QuerySet[PlannedAction]:
    return PlannedAction.objects.filter(assessment=assessment, point_key=point_key, removed_at=None)


def _action(assessment: Assessment, reference: str) -> PlannedAction:
    rows = PlannedAction.objects.filter(assessment=assessment, reference=reference, removed_at=None)
    if action := rows.first():
        return action
    raise Malformed("This action has been removed by somebody else, so nothing was changed.")


def _refuse_unknown(assessment: Assessment, point_key: str) -> None:
    try:
        edition_structure(assessment.question_set).point(point_key)
    except UnknownKeyError as error:
        raise Malformed("This page does not fit your assessment. Open it again.") from error
