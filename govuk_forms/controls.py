"""What the template of each kind of input needs, read from a bound field.

The templates in templates/govuk/ take the options of govuk-frontend's macros in snake case, flattened:
`label`, `label_classes`, `hint`, `error_message`, `items` and so on. One table says which widget is which.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django import forms
from django.forms import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from govuk_forms.errors import parts_at_fault
from govuk_forms.labels import look_of
from govuk_forms.widgets import (
    PARTS,
    AffixInput,
    CharacterCount,
    ChoiceExtras,
    DateParts,
    Radios,
)

Params: TypeAlias = dict[str, Any]

# Attributes that a template prints by itself, or that must not be printed: the browser's own checks would
# stand between a person and a save.
OWN_ATTRIBUTES = (
    "class",
    "id",
    "rows",
    "autocomplete",
    "inputmode",
    "spellcheck",
    "disabled",
    "autocapitalize",
)
REFUSED_ATTRIBUTES = ("required", "maxlength", "minlength", "cols", "min", "max", "step", "aria-invalid")


@dataclass(frozen=True)
class Control:
    """A template and what it prints."""

    template: str
    params: Params


def control(bound: BoundField) -> Control:
    """The template and parameters that draw a field with its label, hint and error.

    Raises LookupError for a widget that has no template.
    """
    for widget_class, template, params in CONTROLS:
        if isinstance(bound.field.widget, widget_class):
            return Control(f"govuk/{template}.html", params(bound))
    raise LookupError(f"No template for {type(bound.field.widget).__name__} (field {bound.name!r})")


def _common(bound: BoundField) -> Params:
    attributes = bound.field.widget.attrs
    return {
        "id": attributes.get("id") or bound.auto_id,
        "name": bound.html_name,
        "classes": attributes.get("class", ""),
        "hint": bound.help_text,
        "error_message": format_html_join(mark_safe("<br>"), "{}", ((text,) for text in bound.errors)),
        "disabled": bound.field.disabled or attributes.get("disabled"),
        "autocomplete": attributes.get("autocomplete"),
        "attributes": {
            name: value
            for name, value in attributes.items()
            if name not in OWN_ATTRIBUTES and name not in REFUSED_ATTRIBUTES and value is not False
        },
    }


def _labelled(bound: BoundField) -> Params:
    look = look_of(bound.field)
    return _common(bound) | {
        "label": bound.label,
        "label_classes": look.classes("govuk-label"),
        "label_is_page_heading": look.heading,
    }


def _in_fieldset(bound: BoundField) -> Params:
    look = look_of(bound.field)
    return _common(bound) | {
        "fieldset": True,
        "fieldset_legend": bound.label,
        "fieldset_legend_classes": look.classes("govuk-fieldset__legend"),
        "fieldset_legend_is_page_heading": look.heading,
    }


def _input(bound: BoundField) -> Params:
    widget = bound.field.widget
    attributes = widget.attrs
    return _labelled(bound) | {
        # A type of "number" loses what is not a number before anybody can say so.
        "type": "text" if isinstance(widget, forms.NumberInput) else getattr(widget, "input_type", "text"),
        "value": widget.format_value(bound.value()),
        "inputmode": attributes.get("inputmode")
        or ("numeric" if isinstance(widget, forms.NumberInput) else None),
        "spellcheck": attributes.get("spellcheck"),
        "autocapitalize": attributes.get("autocapitalize"),
        "prefix": getattr(widget, "prefix", "") if isinstance(widget, AffixInput) else "",
        "suffix": getattr(widget, "suffix", "") if isinstance(widget, AffixInput) else "",
    }


def _password(bound: BoundField) -> Params:
    return _labelled(bound) | {"value": bound.field.widget.format_value(None)}


def _textarea(bound: BoundField) -> Params:
    attributes = bound.field.widget.attrs
    return _labelled(bound) | {
        "value": bound.field.widget.format_value(bound.value()),
        "rows": attributes.get("rows"),
        "spellcheck": attributes.get("spellcheck"),
    }


def _character_count(bound: BoundField) -> Params:
    widget = bound.field.widget
    return _textarea(bound) | {
        "maxlength": widget.limit,
        "threshold": widget.threshold,
        "textarea_description_text": f"You can enter up to {widget.limit:,} characters",
    }


def _file_upload(bound: BoundField) -> Params:
    return _labelled(bound) | {"multiple": getattr(bound.field.widget, "allow_multiple_selected", False)}


def _select(bound: BoundField) -> Params:
    groups = [
        {"label": name, "items": [_plain_item(option) for option in options]}
        for name, options, _ in _option_groups(bound)
    ]
    return _labelled(bound) | {"groups": groups}


def _choices(bound: BoundField) -> Params:
    return _in_fieldset(bound) | {"id_prefix": _common(bound)["id"], "items": list(_choice_items(bound))}


def _single_checkbox(bound: BoundField) -> Params:
    is_ticked = bound.field.widget.check_test(bound.value())
    params = _common(bound)
    item = {"value": "on", "text": bound.label, "checked": is_ticked, "attributes": params["attributes"]}
    return params | {"id_prefix": params["id"], "attributes": {}, "items": [item]}


def _date(bound: BoundField) -> Params:
    at_fault = parts_at_fault(bound)
    texts = DateParts.texts(bound.value())
    parts = [
        {
            "name": part,
            "value": text,
            "error": part in at_fault,
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}",
        }
        for part, text in zip(PARTS, texts, strict=True)
    ]
    return _in_fieldset(bound) | {"name_prefix": bound.html_name, "items": parts}


def _hidden(bound: BoundField) -> Params:
    # A reload in Firefox would otherwise bring back old versions beside the new text of the page.
    return {"html": bound.as_widget(attrs={"autocomplete": "off"})}


def _options(bound: BoundField) -> list[Params]:
    """Django's own options of a list of choices, groups flattened."""
    return [option for _, options, _ in _option_groups(bound) for option in options]


def _option_groups(bound: BoundField) -> list[tuple[str | None, list[Params], int]]:
    """Django's own options in their groups. An option outside any is a group of one, without a name."""
    widget = bound.field.widget
    groups: list[tuple[str | None, list[Params], int]] = widget.optgroups(
        bound.html_name, widget.format_value(bound.value())
    )
    return groups


def _plain_item(option: Params) -> Params:
    return {
        "value": option["value"],
        "text": option["label"],
        "selected": option["selected"],
        "disabled": option["attrs"].get("disabled"),
    }


def _choice_items(bound: BoundField) -> Iterator[Params]:
    widget = bound.field.widget
    extras = widget if isinstance(widget, ChoiceExtras) else Radios()
    for option in _options(bound):
        value = str(option["value"])
        if value in extras.dividers:
            yield {"divider": extras.dividers[value]}
        yield {
            "value": value,
            "text": option["label"],
            "hint": extras.hints.get(value, ""),
            "checked": option["selected"],
            "disabled": option["attrs"].get("disabled"),
            "behaviour": "exclusive" if value in extras.exclusive else "",
            "conditional": _revealed(bound.form, extras.reveals.get(value, ())),
        }


def _revealed(form: forms.BaseForm, names: Any) -> SafeString:
    """The fields under a choice, drawn."""
    return mark_safe("".join(form[name].as_field_group() for name in names))  # each is a template's output


CONTROLS: tuple[tuple[type[forms.Widget], str, Callable[[BoundField], Params]], ...] = (
    (forms.HiddenInput, "hidden", _hidden),
    (forms.MultipleHiddenInput, "hidden", _hidden),
    (DateParts, "date_input", _date),
    (forms.CheckboxSelectMultiple, "checkboxes", _choices),
    (forms.RadioSelect, "radios", _choices),
    (forms.CheckboxInput, "checkboxes", _single_checkbox),
    (forms.Select, "select", _select),
    (CharacterCount, "character_count", _character_count),
    (forms.Textarea, "textarea", _textarea),
    (forms.PasswordInput, "password_input", _password),
    (forms.FileInput, "file_upload", _file_upload),
    (forms.TextInput, "input", _input),
    (forms.EmailInput, "input", _input),
    (forms.URLInput, "input", _input),
    (forms.NumberInput, "input", _input),
)
