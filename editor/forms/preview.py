"""The forms of a step, drawn to be looked at: nothing of them can be sent."""

from collections.abc import Mapping

from crispy_forms.helper import FormHelper

from assessments.forms.question_fields import question_layout
from assessments.forms.steps import EntryStepForm, StepForm
from assessments.presenters.steps import Step
from govuk_forms import form_helper
from govuk_forms.layout import Rendered


class _Noted(Rendered):
    """A question under the words that say when it is shown. They stay while the script hides it."""

    template = "editor/parts/noted_question.html"


class PreviewForm(StepForm):
    """A team's step without its buttons. ``notes`` say, by question, when it is shown."""

    def __init__(self, step: Step, *, notes: Mapping[str, str]) -> None:
        super().__init__(step)
        self.notes = notes

    @property
    def helper(self) -> FormHelper:
        """The fields alone: the page brings a form element that sends nothing."""
        questions = (
            _Noted(question_layout(asked), note=self.notes.get(asked.question.key, ""))
            for asked in self.step.questions
        )
        helper = form_helper(*self.before_questions(), *questions, button="")
        helper.form_tag = False
        helper.disable_csrf = True
        helper.render_hidden_fields = False
        return helper


class EntryPreviewForm(PreviewForm, EntryStepForm):
    """The step of a sample entry, with the name that a team would give it."""


def preview_form(step: Step, *, notes: Mapping[str, str]) -> PreviewForm:
    """The form that a team would see of this step."""
    return (EntryPreviewForm if step.entry else PreviewForm)(step, notes=notes)
