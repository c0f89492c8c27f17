"""The editors' forms, in a world of editions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from accounts.models import User
from accounts.roles import Role
from question_sets.parts import Part, PartKind
from tests.assessments.factories import person
from tests.editor.places import DRAFT, KEY, SEALED, SMALL, WAITING, make_editions
from tests.hostile.pages import Named, Page


@dataclass(frozen=True)
class EditorsWorld:
    """An editor beside another one, who asked for an approval."""

    person: User

    @property
    def strangers(self) -> Mapping[str, str]:
        """What names something where a page offers choices, and is not among them."""
        return {"a part of another kind": "question/first.text", "the question itself": "first.revealed"}


def make_editors_world() -> EditorsWorld:
    """The world."""
    make_editions(person("Asker", Role.EDITOR))
    return EditorsWorld(person("Edi", Role.EDITOR))


def _at(edition: str, *more: Any) -> Named:
    return lambda world: [KEY, edition, *more]


def _unless(*names: str) -> Callable[[str], bool]:
    """All bases of fields but these: a field that stays as it is stored may be based on anything."""
    return lambda field: field.startswith("version-") and field.removeprefix("version-") not in names


def _change(kind: PartKind, text: str = "", **options: Any) -> Page:
    named = _at(DRAFT, SMALL[kind])
    return Page("editor:change", named, text=text, name=f"change {kind}", ignored=_unless(text), **options)


def _add(new: PartKind, parent: PartKind, typed: str, /, **filled: Any) -> Page:
    return Page(
        "editor:add",
        _at(DRAFT, SMALL[parent], new),
        filled=filled,
        text=typed,
        name=f"add {new}",
        ignored=_unless(),
    )


def _condition(owner: PartKind, question: str, **filled: Any) -> Page:
    return Page(
        "editor:add_condition",
        _at(DRAFT, SMALL[owner]),
        filled=filled,
        name=f"add condition on {question}",
        query=f"?question={question}",
        ignored=lambda field: field == "seen",
    )


_QUESTION: Final[Part] = Part(PartKind.QUESTION, ("first.text",))

EDITOR_PAGES: Final[tuple[Page, ...]] = (
    Page("editor:new_draft", filled={"source": f"{KEY}/{SEALED}", "edition": "2027-01"}, text="title"),
    _change(PartKind.EDITION, "attribution"),
    _change(PartKind.POINT, "summary"),
    _change(PartKind.GUIDANCE, "title"),
    _change(PartKind.SECTION, "title"),
    _change(PartKind.QUESTION, "help"),
    _change(PartKind.CHOICE, "label"),
    _change(PartKind.CHECK, "message"),
    Page(
        "editor:change",
        _at(DRAFT, SMALL[PartKind.CONDITION]),
        name="change condition",
        filled={"values": ["partly"]},
        ignored=lambda field: field == "token",
    ),
    _add(PartKind.POINT, PartKind.EDITION, "summary", title="A point"),
    _add(PartKind.GUIDANCE, PartKind.POINT, "title", title="Read", url="https://example.org/"),
    _add(PartKind.SECTION, PartKind.POINT, "title", title="A section"),
    _add(PartKind.QUESTION, PartKind.SECTION, "help", text="What?", kind="choice", labels="Yes\nNo"),
    _add(PartKind.CHOICE, PartKind.QUESTION, "label", label="Perhaps"),
    _add(PartKind.CHECK, PartKind.EDITION, "message", level="warning", message="Look"),
    _condition(PartKind.CHECK, "first.choice", values=["yes"]),
    _condition(PartKind.CHECK, "first.multi", values=["apples"]),
    _condition(PartKind.CHECK, "first.money", amount="5"),
    _condition(PartKind.CHECK, "contract.ends", operator="before", other="contract.starts"),
    Page("editor:place", _at(DRAFT, _QUESTION), filled={"section": "section/second/buying"}),
    Page("editor:publish", _at(DRAFT), text="announcement"),
    Page(
        "editor:approve",
        _at(WAITING),
        name="send back",
        filled={"decision": "send_back", "reason": "Not yet"},
        text="reason",
    ),
    Page("editor:approve", _at(WAITING), filled={"decision": "approve"}, form="approve_form"),
)
"""Every page with a form that somebody fills in."""

EDITOR_BUTTONS: Final = frozenset(
    {
        "editor:discard",
        "editor:move",
        "editor:copy",
        "editor:remove",
        "editor:renumber",
        "editor:withdraw",
        "editor:retire",
    }
)
"""Routes that are sent the press of a button, and what the page held for the machine."""

UPLOAD: Final = "editor:import_edition"
"""Sent a file, for which there is another collection of bad ones."""
