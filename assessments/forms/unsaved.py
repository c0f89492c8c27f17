"""What the team's forms ask, in words, for the page that gives back what could not be saved."""

from collections.abc import Iterable, Mapping
from typing import Final

from django import forms

from assessments.forms.evidence import EvidenceForm
from assessments.forms.projects import PROJECT_FORMS, ChangeFormForm, StartAssessmentForm
from assessments.forms.statements import CompletionForm, NotApplicableForm, PlannedActionForm, StatementForm
from assessments.forms.steps import ANSWER, EXPLANATION, NewEntryForm
from assessments.forms.submissions import SubmitForm, TakeBackForm
from plain_text.asked import choices_of, labels_of
from plain_text.not_saved import Words
from question_sets.structure import Question

_FORMS: Final[tuple[type[forms.Form], ...]] = (
    *PROJECT_FORMS.values(),
    StartAssessmentForm,
    ChangeFormForm,
    NewEntryForm,
    StatementForm,
    NotApplicableForm,
    PlannedActionForm,
    CompletionForm,
    EvidenceForm,
    SubmitForm,
    TakeBackForm,
)

LABELS: Final[Mapping[str, str]] = labels_of(_FORMS)

CHOICES: Final[Words] = choices_of(_FORMS)


def labels_with(questions: Iterable[Question]) -> dict[str, str]:
    """``LABELS``, and what these questions ask."""
    labels = dict(LABELS)
    for question in questions:
        labels[ANSWER + question.key] = f"{question.code} {question.text}"
        labels[EXPLANATION + question.key] = f"Explanation of your answer to {question.code}"
    return labels


def choices_with(questions: Iterable[Question]) -> Words:
    """``CHOICES``, and what these questions let one choose."""
    asked = {
        ANSWER + question.key: {choice.value: choice.label for choice in question.choices}
        for question in questions
        if question.choices
    }
    return {**CHOICES, **asked}
