"""How a pack's days, moments, money and texts are printed."""

from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from reporting.pack import LONDON, PackSummaryRow

register = template.Library()


@register.filter
def day(value: str) -> str:
    """``2027-03-03`` as ``3 March 2027``."""
    return _spelt(date.fromisoformat(value)) if value else ""


@register.filter
def moment(value: str) -> str:
    """A UTC moment as ``3 March 2027 at 14:32``, London time."""
    if not value:
        return ""
    local = datetime.fromisoformat(value).astimezone(LONDON)
    return f"{_spelt(local.date())} at {local:%H:%M}"


def _spelt(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


@register.filter
def pounds(value: int | None) -> str:
    """Whole pounds as ``£1,250,000``."""
    return "" if value is None else f"£{value:,}"


@register.filter
def paragraphs(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line for line in text.splitlines() if line.strip()]


@register.filter
def web_address(link: str) -> str:
    """The link where it is http or https, otherwise nothing: a pack never links elsewhere."""
    try:
        return link if urlsplit(link).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


@register.filter
def points(numbers: tuple[int, ...]) -> str:
    """``Point 3`` or ``Points 3 and 11``."""
    *first, last = map(str, numbers)
    return f"Points {', '.join(first)} and {last}" if first else f"Point {last}"


@register.filter
def limitation_in_words(row: PackSummaryRow) -> str:
    """``Yes`` or ``No``. A point that does not apply is not asked for limitations."""
    unsaid = "Not asked" if row.rating == "does_not_apply" else "Not given"
    return row.limitation.capitalize() or unsaid


@register.filter
def legacy_in_words(row: PackSummaryRow) -> str:
    """``Yes`` or ``No``. Only a point with limitations is asked whether legacy technology causes them."""
    unsaid = "Not given" if row.limitation == "yes" else "Not asked"
    return row.legacy.capitalize() or unsaid


@register.simple_tag
def pack_style(name: str) -> SafeString:
    """Our own style sheet, to go into a file that has to do without a server. Nobody types into it."""
    sheet = Path(settings.BASE_DIR) / f"static/reporting/{name}"
    return mark_safe(sheet.read_text("utf-8"))
