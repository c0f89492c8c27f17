"""An administrator's pages about people: who they are, and whether they can sign in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions, presenters
from accounts.directory import people_page, person_with_roles
from accounts.forms import PersonForm
from accounts.models import User
from accounts.permissions import require
from accounts.refusals import Refused
from accounts.requests import SignedInRequest, words_of
from accounts.roles import Permission
from accounts.views.writing import refusals_beside


@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody, by name; searched by name or address."""
    require(request.user, Permission.MANAGE_PEOPLE)
    words = words_of(request)
    page = people_page(words, request.GET.get("page", ""))
    context = {
        "page": page,
        "words": words,
        "query": urlencode({"q": words}),
        "head": presenters.PEOPLE_HEAD,
        "rows": presenters.people_rows(page),
    }
    return render(request, "accounts/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: SignedInRequest) -> HttpResponse:
    """Invite somebody, and show their link: this once, so there is no redirect that could show it again."""
    require(request.user, Permission.MANAGE_PEOPLE)
    form = PersonForm(request.POST or None, button="Add person")
    if form.is_valid():
        with refusals_beside("email", form):
            person, token = actions.invite_person(**form.cleaned_data, by=request.user, at=timezone.now())
            return _link_page(request, person, token)
    return render(request, "accounts/new_person.html", {"form": form})


@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person."""
    require(request.user, Permission.MANAGE_PEOPLE)
    found = person_with_roles(pk)
    context = {
        "person": found,
        "reviewing_lacks": presenters.what_reviewing_lacks(found),
        "rows": presenters.person_rows(found),
        "memberships": presenters.membership_rows(found),
    }
    return render(request, "accounts/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a name or an address."""
    require(request.user, Permission.MANAGE_PEOPLE)
    found = person_with_roles(pk)
    form = PersonForm(
        request.POST or None, initial={"name": found.name, "email": found.email}, button="Save changes"
    )
    if form.is_valid():
        with refusals_beside("email", form):
            actions.change_person(found, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, "The changes are saved.")
            return redirect("accounts:person", pk=pk)
    return render(request, "accounts/change_person.html", {"form": form, "person": found})


@require_POST
def new_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a link for a new or a forgotten password, and show it: this once."""
    require(request.user, Permission.MANAGE_PEOPLE)
    found = person_with_roles(pk)
    try:
        token = actions.make_link(found, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("accounts:person", pk=pk)
    return _link_page(request, found, token)


@require_POST
def end_sessions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign somebody out everywhere."""
    require(request.user, Permission.MANAGE_PEOPLE)
    found = person_with_roles(pk)
    actions.end_sessions(found, by=request.user, at=timezone.now())
    messages.success(request, f"{found.name} is signed out everywhere.")
    return redirect("accounts:person", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def deactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask first, then stop somebody from signing in."""
    require(request.user, Permission.MANAGE_PEOPLE)
    found = person_with_roles(pk)
    if request.method != "POST":
        return render(request, "accounts/deactivate.html", {"person": found})
    try:
        actions.deactivate(found, by=request.user, at=timezone.now())
        messages.success(request, f"{found.name} is deactivated.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:person", pk=pk)


@require_POST
def reactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let somebody sign in again."""
    require(request.user, Permission.MANAGE_PEOPLE)
    found = person_with_roles(pk)
    actions.reactivate(found, by=request.user, at=timezone.now())
    messages.success(request, f"{found.name} can sign in again.")
    return redirect("accounts:person", pk=pk)


def _link_page(request: HttpRequest, person: User, token: str) -> HttpResponse:
    link = request.build_absolute_uri(reverse("accounts:set_password", args=[token]))
    return render(request, "accounts/link.html", {"person": person, "link": link})
