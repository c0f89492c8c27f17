"""An administrator's pages about what a person may do, and where."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.actions import (
    add_roles_in,
    choose_portal_roles,
    choose_reviewed_organisations,
    choose_roles_in,
)
from accounts.directory import all_organisations, organisation_by_reference, person_with_roles
from accounts.forms import JoiningForm, MembershipForm, PortalRolesForm, ReviewedForm
from accounts.permissions import require
from accounts.requests import SignedInRequest
from accounts.roles import Permission
from accounts.views.writing import refusals_beside


@require_http_methods(["GET", "HEAD", "POST"])
def person_roles(request: SignedInRequest, pk: int) -> HttpResponse:
    """Roles for the whole portal."""
    require(request.user, Permission.MANAGE_PEOPLE)
    person = person_with_roles(pk)
    form = PortalRolesForm(_sent(request), initial={"roles": [held.role for held in person.grants.all()]})
    if form.is_valid():
        roles = form.cleaned_data["roles"]
        with refusals_beside("roles", form):
            choose_portal_roles(person, roles, by=request.user, at=timezone.now())
            return _saved(request, pk)
    return render(request, "accounts/person_roles.html", {"form": form, "person": person})


@require_http_methods(["GET", "HEAD", "POST"])
def person_reviews(request: SignedInRequest, pk: int) -> HttpResponse:
    """The organisations whose submitted packs somebody reads as a reviewer."""
    require(request.user, Permission.MANAGE_PEOPLE)
    person = person_with_roles(pk)
    given = [row.organisation.reference for row in person.reviewed.all()]
    form = ReviewedForm(_sent(request), organisations=all_organisations(), initial={"organisations": given})
    if form.is_valid():
        chosen = list(form.cleaned_data["organisations"])
        with refusals_beside("organisations", form):
            choose_reviewed_organisations(person, chosen, by=request.user, at=timezone.now())
            return _saved(request, pk)
    return render(request, "accounts/person_reviews.html", {"form": form, "person": person})


@require_http_methods(["GET", "HEAD", "POST"])
def new_membership(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add somebody to an organisation, or give them more roles in one."""
    require(request.user, Permission.MANAGE_PEOPLE)
    person = person_with_roles(pk)
    form = JoiningForm(_sent(request), organisations=all_organisations())
    if form.is_valid():
        organisation, roles = form.cleaned_data["organisation"], form.cleaned_data["roles"]
        with refusals_beside("organisation", form):
            add_roles_in(organisation, person, roles, by=request.user, at=timezone.now())
            return _saved(request, pk)
    return render(request, "accounts/new_membership.html", {"form": form, "person": person})


@require_http_methods(["GET", "HEAD", "POST"])
def membership(request: SignedInRequest, pk: int, reference: str) -> HttpResponse:
    """Roles in one organisation; none takes the person out of it."""
    require(request.user, Permission.MANAGE_PEOPLE)
    person, organisation = person_with_roles(pk), organisation_by_reference(reference)
    held = [row.role for row in person.memberships.all() if row.organisation == organisation]
    form = MembershipForm(_sent(request), initial={"roles": held})
    if form.is_valid():
        roles = form.cleaned_data["roles"]
        with refusals_beside("roles", form):
            choose_roles_in(organisation, person, roles, by=request.user, at=timezone.now())
            return _saved(request, pk)
    context = {"form": form, "person": person, "organisation": organisation}
    return render(request, "accounts/membership.html", context)


def _sent(request: SignedInRequest) -> QueryDict | None:
    """What was sent, also when nothing was ticked."""
    return request.POST if request.method == "POST" else None


def _saved(request: SignedInRequest, pk: int) -> HttpResponse:
    messages.success(request, "The changes are saved.")
    return redirect("accounts:person", pk=pk)
