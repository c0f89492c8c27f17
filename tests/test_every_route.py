"""Every route, with every method, as every kind of person, for their own and for other people's things.

What each of them may do is written down here a second time, on purpose: the portal's own tables are what
is under test.
"""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from itertools import islice, product
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import Organisation, User
from accounts.roles import Permission, Role
from assessments.actions.entries import add_entry
from assessments.actions.points import add_planned_action
from assessments.models import Assessment, Submission
from tcop_portal.routes import Access, Classification, Route, routes
from tests.assessments import factories
from tests.editor import places
from tests.telling import Tell

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
NOWHERE = "A-2222-2222"

WORKS_ON_IT = frozenset({"contributor on it", "lead", "viewer on it"})
READS_PACKS = WORKS_ON_IT | {"reviewer", "review lead"}
EDITS = frozenset({"contributor on it", "lead"})
LEADS = frozenset({"lead"})
ALLOWED: Mapping[Permission, frozenset[str]] = {
    Permission.READ_PROJECT: WORKS_ON_IT,
    Permission.EDIT_ANSWERS: EDITS,
    Permission.EDIT_PROJECT: EDITS,
    Permission.MANAGE_MEMBERS: LEADS,
    Permission.SUBMIT: LEADS,
    Permission.TAKE_BACK: LEADS,
    Permission.READ_PACK: READS_PACKS,
    Permission.CREATE_PROJECT: LEADS | {"lead elsewhere"},
    Permission.EDIT_QUESTION_SETS: frozenset({"editor"}),
    Permission.MANAGE_PEOPLE: frozenset({"administrator"}),
}
HOLDS_ANYWHERE: Mapping[Permission, frozenset[str]] = {
    **ALLOWED,
    Permission.READ_PACK: frozenset({"reviewer", "review lead", "reviewer elsewhere"}),
}


@dataclass(frozen=True)
class World:
    """One organisation's things, another's, editions of every status, and people of every kind."""

    people: Mapping[str, User | None]
    draft: Assessment
    submission: Submission
    entry: str
    action: str
    evidence: str
    other_draft: Assessment
    other_submission: Submission
    other_entry: str
    other_action: str
    other_evidence: str


def make_things(lead: User, of: Organisation) -> dict[str, Any]:
    """A submitted assessment and a draft with everything in it."""
    submission = factories.submitted(
        factories.assessment(lead, of_project=factories.project(lead, of=of)), by=lead
    )
    project = submission.assessment.project
    draft = factories.assessment(lead, of_project=project)
    factories.answer(draft, "second.contracts", "yes", by=lead)
    entry = add_entry(
        draft,
        point_key="second",
        section_key="contract",
        name="Hosting",
        token=uuid4(),
        by=lead,
        at=factories.NOW,
    )
    fields = {"what": "Mend it"}
    action = add_planned_action(draft, "first", fields=fields, token=uuid4(), by=lead, at=factories.NOW)
    item = factories.piece_of_evidence(project, by=lead)
    return {
        "draft": draft,
        "submission": submission,
        "entry": entry.reference,
        "action": action.reference,
        "evidence": item.reference,
    }


@pytest.fixture
def world(db: None, settings: Settings) -> World:
    """The organisation with a project, a neighbour, and people of every kind."""
    settings.AFTER_SUBMISSION = []
    here, there = factories.organisation("Here"), factories.organisation("There")
    lead, neighbour = factories.lead(of=here), factories.lead("Nia Neighbour", of=there)
    places.make_editions(factories.person("Asker", Role.EDITOR))
    things = make_things(lead, here)
    others = {f"other_{name}": thing for name, thing in make_things(neighbour, there).items()}
    on_it = [factories.contributor(of=here), factories.viewer(of=here)]
    for person in on_it:
        factories.projects.add_member(things["draft"].project, person, by=lead, at=factories.NOW)
    people = {
        "signed out": None,
        "nobody yet": factories.person("Nobody"),
        "lead": lead,
        "contributor on it": on_it[0],
        "viewer on it": on_it[1],
        "contributor not on it": factories.contributor("Cyd", of=here),
        "viewer not on it": factories.viewer("Val", of=here),
        "lead elsewhere": neighbour,
        "contributor elsewhere": factories.contributor("Cat", of=there),
        "reviewer": factories.person("Rev", Role.REVIEWER, of=here),
        "review lead": factories.person("Rea", Role.REVIEW_LEAD, of=here),
        "reviewer elsewhere": factories.person("Rex", Role.REVIEWER, of=there),
        "editor": factories.person("Edi", Role.EDITOR),
        "administrator": factories.person("Ada", Role.ADMINISTRATOR),
    }
    return World(people=people, **things, **others)


OWN, OTHERS, NOT_THERE, MIXED = "own", "others'", "nowhere", "own with others' inside"
SEALED, NO_PART = "of a sealed edition", "no part of the edition"


def every_arguments(route: Route, world: World, whose: str) -> Iterator[dict[str, Any]]:
    """The arguments of a route, once for each part of an edition with which it is tried."""
    parts = places.absent_parts_for if whose == NO_PART else places.parts_for
    for named in parts(route.name):
        yield {**arguments(route, world, whose), **named}


def arguments(route: Route, world: World, whose: str) -> dict[str, Any]:
    """The arguments of a route for own things, other people's, or none that exist."""
    found = {
        "point": "first",
        "section": "kinds",
        "question": "first.evidence",
        "step": "about",
        "extension": "html",
        "key": places.KEY,
        "edition": _edition(route, whose),
        "token": "not-a-token",
        "person": _person(world, "viewer on it"),
        "pk": _person(world, "viewer on it"),
        "entry": world.entry,
        "action": world.action,
        "evidence": world.evidence,
        "reference": _reference(route, world, whose),
    }
    if whose in (OTHERS, MIXED):
        found |= {
            "entry": world.other_entry,
            "action": world.other_action,
            "evidence": world.other_evidence,
            "person": _person(world, "lead elsewhere"),
        }
    if "<str:entry>" in route.pattern or "add_entry" in route.name:
        found |= {"point": "second", "section": "contract", "question": "contract.value"}
    return {name: value for name, value in found.items() if f":{name}>" in route.pattern}


def _edition(route: Route, whose: str) -> str:
    return {SEALED: places.SEALED, NOT_THERE: places.ABSENT}.get(whose, places.edition_for(route.name))


def _person(world: World, kind: str) -> int:
    person = world.people[kind]
    assert person
    return person.pk


def _reference(route: Route, world: World, whose: str) -> str:
    if whose == NOT_THERE:
        return NOWHERE
    draft = world.other_draft if whose == OTHERS else world.draft
    submission = world.other_submission if whose == OTHERS else world.submission
    if route.pattern.startswith("/projects/"):
        return draft.project.reference
    if route.pattern.startswith("/packs/"):
        return submission.reference
    if "/organisations/<str:reference>" in route.pattern:
        return draft.project.organisation.reference
    is_about_submission = route.name in ("assessments:submitted", "assessments:take_back")
    return (submission.assessment if is_about_submission else draft).reference


def whose_things(route: Route) -> tuple[str, ...]:
    """The kinds of things that a route is tried with."""
    if route.name.startswith("editor:"):
        return _editions_of(route)
    if not route.access or route.access.classification != Classification.OWN_OBJECT:
        return (OWN,)
    names_more = any(f":{name}>" in route.pattern for name in ("entry", "action", "evidence"))
    return (OWN, OTHERS, NOT_THERE, MIXED) if names_more else (OWN, OTHERS, NOT_THERE)


def _editions_of(route: Route) -> tuple[str, ...]:
    if ":edition>" not in route.pattern:
        return (OWN,)
    names_a_part = ":part>" in route.pattern
    return (OWN, SEALED, NOT_THERE, NO_PART) if names_a_part else (OWN, SEALED, NOT_THERE)


COUNT = {"tries": 0}
PARTS = 4
"""The walk is cut into so many tests, which run side by side."""

FINE = frozenset({200, 204, 302, 400, 409, 410, 503})
"""Any answer but a refusal to this person: a page, a redirect, a sentence on what to mend."""

GONE = frozenset({400, 404, 409})
"""What somebody hears of a part that is not there (any more)."""


def allowed_answers(access: Access, method: str, person: str, whose: str) -> frozenset[int]:
    """The statuses that a person may get."""
    if method == "OPTIONS":
        return frozenset({200, 302, 403, 404, 405})
    asked = "GET" if method == "HEAD" else method
    if access.classification == Classification.PUBLIC:
        return FINE | {404} if asked in access.methods else frozenset({405, 403})
    if person == "signed out":
        return frozenset({302}) if asked == "GET" else frozenset({403})
    if asked not in access.methods:
        return frozenset({403, 404, 405})
    if access.classification == Classification.SIGNED_IN:
        return FINE
    permission = access.methods[asked]
    assert permission
    if access.classification == Classification.ROLE:
        if person not in HOLDS_ANYWHERE[permission]:
            return frozenset({403})
        return (frozenset({404}) if asked == "GET" else GONE) if whose in (NOT_THERE, NO_PART) else FINE
    return _allowed_for_own(permission, person, whose)


def _allowed_for_own(permission: Permission, person: str, whose: str) -> frozenset[int]:
    sees = READS_PACKS if permission == Permission.READ_PACK else WORKS_ON_IT
    if whose in (OTHERS, NOT_THERE) and person in sees:
        return frozenset({404})
    if whose == OWN and person in ALLOWED[permission]:
        return FINE
    if whose == MIXED and person in ALLOWED[permission]:
        return frozenset({404})
    if whose in (OWN, MIXED) and person in sees:
        return frozenset({403, 404} if whose == MIXED else {403})
    if whose == OTHERS:
        return _for_the_neighbour(permission, person)
    return frozenset({404})


def _for_the_neighbour(permission: Permission, person: str) -> frozenset[int]:
    """Other people's things, tried by the people whose things they are."""
    if person == "lead elsewhere":
        return FINE
    if person == "reviewer elsewhere" and permission == Permission.READ_PACK:
        return FINE
    return frozenset({404})


def wrong_answers(world: World, tried: list[Route]) -> Iterator[tuple[str, str, str, str, int]]:
    """What was answered against the rules, or nothing at all with a server error; counts in ``COUNT``."""
    clients = {name: _client(person) for name, person in world.people.items()}
    for route in tried:
        for (whose, address, methods), (name, client) in product(_tries(route, world), clients.items()):
            for method in methods:
                COUNT["tries"] += 1
                status = _try(client, method, address)
                if not route.access or status not in allowed_answers(route.access, method, name, whose):
                    yield address if ":part>" in route.pattern else route.name, method, name, whose, status


def _tries(route: Route, world: World) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Addresses with the methods to try: all of them once, and the two that matter with other things."""
    methods: tuple[str, ...] = METHODS
    for whose in whose_things(route):
        every = every_arguments(route, world, whose)
        for named in every if whose == OWN else islice(every, 1):
            yield whose, reverse(route.name, kwargs=named), methods
            methods = ("GET", "POST")


def _client(person: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    return client


def _try(client: Client, method: str, address: str) -> int:
    """The status of one request, whose changes, a sign-out among them, are undone."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        status = client.generic(method, address).status_code
        transaction.set_rollback(True)
    client.cookies = cookies
    return status


def test_every_route_is_classified() -> None:
    assert [route.name for route in routes() if not route.access] == []


@pytest.mark.parametrize("part", range(PARTS))
def test_no_route_answers_somebody_it_should_not(world: World, part: int, tell: Tell) -> None:
    COUNT["tries"] = 0
    tried = list(routes())[part::PARTS]

    wrong = list(wrong_answers(world, tried))

    told = f"{len(tried)} routes x methods x people x things: {COUNT['tries']} tries"
    tell(f"{told}, {len(wrong)} wrong")
    assert wrong == []
    assert COUNT["tries"] > 1000


def test_a_route_without_a_guard_is_caught(world: World, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.unguarded"
    access = Access(Classification.OWN_OBJECT, {"GET": Permission.READ_PROJECT})
    route = Route("unguarded", "/projects/<str:reference>/unguarded/", access)

    wrong = {(name, whose) for _, _, name, whose, status in wrong_answers(world, [route]) if status == 200}

    assert ("lead elsewhere", OWN) in wrong
    assert ("contributor not on it", OWN) in wrong
    assert ("reviewer", OWN) in wrong


def test_an_editors_page_without_a_guard_is_caught(world: World, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.unguarded"
    access = Access(Classification.ROLE, {"GET": Permission.EDIT_QUESTION_SETS})
    route = Route("unguarded_edition", "/editor/<str:key>/<str:edition>/unguarded/", access)

    wrong = {
        name
        for _, method, name, _, status in wrong_answers(world, [route])
        if (method, status) == ("GET", 200)
    }

    assert wrong == set(world.people) - {"editor", "signed out"}
