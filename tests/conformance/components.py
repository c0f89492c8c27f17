"""Which template of ours answers for which component, and what Python computes before it draws."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from tests.conformance.html import tokens
from tests.conformance.options import Inputs, Options, flat, snake

FIXTURES = Path(__file__).parent / "fixtures"
Adapter = Callable[[Options], Inputs]


@dataclass(frozen=True)
class Case:
    """One fixture of the release: options, and the HTML that they give."""

    component: str
    name: str
    options: Options
    html: str


def cases(component: str) -> list[Case]:
    """The fixtures of a component, in the release's order."""
    document = json.loads((FIXTURES / f"{component}.json").read_text("utf-8"))
    return [Case(component, case["name"], case["options"], case["html"]) for case in document["fixtures"]]


def is_identical(case: Case) -> bool:
    """Whether our template gives the same HTML for the same options."""
    return tokens(drawn(case)) == tokens(case.html)


def drawn(case: Case) -> str:
    """Our HTML for a case."""
    template, adapter = COMPONENTS[case.component]
    if case.component == "summary-list" and "card" in case.options:
        template, adapter = "components/summary_card.html", _summary_card
    return str(render_to_string(template, adapter(case.options)))


def _chosen(item: Inputs, chosen: Any) -> bool:
    """Whether a choice is made: by its own option, or by the value of the whole field, unless it says no."""
    value = item.get("value", item.get("text"))
    is_made = value in chosen if isinstance(chosen, list) else bool(chosen) and value == chosen
    return bool(item.get("checked") or item.get("selected")) or (
        is_made and item.get("checked") is not False and item.get("selected") is not False
    )


def _choices(options: Options) -> Inputs:
    inputs = flat(options)
    chosen = inputs.pop("values", inputs.pop("value", None))
    for item in inputs.get("items", []):
        item["checked"] = _chosen(item, chosen)
    inputs["described_by"] = inputs.get("fieldset_described_by") or inputs.get("described_by")
    return inputs


def _select(options: Options) -> Inputs:
    inputs = flat(options)
    chosen = inputs.pop("value", None)
    for item in inputs.get("items", []):
        item["selected"] = _chosen(item, chosen)
    return inputs


def _i18n(options: Options) -> Inputs:
    """The texts of a script as its data attributes, such as data-i18n.characters-under-limit.other."""
    attributes: Inputs = {}
    for name, value in options.items():
        if not name.endswith("Text") or name == "textareaDescriptionText":
            continue
        key = f"data-i18n.{snake(name.removesuffix('Text')).replace('_', '-')}"
        texts = (
            {f"{key}.{rule}": text for rule, text in value.items()}
            if isinstance(value, dict)
            else {key: value}
        )
        attributes |= texts
    return attributes


def _with_i18n(options: Options) -> Inputs:
    return flat(options) | {"i18n": _i18n(options)}


def _character_count(options: Options) -> Inputs:
    inputs = _with_i18n(options)
    text, limit = options.get("textareaDescriptionText"), options.get("maxwords") or options.get("maxlength")
    if text and limit:
        inputs["textarea_description_text"] = text.replace("%{count}", str(limit))
    elif text:
        inputs["i18n"] = {"data-i18n.textarea-description.other": text} | inputs["i18n"]
        inputs["textarea_description_text"] = ""
    return inputs


def _date_input(options: Options) -> Inputs:
    inputs = flat(options)
    values = options.get("values", {})
    prefix = f"{options['namePrefix']}-" if options.get("namePrefix") else ""
    own = {part: flat(options.get(part) or {}) for part in ("day", "month", "year")}
    parts = [
        {"name": part, "value": values.get(part)} | own[part]
        for part in own
        if options.get(part) is not False
    ]
    year = own["year"].get("name", "year")
    items = [own.get(item["name"], {}) | item for item in inputs.get("items", [])] or parts
    any_error = any(
        item.get("error") or "govuk-input--error" in (item.get("classes") or "") for item in items
    )
    for item in items:
        classes = item.get("classes") or ""
        if item.get("value") is None:
            item["value"] = values.get(prefix + item["name"])
        if "govuk-input--width-" not in classes:
            item["classes"] = (
                f"govuk-input--width-{4 if item['name'] in ('year', year) else 2} {classes}".strip()
            )
        is_at_fault = item.get("error") or (
            item.get("error") is not False and "errorMessage" in options and not any_error
        )
        item["error"] = bool(is_at_fault) and "govuk-input--error" not in classes
    return inputs | {"items": items}


def _file_upload(options: Options) -> Inputs:
    return _with_i18n(options) | {"wrapper_attributes": options.get("wrapperAttributes")}


def _html_apart(options: Options) -> Inputs:
    """For templates that take drawn content as `html` beside or instead of `text`."""
    inputs = flat(options)
    return inputs | {"html": inputs.pop("text", "")} if "html" in options else inputs


def _task_list(options: Options) -> Inputs:
    inputs = flat(options)
    for item in inputs["items"]:
        if "status_tag" in item:
            tag = {
                name.removeprefix("status_"): item.pop(name)
                for name in list(item)
                if name.startswith("status_tag")
            }
            item |= tag | {"is_tag": True, "status": tag["tag"]}
    return inputs


def _service_navigation(options: Options) -> Inputs:
    """Slots are drawn parts: HTML, with a place for the one at the end."""
    slots = options.get("slots", {})
    inputs = flat({name: value for name, value in options.items() if name != "slots"})
    end = slots.get("end")
    if isinstance(end, dict):
        inputs |= {"end": mark_safe(end.get("html", "")), "end_inline": end.get("align") == "inline"}
    elif end:
        inputs["end"] = mark_safe(end)
    return inputs | {snake(name): mark_safe(html) for name, html in slots.items() if name != "end"}


def _summary_card(options: Options) -> Inputs:
    inputs = flat(options)
    card = {name.removeprefix("card_"): inputs.pop(name) for name in list(inputs) if name.startswith("card_")}
    inputs |= {f"card_{name}": card.pop(name) for name in ("classes", "attributes") if name in card}
    return inputs | card


COMPONENTS: dict[str, tuple[str, Adapter]] = {
    "back-link": ("components/back_link.html", flat),
    "breadcrumbs": ("components/breadcrumbs.html", flat),
    "button": ("components/button.html", flat),
    "character-count": ("govuk/character_count.html", _character_count),
    "checkboxes": ("govuk/checkboxes.html", _choices),
    "date-input": ("govuk/date_input.html", _date_input),
    "details": ("components/details.html", flat),
    "error-message": ("govuk/error_message.html", flat),
    "error-summary": ("components/error_summary.html", flat),
    "fieldset": ("govuk/fieldset.html", _html_apart),
    "file-upload": ("govuk/file_upload.html", _file_upload),
    "footer": ("layouts/footer.html", flat),
    "generic-header": ("components/generic_header.html", flat),
    "hint": ("govuk/hint.html", flat),
    "input": ("govuk/input.html", flat),
    "inset-text": ("components/inset_text.html", flat),
    "label": ("govuk/label.html", flat),
    "notification-banner": ("components/notification_banner.html", _html_apart),
    "pagination": ("components/pagination.html", flat),
    "panel": ("components/panel.html", flat),
    "password-input": ("govuk/password_input.html", _with_i18n),
    "phase-banner": ("components/phase_banner.html", flat),
    "radios": ("govuk/radios.html", _choices),
    "select": ("govuk/select.html", _select),
    "service-navigation": ("components/service_navigation.html", _service_navigation),
    "skip-link": ("components/skip_link.html", flat),
    "summary-list": ("components/summary_list.html", flat),
    "table": ("components/table.html", flat),
    "tag": ("components/tag.html", flat),
    "task-list": ("components/task_list.html", _task_list),
    "textarea": ("govuk/textarea.html", flat),
    "warning-text": ("components/warning_text.html", flat),
}
