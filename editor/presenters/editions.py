"""The list of editions, the drafts that were discarded, and what a draft holds."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from django.urls import reverse

from assessments.presenters.history import BY_THE_PORTAL
from editor.presenters.moments import day, moment
from events.models import Event
from govuk_forms.rows import Cell, Rows, labelled
from question_sets.models import EditionStatus, QuestionSet
from question_sets.nouns import counted
from question_sets.structure import Edition

STATUS_COLOURS: Final[Mapping[EditionStatus, str]] = MappingProxyType(
    {EditionStatus.DRAFT: "grey", EditionStatus.PUBLISHED: "blue", EditionStatus.RETIRED: "orange"}
)

MEANINGS: Final[Mapping[EditionStatus, str]] = MappingProxyType(
    {
        EditionStatus.DRAFT: "Being written",
        EditionStatus.PUBLISHED: "Assessments can start on it",
        EditionStatus.RETIRED: "No new assessment can start on it",
    }
)
WAITS: Final = "Waits for the approval of a second editor"
WAITS_FOR_YOU: Final = "Waits for your approval"

EDITIONS_HEAD: Final = (
    {"text": "Edition", "classes": "govuk-!-width-one-half"},
    {"text": "Status"},
    {"text": "What this means"},
    {"text": "Last change"},
)
DISCARDED_HEAD: Final = tuple({"text": text} for text in ("Draft", "Discarded by", "On"))


def waiting_words(count: int) -> str:
    """How many drafts wait for whoever reads this; blank for none."""
    if not count:
        return ""
    return f"{counted(count, 'draft')} {'waits' if count == 1 else 'wait'} for your approval."


def edition_rows(editions: Iterable[QuestionSet]) -> Rows:
    """A row for each edition, which carries `waits`, `waits_for_reader` and `changed_at`."""
    return [_edition_row(edition) for edition in editions]


def discarded_rows(events: Iterable[Event], titles: Mapping[str, str]) -> Rows:
    """A row for each draft that was discarded. Its own title is gone: `titles` are of its question set."""
    return [
        [
            {"text": _discarded_name(event, titles)},
            labelled("Discarded by", event.actor.name if event.actor else BY_THE_PORTAL),
            labelled("On", moment(event.at)),
        ]
        for event in events
    ]


def contents(edition: Edition) -> tuple[str, ...]:
    """What an edition holds, counted: "12 points", "54 sections"."""
    sections = sum(len(point.sections) for point in edition.points)
    return (
        counted(len(edition.points), "point"),
        counted(sections, "section"),
        counted(len(edition.questions), "question"),
        counted(len(edition.checks), "check"),
    )


def _edition_row(edition: QuestionSet) -> list[Cell]:
    changed_at = edition.changed_at  # type: ignore[attr-defined]  # annotated
    return [
        {"text": str(edition), "href": reverse("editor:edition", args=[edition.key, edition.edition])},
        {**labelled("Status", edition.status.label), "colour": STATUS_COLOURS[edition.status]},
        labelled("What this means", _meaning(edition)),
        labelled("Last change", day(changed_at) if changed_at else "Not known"),
    ]


def _meaning(edition: QuestionSet) -> str:
    if edition.waits_for_reader:  # type: ignore[attr-defined]  # annotated
        return WAITS_FOR_YOU
    return WAITS if edition.waits else MEANINGS[edition.status]  # type: ignore[attr-defined]  # annotated


def _discarded_name(event: Event, titles: Mapping[str, str]) -> str:
    title = titles.get(event.detail["key"], "A question set without other editions")
    return f"{title}, edition {event.detail['edition']}"
