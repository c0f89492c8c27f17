"""Days and times as editors read them."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def day(at: datetime) -> str:
    """ "22 November 2026"."""
    return date_format(timezone.localtime(at), "j F Y")


def moment(at: datetime) -> str:
    """ "22 November 2026, 14:32"."""
    return date_format(timezone.localtime(at), "j F Y, H:i")
