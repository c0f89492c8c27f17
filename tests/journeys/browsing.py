"""Windows of a browser for tests, each of a person of its own, in which nothing may go wrong unseen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    TimeoutError,
)

from accounts.models import User

DESKTOP = 1280
PHONE = 320
HEIGHT = 900
TIME_OUT = 15_000
"""Milliseconds that the browser waits for anything; the machine of the checks is a slow one."""

STOPPED = "net::ERR_ABORTED"
"""A request that the browser itself gave up: a download, or a save on a page that was left."""


@dataclass(frozen=True)
class Upload:
    """A file to choose on a page."""

    name: str
    content: bytes


Typed = str | list[str] | Upload
"""What is typed into, ticked in or chosen for an input."""


@dataclass
class Window:
    """One person's browser window. ``faults`` gathers what broke behind the page."""

    context: BrowserContext
    page: Page
    address: str
    expected: Collection[int] = ()
    faults: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note each error of a script, refusal by the content security policy and failed request."""
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._note_line)
        self.page.on("response", self._note_response)
        self.page.on("requestfailed", self._note_failure)

    def open(self, path: str) -> Page:
        """Go to a path of the portal."""
        self.page.goto(f"{self.address}{path}")
        return self.page

    def _note_line(self, line: ConsoleMessage) -> None:
        # What the server refused is noted with its status below.
        if line.type == "error" and not line.text.startswith("Failed to load resource"):
            self.faults.append(line.text)

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.status} {response.url}")

    def _note_failure(self, request: Request) -> None:
        if request.failure != STOPPED:
            self.faults.append(f"{request.failure} {request.url}")


class Windows:
    """Opens windows on a running portal, and closes them all at the end."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.opened: list[Window] = []

    def open(
        self,
        person: User | None = None,
        *,
        javascript: bool = True,
        width: int = DESKTOP,
        expected: Collection[int] = (),
    ) -> Window:
        """A new window in which the person is signed in. ``expected``: refusals that are no fault."""
        context = self.browser.new_context(
            java_script_enabled=javascript,
            viewport={"width": width, "height": HEIGHT},
            accept_downloads=True,
            reduced_motion="reduce",
        )
        context.set_default_timeout(TIME_OUT)
        if person:
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": session_of(person), "url": self.address}])
        window = Window(context, context.new_page(), self.address, expected)
        window.watch()
        self.opened.append(window)
        return window

    def close(self) -> list[str]:
        """Close every window; the faults of all of them."""
        for window in self.opened:
            window.context.close()
        return [fault for window in self.opened for fault in window.faults]


def session_of(person: User) -> str:
    """The key of a session in which somebody has signed in."""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def fill_in(page: Page, typed: Mapping[str, Typed]) -> None:
    """Type, choose and tick by the names of inputs, in this order."""
    for name, value in typed.items():
        if isinstance(value, Upload):
            choose_file(page, name, value)
        else:
            fill_one(page, name, value)


def fill_one(page: Page, name: str, value: str | list[str]) -> None:
    """As the kind of the input asks."""
    named = page.locator(f'[name="{name}"]:not([type=hidden])')
    match named.first.evaluate("input => input.type"):
        case "radio":
            page.check(f'[name="{name}"][value="{value}"]')
        case "checkbox":
            tick_only(named, value if isinstance(value, list) else [value])
        case "select-one":
            named.select_option(str(value))
        case _:
            named.fill(str(value))


def choose_file(page: Page, name: str, file: Upload) -> None:
    """As from the folder of a person's own machine."""
    chosen = {"name": file.name, "mimeType": "application/json", "buffer": file.content}
    page.set_input_files(f'[name="{name}"]', chosen)


def tick_only(boxes: Locator, values: Collection[str]) -> None:
    """Tick the boxes with these values, and no other of the same name."""
    for box in boxes.all():
        box.set_checked(box.get_attribute("value") in values)


def press(page: Page, button: str) -> None:
    """Press a button by its words and wait for the page that follows.

    A page of errors changes its place in the history first, which is a navigation too, but loads nothing.
    """
    try:
        with page.expect_event("load"):
            page.get_by_role("button", name=button, exact=True).first.click()
    except TimeoutError as error:
        said = page.locator("[role=status], [role=alert]").all_inner_texts()
        error.add_note(f"“{button}” led nowhere from {page.url}, where the page says {said}")
        raise
