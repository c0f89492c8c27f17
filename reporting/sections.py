"""The answers of a pack: under their points, and side by side in the annexes."""

from typing import Final

from assessments.completeness import ShownPart, ShownPoint, ShownQuestion, ShownSection
from assessments.models import Rating
from assessments.snapshot import EntryFacts
from question_sets.kinds import QuestionKind, readable_lines
from question_sets.structure import Point, Question
from reporting.material import Material
from reporting.pack import (
    PackAnnex,
    PackAnnexColumn,
    PackAnnexRow,
    PackAnswer,
    PackEntry,
    PackSection,
    RawValue,
)

SHORT_KINDS: Final = frozenset({QuestionKind.CHOICE, QuestionKind.DATE, QuestionKind.MONEY})
"""Kinds whose answers fit into a narrow column of an annex."""


def pack_sections(material: Material, shown: ShownPoint) -> tuple[PackSection, ...]:
    """The steps of a point with their answers.

    A point that does not apply prints the answers that were given, and no more.
    """
    sections = tuple(_section(material, section) for section in shown.sections)
    if shown.statement.rating == Rating.DOES_NOT_APPLY:
        return tuple(section for section in sections if section.answers or section.entries)
    return sections


def _section(material: Material, shown: ShownSection) -> PackSection:
    project_wide = (part for part in shown.parts if not part.entry)
    return PackSection(
        key=shown.section.key,
        title=shown.section.title,
        repeats=shown.section.repeats,
        answers=tuple(answer for part in project_wide for answer in _answers(material, shown.point, part)),
        entries=tuple(
            PackEntry(
                reference=part.entry.reference,
                number=part.entry.number,
                name=part.entry.name,
                answers=_answers(material, shown.point, part),
            )
            for part in shown.parts
            if part.entry
        ),
    )


def _answers(material: Material, point: Point, part: ShownPart) -> tuple[PackAnswer, ...]:
    leaves_out_blanks = material.snapshot.statement_by_point[point.key].rating == Rating.DOES_NOT_APPLY
    return tuple(
        _answer(material, point, question)
        for question in part.questions
        if not (leaves_out_blanks and _says_nothing(question))
    )


def _says_nothing(shown: ShownQuestion) -> bool:
    return shown.is_blank and not (shown.answer and shown.answer.explanation)


def _answer(material: Material, point: Point, shown: ShownQuestion) -> PackAnswer:
    question, answer = shown.question, shown.answer
    value = answer.value if answer else None
    return PackAnswer(
        key=question.key,
        code=question.code,
        question=question.text,
        kind=question.kind.value,
        value=_raw(value),
        lines=readable_lines(question, value),
        explanation=answer.explanation if answer else "",
        evidence=material.evidence_numbers(point, *shown.key),
        changed_by=answer.saved_by if answer else "",
        changed_at=answer.saved_at if answer else "",
    )


def _raw(value: RawValue | list[str]) -> RawValue:
    return tuple(value) if isinstance(value, list) else value


def pack_annexes(material: Material) -> tuple[PackAnnex, ...]:
    """One for each repeating section that is asked, in framework order."""
    sections = (section for point in material.shown.points for section in point.sections)
    return tuple(_annex(material, section) for section in sections if section.section.repeats)


def _annex(material: Material, shown: ShownSection) -> PackAnnex:
    asked = {question.key[0] for part in shown.parts for question in part.questions}
    columns = [
        question
        for question in shown.section.questions
        if question.key in asked and question.kind in SHORT_KINDS
    ]
    return PackAnnex(
        point_number=shown.point.number,
        section_key=shown.section.key,
        title=shown.section.title,
        noun=shown.section.repeats,
        columns=tuple(PackAnnexColumn(key=each.key, code=each.code, title=each.text) for each in columns),
        rows=tuple(_annex_row(material, part.entry, part, columns) for part in shown.parts if part.entry),
    )


def _annex_row(
    material: Material, entry: EntryFacts, part: ShownPart, columns: list[Question]
) -> PackAnnexRow:
    values = {question.key[0]: question.answer.value for question in part.questions if question.answer}
    return PackAnnexRow(
        number=entry.number,
        name=entry.name,
        cells=tuple("; ".join(readable_lines(each, values.get(each.key))) for each in columns),
        findings=tuple(
            f"{finding.level_label}: {finding.message}" for finding in material.findings_of(entry)
        ),
    )
