"""What every template knows about the portal itself."""

from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, dict[str, str | bool]]:
    """`portal.organisation_name`, `portal.is_demonstration` (shows the banner) and `portal.version`."""
    return {
        "portal": {
            "organisation_name": settings.ORGANISATION_NAME,
            "is_demonstration": settings.MODE != "production",
            "version": settings.VERSION,
        }
    }
