"""The assessments of the person who is signed in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.directory import all_organisations
from accounts.models import Organisation
from accounts.paging import is_searchable, page_of, rest_of_address
from accounts.requests import SignedInRequest, words_of
from accounts.roles import Permission, rights_of
from assessments.listing import organisations_of, projects_of
from assessments.presenters import home as present


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """One organisation's projects at a time: what waits for the person first."""
    rights = rights_of(request.user)
    organisations = list(organisations_of(request.user))
    organisation = _chosen(organisations, request.GET.get("organisation"))
    context = {
        "organisation": organisation,
        "organisations": present.organisation_links(organisations, organisation),
        "can_create": rights.allows(Permission.CREATE_PROJECT),
        "is_new_portal": rights.allows(Permission.MANAGE_PEOPLE) and not all_organisations().exists(),
        "new_project": present.new_project_href(),
        "rooms": present.rooms_of(rights),
        **(_projects(request, organisation) if organisation else {}),
    }
    return render(request, "assessments/home.html", context)


def _projects(request: SignedInRequest, organisation: Organisation) -> dict[str, object]:
    words = words_of(request)
    page = page_of(request, projects_of(request.user, organisation, words=words))
    can_start = rights_of(request.user).allows(Permission.EDIT_PROJECT, organisation.pk)
    return {
        "page": page,
        "head": present.HOME_HEAD,
        "rows": present.home_rows(page, can_start=can_start),
        "words": words,
        "is_searchable": is_searchable(page, words),
        "query": rest_of_address(request),
    }


def _chosen(organisations: list[Organisation], reference: str | None) -> Organisation | None:
    """The organisation that the address names; otherwise the first."""
    named = [organisation for organisation in organisations if organisation.reference == reference]
    return next(iter(named or organisations), None)
