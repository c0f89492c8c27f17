"""An edition as a file: imported as a draft, and exported."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import require
from accounts.requests import SignedInRequest
from accounts.roles import Permission
from editor.forms.editions import ImportForm
from editor.presenters import files as present
from editor.views.opening import open_edition
from question_sets import fixture_file
from question_sets.editions import import_draft
from question_sets.fixture_file import FixtureProblems
from question_sets.models import QuestionSet
from question_sets.nouns import counted
from question_sets.problems import problems
from question_sets.reading import edition_structure
from question_sets.refusals import EditionExists


@require_http_methods(["GET", "HEAD", "POST"])
def import_edition(request: SignedInRequest) -> HttpResponse:
    """Make a draft of an uploaded file, or say what is wrong with the file."""
    require(request.user, Permission.EDIT_QUESTION_SETS)
    if request.method != "POST":
        return render(request, "editor/import_edition.html", {"form": ImportForm()})
    form = ImportForm(request.POST, request.FILES)
    found: FixtureProblems | None = None
    if form.is_valid():
        try:
            return _opened(request, _imported(request, form))
        except EditionExists as refusal:
            form.add_error("edition", str(refusal))
        except FixtureProblems as problems:
            form.add_error("file", f"Nothing was imported. {problems}")
            found = problems
    context = {
        "form": form,
        "found": found,
        "head": present.PROBLEMS_HEAD,
        "rows": present.problem_rows(found.problems) if found else (),
    }
    return render(request, "editor/import_edition.html", context)


@require_safe
def export(request: SignedInRequest, key: str, edition: str) -> HttpResponse:
    """The edition as the fixture that another portal can load or import."""
    opened = open_edition(request, key, edition)
    seal = None if opened.is_draft else opened.question_set.seal
    return HttpResponse(
        fixture_file.export(opened.structure, seal),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{key}-{edition}.json"'},
    )


def _imported(request: SignedInRequest, form: ImportForm) -> QuestionSet:
    edition = fixture_file.read(form.cleaned_data["file"].read())
    if name := form.cleaned_data["edition"]:
        edition = replace(edition, edition=name)
    token = str(form.cleaned_data["token"])
    return import_draft(edition, by=request.user, at=timezone.now(), token=token)


def _opened(request: SignedInRequest, draft: QuestionSet) -> HttpResponse:
    found = len(problems(edition_structure(draft)))
    left = f" It has {counted(found, 'problem')} to mend before it can be published." if found else ""
    messages.success(request, f"The edition is imported as a draft. Nobody but editors sees it.{left}")
    return redirect("editor:edition", draft.key, draft.edition)
