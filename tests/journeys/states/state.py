"""What a state of a page is, and how a browser comes into it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from tests.journeys.browsing import Typed, Windows, fill_in, press
from tests.journeys.states.world import World

At = Callable[[World], Sequence[Any]]


def nowhere(world: World) -> Sequence[Any]:
    """The arguments of a route that takes none."""
    return ()


def nothing(world: World) -> None:
    """Nothing happens meanwhile."""


def having(prepare: Callable[[World], Any], at: At) -> At:
    """The same arguments, in a world in which something happened before."""

    def arguments(world: World) -> Sequence[Any]:
        prepare(world)
        return at(world)

    return arguments


@dataclass(frozen=True)
class State:
    """A page as somebody can meet it.

    route      its name, whether a browser comes to it by its address or by a button on it
    name       what is special about it
    heading    its h1, to know that this is the page
    who        the person who looks, by name in the world; blank for somebody signed out
    at         the arguments of the route, from the world
    query      what follows the question mark of the address
    typed      what is filled in on the page, by the names of inputs
    press      the button that is pressed then
    meanwhile  what happens after the page is opened and before anything is typed
    status     of the answer
    is_error   whether it says what to put right
    is_main    whether its screenshots are looked at, and a keyboard walks over it
    """

    route: str
    name: str
    heading: str
    who: str = "lead"
    at: At = nowhere
    query: str = ""
    typed: Mapping[str, Typed] = field(default_factory=dict)
    press: str = ""
    meanwhile: Callable[[World], None] = nothing
    status: int = 200
    is_error: bool = False
    is_main: bool = False

    def __str__(self) -> str:
        return f"{self.route} {self.name}".replace(" ", "-").replace(":", "-")

    def path(self, world: World) -> str:
        """The address without the host. Asking for it makes what the page is about, so: once."""
        return f"{reverse(self.route, args=self.at(world))}{self.query}"

    def open(self, windows: Windows, world: World, path: str, *, javascript: bool = True) -> Page:
        """The page in this state, in a new window that starts at the path."""
        person: User | None = getattr(world, self.who) if self.who else None
        page = windows.open(person, javascript=javascript, expected={self.status}).open(path)
        self.meanwhile(world)
        fill_in(page, self.typed)
        if self.press:
            press(page, self.press)
        return page
