"""What changed between two editions of a question set: to read, to print, and as data."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from editor.differences_document import differences_document
from editor.forms.differences import OTHER, CompareForm
from editor.presenters.change_summary import change_summary
from editor.presenters.differences import difference_groups
from editor.views.comparing import open_comparison
from editor.views.opening import OpenEdition
from question_sets.changes import changes


@require_safe
def differences(request: SignedInRequest, key: str, edition: str) -> HttpResponse:
    """Every change, point by point, before and now beside each other."""
    found = open_comparison(request, key, edition, other=request.GET.get(OTHER, ""))
    opened = OpenEdition(found.row, found.after)
    if not found.other or not found.before:
        context = opened.context(others=found.others, form=CompareForm(found.others, chosen=None))
        return render(request, "editor/differences.html", context)
    changed = changes(found.before, found.after)
    data = f"{opened.href('differences_data')}?{urlencode({OTHER: found.other.edition})}"
    context = opened.context(
        others=found.others,
        other=found.other,
        form=CompareForm(found.others, chosen=found.other),
        summary=change_summary(changed),
        groups=difference_groups(changed, before=found.before, after=found.after),
        data_href=data,
    )
    return render(request, "editor/differences.html", context)


@require_safe
def differences_data(request: SignedInRequest, key: str, edition: str) -> HttpResponse:
    """The same as JSON, to keep. Its schema is ``docs/reference/differences-schema.json``."""
    found = open_comparison(request, key, edition, other=request.GET.get(OTHER, ""))
    if not found.before:
        raise Http404
    name = f"{key}-{found.before.edition}-to-{edition}.json"
    return JsonResponse(
        differences_document(found.before, found.after),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
