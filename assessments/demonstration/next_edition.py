"""A draft of the edition with 13 points, begun from the 12-point one, for editors to try their pages on.

Source of what the new point asks: GOV.UK, Make your technology sustainable. The wording is the project's own,
and it is a demonstration: nobody published it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from accounts.models import User
from question_sets.editions import (
    Typed,
    add_part,
    base_of,
    change_part,
    move_part,
    new_token,
    place_question,
    start_draft,
)
from question_sets.models import QuestionSet
from question_sets.parts import EDITION, Part, PartKind, part_of

EDITION_NAME: Final = "2021-11"
TITLE: Final = "Technology Code of Practice (13 points)"
LAST_NUMBER: Final = 13
ENVIRONMENT: Final = part_of("question/purchasing-strategy.19")
SERVICE_CHECK: Final = part_of("check/service-answers-disagree")
CONTRACT_VALUE: Final = "purchasing-strategy.23"

POINT: Final = {
    "title": "Make your technology sustainable",
    "summary": "Know what your technology costs the environment over its whole life, and make that less.",
    "must_show": "You must show how your project supports your organisation’s sustainability goals.",
}
GUIDANCE: Final = {
    "title": "Make your technology sustainable",
    "url": "https://www.gov.uk/guidance/make-your-technology-sustainable",
}


@dataclass(frozen=True)
class New:
    """A question to add, with the labels of its choices, and the choices after which it wants reasons."""

    text: str
    kind: str
    choices: tuple[str, ...] = ()
    explain: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


SECTIONS: Final[Mapping[str, tuple[New, ...]]] = {
    "Goals": (
        New("What are your organisation’s sustainability goals?", "text", more={"short_form": True}),
        New("Do the objectives of your project support these goals?", "choice", ("Yes", "No"), ("No",)),
        New("What benefits or blockers did you find?", "text", more={"required": False}),
    ),
    "Over the whole life": (
        New(
            "What does your organisation record and report?",
            "multi",
            ("Greenhouse gases", "Waste", "Water", "None of these"),
        ),
        New(
            "How does your plan deal with emissions, resources and waste until the technology retires?",
            "text",
        ),
        New("What evidence supports this?", "evidence", more={"required": False}),
    ),
}


def add_next_edition(source: QuestionSet, *, by: User, at: datetime) -> QuestionSet:
    """The draft, made with the actions of the editors' pages."""
    draft = start_draft(source, key="", edition=EDITION_NAME, title=TITLE, by=by, at=at)
    editing = _Editing(draft, by, at)
    point = editing.add(PartKind.POINT, EDITION, POINT)
    move_part(draft, point, steps=-1, seen=LAST_NUMBER, by=by, at=at)
    editing.add(PartKind.GUIDANCE, point, GUIDANCE)
    for title, questions in SECTIONS.items():
        section = editing.add(PartKind.SECTION, point, {"title": title})
        for question in questions:
            editing.ask(section, question)
    place_question(draft, ENVIRONMENT, section, by=by, at=at)
    editing.ask_about_carbon_reduction()
    editing.rename_points_in_check()
    return draft


@dataclass(frozen=True)
class _Editing:
    draft: QuestionSet
    by: User
    at: datetime

    def add(self, kind: PartKind, parent: Part, fields: Mapping[str, Any]) -> Part:
        return add_part(self.draft, kind, parent, token=new_token(), fields=fields, by=self.by, at=self.at)

    def ask(self, section: Part, new: New) -> Part:
        question = self.add(PartKind.QUESTION, section, {"text": new.text, "kind": new.kind, **new.more})
        for label in new.choices:
            last = new.kind == "multi" and label == new.choices[-1]
            fields = {"label": label, "exclusive": last, "explain": label in new.explain}
            self.add(PartKind.CHOICE, question, fields)
        return question

    def ask_about_carbon_reduction(self) -> None:
        """Asked of each contract over £5 million, the amount of the government's own rule."""
        contract = part_of("section/purchasing-strategy/contract")
        text = "Has the supplier committed to net zero and published a carbon reduction plan?"
        more = {
            "help": "Asked of contracts over £5 million. The government’s rule is about £5 million a year."
        }
        question = self.ask(contract, New(text, "choice", ("Yes", "No"), ("No",), more))
        self.add(
            PartKind.CONDITION,
            question,
            {"questions": [CONTRACT_VALUE], "operator": "over", "amount": 5_000_000},
        )

    def rename_points_in_check(self) -> None:
        """Its message names the Service Standard's point by number."""
        old = "Points 1 and 12 disagree about whether you are building a service."
        new = old.replace("12", str(LAST_NUMBER))
        typed = {"message": Typed(new, base_of(old))}
        change_part(self.draft, SERVICE_CHECK, typed, by=self.by, at=self.at)
