"""Layout objects for crispy-forms: what a form's author puts between and around the fields."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

Condition: TypeAlias = Mapping[str, Any]


class Rendered(LayoutObject):
    """A layout object that prints a template from its own parameters and, if it has any, its fields."""

    template = ""

    def __init__(self, *fields: Any, **params: Any) -> None:
        self.fields = list(fields)
        self.params = params

    def render(
        self, form: BaseForm, context: Context, template_pack: str = "govuk", **kwargs: Any
    ) -> SafeString:
        """The template's output, with the fields drawn into `content`."""
        content = self.get_rendered_fields(form, context, template_pack)
        return render_to_string(self.template, {**self.params_for(form), "content": content})

    def params_for(self, form: BaseForm) -> Mapping[str, Any]:
        """What the template prints besides `content`."""
        return self.params


class Button(Rendered):
    """A button that sends the form. `kind` is "", "secondary", "warning" or "inverse"."""

    template = "components/button.html"

    def __init__(self, text: str, *, name: str = "", value: str = "", kind: str = "") -> None:
        super().__init__(
            text=text,
            name=name,
            value=value,
            classes=f"govuk-button--{kind}" if kind else "",
            prevent_double_click="true",
        )


class Link(Rendered):
    """A link, to stand beside a button."""

    template = "govuk/layout/link.html"

    def __init__(self, text: str, href: str) -> None:
        super().__init__(text=text, href=href)


class Buttons(Rendered):
    """Buttons and links side by side."""

    template = "govuk/layout/buttons.html"


class Explanation(Rendered):
    """The explanation of an answer. The script opens it on the values in `explain_for`, or on request.

    Without JavaScript, and whenever it is filled or has an error, it is open.
    """

    template = "govuk/layout/explanation.html"

    def __init__(self, *fields: Any, of: str, explain_for: Sequence[str]) -> None:
        super().__init__(*fields, explain_for=json.dumps(list(explain_for)))
        self.of = of

    def params_for(self, form: BaseForm) -> Mapping[str, Any]:
        """With the name that the answer's inputs have on this form."""
        return {**self.params, "field_name": form.add_prefix(self.of)}


class ShownWhen(Rendered):
    """Follow-up fields that the script shows while the conditions hold on the page; all of them must.

    A condition is {"questions": [field names], "operator": "any", "values": [...]} or
    {"questions": [...], "operator": "over", "amount": pounds}. Without JavaScript the fields are visible
    under `sentence`, such as "Answer if you chose No at 1.5".
    """

    template = "govuk/layout/shown_when.html"

    def __init__(self, *fields: Any, conditions: Iterable[Condition], sentence: str) -> None:
        super().__init__(*fields, sentence=sentence)
        self.conditions = list(conditions)

    def params_for(self, form: BaseForm) -> Mapping[str, Any]:
        """With the names that the questions' inputs have on this form."""
        named = [
            {**condition, "questions": [form.add_prefix(name) for name in condition["questions"]]}
            for condition in self.conditions
        ]
        return {**self.params, "conditions": json.dumps(named)}


def form_helper(*layout: Any, button: str = "Continue", action: str = "") -> FormHelper:
    """A helper for `{% crispy form %}` that prints the whole form: fields, hidden fields and one button.

    With `button=""` the layout brings its own.
    """
    helper = FormHelper()
    helper.layout = Layout(*layout, *([Button(button)] if button else []))
    helper.form_action = action
    helper.render_hidden_fields = True
    return helper
