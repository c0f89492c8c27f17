"""The pages of a repeating section: its entries, adding one, answering for one, removing one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from assessments import listing
from assessments.actions import entries
from assessments.forms.steps import NewEntryForm
from assessments.presenters.entries import entry_list_of
from assessments.presenters.links import entry_name
from assessments.refusals import Malformed
from assessments.views.answering import OpenSection, answer_page, open_section


def entry_list(request: SignedInRequest, opened: OpenSection) -> HttpResponse:
    """The entries as summary cards. Answers belong to the pages of the entries.

    Raises ``Malformed`` for anything typed.
    """
    if request.method == "POST":
        raise Malformed("This page does not fit your assessment. Open it again.")
    if not opened.is_asked:
        messages.warning(request, f"“{opened.section.title}” is not asked now, because of other answers.")
        return redirect("assessments:point", opened.assessment.reference, opened.point.key)
    listed = entry_list_of(opened.snapshot, opened.shown, opened.point, opened.section)
    context = {**opened.context(), "listed": listed, "next_href": opened.next_href}
    return render(request, "assessments/step_entries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_entry(request: SignedInRequest, reference: str, point: str, section: str) -> HttpResponse:
    """Name a new entry, then answer for it."""
    opened = _open_repeating(request, reference, point, section)
    form = NewEntryForm(request.POST if request.method == "POST" else None, noun=opened.section.repeats)
    if form.is_valid():
        entry = entries.add_entry(
            opened.assessment,
            point_key=opened.point.key,
            section_key=opened.section.key,
            name=form.cleaned_data["name"],
            token=form.cleaned_data["token"],
            by=request.user,
            at=timezone.now(),
        )
        return redirect("assessments:entry", reference, point, section, entry.reference)
    context = {**opened.context(), "form": form, "back_href": opened.href}
    return render(request, "assessments/add_entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: SignedInRequest, reference: str, point: str, section: str, entry: str) -> HttpResponse:
    """The section's questions for one entry."""
    return answer_page(request, _open_repeating(request, reference, point, section), entry)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_entry(
    request: SignedInRequest, reference: str, point: str, section: str, entry: str
) -> HttpResponse:
    """Asks first, then takes the entry out of the assessment, once."""
    opened = _open_repeating(request, reference, point, section)
    if request.method == "POST" and listing.was_removed(opened.assessment, entry):
        return redirect(opened.href)
    name = entry_name(opened.snapshot.edition, opened.entry(entry))
    if request.method == "POST":
        entries.remove_entry(opened.assessment, entry, by=request.user, at=timezone.now())
        messages.success(request, f"{name} has been removed.")
        return redirect(opened.href)
    context = {**opened.context(), "name": name, "back_href": opened.href}
    return render(request, "assessments/remove_entry.html", context)


def _open_repeating(request: SignedInRequest, reference: str, point: str, section: str) -> OpenSection:
    opened = open_section(request, reference, point, section)
    if not opened.section.repeats:
        raise Http404
    return opened
