"""Forms drawn as the GOV.UK Design System draws them. A form's author writes ordinary Django fields:

    class ContractForm(forms.Form):
        name = label_as(NameField(label="Name of the contract", help_text="As in the notice"), size="m")
        value = MoneyField(label="Value", required=False)
        ends_on = DateField(label="When it ends", help_text="For example, 27 3 2027", required=False)
        can_extend = forms.ChoiceField(
            label="Can it be extended?",
            choices=[("yes", "Yes"), ("no", "No")],
            widget=Radios(hints={"yes": "Also if it was extended before"}, reveals={"yes": ["extension"]}),
            required=False,
        )
        extension = CleanCharField(label="By how long", widget=CharacterCount(limit=10_000), required=False)

        @property
        def helper(self) -> FormHelper:
            return form_helper("name", "value", "ends_on", "can_extend", button="Save")

and the page prints `{% load crispy_forms_tags %}{% crispy form %}`: fields, hidden fields, the CSRF token and
the button. `{{ form.name.as_field_group }}` prints one field the same way. Layouts print the error summary.

    label or legend size, page heading, hidden    label_as(field, size="l", heading=True)
    hint under the label                          Django's help_text
    hint under one choice, "or" before one        Radios(hints={value: text}, dividers={value: "or"})
    a field shown while a choice is chosen        Radios(reveals={value: [field name]}), and not in the layout
    a choice that excludes the others             Checkboxes(exclusive=[value])
    side by side, small                           attrs={"class": "govuk-radios--inline"}
    width                                         attrs={"class": "govuk-input--width-10"}
    prefix, suffix                                AffixInput(prefix="£", suffix="per month")
    characters left                               CharacterCount(limit=10_000)
    password that can be shown                    ShowHidePassword(attrs={"autocomplete": "current-password"})
    buttons and links side by side                Buttons(Button("Save"), Link("Cancel", url)), button=""
    an explanation that opens on some answers     Explanation("why", of="answer", explain_for=["no"])
    follow-ups shown on an answer of this page    ShownWhen("next", conditions=[...], sentence="Answer if")
    a form that saves itself                      helper.attrs = {"data-autosave-url": url}

Labels, legends and hints are escaped. No input carries `required` or `maxlength`: saving a half-finished page
always works, and a text is never cut.
"""

from govuk_forms.errors import ErrorLink, error_links
from govuk_forms.fields import DateField, MoneyField
from govuk_forms.labels import label_as
from govuk_forms.layout import Button, Buttons, Explanation, Link, ShownWhen, form_helper
from govuk_forms.widgets import (
    AffixInput,
    CharacterCount,
    Checkboxes,
    DateParts,
    MoneyInput,
    Radios,
    ShowHidePassword,
)

__all__ = [
    "AffixInput",
    "Button",
    "Buttons",
    "CharacterCount",
    "Checkboxes",
    "DateField",
    "DateParts",
    "ErrorLink",
    "Explanation",
    "Link",
    "MoneyField",
    "MoneyInput",
    "Radios",
    "ShowHidePassword",
    "ShownWhen",
    "error_links",
    "form_helper",
    "label_as",
]
