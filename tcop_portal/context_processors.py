"""What every template knows about the portal, and the way to a person's other pages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.roles import REVIEW_ROLES, Permission, Rights, rights_of
from govuk_forms.rows import NavigationLink


def portal(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """`portal`: its name and organisation, whether it is a demonstration, and when the session ends."""
    ends_in = getattr(request, "session_ends_in", None)
    session = {} if ends_in is None else {"session_ends_in": ends_in, **_session_addresses()}
    return {"portal": {**about_portal(), **session}}


def about_portal() -> dict[str, Any]:
    """What is the same on every page, and known without a request."""
    return {
        "name": settings.PORTAL_NAME,
        "organisation_name": settings.ORGANISATION_NAME,
        "is_demonstration": settings.MODE != "production",
        "version": settings.VERSION,
    }


def _session_addresses() -> dict[str, str]:
    return {"stay_url": reverse("accounts:stay_signed_in"), "sign_in_url": reverse("accounts:sign_in")}


def navigation(request: HttpRequest) -> dict[str, list[NavigationLink]]:
    """`navigation`: the pages that this person has, in the order of the bar; none when signed out."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": []}
    return {"navigation": [_link(request, text, name) for text, name in pages_of(rights_of(user))]}


def pages_of(rights: Rights) -> list[tuple[str, str]]:
    """The words and the URL names of somebody's pages."""
    pages = [("Assessments", "assessments:home")]
    if rights.grants & REVIEW_ROLES:
        pages.append(("Packs", "reporting:pack_list"))
    if rights.allows(Permission.MANAGE_PEOPLE):
        pages += [("People", "accounts:people"), ("Organisations", "accounts:organisations")]
    if rights.allows(Permission.EDIT_QUESTION_SETS):
        pages.append(("Edit question sets", "editor:editions"))
    return [*pages, ("Question sets", "assessments:edition_list"), ("Your account", "accounts:account")]


def _link(request: HttpRequest, text: str, name: str) -> NavigationLink:
    href = reverse(name)
    current = request.path == href or (href != "/" and request.path.startswith(href))
    return NavigationLink(text=text, href=href, current=current)
