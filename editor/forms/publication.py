"""The forms on the way from a draft to a published edition."""

from typing import Any, Final

from crispy_forms.helper import FormHelper
from django import forms

from assessments.forms.question_fields import OUT_OF_LENGTH
from assessments.forms.records import single_values
from govuk_forms import Button, Buttons, CharacterCount, Link, form_helper, label_as
from plain_text.fields import CleanCharField
from plain_text.refusals import Refused

ANNOUNCEMENT_LENGTH: Final = 2_000
DECISION: Final = "decision"
APPROVE: Final = "approve"
SEND_BACK: Final = "send_back"

ASK: Final = "Ask another editor to approve"
PUBLISH: Final = "Publish this edition"
OTHER_RULE: Final = "Whether a second editor has to approve changed meanwhile. Look at the button again."


def _text_of(label: str, *, help_text: str, missing: str = "") -> CleanCharField:
    """A text that others read. With ``missing``, that is the error of a blank one."""
    field = CleanCharField(
        label=label,
        help_text=help_text,
        max_length=ANNOUNCEMENT_LENGTH,
        required=bool(missing),
        error_messages={"required": missing, "max_length": OUT_OF_LENGTH.format(ANNOUNCEMENT_LENGTH)},
        widget=CharacterCount({"dir": "auto"}, limit=ANNOUNCEMENT_LENGTH),
    )
    return label_as(field, size="s")


def _seen() -> CleanCharField:
    """The digest of the draft that the page shows: another one there now refuses the write."""
    return CleanCharField(widget=forms.HiddenInput, required=False)


def _request() -> forms.IntegerField:
    """The request that the page shows, by id."""
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


class PublishForm(forms.Form):
    """What teams are told about an edition. Whether somebody else has to approve is the portal's setting."""

    announcement = _text_of(
        "What do you tell teams about this edition?",
        help_text="They read it where they choose an edition, and on drafts that stand on an older one."
        " Say what is new for them. Leave this blank if there is nothing to tell.",
    )
    seen = _seen()
    does = CleanCharField(widget=forms.HiddenInput, required=False)

    cancel_href = ""

    def __init__(self, data: Any = None, *, is_checked: bool, announcement: str = "") -> None:
        super().__init__(data, initial={"announcement": announcement})
        self.is_checked = is_checked

    @property
    def words(self) -> str:
        """What the button says, and does."""
        return ASK if self.is_checked else PUBLISH

    def clean(self) -> dict[str, Any]:
        """The button that was pressed is the one that the portal's setting gives: publishing is for good."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("does") != self.words:
            raise forms.ValidationError(OTHER_RULE)
        return cleaned

    @property
    def helper(self) -> FormHelper:
        """The whole form, with a way out."""
        button = Button(self.words, kind="" if self.is_checked else "warning")
        return form_helper("announcement", Buttons(button, Link("Cancel", self.cancel_href)), button="")

    def show(self, digest: str, *, cancel_href: str) -> None:
        """Print the form as one that shows the draft of this digest, with the button of now."""
        self.cancel_href = cancel_href
        shown = {"seen": digest, "does": self.words}
        self.initial = {**self.initial, **shown}
        if self.is_bound:
            self.data = {**single_values(self.data), **shown}

    def refuse(self, refusal: Refused) -> None:
        """Say why it was not done. What was typed stays."""
        self.add_error(None, str(refusal))


class ApproveForm(forms.Form):
    """One button: publish what another editor asked for."""

    seen = _seen()
    request = _request()

    @property
    def helper(self) -> FormHelper:
        """The button with what the page shows."""
        return form_helper(Button("Approve and publish", name=DECISION, value=APPROVE), button="")


class SendBackForm(forms.Form):
    """Why a draft is not published yet."""

    reason = _text_of(
        "What has to change first?",
        help_text="Every editor reads this in the history of the draft.",
        missing="Enter what has to change first",
    )
    request = _request()

    @property
    def helper(self) -> FormHelper:
        """The whole form with its button."""
        button = Button("Send back", name=DECISION, value=SEND_BACK, kind="secondary")
        return form_helper("reason", button, button="")


class WithdrawForm(forms.Form):
    """One button: take the request back that the page shows."""

    request = _request()

    def __init__(self, data: Any = None, *, action: str = "", **options: Any) -> None:
        super().__init__(data, **options)
        self.action = action

    @property
    def helper(self) -> FormHelper:
        """The button, on a form of another page."""
        return form_helper(Button("Withdraw the request", kind="secondary"), action=self.action, button="")
