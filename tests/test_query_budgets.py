"""Every page takes the same number of queries with one thing in it and with fifty, and never more than 15."""

from collections.abc import Mapping
from typing import Final
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership, Organisation, ReviewedOrganisation, User
from assessments.models import (
    Answer,
    Assessment,
    Entry,
    Evidence,
    EvidenceUse,
    PlannedAction,
    Project,
    ProjectMember,
)
from tcop_portal.routes import Classification, Route, routes
from tests.assessments import factories
from tests.editor.crowded import crowd_editions
from tests.telling import Tell
from tests.test_every_route import ALLOWED, HOLDS_ANYWHERE, OWN, World, every_arguments, world

__all__ = ["world"]

MOST_QUERIES: Final = 15
MANY: Final = 50


def grow(world: World) -> None:
    """Fifty of everything: people, organisations, projects, drafts, answers, evidence, editions, parts."""
    lead, editor = world.people["lead"], world.people["editor"]
    assert lead
    assert editor
    crowd_editions(editor)
    people = User.objects.bulk_create(
        User(email=f"many-{number}@example.org", name=f"Many {number}") for number in range(MANY)
    )
    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"Organisation {number}") for number in range(MANY)
    )
    here = world.draft.project.organisation
    Membership.objects.bulk_create(
        [Membership(user=person, organisation=here, role="contributor") for person in people]
        + [Membership(user=lead, organisation=place, role="lead") for place in organisations]
    )
    for reviewer in (world.people["reviewer"], world.people["review lead"]):
        ReviewedOrganisation.objects.bulk_create(
            ReviewedOrganisation(user=reviewer, organisation=place) for place in organisations
        )
    _more_projects(world, lead, people, organisations)
    _more_in_the_draft(world, lead)


def _more_projects(world: World, lead: User, people: list[User], organisations: list[Organisation]) -> None:
    made = {"created_by": lead, "created_at": factories.NOW}
    places = [world.draft.project.organisation] * MANY + organisations
    projects = Project.objects.bulk_create(
        Project(organisation=place, name=f"Project {number}", creation_token=uuid4(), **made)
        for number, place in enumerate(places)
    )
    Assessment.objects.bulk_create(
        Assessment(project=project, question_set=world.draft.question_set, creation_token=uuid4(), **made)
        for project in projects
    )
    ProjectMember.objects.bulk_create(
        ProjectMember(project=world.draft.project, user=person, added_at=factories.NOW) for person in people
    )


def _more_in_the_draft(world: World, lead: User) -> None:
    draft, saved = world.draft, {"saved_by": lead, "saved_at": factories.NOW}
    entries = Entry.objects.bulk_create(
        Entry(assessment=draft, point_key="second", section_key="contract", position=number, version=1)
        for number in range(2, MANY + 1)
    )
    Answer.objects.bulk_create(
        Answer(assessment=draft, entry=entry, question_key=key, value=value, version=1, **saved)
        for entry in entries
        for key, value in (("contract.value", 90_000), ("contract.api", "yes"))
    )
    PlannedAction.objects.bulk_create(
        PlannedAction(assessment=draft, point_key="first", what="Mend it", creation_token=uuid4(), version=1)
        for _ in range(MANY)
    )
    made = {"added_by": lead, "added_at": factories.NOW}
    items = Evidence.objects.bulk_create(
        Evidence(
            project=draft.project, title=f"Item {number}", type="other", url="https://example.org", **made
        )
        for number in range(MANY)
    )
    EvidenceUse.objects.bulk_create(
        EvidenceUse(evidence=item, assessment=draft, point_key="first", added_at=factories.NOW)
        for item in items
    )


def who_opens(route: Route) -> str:
    """Somebody who may open the page; of several, always the same one."""
    assert route.access
    permission = route.access.methods["GET"]
    match route.access.classification:
        case Classification.PUBLIC:
            return "signed out"
        case Classification.SIGNED_IN:
            return "lead"
        case Classification.ROLE:
            assert permission
            return sorted(HOLDS_ANYWHERE[permission])[0]
        case Classification.OWN_OBJECT:
            assert permission
            return "lead" if "lead" in ALLOWED[permission] else sorted(ALLOWED[permission])[0]


def query_counts(world: World) -> dict[str, int]:
    """How many queries each page takes once the edition is in memory."""
    counts = {}
    clients: dict[str, Client] = {}
    for route in routes():
        if not route.access or "GET" not in route.access.methods or route.name == "health":
            continue
        name = who_opens(route)
        client = clients.setdefault(name, _client(world.people[name]))
        for named in every_arguments(route, world, OWN):
            address = reverse(route.name, kwargs=named)
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts[address if "part" in named else route.name] = len(queries)
    return counts


def _client(person: User | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def different(few: Mapping[str, int], many: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Pages whose number of queries moves with how much there is."""
    return {name: (few[name], many[name]) for name in few if few[name] != many[name]}


def test_no_page_takes_more_queries_for_fifty_than_for_one(world: World, tell: Tell) -> None:
    few = query_counts(world)
    grow(world)
    many = query_counts(world)

    tell(f"queries of {len(many)} pages: at most {max(many.values())}")
    assert different(few, many) == {}
    assert {name: count for name, count in many.items() if count > MOST_QUERIES} == {}


def test_a_page_that_asks_once_per_thing_would_be_found() -> None:
    assert different({"good": 4, "bad": 4}, {"good": 4, "bad": 53}) == {"bad": (4, 53)}
