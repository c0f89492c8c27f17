"""Fields of Django forms come out as the components of the release."""

from typing import Any

import pytest
from django import forms
from django.template import Context, Template

from govuk_forms import (
    AffixInput,
    Button,
    CharacterCount,
    Checkboxes,
    DateField,
    Explanation,
    Radios,
    ShowHidePassword,
    ShownWhen,
    error_links,
    form_helper,
    label_as,
)
from govuk_forms.controls import CONTROLS, control
from plain_text.fields import CleanCharField, NameField
from tests.conformance.components import Case, cases
from tests.conformance.html import tokens

MARKUP = "<script>alert(1)</script>"
YES_NO = [("yes", "Yes"), ("no", "No")]


def case_named(component: str, name: str) -> Case:
    return next(case for case in cases(component) if case.name == name)


def field_html(field: forms.Field, *, name: str, data: dict[str, Any] | None = None) -> str:
    """A field of a form whose ids are the names, as in the release's examples."""
    form = type("OneFieldForm", (forms.Form,), {name: field})(data, auto_id="%s")
    return str(form[name].as_field_group())


def crispy(form: forms.Form) -> str:
    template = Template("{% load crispy_forms_tags %}{% crispy form %}")
    return template.render(Context({"form": form, "csrf_token": "secret"}))


def test_a_text_field_is_the_released_input() -> None:
    case = case_named("input", "with hint text")
    options = case.options
    field = forms.CharField(
        label=options["label"]["text"],
        help_text=options["hint"]["text"],
        widget=forms.TextInput({"id": options["id"]}),
    )

    assert tokens(field_html(field, name=options["name"])) == tokens(case.html)


def test_a_file_field_is_the_released_file_upload() -> None:
    case = case_named("file-upload", "with hint text")
    options = case.options
    field = forms.FileField(
        label=options["label"]["text"],
        help_text=options["hint"]["text"],
        widget=forms.FileInput({"id": options["id"]}),
    )

    assert tokens(field_html(field, name=options["name"])) == tokens(case.html)


def test_a_choice_field_is_the_released_radios() -> None:
    case = case_named("radios", "default")
    items = case.options["items"]
    field = forms.ChoiceField(
        choices=[(item["value"], item["text"]) for item in items],
        label="Changed",
        widget=forms.RadioSelect,
    )

    inputs = [
        token for token in tokens(field_html(field, name=case.options["name"])) if token[0] == "<input>"
    ]
    assert inputs == [token for token in tokens(case.html) if token[0] == "<input>"]


def test_the_first_choice_has_the_id_of_the_field() -> None:
    class ChoiceForm(forms.Form):
        one = forms.ChoiceField(choices=YES_NO, widget=Radios())
        many = forms.MultipleChoiceField(choices=YES_NO, widget=Checkboxes())

    html = crispy(ChoiceForm())

    for name in ("one", "many"):
        assert f'id="id_{name}"' in html
        assert f'id="id_{name}-2"' in html


@pytest.mark.parametrize("widget", [row[0] for row in CONTROLS if row[1] not in ("hidden", "date_input")])
def test_no_input_is_required_or_cut_by_the_browser(widget: type[forms.Widget]) -> None:
    field = forms.CharField(
        label="Name",
        max_length=10,
        min_length=2,
        required=True,
        widget=CharacterCount(limit=10) if widget is CharacterCount else widget(),
    )

    html = field_html(field, name="name")

    names = {attribute.split("=")[0] for token in tokens(html) for attribute in token[1:]}
    assert names.isdisjoint({"required", "maxlength", "minlength", "aria-invalid"})


@pytest.mark.parametrize(
    "field",
    [
        NameField(label=MARKUP, help_text=MARKUP),
        CleanCharField(label=MARKUP, help_text=MARKUP, widget=CharacterCount(limit=5)),
        forms.ChoiceField(
            label=MARKUP, help_text=MARKUP, choices=[(MARKUP, MARKUP)], widget=Radios(hints={MARKUP: MARKUP})
        ),
        forms.ChoiceField(label=MARKUP, help_text=MARKUP, choices=[(MARKUP, MARKUP)]),
        forms.MultipleChoiceField(
            label=MARKUP, choices=[(MARKUP, MARKUP)], widget=Checkboxes(dividers={MARKUP: MARKUP})
        ),
        forms.BooleanField(label=MARKUP, help_text=MARKUP),
        DateField(label=MARKUP, help_text=MARKUP),
        forms.CharField(label=MARKUP, widget=ShowHidePassword()),
        NameField(label=MARKUP, widget=AffixInput(prefix=MARKUP, suffix=MARKUP)),
    ],
)
def test_labels_legends_hints_and_choices_are_escaped(field: forms.Field) -> None:
    typed = {"name": MARKUP, "name-day": MARKUP}

    html = field_html(field, name="name") + field_html(field, name="name", data=typed)

    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_label_can_be_the_heading_of_the_page_and_a_legend_can_be_large() -> None:
    name = label_as(NameField(label="Name"), size="l", heading=True)
    phase = label_as(forms.ChoiceField(label="Phase", choices=YES_NO, widget=Radios()), size="m")

    assert '<h1 class="govuk-label-wrapper">' in field_html(name, name="name")
    assert "govuk-label--l" in field_html(name, name="name")
    assert "govuk-fieldset__legend--m" in field_html(phase, name="phase")


def test_an_error_is_described_to_screen_readers_after_the_hint() -> None:
    html = field_html(NameField(label="Name", help_text="In full"), name="name", data={"name": ""})

    assert 'aria-describedby="name-hint name-error"' in html
    assert '<span class="govuk-visually-hidden">Error:</span>' in html


def test_a_field_can_be_revealed_under_a_choice() -> None:
    class LicenceForm(forms.Form):
        is_open = forms.ChoiceField(choices=YES_NO, widget=Radios(reveals={"yes": ["licence"]}))
        licence = NameField()

        @property
        def helper(self) -> object:
            return form_helper("is_open")

    html = crispy(LicenceForm())

    assert 'data-aria-controls="conditional-id_is_open"' in html
    assert html.index('id="conditional-id_is_open"') < html.index('name="licence"') < html.index('value="no"')


def test_a_ticked_choice_keeps_its_tick_and_an_unknown_one_ticks_nothing() -> None:
    field = forms.MultipleChoiceField(choices=YES_NO, widget=Checkboxes(exclusive=["no"]))

    html = field_html(field, name="answer", data={"answer": ["no", "other"]})

    assert html.count(" checked") == 1
    assert 'value="no" checked data-behaviour="exclusive"' in html


def test_the_boxes_of_a_date_at_fault_are_red_and_the_link_lands_on_the_first() -> None:
    class DateForm(forms.Form):
        ends_on = DateField(label="End")

    form = DateForm({"ends_on-day": "27", "ends_on-month": "", "ends_on-year": ""})

    html = form["ends_on"].as_field_group()

    assert [link.href for link in error_links(form)] == ["#id_ends_on-month"]
    assert html.count("govuk-input--error") == 2
    assert 'value="27"' in html


def test_the_error_links_follow_the_order_of_the_fields_and_name_the_errors_of_the_form_first() -> None:
    class TwoForm(forms.Form):
        name = NameField(error_messages={"required": "Enter a name"})
        is_open = forms.ChoiceField(
            choices=YES_NO, widget=Radios(), error_messages={"required": "Say yes or no"}
        )

        def clean(self) -> None:
            raise forms.ValidationError("Both cannot be blank")

    links = error_links(TwoForm({}), TwoForm({"name": "x", "is_open": "no"}, prefix="second"))

    assert [(link.href, link.text) for link in links] == [
        ("", "Both cannot be blank"),
        ("#id_name", "Enter a name"),
        ("#id_is_open", "Say yes or no"),
        ("", "Both cannot be blank"),
        ("#id_second-name", "Enter a name"),
        ("#id_second-is_open", "Say yes or no"),
    ]


def test_a_whole_form_has_its_token_hidden_fields_and_button_and_no_browser_checks() -> None:
    class WholeForm(forms.Form):
        name = NameField()
        version = forms.IntegerField(widget=forms.HiddenInput, initial=3)

        @property
        def helper(self) -> object:
            save = Button("Save & go", name="go", value="1", kind="secondary")
            return form_helper("name", save, button="", action="/save/")

    html = crispy(WholeForm())

    assert '<form method="post" action="/save/"' in html
    assert " novalidate>" in html
    assert 'name="csrfmiddlewaretoken" value="secret"' in html
    assert '<input type="hidden" name="version" value="3" autocomplete="off" id="id_version">' in html
    assert "Save &amp; go" in html


def test_explanations_and_follow_ups_tell_the_script_the_names_on_this_form() -> None:
    class StepForm(forms.Form):
        is_open = forms.ChoiceField(choices=YES_NO, widget=Radios())
        why = CleanCharField()
        until_when = NameField()

        @property
        def helper(self) -> object:
            condition = {"questions": ["is_open"], "operator": "any", "values": ["no"]}
            return form_helper(
                "is_open",
                Explanation("why", of="is_open", explain_for=["no"]),
                ShownWhen("until_when", conditions=[condition], sentence="Answer if you chose No"),
            )

    html = crispy(StepForm(prefix="step"))

    assert 'data-explain-for="[&quot;no&quot;]" data-field="step-is_open"' in html
    assert "&quot;questions&quot;: [&quot;step-is_open&quot;]" in html
    assert '<p class="govuk-body portal-without-script">Answer if you chose No</p>' in html


def test_a_widget_without_a_template_is_named() -> None:
    form = type("TimeForm", (forms.Form,), {"time": forms.SplitDateTimeField()})()

    with pytest.raises(LookupError, match=r"SplitDateTimeWidget \(field 'time'\)"):
        control(form["time"])


def test_typed_text_comes_back_exactly_with_its_first_blank_line() -> None:
    html = field_html(CleanCharField(widget=forms.Textarea), name="why", data={"why": "\n\nFirst <b>"})

    assert ">\n\n\nFirst &lt;b&gt;</textarea>" in html
