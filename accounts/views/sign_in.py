"""Signing in and out, staying signed in, and the link with which a person sets a password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions, sessions
from accounts.forms import NewPasswordForm, SignInForm
from accounts.refusals import LinkNotUsable
from accounts.requests import SignedInRequest, next_of
from accounts.roles import rights_of


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail address and password. Goes on to the page that was asked for."""
    if request.user.is_authenticated:
        return redirect(next_of(request) or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        person = authenticate(
            request, username=form.cleaned_data["email"], password=form.cleaned_data["password"]
        )
        if person is not None:
            login(request, person)
            now = timezone.now()
            actions.note_seen(person, at=now)
            sessions.note(request.session, at=now)
            return redirect(next_of(request) or settings.LOGIN_REDIRECT_URL)
        form.refuse()
    return render(request, "accounts/sign_in.html", {"form": form})


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("accounts:sign_in")


@require_POST
def stay_signed_in(request: SignedInRequest) -> JsonResponse:
    """Count from now again, and say in how many seconds the session would end."""
    now = timezone.now()
    sessions.note(request.session, at=now)
    left = sessions.ends_in(request.session, rights_of(request.user), at=now)
    return JsonResponse({"session_ends_in": int(left.total_seconds())})


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def set_password(request: HttpRequest, token: str) -> HttpResponse:
    """Set a password with a single-use link. Only sending the form uses the link up."""
    try:
        person = actions.owner_of_link(token, at=timezone.now())
        form = NewPasswordForm(request.POST or None, person=person, button="Set password")
        if form.is_valid():
            actions.set_password(token, form.cleaned_data["password"], at=timezone.now())
            logout(request)  # somebody else may be signed in here
            messages.success(request, "Your password is set. Sign in with it.")
            return redirect("accounts:sign_in")
    except LinkNotUsable as refusal:
        return render(request, "accounts/link_not_usable.html", {"reason": str(refusal)}, status=410)
    return render(request, "accounts/set_password.html", {"form": form, "person": person})


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any]) -> HttpResponse:
    """What django-axes answers with after too many attempts on one account from one network."""
    context = {"minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)}
    return render(request, "accounts/locked_out.html", context, status=429)
