"""An administrator's pages about organisations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions, presenters
from accounts.directory import members_page, organisation_by_reference, organisations_page
from accounts.forms import OrganisationForm
from accounts.permissions import require
from accounts.requests import SignedInRequest, words_of
from accounts.roles import Permission
from accounts.views.writing import refusals_beside


@require_safe
def organisations(request: SignedInRequest) -> HttpResponse:
    """Every organisation, by name; searched by name."""
    require(request.user, Permission.MANAGE_PEOPLE)
    words = words_of(request)
    page = organisations_page(words, request.GET.get("page", ""))
    context = {
        "page": page,
        "words": words,
        "query": urlencode({"q": words}),
        "head": presenters.ORGANISATIONS_HEAD,
        "rows": presenters.organisation_rows(page),
    }
    return render(request, "accounts/organisations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_organisation(request: SignedInRequest) -> HttpResponse:
    """Add an organisation."""
    require(request.user, Permission.MANAGE_PEOPLE)
    form = OrganisationForm(request.POST or None, button="Add organisation")
    if form.is_valid():
        with refusals_beside("name", form):
            made = actions.create_organisation(**form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, f"{made.name} is added.")
            return redirect("accounts:organisation", reference=made.reference)
    return render(request, "accounts/new_organisation.html", {"form": form})


@require_safe
def organisation(request: SignedInRequest, reference: str) -> HttpResponse:
    """One organisation and the people who work in it."""
    require(request.user, Permission.MANAGE_PEOPLE)
    found = organisation_by_reference(reference)
    page = members_page(found, request.GET.get("page", ""))
    context = {
        "organisation": found,
        "rows": presenters.about_organisation(found),
        "page": page,
        "head": presenters.PEOPLE_HEAD,
        "people": presenters.people_rows(page),
    }
    return render(request, "accounts/organisation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_organisation(request: SignedInRequest, reference: str) -> HttpResponse:
    """Rename an organisation, or change the markings that it allows."""
    require(request.user, Permission.MANAGE_PEOPLE)
    found = organisation_by_reference(reference)
    allows = "yes" if found.allows_official_sensitive else "no"
    initial = {"name": found.name, "allows_official_sensitive": allows}
    form = OrganisationForm(request.POST or None, initial=initial, button="Save changes")
    if form.is_valid():
        with refusals_beside("name", form):
            actions.change_organisation(found, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, "The changes are saved.")
            return redirect("accounts:organisation", reference=reference)
    return render(request, "accounts/change_organisation.html", {"form": form, "organisation": found})
