"""Every write about people and organisations: atomic, permitted under the lock, one event each."""

from accounts.actions.choices import (
    add_roles_in,
    choose_portal_roles,
    choose_reviewed_organisations,
    choose_roles_in,
)
from accounts.actions.grants import grant, revoke
from accounts.actions.links import make_link, owner_of_link, set_password
from accounts.actions.organisations import (
    change_organisation,
    create_organisation,
    give_organisation_to_reviewer,
    join_organisation,
    leave_organisation,
    take_organisation_from_reviewer,
)
from accounts.actions.people import (
    change_own_password,
    change_person,
    deactivate,
    end_sessions,
    invite_person,
    note_seen,
    reactivate,
)

__all__ = [
    "add_roles_in",
    "change_organisation",
    "change_own_password",
    "change_person",
    "choose_portal_roles",
    "choose_reviewed_organisations",
    "choose_roles_in",
    "create_organisation",
    "deactivate",
    "end_sessions",
    "give_organisation_to_reviewer",
    "grant",
    "invite_person",
    "join_organisation",
    "leave_organisation",
    "make_link",
    "note_seen",
    "owner_of_link",
    "reactivate",
    "revoke",
    "set_password",
    "take_organisation_from_reviewer",
]
