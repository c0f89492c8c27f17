"""Editions as a list, and every question of one as a blank copy prints it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import reverse

from govuk_forms.rows import Action, SummaryRow
from question_sets.kinds import QuestionKind
from question_sets.models import QuestionSet
from question_sets.structure import Edition, Point, Question, Section
from question_sets.wording import condition_sentence, either

HOW_TO_ANSWER: Mapping[QuestionKind, str] = MappingProxyType(
    {
        QuestionKind.TEXT: "Answer in your own words.",
        QuestionKind.CHOICE: "Choose one.",
        QuestionKind.MULTI: "More than one can be chosen.",
        QuestionKind.DATE: "Give a date.",
        QuestionKind.MONEY: "Give an amount in whole pounds.",
        QuestionKind.EVIDENCE: "Link to evidence.",
    }
)


@dataclass(frozen=True)
class BlankQuestion:
    """A question without an answer. ``choices`` are the printed words, ``notes`` whole sentences."""

    code: str
    text: str
    help: str
    condition: str
    how: str
    choices: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class BlankSection:
    """A section of the copy."""

    title: str
    condition: str
    repeats: str
    questions: tuple[BlankQuestion, ...]


@dataclass(frozen=True)
class BlankPoint:
    """A point of the copy, with what to read before answering."""

    anchor: str
    point: Point
    sections: tuple[BlankSection, ...]


def edition_rows(editions: Iterable[QuestionSet]) -> tuple[SummaryRow, ...]:
    """A row for each edition, with a link to its questions."""
    return tuple(_edition_row(edition) for edition in editions)


def _edition_row(edition: QuestionSet) -> SummaryRow:
    href = reverse("assessments:blank_copy", args=[edition.key, edition.edition])
    read = Action(href, "Read all questions", f"of {edition}")
    return SummaryRow(edition.title, (f"Edition {edition.edition}", f"{edition.status.label}"), (read,))


def blank_copy(edition: Edition) -> tuple[BlankPoint, ...]:
    """Every point with every question, whatever its conditions."""
    return tuple(
        BlankPoint(
            f"point-{point.number}", point, tuple(_section(section, edition) for section in point.sections)
        )
        for point in edition.points
    )


def _section(section: Section, edition: Edition) -> BlankSection:
    return BlankSection(
        title=section.title,
        condition=condition_sentence(section.shown_when, edition),
        repeats=section.repeats,
        questions=tuple(_question(question, edition) for question in section.questions),
    )


def _question(question: Question, edition: Edition) -> BlankQuestion:
    return BlankQuestion(
        code=question.code,
        text=question.text,
        help=question.help,
        condition=condition_sentence(question.shown_when, edition),
        how=HOW_TO_ANSWER[question.kind],
        choices=tuple(choice.label for choice in question.choices),
        notes=tuple(_notes(question)),
    )


def _notes(question: Question) -> Iterable[str]:
    labels = {choice.value: choice.label for choice in question.choices}
    if question.explain_for:
        yield f"Explain your answer if you choose {either(f'“{labels[v]}”' for v in question.explain_for)}."
    for choice in question.choices:
        if choice.exclusive:
            yield f"“{choice.label}” cannot be chosen together with others."
    if not question.required:
        yield "You can leave this blank."
    if question.short_form:
        yield "Also asked in the short form."
