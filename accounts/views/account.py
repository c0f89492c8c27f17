"""A person's own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import change_own_password
from accounts.directory import person_with_roles
from accounts.forms import ChangePasswordForm
from accounts.presenters import account_rows
from accounts.requests import SignedInRequest
from accounts.views.writing import refusals_beside


@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    """Who I am here and what I may do."""
    return render(
        request, "accounts/account.html", {"rows": account_rows(person_with_roles(request.user.pk))}
    )


@sensitive_post_parameters("current_password", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: SignedInRequest) -> HttpResponse:
    """A new password. This session goes on; every other session of the person ends."""
    form = ChangePasswordForm(request.POST or None, request=request, button="Change password")
    if form.is_valid():
        with refusals_beside("password", form):
            person = change_own_password(request.user, form.cleaned_data["password"], at=timezone.now())
            update_session_auth_hash(request, person)
            messages.success(request, "Your password is changed. You are signed out everywhere else.")
            return redirect("accounts:account")
    return render(request, "accounts/change_password.html", {"form": form})
