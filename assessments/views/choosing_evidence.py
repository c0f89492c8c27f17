"""The choice of a project's evidence: for an answer, an entry's answer, or the statement on a point."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from accounts.roles import Permission
from assessments import listing
from assessments.actions import evidence as act
from assessments.actions.evidence import Place
from assessments.forms.evidence import ChooseEvidenceForm
from assessments.models import Assessment
from assessments.permissions import assessment_for
from assessments.presenters.links import answer_fragment, evidence_href, statement_href, step_href
from assessments.views.evidence import JUST_ADDED
from assessments.views.places import point_of, question_in
from question_sets.reading import edition_structure
from question_sets.structure import Edition


@require_http_methods(["GET", "HEAD", "POST"])
def choose_evidence(
    request: SignedInRequest, reference: str, point: str, question: str = "", entry: str = ""
) -> HttpResponse:
    """Tick the evidence under an answer, an entry's answer, or the statement on a point."""
    assessment = assessment_for(request.user, reference, to=Permission.EDIT_ANSWERS)
    edition = edition_structure(assessment.question_set)
    place = _place(assessment, edition, Place(point, question, entry))
    used = listing.uses_at(assessment, point_key=point, question_key=question, entry=entry)
    evidence = list(listing.evidence_of(assessment.project))
    form = ChooseEvidenceForm(
        request.POST if request.method == "POST" else None,
        evidence=evidence,
        label=_label(edition, place),
        initial={"evidence": [*used, *request.GET.getlist(JUST_ADDED)]},
    )
    if form.is_valid():
        act.choose_evidence(
            assessment,
            place,
            chosen=form.cleaned_data["evidence"],
            base=request.POST.getlist("base"),
            by=request.user,
            at=timezone.now(),
        )
        return redirect(_after_choice(request, assessment, edition, place))
    context = {
        "form": form,
        "base": request.POST.getlist("base") if form.is_bound else sorted(used),
        "has_evidence": bool(evidence),
        "label": _label(edition, place),
        "back_href": _answer_href(assessment, edition, place),
        "back_text": "The question" if place.question_key else "Your statement",
        "add_href": _add_href(assessment, place),
        "point": edition.point(point),
    }
    return render(request, "assessments/choose_evidence.html", context)


def _place(assessment: Assessment, edition: Edition, place: Place) -> Place:
    """The place, if the edition and the assessment have it; otherwise 404."""
    point_of(edition, place.point_key)
    if place.question_key:
        question_in(edition, place.point_key, place.question_key)
        section = edition.place_of(place.question_key)[1]
        entries = listing.entries_at(assessment, place.point_key, section.key)
        if bool(section.repeats) != bool(place.entry) or (place.entry and place.entry not in entries):
            raise Http404
    return place


def _label(edition: Edition, place: Place) -> str:
    if not place.question_key:
        return "Which evidence is the most important for this point?"
    question = edition.question(place.question_key)
    return f"Which evidence supports your answer to {question.code}, {question.text}"


def _answer_href(assessment: Assessment, edition: Edition, place: Place) -> str:
    """Where the evidence is used: on a page of questions, at the answer."""
    if not place.question_key:
        return statement_href(assessment.reference, place.point_key)
    section = edition.place_of(place.question_key)[1]
    page = step_href(assessment.reference, place.point_key, section.key, place.entry)
    return page + answer_fragment(edition.question(place.question_key))


def _choosing_href(assessment: Assessment, place: Place) -> str:
    return evidence_href(assessment.reference, place.point_key, place.question_key, place.entry)


def _add_href(assessment: Assessment, place: Place) -> str:
    page = reverse("assessments:add_evidence", args=[assessment.project.reference])
    return f"{page}?{urlencode({'next': _choosing_href(assessment, place)})}"


def _after_choice(request: SignedInRequest, assessment: Assessment, edition: Edition, place: Place) -> str:
    if request.POST.get("then") == "add":
        return _add_href(assessment, place)
    return _answer_href(assessment, edition, place)
