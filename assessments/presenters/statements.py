"""The statement on a point and its planned actions, as pages print them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.urls import reverse

from assessments.completeness import BELOW_MET, STATEMENT_FIELDS, asked_statement_fields
from assessments.models import ActionStatus, Rating, YesNo
from assessments.presenters.links import planned_action_href, statement_href
from assessments.snapshot import ActionFacts, Snapshot, StatementFacts
from question_sets.kinds import day_in_words

LABELS: Mapping[str, str] = MappingProxyType(
    {**STATEMENT_FIELDS, "expected_on": "When you expect to meet the point"}
)


@dataclass(frozen=True)
class StatementRow:
    """One field of a statement, and where it is changed."""

    label: str
    lines: tuple[str, ...]
    href: str


@dataclass(frozen=True)
class ActionRow:
    """A planned action. Blank texts are not filled in yet; links are blank for somebody who only reads."""

    reference: str
    what: str
    owner: str
    due: str
    status: str
    href: str
    remove_href: str


def statement_rows(snapshot: Snapshot, statement: StatementFacts) -> tuple[StatementRow, ...]:
    """The fields that the statement asks for now, and the date if there is one."""
    fields = list(asked_statement_fields(statement))
    if statement.expected_on and statement.rating in BELOW_MET:
        fields.append("expected_on")
    return tuple(_row(snapshot, statement, field) for field in fields)


def action_rows(snapshot: Snapshot, point_key: str, *, can_edit: bool) -> tuple[ActionRow, ...]:
    """The planned actions of a point, in the order of adding."""
    return tuple(_action(snapshot, facts, can_edit=can_edit) for facts in snapshot.actions_of(point_key))


def _day(iso: str) -> str:
    return day_in_words(date.fromisoformat(iso)) if iso else ""


def rating_in_words(rating: str) -> str:
    """The team's rating of a point; blank for none."""
    return Rating(rating).label if rating else ""


def _yes_or_no(answer: str) -> str:
    return YesNo(answer).label if answer else ""


_WORDS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "rating": rating_in_words,
        "has_limitations": _yes_or_no,
        "has_legacy": _yes_or_no,
        "expected_on": _day,
    }
)
"""How a stored value of a field is read; every other field is text as it stands."""


def _row(snapshot: Snapshot, statement: StatementFacts, field: str) -> StatementRow:
    text = _WORDS.get(field, str)(getattr(statement, field))
    return StatementRow(
        label=LABELS[field],
        lines=tuple(text.split("\n")) if text.strip() else (),
        href=statement_href(snapshot.reference, statement.point_key, field),
    )


def _action(snapshot: Snapshot, facts: ActionFacts, *, can_edit: bool) -> ActionRow:
    place = [snapshot.reference, facts.point_key, facts.reference]
    return ActionRow(
        reference=facts.reference,
        what=facts.what,
        owner=facts.owner,
        due=_day(facts.due_on),
        status=ActionStatus(facts.status).label,
        href=planned_action_href(*place) if can_edit else "",
        remove_href=reverse("assessments:remove_action", args=place) if can_edit else "",
    )
