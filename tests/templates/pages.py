"""A page with every component and every kind of field, to look at and to check."""

import datetime
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie

from govuk_forms import (
    AffixInput,
    Button,
    Buttons,
    CharacterCount,
    Checkboxes,
    DateField,
    Explanation,
    Link,
    MoneyField,
    Radios,
    ShowHidePassword,
    ShownWhen,
    form_helper,
    label_as,
)
from plain_text.fields import CleanCharField, NameField

YES_NO = [("yes", "Yes"), ("no", "No")]
LONG_TERM = ShownWhen(
    "term",
    conditions=[{"questions": ["value"], "operator": "over", "amount": 100_000}],
    sentence="Answer if the value is over £100,000",
)
LEGACY = ShownWhen(
    "is_legacy",
    conditions=[{"questions": ["term"], "operator": "any", "values": ["12"]}],
    sentence="Answer if the term is 12 months",
)
FORMATS = [("odt", "ODT"), ("csv", "CSV"), ("pdf", "PDF"), ("none", "None of these")]


class EverythingForm(forms.Form):
    """One field of each kind."""

    name = label_as(NameField(label="Name of the project", help_text="As people know it"), size="m")
    email = forms.EmailField(label="E-mail address", required=False)
    password = forms.CharField(label="Password", widget=ShowHidePassword(), required=False)
    value = MoneyField(label="Value of the contract", help_text="Whole pounds, without VAT")
    term = NameField(label="Term", widget=AffixInput({"class": "govuk-input--width-3"}, suffix="months"))
    starts_on = DateField(label="When it starts", help_text="For example, 27 3 2027")
    phase = forms.ChoiceField(label="Phase", choices=[("", "Choose"), ("alpha", "Alpha"), ("beta", "Beta")])
    open_source = label_as(
        forms.ChoiceField(
            label="Is the code open? <b>& free</b>",
            choices=YES_NO,
            widget=Radios(hints={"no": "Say <i>why</i> below"}, reveals={"yes": ["licence"]}),
        ),
        size="m",
    )
    licence = NameField(label="Which licence", required=False)
    why = CleanCharField(label="Explanation", widget=CharacterCount(limit=200, rows=3), required=False)
    when_open = CleanCharField(label="When will it be open?", widget=forms.Textarea, required=False)
    formats = forms.MultipleChoiceField(
        label="Open formats",
        choices=FORMATS,
        widget=Checkboxes(dividers={"none": "or"}, exclusive=["none"], hints={"odt": "OpenDocument"}),
    )
    is_legacy = forms.BooleanField(label="Legacy technology limits us", required=False)
    token = forms.CharField(widget=forms.HiddenInput, initial="abc")

    @property
    def helper(self) -> object:
        """The layout."""
        helper = form_helper(
            "name",
            "email",
            "password",
            "value",
            LONG_TERM,
            "starts_on",
            "phase",
            "open_source",
            Explanation("why", of="open_source", explain_for=["no"]),
            ShownWhen(
                "when_open",
                conditions=[{"questions": ["open_source"], "operator": "any", "values": ["no"]}],
                sentence="Answer if you chose No above",
            ),
            "formats",
            LEGACY,
            Buttons(
                Button("Save and continue"),
                Button("Save", name="later", kind="secondary"),
                Link("Cancel", "/"),
            ),
            button="",
        )
        helper.attrs = {"data-autosave-url": "/everything/saved/"}
        return helper


@dataclass(frozen=True)
class Row:
    """A row as presenters make them: plain values."""

    key: str
    value: str = ""
    lines: tuple[str, ...] = ()
    actions: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class Task:
    """A task as presenters make them."""

    title: str
    href: str
    status: str
    colour: str = ""
    hint: str = ""


CHANGE = {"href": "#main-content", "text": "Change", "visually_hidden_text": "name"}
SINK = {
    "rows": [
        Row("Name", "Passports <online>", actions=(CHANGE,)),
        Row("Purpose", lines=("First line", "Second line"), actions=(CHANGE,)),
        Row("Owner", "Not answered yet"),
    ],
    "card_actions": [CHANGE, {"href": "#main-content", "text": "Remove", "visually_hidden_text": "contract"}],
    "tasks": [
        Task("About the project", "#main-content", "Completed"),
        Task("1. Define user needs", "#main-content", "In progress", "blue", "8 of 12 answered"),
        Task("Submit", "", "Cannot start yet"),
    ],
    "head": [{"text": "Point"}, {"text": "Rating"}, {"text": "Actions", "format": "numeric"}],
    "table": [
        [
            {"text": "Define user needs", "href": "#main-content"},
            {"text": "Met", "colour": "green"},
            {"text": 3, "format": "numeric"},
        ],
        [{"text": "Be open"}, {"text": "Not met", "colour": "red"}, {"text": 0, "format": "numeric"}],
    ],
    "crumbs": [{"text": "Assessments", "href": "#main-content"}, {"text": "Passports"}],
    "tabs": [
        {"text": "Points", "href": "#main-content", "current": True},
        {"text": "History", "href": "#main-content"},
    ],
    "happened": [
        {"title": "Submitted", "by": "Ada", "at": datetime.datetime(2026, 11, 3, 9, 30), "text": "Round 1"}
    ],
    "navigation": [
        {"text": "Your assessments", "href": "/", "current": True},
        {"text": "Packs", "href": "/packs/"},
    ],
}


def serve_kitchen_sink(settings: Any) -> str:
    """Put the page beside the portal's own, for one test. Its path."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [Path(__file__).parent / "templates", *templates[0]["DIRS"]]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.templates.urls"
    return "/everything/"


@login_not_required
def saved(request: HttpRequest) -> JsonResponse:
    """What autosave gets: a time, and a new version for the hidden input."""
    version = f"{request.POST['token']}+1"
    return JsonResponse({"saved_at": "14:32", "versions": {"token": version}, "conflicts": 0, "errors": []})


@login_not_required
@ensure_csrf_cookie
def kitchen_sink(request: HttpRequest) -> HttpResponse:
    """Everything, once."""
    form = EverythingForm(request.POST if request.method == "POST" else None)
    if "ends_in" in request.GET:
        request.session_ends_in = int(request.GET["ends_in"])  # type: ignore[attr-defined] # as the middleware does
    if "notice" in request.GET:
        messages.success(request, "Saved <b>plainly</b>")
        messages.info(request, "The question set has a newer edition")
    return render(
        request, "kitchen_sink.html", {"form": form, "page": Paginator(range(95), 10).page(4), **SINK}
    )
