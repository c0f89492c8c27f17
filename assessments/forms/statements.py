"""The forms about a point as a whole: its statement, its planned actions, whether it is completed."""

from collections.abc import Sequence
from typing import Any, Final

from crispy_forms.helper import FormHelper
from django import forms

from assessments.completeness import BELOW_MET
from assessments.forms.record_fields import day_of, name_of, one_of, short_text_of, text_of, token_field
from assessments.forms.records import RecordForm
from assessments.models import ActionStatus, PlannedAction, Rating, YesNo
from govuk_forms import ShownWhen, form_helper

STILL_MISSING: Final = "Answer what is missing first, or choose “No, I’ll come back to it later”"


def _chosen(field: str, *values: str) -> dict[str, Any]:
    """The condition that a field of the same page has one of these values."""
    return {"questions": [field], "operator": "any", "values": list(values)}


LIMITED: Final = _chosen("has_limitations", YesNo.YES.value)
LEGACY: Final = _chosen("has_legacy", YesNo.YES.value)


class StatementForm(RecordForm):
    """What the team says of one point."""

    rating = one_of("How far does your project meet this point?", Rating.choices)
    reason_not_applicable = text_of("Why does this point not apply to your project?")
    summary = text_of(
        "How do you meet this point?",
        help_text="Sum it up for somebody who has not read your answers."
        " Leave this blank if the point does not apply.",
    )
    has_limitations = one_of(
        "Are there any limitations?",
        YesNo.choices,
        help_text="A limitation is anything that keeps you from meeting the point, wholly or in part.",
    )
    limitations = text_of(
        "What are the limitations?",
        help_text="Say what they are, why you have them and what their effect is.",
    )
    has_legacy = one_of(
        "Does legacy technology cause any of them?",
        YesNo.choices,
        help_text="Technology that is hard to change, or that its supplier no longer supports.",
    )
    legacy = text_of("Which legacy technology is it, and what is the plan for it?")
    mitigation = text_of("What will you do about the limitations?")
    expected_on = day_of(
        "When do you expect to meet the point?", help_text="Optional. For example, 27 3 2027"
    )

    @property
    def helper(self) -> FormHelper:
        """The fields alone: the page brings the form element, planned actions and buttons."""
        helper = form_helper(
            "rating",
            ShownWhen(
                "reason_not_applicable",
                conditions=[_chosen("rating", Rating.DOES_NOT_APPLY.value)],
                sentence="Answer if you chose “Does not apply”.",
            ),
            "summary",
            "has_limitations",
            ShownWhen(
                "limitations", "has_legacy", conditions=[LIMITED], sentence="Answer if there are limitations."
            ),
            ShownWhen(
                "legacy",
                conditions=[LIMITED, LEGACY],
                sentence="Answer if legacy technology causes any of them.",
            ),
            ShownWhen("mitigation", conditions=[LIMITED], sentence="Answer if there are limitations."),
            ShownWhen(
                "expected_on",
                conditions=[_chosen("rating", *(rating.value for rating in BELOW_MET))],
                sentence="Answer if you chose “Partly met” or “Not met”.",
            ),
            button="",
        )
        helper.form_tag = False
        return helper


class NotApplicableForm(RecordForm):
    """That a point does not apply, and why."""

    rating = one_of("How far does your project meet this point?", Rating.choices)
    reason_not_applicable = text_of(
        "Why does this point not apply to your project?",
        help_text="The evidence pack prints your reason.",
    )


class PlannedActionForm(RecordForm):
    """Something that the team will do about a point. Without a record it makes a new one."""

    what = short_text_of("What will you do?")
    owner = name_of("Who owns the action?", help_text="The name of a person or a team.")
    due_on = day_of("When is it due?")
    status = one_of("How far is it?", ActionStatus.choices, missing="Say how far the action is")

    action = ""

    def __init__(self, data: Any = None, *, record: PlannedAction | None = None) -> None:
        super().__init__(data, record=record)
        if not record:
            self.fields["token"] = token_field()
            self.initial.setdefault("status", ActionStatus.NOT_STARTED)

    @property
    def helper(self) -> FormHelper:
        """The whole form with its button."""
        return form_helper(*self.names, button="Save action", action=self.action)

    @property
    def can_create(self) -> bool:
        """Whether an action can be made of it; some fields may have errors."""
        self.is_valid()
        return "token" in self.cleaned_data


class CompletionForm(forms.Form):
    """Whether a person calls the point completed."""

    is_completed = one_of(
        "Have you completed this point?",
        [("yes", "Yes"), ("no", "No, I’ll come back to it later")],
        missing="Say whether you have completed this point",
    )

    @property
    def helper(self) -> FormHelper:
        """The whole form with its button."""
        return form_helper("is_completed", button="Save and continue")

    @property
    def says_completed(self) -> bool:
        """Whether the answer was yes."""
        return bool(self.cleaned_data["is_completed"] == "yes")

    def refuses(self, gaps: Sequence[object]) -> bool:
        """Whether a yes has to wait, because something is missing; then the form says so."""
        if not gaps or not self.is_valid() or not self.says_completed:
            return False
        self.add_error("is_completed", STILL_MISSING)
        return True
