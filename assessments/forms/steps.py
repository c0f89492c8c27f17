"""The form of a step: every question of the page with its explanation and the version it was opened on."""

from collections.abc import Iterable
from typing import Any, Final

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict

from assessments.actions.answers import AnswerConflict, AnswerInput
from assessments.forms.question_fields import (
    answer_field,
    explanation_field,
    initial_value,
    names_typed,
    question_layout,
    stored_value,
    typed_value,
)
from assessments.forms.record_fields import token_field
from assessments.forms.records import VERSION, base_version, keeps_theirs, version_field
from assessments.presenters.conflicts import NOTHING, Conflict, Theirs
from assessments.presenters.steps import Step, StepQuestion
from assessments.refusals import Malformed
from govuk_forms import Button, Buttons, form_helper, label_as
from govuk_forms.layout import Rendered
from plain_text.fields import NameField
from question_sets.kinds import readable_lines
from question_sets.structure import Section

ANSWER: Final = "answer-"
EXPLANATION: Final = "explanation-"


class _DefaultButton(Rendered):
    """What Enter in a text box presses: the first button of a form, whatever that is."""

    template = "assessments/step_default_button.html"


class StepForm(forms.Form):
    """Nothing on it is required: what is missing is a gap, and no reason not to save."""

    def __init__(self, step: Step, typed: QueryDict | None = None) -> None:
        super().__init__(typed)
        self.sent = typed or QueryDict()
        self.step = step
        self._named: dict[str, str] = {}
        for asked in step.questions:
            self._add(asked)

    @property
    def helper(self) -> FormHelper:
        """Every question in order, then the buttons."""
        helper = form_helper(
            _DefaultButton(),
            *self.before_questions(),
            *(question_layout(asked) for asked in self.step.questions),
            Buttons(
                Button("Save and continue"),
                Button("Save and come back later", name="later", value="yes", kind="secondary"),
            ),
            button="",
        )
        helper.attrs = {"data-autosave-url": ""}
        return helper

    def before_questions(self) -> tuple[str, ...]:
        """Names of the fields above the questions."""
        return ()

    def inputs(self) -> list[AnswerInput]:
        """What was typed, without the answers that have an error and those given up for somebody else's.

        Raises ``Malformed`` for a version that is no number.
        """
        return [
            self._input(asked)
            for asked in self.step.questions
            if not self._has_error(asked) and not keeps_theirs(self.data, ANSWER + asked.question.key)
        ]

    def add_error(self, field: str | None, error: Any) -> None:
        """Names the question, so that the summary of a long page can be read on its own."""
        named = self._named.get(field or "")
        if not named:
            super().add_error(field, error)
            return
        for found in ValidationError(error).error_list:
            super().add_error(field, ValidationError(f"{named}: {found.messages[0]}", code=found.code))

    def again(self, step: Step) -> "StepForm":
        """The page after a save that left errors: these as they were typed, the others as they are stored."""
        typed = self.sent.copy()
        self.store_in(typed, step)
        return type(self)(step, typed)

    def store_in(self, typed: QueryDict, step: Step) -> None:
        """Put what is stored in the place of everything that has no error."""
        for asked in step.questions:
            if not self._has_error(asked):
                _replace(typed, asked)

    def conflicts(self, conflicts: Iterable[AnswerConflict]) -> tuple[Conflict, ...]:
        """Answers that somebody else changed meanwhile, with the inputs that hold what was typed."""
        asked = {asked.question.key: asked for asked in self.step.questions}
        return tuple(self._conflict(asked[found.mine.question_key], found) for found in conflicts)

    def with_errors(self) -> tuple[BoundField, ...]:
        """The inputs of the answers that have an error."""
        return tuple(
            self[name]
            for asked in self.step.questions
            if self._has_error(asked)
            for name in _names(asked)
            if name in self.fields
        )

    def versions(self, conflicts: Iterable[AnswerConflict]) -> dict[str, Any]:
        """The hidden inputs of the page on which a person chooses, having seen both answers of a conflict."""
        opened_on = {
            VERSION + asked.question.key: self.data.get(VERSION + asked.question.key, 0)
            for asked in self.step.questions
            if self._has_error(asked)
        }
        return opened_on | {VERSION + found.mine.question_key: found.version for found in conflicts}

    def _add(self, asked: StepQuestion) -> None:
        key = asked.question.key
        self._named[ANSWER + key] = asked.question.code
        self._named[EXPLANATION + key] = f"{asked.question.code}, explanation"
        field = answer_field(asked.question)
        if field:
            field.initial = initial_value(asked.question, asked.value)
            self.fields[ANSWER + key] = field
        explanation = explanation_field(asked.question)
        explanation.initial = asked.explanation
        self.fields[EXPLANATION + key] = explanation
        self.fields[VERSION + key] = version_field(asked.version)

    def _input(self, asked: StepQuestion) -> AnswerInput:
        key = asked.question.key
        return AnswerInput(
            question_key=key,
            value=stored_value(asked.question, self.cleaned_data.get(ANSWER + key)),
            explanation=self.cleaned_data[EXPLANATION + key],
            base_version=base_version(self, VERSION + key),
            entry=self.step.owner,
        )

    def _has_error(self, asked: StepQuestion) -> bool:
        return any(name in self.errors for name in _names(asked))

    def _conflict(self, asked: StepQuestion, found: AnswerConflict) -> Conflict:
        question = asked.question
        names = [name for name in _names(asked) if name in self.fields]
        answer = Theirs("Answer", readable_lines(question, found.value) or (NOTHING,))
        explanation = Theirs("Explanation", tuple(found.explanation.split("\n")))
        return Conflict(
            name=ANSWER + question.key,
            title=f"Question {question.code}",
            inputs=tuple(self[name] for name in names),
            theirs=(answer, explanation) if found.explanation else (answer,),
            saved_by=found.saved_by,
            saved_at=found.saved_at,
        )


class EntryStepForm(StepForm):
    """The step of an entry, which has a name of its own. ``version`` is the entry's."""

    name = NameField(required=False)
    version = version_field(0)

    def __init__(self, step: Step, typed: QueryDict | None = None) -> None:
        super().__init__(step, typed)
        noun = step.section.repeats
        self.fields["name"].label = f"What do you call this {noun}?"
        if step.entry:
            self.fields["name"].initial = step.entry.name
            self.fields["version"].initial = step.entry.version

    def before_questions(self) -> tuple[str, ...]:
        """The name stands first."""
        return ("name",)

    @property
    def renames(self) -> bool:
        """Whether a well-formed name was sent, and was not given up for somebody else's."""
        return "name" in self.data and "name" in self.cleaned_data and not keeps_theirs(self.data, "name")

    def with_errors(self) -> tuple[BoundField, ...]:
        """The name's input first."""
        name = (self["name"],) if "name" in self.errors else ()
        return (*name, *super().with_errors())

    def versions(self, conflicts: Iterable[AnswerConflict]) -> dict[str, Any]:
        """The entry's too, where its name has to be mended."""
        own = {"version": self.data.get("version", 0)} if "name" in self.errors else {}
        return own | super().versions(conflicts)

    def store_in(self, typed: QueryDict, step: Step) -> None:
        """The name and its version too."""
        super().store_in(typed, step)
        if step.entry and "name" not in self.errors:
            typed["name"] = step.entry.name
            typed["version"] = str(step.entry.version)


def questions_on(typed: QueryDict, section: Section) -> frozenset[str]:
    """Keys of the section's questions that a form was sent for.

    Raises ``Malformed`` for a question of another section or edition.
    """
    owner = {
        name: question.key
        for question in section.questions
        for name in (
            *names_typed(question, ANSWER + question.key),
            EXPLANATION + question.key,
            VERSION + question.key,
        )
    }
    strangers = [
        name for name in typed if name.startswith((ANSWER, EXPLANATION, VERSION)) and name not in owner
    ]
    if strangers:
        raise Malformed("This page asks a question that does not belong here. Open it again.")
    return frozenset(owner[name] for name in typed if name in owner)


def _names(asked: StepQuestion) -> tuple[str, str]:
    return ANSWER + asked.question.key, EXPLANATION + asked.question.key


def _replace(typed: QueryDict, asked: StepQuestion) -> None:
    """Put what is stored in the place of what was typed."""
    key = asked.question.key
    for name, texts in typed_value(asked.question, ANSWER + key, asked.value).items():
        typed.setlist(name, texts)
    typed[EXPLANATION + key] = asked.explanation
    typed[VERSION + key] = str(asked.version)


class NewEntryForm(forms.Form):
    """What a new entry is called. A blank name is replaced by its number."""

    name = NameField(required=False)
    token = token_field()

    def __init__(self, typed: QueryDict | None = None, *, noun: str) -> None:
        super().__init__(typed)
        self.noun = noun
        label_as(self.fields["name"], size="l", heading=True)
        self.fields["name"].label = f"What do you call this {noun}?"
        self.fields["name"].help_text = "A short name tells it from the others, such as the supplier’s."

    @property
    def helper(self) -> FormHelper:
        """The name and one button."""
        return form_helper("name", button=f"Add this {self.noun}")
