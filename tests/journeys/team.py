"""A team at work in a browser: from a new project to a submitted assessment, by links and buttons alone."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from playwright.sync_api import Locator, Page, expect

from question_sets.kinds import QuestionKind
from question_sets.structure import Point, Section
from tests.journeys.browsing import Window, fill_in, press
from tests.journeys.pen import Pen
from tests.journeys.plan import Plan, Planned, Typed, typed

GO_ON: Final = "Save and continue"


GAPS: Final = "h2:has-text('What is missing') ~ ul a"


def field_of(name: str) -> str:
    """The field that an input belongs to: a date has three inputs."""
    return re.sub("-(day|month|year)$", "", name)


class Team:
    """One person who does a team's work, and makes mistakes.

    ``left_out`` is what they forget at first: what to type, by field. ``mistakes`` is what they type at first
    instead of what is planned, by the names of inputs.
    """

    def __init__(
        self,
        window: Window,
        pen: Pen,
        plan: Plan,
        *,
        forgets: Sequence[str] = (),
        mistakes: Mapping[str, Typed] = MappingProxyType({}),
    ) -> None:
        self.window = window
        self.page: Page = window.page
        self.pen = pen
        self.plan = plan
        self.forgets = set(forgets)
        self.mistakes = mistakes
        self.left_out: dict[str, dict[str, Typed]] = {}

    # ---- Signing in and the project

    def sign_in(self, email: str, password: str) -> None:
        """By the form, as everybody does."""
        self.window.open("/")
        fill_in(self.page, {"email": email, "password": password})
        press(self.page, "Sign in")
        expect(self.page.locator("h1")).to_have_text("Your assessments")

    def describe_project(self) -> None:
        """A new project through all its steps."""
        pen = self.pen
        self.follow(self.page.get_by_role("button", name="New project").first)
        for step in (
            {"name": pen.name(), "description": pen.text("What the project is for")},
            {"senior_responsible_owner": pen.name(), "service_owner": pen.name()},
            {
                "phase": "alpha",
                "spend_type": "digital_service",
                "amount_requested": str(pen.pounds(1_000_000)),
                "whole_life_cost": f"£{pen.pounds(5_000_000):,}",
                "vat_basis": "excluding",
            },
            typed("starts_on", pen.day())
            | typed("ends_on", pen.day())
            | {"decision_sought": pen.text("Which decision")}
            | typed("decision_by", pen.day()),
            {"marking": "official_sensitive"},
        ):
            self.type_and_save(step)

    def start_assessment(self) -> None:
        """Of the project that is open, in the full form."""
        self.follow(self.page.get_by_role("button", name="Start an assessment"))
        fill_in(self.page, {"form": "full"})
        press(self.page, "Start the assessment")

    # ---- The points

    def answer_point(self, point: Point, statement: Mapping[str, Typed]) -> None:
        """Every step of a point, its statement, and that it is completed unless something was forgotten."""
        self.follow(self.page.get_by_role("link", name=f"{point.number}. {point.title}", exact=True))
        self.follow(self.page.locator(".govuk-task-list__link").first)
        for section, parts in self.plan.sections(point):
            expect(self.page.locator("h1")).to_have_text(section.title)
            if section.repeats:
                self.answer_entries(section, parts)
            else:
                self.answer_step(parts[0])
        self.type_and_save(statement)
        expect(self.page.locator("h1")).to_have_text("Check your answers")
        is_complete = self.page.get_by_role("heading", name="Not answered yet").count() == 0
        self.type_and_save({"is_completed": "yes" if is_complete else "no"})

    def answer_entries(self, section: Section, parts: Sequence[Sequence[Planned]]) -> None:
        """One entry after another."""
        for number, answers in enumerate(parts):
            add = f"Add another {section.repeats}" if number else f"Add a {section.repeats}"
            self.follow(self.page.get_by_role("button", name=add))
            fill_in(self.page, {"name": self.pen.name()})
            press(self.page, f"Add this {section.repeats}")
            self.answer_step(answers)
        self.follow(self.page.get_by_role("button", name="Continue"))

    def answer_step(self, answers: Sequence[Planned]) -> None:
        """All questions of a page; for evidence its own page and back."""
        self.type_and_save({}, answers=answers)

    def choose_evidence(self, question: str) -> None:
        """A new link for the answer, added on the way."""
        with self.page.expect_event("load"):
            self.page.locator(f'[id="id_answer-{question}"]').click()
        add = self.page.get_by_role("button", name="Save and add new evidence")
        self.follow(add if add.count() else self.page.get_by_role("button", name="Add evidence"))
        self.describe_evidence()
        press(self.page, "Save")

    def describe_evidence(self) -> None:
        """The page on which a link is added."""
        described = {
            "title": self.pen.text("Evidence"),
            "type": "research",
            "url": self.pen.link(),
            **typed("dated_on", self.pen.day()),
            "marking": "official",
        }
        fill_in(self.page, described)
        press(self.page, "Save evidence")

    def plan_action(self) -> None:
        """The page on which a planned action is added."""
        planned = {"what": self.pen.text("What we will do"), "owner": self.pen.name()}
        fill_in(self.page, planned | typed("due_on", self.pen.day()) | {"status": "in_progress"})
        press(self.page, "Save action")

    # ---- Typing

    def type_and_save(self, fields: Mapping[str, Typed], answers: Sequence[Planned] = ()) -> None:
        """Fill a page in, but for what is forgotten, and go on."""
        for planned in answers:
            is_evidence = planned.question.kind == QuestionKind.EVIDENCE
            if is_evidence and f"answer-{planned.question.key}" not in self.forgets:
                self.choose_evidence(planned.question.key)
            self.type(planned.typed)
        self.type(fields)
        press(self.page, GO_ON)

    def type(self, fields: Mapping[str, Typed]) -> None:
        """Fill in what is not forgotten. Nothing is forgotten twice."""
        for name, value in fields.items():
            field = field_of(name)
            if field in self.forgets and name not in self.left_out.get(field, {}):
                self.left_out[field] = {**self.left_out.get(field, {}), name: value}
            else:
                fill_in(self.page, {name: self.mistakes.get(name, value)})

    def follow(self, link: Locator) -> None:
        """Click a link, or a button that leads on, and wait for the next page."""
        with self.page.expect_event("load"):
            link.click()

    # ---- What stops a submission

    def open_submission(self) -> None:
        """From the task list over all answers to the page on which one submits."""
        self.follow(self.page.get_by_role("link", name="Check your answers", exact=True))
        self.follow(self.page.get_by_role("button", name="Continue to submit"))

    def mend_first_gap(self) -> str:
        """Follow the first link of what is missing, fill its field in, save; the words of the link."""
        link = self.page.locator(GAPS).first
        words = link.inner_text()
        name = self.follow_to_field(link)
        self.fill_gap(name)
        return words

    def follow_to_field(self, link: Locator) -> str:
        """The field that a link leads to, which then has the focus; blank for a page of its own."""
        fragment = (link.get_attribute("href") or "").partition("#")[2]
        self.follow(link)
        if not fragment:
            return ""
        field = self.page.locator(f'[id="{fragment}"]')
        expect(field).to_be_focused()
        expect(field).to_be_in_viewport()
        return field_of(fragment.removeprefix("id_"))

    def fill_gap(self, name: str) -> None:
        """What was left out, said now."""
        heading = self.page.locator("h1").inner_text()
        if heading == "Add a planned action":
            self.plan_action()
        elif heading == "Choose evidence":
            fill_in(self.page, {"evidence": self.page.locator("[name=evidence]").first.input_value()})
            press(self.page, "Save")
        elif name == "is_completed":
            fill_in(self.page, {"is_completed": "yes"})
            press(self.page, GO_ON)
        else:
            fill_in(self.page, self.left_out[name])
            press(self.page, GO_ON)
