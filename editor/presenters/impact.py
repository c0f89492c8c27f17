"""What the impact page prints: totals, and a table by organisation or by question."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from editor.impact import EditionImpact, Impact, OrganisationImpact, QuestionImpact
from editor.presenters.change_summary import TAGS
from govuk_forms.rows import Cell, NavigationLink, Rows, SummaryRow, labelled
from question_sets.nouns import counted


class View(StrEnum):
    """What a table has a row for."""

    ORGANISATIONS = "organisations"
    QUESTIONS = "questions"


TITLES: Final = {View.ORGANISATIONS: "By organisation", View.QUESTIONS: "By question"}
DRAFTS: Final = "Drafts"
ANSWERS: Final = "Answers in drafts"
ALTERED: Final = "Answers removed or changed"
SUBMITTED: Final = "Submitted"


def view_of(asked: str) -> View:
    """The view that an address asks for; organisations where it asks for nonsense."""
    return View(asked) if asked in list(View) else View.ORGANISATIONS


def tabs(current: View, href: str) -> tuple[NavigationLink, ...]:
    """The two views of a draft's impact."""
    return tuple(NavigationLink(TITLES[view], f"{href}?by={view}", view is current) for view in View)


def totals(impact: Impact, *, is_draft: bool) -> tuple[SummaryRow, ...]:
    """What stands on all of the editions, and what of it a draft would change."""
    standing = (
        SummaryRow("Organisations", (f"{len(impact.organisations):,}",)),
        SummaryRow("Draft assessments", _by_edition(impact, impact.drafts, "drafts")),
        SummaryRow(ANSWERS, (f"{impact.answers:,}",)),
        SummaryRow("Submitted assessments", _by_edition(impact, impact.submitted, "submitted")),
    )
    altered = (
        SummaryRow("Answers to questions that the draft removes", (f"{impact.removed:,}",)),
        SummaryRow("Answers to questions whose meaning it changes", (f"{impact.changed:,}",)),
    )
    return (*standing, *altered) if is_draft else standing


def sentence(impact: Impact) -> str:
    """The same in one line, for the pages before publishing."""
    if not impact.organisations:
        return "No assessment stands on an earlier edition."
    counts = (
        f"{counted(impact.drafts, 'draft assessment')} with {counted(impact.answers, 'answer')}",
        f"{counted(impact.submitted, 'submitted assessment')}",
    )
    of = counted(len(impact.organisations), "organisation")
    return f"{' and '.join(counts)} of {of} stay on their edition."


def altered_sentence(impact: Impact) -> str:
    """What of it the draft removes or changes; nothing where it is nothing."""
    if not impact.removed and not impact.changed:
        return ""
    return (
        f"Of these answers, {impact.removed:,} are to questions that this draft removes,"
        f" and {impact.changed:,} to questions whose meaning it changes."
    )


def found_organisations(impact: Impact, words: str) -> list[OrganisationImpact]:
    """The organisations whose name holds the words."""
    return [each for each in impact.organisations if words.casefold() in each.name.casefold()]


def found_questions(impact: Impact, words: str) -> list[QuestionImpact]:
    """The questions whose code or text holds the words."""
    return [each for each in impact.questions if words.casefold() in _name(each).casefold()]


def organisations_head(*, is_draft: bool) -> list[Cell]:
    """The columns of the table of organisations."""
    names = (DRAFTS, ANSWERS, *((ALTERED,) if is_draft else ()), SUBMITTED)
    return [{"text": "Organisation"}, *({"text": name, "format": "numeric"} for name in names)]


def organisation_rows(organisations: Iterable[OrganisationImpact], *, is_draft: bool) -> Rows:
    """A row for each organisation."""
    return [[{"text": each.name}, *_counts(each, is_draft=is_draft)] for each in organisations]


def questions_head(impact: Impact) -> list[Cell]:
    """The columns of the table of questions, with the edition where there is more than one."""
    edition = [{"text": "Edition"}] if len(impact.editions) > 1 else []
    return [{"text": "Question"}, *edition, {"text": "What happens"}, {"text": ANSWERS, "format": "numeric"}]


def question_rows(impact: Impact, questions: Iterable[QuestionImpact]) -> Rows:
    """A row for each question that goes or changes."""
    return [list(_question_cells(each, with_edition=len(impact.editions) > 1)) for each in questions]


def unanswered(impact: Impact) -> str:
    """How many questions go or change without touching an answer; nothing where there is none."""
    if not impact.unanswered:
        return ""
    return f"Removed or changed without an answer in any draft: {counted(impact.unanswered, 'question')}."


def _by_edition(impact: Impact, total: int, name: str) -> tuple[str, ...]:
    """The total, and under it each edition's part where there are several."""
    lines = tuple(_edition_line(each, getattr(each, name)) for each in impact.editions)
    return (f"{total:,}", *lines) if len(lines) > 1 else (f"{total:,}",)


def _edition_line(edition: EditionImpact, count: int) -> str:
    row = edition.question_set
    return f"{count:,} on edition {row.edition} ({row.status.label.lower()})"


def _counts(organisation: OrganisationImpact, *, is_draft: bool) -> Iterator[Cell]:
    yield _number(DRAFTS, organisation.drafts)
    yield _number(ANSWERS, organisation.answers)
    if is_draft:
        yield _number(ALTERED, organisation.altered)
    yield _number(SUBMITTED, organisation.submitted)


def _question_cells(impact: QuestionImpact, *, with_edition: bool) -> Iterator[Cell]:
    yield {"text": _name(impact)}
    if with_edition:
        yield labelled("Edition", impact.question_set.edition)
    yield labelled("What happens", ", ".join(TAGS[label].text for label in impact.labels))
    yield _number(ANSWERS, impact.answers)


def _name(impact: QuestionImpact) -> str:
    return f"{impact.question.code} {impact.question.text}"


def _number(label: str, count: int) -> Cell:
    return {**labelled(label, f"{count:,}"), "format": "numeric"}
