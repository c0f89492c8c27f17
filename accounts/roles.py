"""Who may do what: one table from roles to permissions. Knows no assessment and no status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, CharField, TextChoices, Value

if TYPE_CHECKING:
    from accounts.models import User


class Role(TextChoices):
    """What a person is, in an organisation or for the whole portal."""

    CONTRIBUTOR = "contributor", "Contributor"
    LEAD = "lead", "Lead"
    VIEWER = "viewer", "Viewer"
    REVIEWER = "reviewer", "Reviewer"
    REVIEW_LEAD = "review_lead", "Review lead"
    EDITOR = "editor", "Question-set editor"
    ADMINISTRATOR = "administrator", "Administrator"


class Permission(StrEnum):
    """What a role allows. The state of the object is asked elsewhere."""

    READ_PROJECT = "read_project"
    EDIT_ANSWERS = "edit_answers"
    CREATE_PROJECT = "create_project"
    EDIT_PROJECT = "edit_project"
    MANAGE_MEMBERS = "manage_members"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    READ_PACK = "read_pack"
    ASSIGN_REVIEW = "assign_review"
    EDIT_QUESTION_SETS = "edit_question_sets"
    MANAGE_PEOPLE = "manage_people"


ORGANISATION_ROLES = frozenset({Role.CONTRIBUTOR, Role.LEAD, Role.VIEWER})
"""Held in an organisation, by a membership."""

REVIEW_ROLES = frozenset({Role.REVIEWER, Role.REVIEW_LEAD})
"""Held for assurance, by a grant, and effective in the organisations given to the person."""

INSTANCE_ROLES = REVIEW_ROLES | {Role.EDITOR, Role.ADMINISTRATOR}
"""Held for the whole portal, by a grant."""

_ANSWERING = frozenset(
    {Permission.READ_PROJECT, Permission.EDIT_ANSWERS, Permission.EDIT_PROJECT, Permission.READ_PACK}
)

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset({Permission.READ_PROJECT, Permission.READ_PACK}),
    Role.CONTRIBUTOR: _ANSWERING,
    Role.LEAD: _ANSWERING
    | {Permission.CREATE_PROJECT, Permission.MANAGE_MEMBERS, Permission.SUBMIT, Permission.TAKE_BACK},
    Role.REVIEWER: frozenset({Permission.READ_PACK}),
    Role.REVIEW_LEAD: frozenset({Permission.READ_PACK, Permission.ASSIGN_REVIEW}),
    Role.EDITOR: frozenset({Permission.EDIT_QUESTION_SETS}),
    Role.ADMINISTRATOR: frozenset({Permission.MANAGE_PEOPLE}),
}
"""What each role allows where it is held. Which projects a member is on is asked by the projects."""


@dataclass(frozen=True)
class Rights:
    """Everything that one person holds, as read once for a request.

    `reviewed` is empty for somebody who is no reviewer (any more), whatever was given to them.
    """

    roles_in: Mapping[int, frozenset[Role]]
    grants: frozenset[Role]
    reviewed: frozenset[int]

    def allows(self, permission: Permission, organisation_id: int | None = None) -> bool:
        """Whether the person may do this in that organisation; without one, whether they may anywhere."""
        if permission in _permissions(self.grants - REVIEW_ROLES):
            return True
        if organisation_id is None:
            return bool(self.organisations(permission))
        return permission in _permissions(self._roles_for(organisation_id))

    def organisations(self, permission: Permission) -> frozenset[int]:
        """The organisations in which a membership, or reviewing, allows this."""
        places = self.reviewed | self.roles_in.keys()
        return frozenset(place for place in places if permission in _permissions(self._roles_for(place)))

    def _roles_for(self, organisation_id: int) -> frozenset[Role]:
        held = self.roles_in.get(organisation_id, frozenset())
        return held | (self.grants & REVIEW_ROLES) if organisation_id in self.reviewed else held


def _permissions(roles: frozenset[Role]) -> frozenset[Permission]:
    return frozenset[Permission]().union(*(PERMISSIONS[role] for role in roles))


def rights_of(user: User) -> Rights:
    """What a person holds, in one query; kept on this instance, which lives for one request.

    A write asks this of `accounts.permissions.as_now`.
    """
    if not hasattr(user, "_rights"):
        user._rights = _read_rights(user)
    return user._rights


def _read_rights(user: User) -> Rights:
    if not user.is_active:
        return Rights({}, frozenset(), frozenset())
    nowhere = Value(None, output_field=BigIntegerField())
    no_role = Value("", output_field=CharField())
    memberships = user.memberships.order_by().values_list("organisation_id", "role")
    grants = user.grants.order_by().annotate(nowhere=nowhere).values_list("nowhere", "role")
    reviewed = user.reviewed.order_by().annotate(no_role=no_role).values_list("organisation_id", "no_role")
    rows = list(memberships.union(grants, reviewed, all=True))
    roles_in: dict[int, frozenset[Role]] = {}
    for place, role in rows:
        if place and role:
            roles_in[place] = roles_in.get(place, frozenset()) | {Role(role)}
    held = frozenset(Role(role) for place, role in rows if place is None)
    given = frozenset(place for place, role in rows if place and not role)
    return Rights(roles_in=roles_in, grants=held, reviewed=given if held & REVIEW_ROLES else frozenset())
