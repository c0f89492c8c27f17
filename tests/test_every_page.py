"""Every page is looked at: a route that shows something has a state in which a browser opens it."""

from collections import Counter
from collections.abc import Iterable

from tcop_portal.routes import Route, routes
from tests.journeys.states import STATES
from tests.telling import Tell

NO_PAGES = {
    "health": "a line for machines",
    "reporting:pack_state": "a line for the page that waits",
    "editor:export": "a file",
    "editor:differences_data": "a file",
}
"""Routes that answer a GET with no page, and what they answer."""


def without_state(all_routes: Iterable[Route]) -> list[str]:
    """Names of the routes that show a page which no state opens."""
    seen = {state.route for state in STATES} | NO_PAGES.keys()
    return [route.name for route in all_routes if is_shown(route) and route.name not in seen]


def is_shown(route: Route) -> bool:
    """Whether a browser can open the route; one that nobody classified counts."""
    return not route.access or "GET" in route.access.methods


def test_every_page_has_a_state(tell: Tell) -> None:
    assert without_state(routes()) == []
    tell(f"states of pages: {len(STATES)}, of {len({state.route for state in STATES})} routes")


def test_every_state_is_named_once() -> None:
    assert [name for name, count in Counter(map(str, STATES)).items() if count > 1] == []


def test_a_page_without_a_state_is_noticed() -> None:
    forgotten = Route("forgotten", "/forgotten/", None)

    assert without_state([*routes(), forgotten]) == ["forgotten"]
