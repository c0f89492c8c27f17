"""What happened to an assessment, in plain words and without any answer's text."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from assessments.completeness import PROJECT_FIELDS
from assessments.listing import Named
from assessments.models import Form
from events.models import Event
from question_sets.nouns import in_sentence
from question_sets.structure import Edition

BY_THE_PORTAL = "the portal"


@dataclass(frozen=True)
class Names:
    """What stands behind the ids and keys in events."""

    edition: Edition
    named: Named

    def codes(self, answers: Iterable[int]) -> str:
        """The printed codes of the questions of these answers, each once: "1.2, 1.3"."""
        keys = dict.fromkeys(self.named.answers[pk] for pk in answers if pk in self.named.answers)
        return ", ".join(self.edition.question(key).code for key in keys if self.edition.has_question(key))

    def point(self, statement: int) -> str:
        """ "point 3"."""
        return self.point_of(self.named.statements.get(statement, ""))

    def point_of(self, key: str) -> str:
        """The same by the point's key."""
        number = {point.key: point.number for point in self.edition.points}.get(key)
        return f"point {number}" if number else "a point"

    def person(self, pk: int) -> str:
        """A person's name."""
        return self.named.people.get(pk, "somebody")


@dataclass(frozen=True)
class TimelineItem:
    """One line of the timeline. ``text`` is what somebody typed."""

    title: str
    by: str
    at: datetime
    text: str = ""


def timeline(events: Iterable[Event], names: Names) -> tuple[TimelineItem, ...]:
    """The events in the order given."""
    return tuple(
        TimelineItem(
            title=sentence(event, names), by=event.actor.name if event.actor else BY_THE_PORTAL, at=event.at
        )
        for event in events
    )


def sentence(event: Event, names: Names) -> str:
    """What happened. An event of a kind that later releases add says that something was recorded."""
    words = SENTENCES.get(event.kind)
    return words(event, names) if words else "Something else was recorded"


def _said(text: str) -> Callable[[Event, Names], str]:
    return lambda event, names: text


def _answers_saved(event: Event, names: Names) -> str:
    codes = names.codes(event.detail["answers"])
    return f"Answers saved: {codes}" if codes else "Answers saved"


def _project_changed(event: Event, names: Names) -> str:
    fields = [
        in_sentence(PROJECT_FIELDS[field]) for field in event.detail["fields"] if field in PROJECT_FIELDS
    ]
    return f"Project changed: {', '.join(fields)}"


def _member(text: str) -> Callable[[Event, Names], str]:
    return lambda event, names: text.format(names.person(event.detail["person"]))


def _of_statement(text: str) -> Callable[[Event, Names], str]:
    return lambda event, names: text.format(names.point(event.detail["statement"]))


def _form_changed(event: Event, names: Names) -> str:
    return f"Switched to the {Form(event.detail['form']).label.lower()}"


def _evidence_chosen(event: Event, names: Names) -> str:
    key = event.detail["question"]
    if key and names.edition.has_question(key):
        return f"Evidence chosen for {names.edition.question(key).code}"
    return f"Evidence chosen for {names.point_of(event.detail['point'])}"


SENTENCES: Mapping[str, Callable[[Event, Names], str]] = MappingProxyType(
    {
        "project_created": _said("Project opened"),
        "project_changed": _project_changed,
        "member_added": _member("{} was added to the project"),
        "member_removed": _member("{} was removed from the project"),
        "assessment_started": _said("Assessment started"),
        "form_changed": _form_changed,
        "answers_saved": _answers_saved,
        "entry_added": _said("An entry was added"),
        "entry_renamed": _said("An entry was renamed"),
        "entry_removed": _said("An entry was removed"),
        "statement_saved": _of_statement("Statement on {} saved"),
        "point_completed": _of_statement("Marked {} as completed"),
        "point_reopened": _of_statement("Marked {} as not completed"),
        "action_planned": _said("An action was planned"),
        "action_changed": _said("A planned action was changed"),
        "action_removed": _said("A planned action was removed"),
        "evidence_added": _said("Evidence was added to the project"),
        "evidence_changed": _said("Evidence was changed"),
        "evidence_removed": _said("Evidence was removed from the project"),
        "evidence_chosen": _evidence_chosen,
        "submitted": _said("Submitted"),
        "taken_back": _said("Taken back"),
    }
)
"""One line for each kind of event that the actions append."""
