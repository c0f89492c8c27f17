"""Who is on a project: a lead adds and removes the organisation's people."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from accounts.roles import Permission
from assessments import listing
from assessments.actions.projects import add_member
from assessments.actions.projects import remove_member as take_off
from assessments.forms.projects import AddMemberForm
from assessments.permissions import project_for
from assessments.presenters.projects import member_rows


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everybody on the project, and a form to add somebody."""
    project = project_for(request.user, reference, to=Permission.MANAGE_MEMBERS)
    form = AddMemberForm(
        request.POST if request.method == "POST" else None, people=list(listing.people_to_add(project))
    )
    if form.is_valid():
        add_member(project, form.person, by=request.user, at=timezone.now())
        messages.success(request, f"{form.person.name} is now on the project.")
        return redirect("assessments:members", reference)
    context = {
        "project": project,
        "form": form,
        "members": member_rows(project, listing.members_of(project), can_manage=True),
    }
    return render(request, "assessments/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_member(request: SignedInRequest, reference: str, person: int) -> HttpResponse:
    """Ask, and take somebody off the project, once."""
    project = project_for(request.user, reference, to=Permission.MANAGE_MEMBERS)
    member = listing.members_of(project).filter(user__pk=person).first()
    if not member:
        if request.method == "POST" and listing.was_taken_off(project, person):
            return redirect("assessments:members", reference)
        raise Http404
    if request.method == "POST":
        take_off(project, member.user, by=request.user, at=timezone.now())
        messages.success(request, f"{member.user.name} is no longer on the project.")
        return redirect("assessments:members", reference)
    return render(request, "assessments/remove_member.html", {"project": project, "person": member.user})
