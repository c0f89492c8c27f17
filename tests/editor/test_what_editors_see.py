"""An editor sees how many assessments there are, and nothing of what is in them."""

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from assessments.models import Answer, Evidence, Submission
from tcop_portal.routes import routes
from tests.assessments import factories
from tests.telling import Tell
from tests.test_every_route import OWN, World, every_arguments, world

__all__ = ["world"]


def secrets(world: World) -> Iterator[object]:
    """Names, texts and references of both organisations' projects. Numbers and short words say nothing."""
    yield from (world.draft.reference, world.submission.reference, world.other_draft.reference)
    yield from (person.name for person in (world.people["lead"], world.people["lead elsewhere"]) if person)
    project = world.draft.project
    yield from (project.reference, project.name, project.description, project.senior_responsible_owner)
    yield from Evidence.objects.values_list("title", flat=True)
    yield from (text for text in Answer.objects.values_list("explanation", flat=True) if text)
    yield from (
        value for value in Answer.objects.values_list("value", flat=True) if len(str(value)) > len("apples")
    )
    yield from Submission.objects.values_list("declared_name", flat=True)


def pages_of(browser: Client, world: World) -> dict[str, str]:
    """What an editor can open."""
    found = {}
    for route in routes():
        if route.name.startswith("editor:") and route.access and "GET" in route.access.methods:
            for named in every_arguments(route, world, OWN):
                address = reverse(route.name, kwargs=named)
                found[address] = browser.get(address).content.decode()
    return found


def test_no_page_of_the_editors_shows_anything_of_a_project(world: World, tell: Tell) -> None:
    kept = {str(text) for text in secrets(world)}

    pages = pages_of(factories.signed_in(world.people["editor"]), world)

    assert {(address, text) for address, page in pages.items() for text in kept if text in page} == set()
    assert any("Here" in page and "There" in page for page in pages.values())
    tell(f"{len(pages)} pages of editors show none of {len(kept)} texts of teams")
