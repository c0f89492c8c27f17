"""Where each thing is answered: links from gaps and findings to the exact field of the exact page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from django.urls import reverse
from django.utils.http import urlencode

from assessments.completeness import Gap, Missing
from assessments.findings import Finding
from assessments.snapshot import AnswerKey, EntryFacts, Snapshot
from question_sets.kinds import QuestionKind
from question_sets.nouns import capitalised
from question_sets.structure import Edition, Question

PROJECT_STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "about": ("name", "description"),
        "people": ("senior_responsible_owner", "service_owner"),
        "spend": ("phase", "spend_type", "amount_requested", "whole_life_cost", "vat_basis"),
        "dates": ("starts_on", "ends_on", "decision_sought", "decision_by"),
        "marking": ("marking",),
    }
)
"""The project's pages in order, by the last part of their paths, and the fields that each one asks for."""

STEP_OF_FIELD: Mapping[str, str] = MappingProxyType(
    {field: step for step, fields in PROJECT_STEPS.items() for field in fields}
)

DATE_FIELDS = frozenset({"starts_on", "ends_on", "decision_by", "expected_on", "due_on", "dated_on"})
"""Fields of records that are asked for in three boxes: a link lands on the first of them."""


BACK = "back"
"""In the address of a page that somebody opened to mend an answer: where they go on to after saving."""


class Back(StrEnum):
    """The pages from which answers are mended, and facts about the project given."""

    TASK_LIST = "task-list"
    POINT = "point"
    ASSESSMENT = "assessment"
    SUBMISSION = "submission"


@dataclass(frozen=True)
class Link:
    """Words and where they lead. ``hidden`` are more words, which are heard and not seen."""

    href: str
    text: str
    hidden: str = ""


def coming_back(href: str, back: Back) -> str:
    """The same page and field, from which saving leads back."""
    page, mark, field = href.partition("#")
    return f"{page}?{urlencode({BACK: back})}{mark}{field}"


def links_coming_back(links: Iterable[Link], back: Back) -> tuple[Link, ...]:
    """The links, each of them coming back."""
    return tuple(replace(link, href=coming_back(link.href, back)) for link in links)


def step_href(reference: str, point_key: str, section_key: str, entry: str = "") -> str:
    """The page of a section, or of one entry of a repeating section."""
    if entry:
        return reverse("assessments:entry", args=[reference, point_key, section_key, entry])
    return reverse("assessments:step", args=[reference, point_key, section_key])


def answer_href(reference: str, edition: Edition, key: AnswerKey) -> str:
    """The first input of an answer; for an evidence question the page on which evidence is chosen."""
    question_key, entry = key
    point, _ = edition.place_of(question_key)
    question = edition.question(question_key)
    if question.kind == QuestionKind.EVIDENCE:
        return evidence_href(reference, point.key, question_key, entry)
    return _answer_page(reference, edition, key) + answer_fragment(question)


def explanation_href(reference: str, edition: Edition, key: AnswerKey) -> str:
    """The explanation of an answer."""
    return _answer_page(reference, edition, key) + explanation_fragment(key[0])


def answer_fragment(question: Question) -> str:
    """The first input of an answer on the page of its section or entry."""
    return f"#id_answer-{question.key}" + ("-day" if question.kind == QuestionKind.DATE else "")


def explanation_fragment(question_key: str) -> str:
    """The explanation of an answer on the page of its section or entry."""
    return f"#id_explanation-{question_key}"


def evidence_href(reference: str, point_key: str, question_key: str = "", entry: str = "") -> str:
    """Where evidence is chosen: for the statement on a point, for an answer, or for an entry's answer."""
    if entry:
        return reverse("assessments:choose_entry_evidence", args=[reference, point_key, question_key, entry])
    if question_key:
        return reverse("assessments:choose_answer_evidence", args=[reference, point_key, question_key])
    return reverse("assessments:choose_evidence", args=[reference, point_key])


def statement_href(reference: str, point_key: str, field: str = "") -> str:
    """The statement on a point, or one field of it."""
    return reverse("assessments:statement", args=[reference, point_key]) + (_fragment(field) if field else "")


def planned_action_href(reference: str, point_key: str, action: str) -> str:
    """Where a planned action is changed."""
    return reverse("assessments:change_action", args=[reference, point_key, action])


def project_field_href(project_reference: str, field: str) -> str:
    """A field of the project."""
    return reverse("assessments:project_step", args=[project_reference, STEP_OF_FIELD[field]]) + _fragment(
        field
    )


def gap_href(snapshot: Snapshot, gap: Gap) -> str:
    """The page and field where a gap is filled."""
    return _PLACES[gap.missing](snapshot, gap)


def gap_link(snapshot: Snapshot, gap: Gap) -> Link:
    """A gap in the words of what is missing: a question by its code, an answer of an entry by its entry."""
    what = gap.what
    if gap.missing == Missing.ANSWER:
        what = f"{snapshot.edition.question(gap.question_key).code} {what}"
    if gap.entry:
        entry = next(entry for entry in snapshot.entries if entry.reference == gap.entry)
        what = f"{what} ({entry_name(snapshot.edition, entry)})"
    is_of_any_point = gap.missing == Missing.STATEMENT_FIELD
    place = f"(point {snapshot.edition.point(gap.point_key).number})" if is_of_any_point else ""
    return Link(gap_href(snapshot, gap), what, place)


def entry_name(edition: Edition, entry: EntryFacts) -> str:
    """What an entry is called on a page: the team's name for it, or "Contract 2"."""
    noun = edition.point(entry.point_key).section(entry.section_key).repeats
    return entry.name or f"{capitalised(noun)} {entry.number}"


def finding_links(snapshot: Snapshot, finding: Finding) -> tuple[Link, ...]:
    """The answers that make a check fire, by their printed codes."""
    return tuple(
        Link(
            answer_href(snapshot.reference, snapshot.edition, key),
            f"{snapshot.edition.question(key[0]).code} {snapshot.edition.question(key[0]).text}",
        )
        for key in finding.answers
    )


def _answer_page(reference: str, edition: Edition, key: AnswerKey) -> str:
    question_key, entry = key
    point, section = edition.place_of(question_key)
    return step_href(reference, point.key, section.key, entry)


def _fragment(field: str) -> str:
    return f"#id_{field}-day" if field in DATE_FIELDS else f"#id_{field}"


def _project_field(snapshot: Snapshot, gap: Gap) -> str:
    return project_field_href(snapshot.project.reference, gap.field)


def _answer(snapshot: Snapshot, gap: Gap) -> str:
    return answer_href(snapshot.reference, snapshot.edition, (gap.question_key, gap.entry))


def _explanation(snapshot: Snapshot, gap: Gap) -> str:
    return explanation_href(snapshot.reference, snapshot.edition, (gap.question_key, gap.entry))


def _entry(snapshot: Snapshot, gap: Gap) -> str:
    return reverse("assessments:add_entry", args=[snapshot.reference, gap.point_key, gap.section_key])


def _statement_field(snapshot: Snapshot, gap: Gap) -> str:
    return statement_href(snapshot.reference, gap.point_key, gap.field)


def _planned_action(snapshot: Snapshot, gap: Gap) -> str:
    if not gap.field:
        return reverse("assessments:add_action", args=[snapshot.reference, gap.point_key])
    action, field = gap.field.split(".")
    return planned_action_href(snapshot.reference, gap.point_key, action) + _fragment(field)


def _completion(snapshot: Snapshot, gap: Gap) -> str:
    return reverse("assessments:check_point", args=[snapshot.reference, gap.point_key]) + _fragment(
        "is_completed"
    )


_PLACES: Mapping[Missing, Callable[[Snapshot, Gap], str]] = MappingProxyType(
    {
        Missing.PROJECT_FIELD: _project_field,
        Missing.ANSWER: _answer,
        Missing.EXPLANATION: _explanation,
        Missing.ENTRY: _entry,
        Missing.STATEMENT_FIELD: _statement_field,
        Missing.PLANNED_ACTION: _planned_action,
        Missing.COMPLETION: _completion,
    }
)
