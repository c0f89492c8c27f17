"""govuk-frontend's macro options as the inputs of our templates.

Ours are flat and in snake case, and take one text for `text` and `html`: HTML is text that is marked as safe.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import mark_safe

Options = Mapping[str, Any]
Inputs = dict[str, Any]

# Pairs of options that are one input of ours: the second wins.
PAIRS = {
    "text": "text",
    "html": "text",
    "titleText": "title",
    "titleHtml": "title",
    "descriptionText": "description",
    "descriptionHtml": "description",
    "summaryText": "summary",
    "summaryHtml": "summary",
    "logoText": "text",
    "logoHtml": "text",
}
# Options that are attributes or values by name, and stay as they are.
KEPT = ("attributes", "values")


def snake(name: str) -> str:
    """`visuallyHiddenText` as `visually_hidden_text`."""
    return re.sub(r"([A-Z])", r"_\1", name).lower()


def flat(options: Options) -> Inputs:
    """The options without nesting: {"label": {"text": "Name", "classes": "x"}} is label, label_classes."""
    inputs: Inputs = {}
    for name, value in sorted(options.items(), key=lambda item: item[0].endswith(("html", "Html"))):
        if name in PAIRS:
            if value not in ("", None, False):
                inputs[PAIRS[name]] = mark_safe(value) if name.lower().endswith("html") else value
        elif name in KEPT:
            inputs[snake(name)] = value
        elif isinstance(value, Mapping):
            inputs |= _nested(snake(name), value)
        elif isinstance(value, list):
            inputs[snake(name)] = [_item(item) for item in value if item]
        else:
            inputs[snake(name)] = str(value).lower() if name == "value" and isinstance(value, bool) else value
    return inputs


def _nested(name: str, options: Options) -> Inputs:
    inner = flat(options)
    is_empty = not options or set(options) <= {"text", "html", "items"}
    own = inner.pop("text", None) or inner.pop("items", None) or ("" if is_empty else True)
    return {name: own} | {f"{name}_{key}": value for key, value in inner.items()}


def _item(item: Any) -> Any:
    if isinstance(item, list):
        return [_item(part) for part in item if part]
    return flat(item) if isinstance(item, Mapping) else item
