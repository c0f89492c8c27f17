"""What the pages of records share: the page on which somebody chooses between two texts."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import SignedInRequest
from assessments.forms.records import RecordForm
from assessments.presenters.conflicts import record_conflicts
from plain_text.merging import FieldConflict


def needs_another_look(form: RecordForm, conflicts: Sequence[FieldConflict]) -> bool:
    """Whether the conflict page is due: for conflicts, and for errors made on that page."""
    return bool(conflicts) or (form.is_partial and bool(form.errors))


def ask_again(
    request: SignedInRequest,
    form: RecordForm,
    conflicts: Sequence[FieldConflict],
    *,
    cancel_href: str,
    caption: str,
    action: str = "",
) -> HttpResponse:
    """Both texts of every field that two people changed, with the fields that have errors."""
    wrong = [name for name in form.names if name in form.errors]
    context = {
        "form": form,
        "conflicts": record_conflicts(form, conflicts),
        "others": [form[name] for name in wrong],
        "hidden": form.hidden([*(conflict.field for conflict in conflicts), *wrong]),
        "action": action,
        "cancel_href": cancel_href,
        "caption": caption,
    }
    return render(request, "assessments/conflict.html", context, status=HTTPStatus.CONFLICT)
