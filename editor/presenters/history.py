"""What happened to an edition, in plain words. Parts are called what they are called now, or were last."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final, TypeAlias

from django.utils.text import Truncator

from assessments.presenters.history import BY_THE_PORTAL, TimelineItem
from editor.presenters.part_names import FIELD_NAMES, part_name, part_title
from events.models import Event
from question_sets.announcements import ONE_EDITOR
from question_sets.nouns import capitalised
from question_sets.parts import NAMED_BY_POSITION, NotAPart, Part, part_of
from question_sets.rows import Rows

SOMETHING: Final = "something"
LONGEST_TITLE: Final = 200


@dataclass(frozen=True)
class Names:
    """What stands behind the names and ids in events. `texts` are by kind and time of the event.

    `removed` are the codes and numbers of parts that went in these events, as they were last.
    """

    rows: Rows
    people: Mapping[int, str]
    editions: Mapping[int, str]
    texts: Mapping[tuple[str, datetime], str]
    removed: Mapping[str, str]

    def part(self, event: Event) -> str:
        """What the part of an event is called now, or was when it was removed."""
        part = _part(event)
        if not part:
            return SOMETHING
        number = "" if part in self.rows else self.removed.get(str(part), "")
        return f"{part.kind} {number}" if number else part_name(part, self.rows)

    def title(self, event: Event) -> str:
        """The title or text of that part now. At the place of a link or a condition, another may stand."""
        part = _part(event)
        if not part or part.kind in NAMED_BY_POSITION:
            return ""
        return Truncator(part_title(part, self.rows)).chars(LONGEST_TITLE)


_Words: TypeAlias = Callable[[Event, Names], str]


def timeline(events: Iterable[Event], names: Names) -> tuple[TimelineItem, ...]:
    """The events in the order given."""
    return tuple(
        TimelineItem(
            title=sentence(event, names),
            by=event.actor.name if event.actor else BY_THE_PORTAL,
            at=event.at,
            text=names.texts.get((event.kind, event.at), "") or names.title(event),
        )
        for event in events
    )


def sentence(event: Event, names: Names) -> str:
    """What happened. An event of a kind that later releases add says that something was recorded."""
    words = SENTENCES.get(event.kind)
    return words(event, names) if words else "Something else was recorded"


def _part(event: Event) -> Part | None:
    try:
        return part_of(event.detail.get("part", ""))
    except NotAPart:
        return None


def _said(text: str) -> _Words:
    return lambda event, names: text


def _of_part(text: str) -> _Words:
    """With the part in the place of the braces."""
    return lambda event, names: capitalised(text.format(names.part(event)))


def _started(event: Event, names: Names) -> str:
    if not event.detail.get("based_on"):
        return "Draft started, empty"
    source = names.editions.get(event.detail["based_on"], "another edition")
    return f"Draft started as a copy of {source}"


def _part_changed(event: Event, names: Names) -> str:
    part = _part(event)
    words = FIELD_NAMES[part.kind] if part else {}
    fields = ", ".join(words.get(name, name) for name in event.detail.get("fields", ()))
    return capitalised(f"{names.part(event)} changed: {fields}")


def _published(event: Event, names: Names) -> str:
    if not event.detail.get("two_editors"):
        return ONE_EDITOR
    asker = names.people.get(event.detail["asked_by"], "another editor")
    return f"Approved and published, as {asker} had asked"


SENTENCES: Final[Mapping[str, _Words]] = MappingProxyType(
    {
        "edition_started": _started,
        "edition_imported": _said("Draft imported from a file"),
        "part_added": _of_part("{} added"),
        "part_changed": _part_changed,
        "part_moved": _of_part("{} moved"),
        "part_copied": _of_part("{} made as a copy"),
        "part_removed": _of_part("{} removed"),
        "question_placed": _of_part("{} moved to another section"),
        "point_renumbered": _of_part("Questions of {} numbered in order"),
        "approval_asked": _said("Approval asked for"),
        "approval_withdrawn": _said("Request for approval withdrawn"),
        "approval_sent_back": _said("Sent back"),
        "edition_published": _published,
        "edition_retired": _said("Retired"),
        "edition_discarded": _said("Discarded"),
    }
)
"""One line for each kind of event about an edition."""
