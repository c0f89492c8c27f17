"""Form fields for a date in three boxes and for whole pounds. A blank one is None unless it is required."""

import calendar
import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from govuk_forms.widgets import PARTS, DateParts, DateTexts, MoneyInput
from plain_text.limits import MAX_MONEY

MONTHS = tuple(name.lower() for name in calendar.month_name[1:])


class DateField(forms.Field):
    """A date typed in three boxes; the month may be a number or its English name.

    A whole date that was pasted into the first box is read too: day first, or as 2027-03-27.

    The code of its error names the boxes at fault ("day month", "year"), for the error link and red borders.
    """

    widget = DateParts

    def to_python(self, value: DateTexts | datetime.date | None) -> datetime.date | None:
        """The date. Raises ValidationError that says what to type."""
        if value is None or isinstance(value, datetime.date):
            return value
        if not any(value):
            return None
        value = _spread(value)
        missing = [part for part, text in zip(PARTS, value, strict=True) if not text]
        if missing:
            raise ValidationError(f"Date must include a {' and a '.join(missing)}", code=" ".join(missing))
        return self._real_date(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether what was typed differs from the date that the form opened with."""
        return DateParts.texts(initial) != DateParts.texts(data)

    def _real_date(self, texts: DateTexts) -> datetime.date:
        day, month, year = _number(texts[0]), _month(texts[1]), _number(texts[2])
        faults = [
            part
            for part, is_right in zip(
                PARTS, (1 <= day <= 31, 1 <= month <= 12, 1000 <= year <= 9999), strict=True
            )
            if not is_right
        ]
        if faults == ["year"]:
            raise ValidationError("Year must have four numbers", code="year")
        if faults:
            raise ValidationError("Enter a real date, such as 27 3 2027", code=" ".join(faults))
        try:
            return datetime.date(year, month, day)
        except ValueError as error:
            raise ValidationError("Enter a real date, such as 27 3 2027", code="day") from error


def _spread(texts: DateTexts) -> DateTexts:
    """The three parts of a date that stands in the first box as a whole; otherwise the texts as they are."""
    parts = re.split(r"[\s./-]+", texts[0])
    if any(texts[1:]) or len(parts) != len(PARTS):
        return texts
    first, month, last = parts
    return (last, month, first) if len(first) == len("2027") else (first, month, last)


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0


def _month(text: str) -> int:
    """A number, or the name or at least its first three letters. What only begins like a name is none."""
    typed = text.lower().removesuffix(".")
    names = [name for name in MONTHS if len(typed) >= 3 and name.startswith(typed)]
    return MONTHS.index(names[0]) + 1 if names else _number(text)


class MoneyField(forms.Field):
    """Whole pounds from 0 to 999,999,999,999; the £ sign, commas, spaces and ".00" are taken away first."""

    widget = MoneyInput

    def to_python(self, value: Any) -> int | None:
        """The amount. Raises ValidationError that says what to type."""
        if value is None or isinstance(value, int):
            return value
        text = re.sub(r"[£,\s]|(?<=[0-9])\.00?$", "", str(value).strip())
        if not text:
            return None
        if re.fullmatch(r"[0-9]+\.[0-9]*", text):
            raise ValidationError("Enter whole pounds, without pence, such as 1,250,000", code="pence")
        if not re.fullmatch(r"[0-9]+", text):
            raise ValidationError("Enter an amount in pounds using numbers, such as 1,250,000", code="amount")
        amount = int(text) if len(text) <= 1_000 else MAX_MONEY + 1
        if amount > MAX_MONEY:
            raise ValidationError(f"Enter an amount of £{MAX_MONEY:,} or less", code="too_large")
        return amount

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the amount differs from the one that the form opened with."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True
