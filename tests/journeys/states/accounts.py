"""Pages about people: signing in, one's account, and an administrator's pages."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from accounts.actions import deactivate
from tests.assessments import factories
from tests.journeys.states.state import At, State, having, nowhere
from tests.journeys.states.world import PASSWORD, World

SHORT: Final = "short"
LONG_NAME: Final = "Wilhelmina Featherstonehaugh-Cholmondeley " * 4
ATTEMPTS: Final = 10


def somebody(name: str) -> At:
    """The arguments of a route about a person, who is one of the world."""
    return lambda world: [getattr(world, name).pk]


def organisation(world: World) -> Sequence[Any]:
    """The arguments of a route about the organisation, in which somebody works."""
    return [world.lead and world.organisation.reference]


def membership(world: World) -> Sequence[Any]:
    """The arguments of the page of the lead's roles in the organisation."""
    return [world.lead.pk, world.organisation.reference]


def many_people(world: World) -> None:
    """More people than a page holds, some with long names."""
    for number in range(60):
        factories.contributor(f"{LONG_NAME if number == 7 else 'Person'} {number}")


def many_organisations(world: World) -> None:
    """More organisations than a page holds."""
    for number in range(60):
        factories.organisation(f"Department {number}")


def link_used(world: World) -> Sequence[Any]:
    """A link that worked once."""
    token = world.link
    factories.signed_in(world.nobody)
    world.link_of(world.nobody)
    return [token]


def crowded(world: World) -> Sequence[Any]:
    """The organisation with more people than a page holds."""
    many_people(world)
    return organisation(world)


def deactivated(world: World) -> Sequence[Any]:
    """Somebody who cannot sign in."""
    deactivate(world.nobody, by=None, at=factories.NOW)
    return [world.nobody.pk]


def all_but_one_attempt(world: World) -> None:
    """As many wrong passwords from this browser's network as are let pass."""
    client = factories.signed_in(world.lead)
    client.logout()
    for _ in range(ATTEMPTS - 1):
        client.post("/sign-in/", {"email": world.signs_in.email, "password": SHORT})


by_administrator = partial(State, who="administrator")
signed_out = partial(State, who="")
SIGN_IN: Final = "accounts:sign_in"
WRONG: Final = {"email": "sid.sign@example.org", "password": SHORT}

STATES: Final = [
    signed_out(SIGN_IN, "empty", "Sign in", is_main=True),
    signed_out(SIGN_IN, "blank", "Sign in", press="Sign in", is_error=True),
    signed_out(SIGN_IN, "wrong password", "Sign in", typed=WRONG, press="Sign in", is_error=True),
    signed_out(
        SIGN_IN,
        "too many attempts",
        "Too many attempts to sign in",
        typed=WRONG,
        meanwhile=all_but_one_attempt,
        press="Sign in",
        status=429,
    ),
    signed_out("accounts:account", "signed out", "Sign in"),
    signed_out("accounts:set_password", "empty", "Set your password", at=lambda world: [world.link]),
    signed_out(
        "accounts:set_password",
        "too short",
        "Set your password",
        at=lambda world: [world.link],
        typed={"password": SHORT},
        press="Set password",
        is_error=True,
    ),
    signed_out(
        "accounts:set_password",
        "done",
        "Sign in",
        at=lambda world: [world.link],
        typed={"password": PASSWORD},
        press="Set password",
    ),
    signed_out(
        "accounts:set_password",
        "replaced by a newer link",
        "This link cannot be used",
        at=link_used,
        status=410,
    ),
    State("accounts:account", "of a lead", "Your account", is_main=True),
    State("accounts:account", "without any role", "Your account", who="nobody"),
    State("accounts:account", "of a reviewer", "Your account", who="reviewer"),
    State("accounts:change_password", "empty", "Change your password", who="signs_in"),
    State(
        "accounts:change_password",
        "wrong and short",
        "Change your password",
        who="signs_in",
        typed={"current_password": SHORT, "password": SHORT},
        press="Change password",
        is_error=True,
    ),
    State(
        "accounts:change_password",
        "done",
        "Your account",
        who="signs_in",
        typed={"current_password": PASSWORD, "password": PASSWORD[::-1]},
        press="Change password",
    ),
    by_administrator("accounts:people", "alone", "People"),
    by_administrator("accounts:people", "nobody found", "People", query="?q=zzz"),
    by_administrator(
        "accounts:people",
        "page 2 of many",
        "People",
        at=having(many_people, nowhere),
        query="?page=2",
        is_main=True,
    ),
    by_administrator("accounts:new_person", "empty", "Add a person"),
    by_administrator(
        "accounts:new_person",
        "wrong address",
        "Add a person",
        typed={"name": "Ann", "email": "nowhere"},
        press="Add person",
        is_error=True,
    ),
    by_administrator(
        "accounts:new_person",
        "added",
        "A link for Ann",
        typed={"name": "Ann", "email": "ann@example.org"},
        press="Add person",
    ),
    by_administrator("accounts:person", "without roles", "Nell Nobody", at=somebody("nobody"), is_main=True),
    by_administrator("accounts:person", "a lead", "Lea Lead", at=somebody("lead")),
    by_administrator("accounts:person", "deactivated", "Nell Nobody", at=deactivated),
    by_administrator(
        "accounts:person",
        "new link",
        "A link for Nell Nobody",
        at=somebody("nobody"),
        press="Make a new link",
    ),
    by_administrator(
        "accounts:person", "sessions ended", "Sid Sign", at=somebody("signs_in"), press="End all sessions"
    ),
    by_administrator(
        "accounts:change_person", "filled", "Change name and email address", at=somebody("nobody")
    ),
    by_administrator(
        "accounts:change_person",
        "address taken",
        "Change name and email address",
        at=lambda world: [world.lead and world.nobody.pk],
        typed={"email": "lea.lead@example.org"},
        press="Save changes",
        is_error=True,
    ),
    by_administrator(
        "accounts:deactivate",
        "asks first",
        "Are you sure you want to deactivate Nell Nobody?",
        at=somebody("nobody"),
    ),
    by_administrator(
        "accounts:person_roles", "filled", "Roles in the whole portal", at=somebody("administrator")
    ),
    by_administrator(
        "accounts:person_roles",
        "last administrator",
        "Roles in the whole portal",
        at=somebody("administrator"),
        typed={"roles": []},
        press="Save roles",
        is_error=True,
    ),
    by_administrator(
        "accounts:person_roles",
        "a reviewer of nothing",
        "Nell Nobody",
        at=somebody("nobody"),
        typed={"roles": ["reviewer"]},
        press="Save roles",
    ),
    by_administrator("accounts:person_reviews", "empty", "Organisations to review", at=somebody("nobody")),
    by_administrator("accounts:person_reviews", "filled", "Organisations to review", at=somebody("reviewer")),
    by_administrator("accounts:new_membership", "empty", "Add to an organisation", at=somebody("nobody")),
    by_administrator(
        "accounts:new_membership",
        "nothing chosen",
        "Add to an organisation",
        at=lambda world: [organisation(world) and world.nobody.pk],
        press="Add to organisation",
        is_error=True,
    ),
    by_administrator("accounts:membership", "filled", "Roles in Department of Examples", at=membership),
    by_administrator(
        "accounts:membership",
        "last lead",
        "Roles in Department of Examples",
        at=membership,
        typed={"roles": []},
        press="Save roles",
        is_error=True,
    ),
    by_administrator("accounts:organisations", "empty", "Organisations"),
    by_administrator(
        "accounts:organisations",
        "page 2 of many",
        "Organisations",
        at=having(many_organisations, nowhere),
        query="?page=2",
    ),
    by_administrator("accounts:new_organisation", "empty", "Add an organisation"),
    by_administrator(
        "accounts:new_organisation", "blank", "Add an organisation", press="Add organisation", is_error=True
    ),
    by_administrator(
        "accounts:organisation", "with people", "Department of Examples", at=organisation, is_main=True
    ),
    by_administrator(
        "accounts:organisation", "with many people", "Department of Examples", at=crowded, query="?page=2"
    ),
    by_administrator(
        "accounts:change_organisation", "filled", "Change Department of Examples", at=organisation
    ),
    by_administrator(
        "accounts:change_organisation",
        "without a name",
        "Change Department of Examples",
        at=organisation,
        typed={"name": ""},
        press="Save changes",
        is_error=True,
    ),
    State("accounts:people", "not an administrator", "You cannot do this", status=403),
]
