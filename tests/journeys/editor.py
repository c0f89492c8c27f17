"""An editor at work in a browser: by links, buttons and the keyboard alone."""

import re
from collections.abc import Mapping
from typing import Final

from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import Typed, Window, fill_in, press

MOST_STOPS: Final = 400
"""More than any page has for Tab."""


class Editor:
    """One person who writes question sets."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page: Page = window.page

    # ---- Going about

    def sign_in(self, email: str, password: str) -> None:
        """By the form, and on to the editors' pages."""
        self.window.open("/")
        fill_in(self.page, {"email": email, "password": password})
        press(self.page, "Sign in")
        self.follow("Edit question sets")

    def follow(self, words: str) -> None:
        """Click the first link of these words, or a button that leads on, and wait for the next page."""
        link = self.page.get_by_role("link", name=words, exact=True)
        button = self.page.get_by_role("button", name=words, exact=True)
        with self.page.expect_event("load"):
            link.or_(button).first.click()

    def up_to(self, crumb: str) -> None:
        """Back to a page above, by the breadcrumbs."""
        with self.page.expect_event("load"):
            self.page.locator(
                ".govuk-breadcrumbs__link", has_text=re.compile(f"^{re.escape(crumb)}$")
            ).click()

    def is_on(self, heading: str) -> None:
        """Expect to be on the page of this heading."""
        expect(self.page.locator("h1")).to_have_text(heading)

    def rows_under(self, heading: str) -> list[str]:
        """The titles of what is listed under a heading, in order."""
        rows = self.page.get_by_role("region", name=heading).locator(".portal-part__words")
        return [words.splitlines()[0] for words in rows.all_inner_texts()]

    # ---- Writing

    def add(self, button: str, fields: Mapping[str, Typed]) -> None:
        """Something new: the page of it, or of what it is in, follows."""
        self.follow(button)
        self.save(fields)

    def change(self, link: str, fields: Mapping[str, Typed]) -> None:
        """Follow a link to a form, and save something else in these fields."""
        self.follow(link)
        self.save(fields)

    def save(self, fields: Mapping[str, Typed]) -> None:
        """Fill in a form and save it."""
        heading = self.page.locator("h1").inner_text()
        fill_in(self.page, fields)
        press(self.page, "Save")
        expect(self.page.locator("h1")).not_to_have_text(heading)

    def add_condition(
        self, question: str, *, ticked: str = "", typed: Mapping[str, Typed] | None = None
    ) -> str:
        """A condition on the question of this code and text; what the page says of it then."""
        self.follow("Add a condition")
        fill_in(self.page, {"question": question})
        press(self.page, "Continue")
        if ticked:
            self.page.get_by_role("group").get_by_label(ticked, exact=True).first.check()
        fill_in(self.page, typed or {})
        press(self.page, "Save the condition")
        return self.page.get_by_role("alert").inner_text()

    # ---- With keys alone

    def press_with_keys(self, button: str) -> None:
        """Tab from the top of the page to a button, and Enter."""
        self.page.reload()
        self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        self._tab_to(self._named(button))
        self._enter()

    def press_again(self, button: str) -> None:
        """Enter on the button that a move came back to."""
        expect(self._named(button)).to_be_focused()
        self._enter()

    def _named(self, button: str) -> Locator:
        return self.page.get_by_role("button", name=button, exact=True)

    def _tab_to(self, button: Locator) -> None:
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if button.evaluate("button => button === document.activeElement"):
                return
        raise AssertionError("Tab does not come to the button")

    def _enter(self) -> None:
        with self.page.expect_event("load"):
            self.page.keyboard.press("Enter")
