"""Widgets that know what Django's do not: hints on choices, reveals, prefixes, counts, a date in three boxes.

They hold what to show; `controls` reads them and the templates in templates/govuk/ print it.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from django import forms

Attributes: TypeAlias = dict[str, Any] | None
DateTexts: TypeAlias = tuple[str, str, str]
PARTS = ("day", "month", "year")


class ChoiceExtras:
    """What a list of choices may carry, each by the value of the choice it belongs to.

    `hints` are lines under a choice; `dividers` are words before one ("or"); `reveals` are names of fields of
    the same form that are shown under a choice while it is chosen (leave them out of the layout); `exclusive`
    are checkboxes that cannot be ticked together with others.
    """

    def __init__(
        self,
        attrs: Attributes = None,
        choices: Iterable[Any] = (),
        *,
        hints: Mapping[str, str] | None = None,
        dividers: Mapping[str, str] | None = None,
        reveals: Mapping[str, Iterable[str]] | None = None,
        exclusive: Iterable[str] = (),
    ) -> None:
        super().__init__(attrs, choices)  # type: ignore[call-arg] # the widget beside which this is mixed in
        self.hints = hints or {}
        self.dividers = dividers or {}
        self.reveals = reveals or {}
        self.exclusive = frozenset(exclusive)


class Radios(ChoiceExtras, forms.RadioSelect):
    """Radio buttons. Side by side or small by class: `govuk-radios--inline`, `govuk-radios--small`."""


class Checkboxes(ChoiceExtras, forms.CheckboxSelectMultiple):
    """Checkboxes, any number of which may be ticked."""


class AffixInput(forms.TextInput):
    """A text box with a prefix or suffix, such as a unit."""

    def __init__(self, attrs: Attributes = None, *, prefix: str = "", suffix: str = "") -> None:
        super().__init__(attrs)
        self.prefix = prefix
        self.suffix = suffix


class MoneyInput(AffixInput):
    """A text box for whole pounds, with the £ before it."""

    def __init__(self, attrs: Attributes = None) -> None:
        defaults = {"class": "govuk-input--width-10", "inputmode": "numeric", "spellcheck": "false"}
        super().__init__({**defaults, **(attrs or {})}, prefix="£")

    def format_value(self, value: Any) -> str | None:
        """A number with commas between its thousands; what was typed stays as it was typed."""
        return f"{value:,}" if isinstance(value, int) else super().format_value(value)


class CharacterCount(forms.Textarea):
    """A text area that says how many characters are left. It never cuts what is typed."""

    def __init__(self, attrs: Attributes = None, *, limit: int, threshold: int = 75, rows: int = 5) -> None:
        super().__init__({"rows": rows, **(attrs or {})})
        self.limit = limit
        self.threshold = threshold


class ShowHidePassword(forms.PasswordInput):
    """A password box with a button that shows what was typed. Set `autocomplete` in `attrs`."""


class DateParts(forms.Widget):
    """A date as three boxes named after the field: `<name>-day`, `<name>-month`, `<name>-year`."""

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateTexts:
        """The three texts as typed, "" for a box that was not on the form."""
        day, month, year = (str(data.get(f"{name}-{part}", "")).strip() for part in PARTS)
        return day, month, year

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the form that was sent had none of the three boxes."""
        return all(f"{name}-{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str, index: str = "0") -> str:
        """The first box, where a link to the field should land."""
        return f"{id_}-{PARTS[0]}" if id_ else id_

    @staticmethod
    def texts(value: Any) -> DateTexts:
        """What the three boxes show for a date, for what was typed, or for nothing."""
        if isinstance(value, datetime.date):
            return str(value.day), str(value.month), str(value.year)
        return value if isinstance(value, tuple) else ("", "", "")
