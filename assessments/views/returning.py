"""Where somebody goes on to who came from a page that checks answers, to mend one of them."""

from django.http import HttpRequest
from django.urls import reverse

from assessments.presenters.links import BACK, Back


def way_back(request: HttpRequest, reference: str, point_key: str) -> str:
    """The page that the address names, at the point; blank where it names none."""
    match request.GET.get(BACK):
        case Back.POINT:
            return reverse("assessments:check_point", args=[reference, point_key])
        case Back.ASSESSMENT:
            return reverse("assessments:check_answers", args=[reference]) + f"#point-{point_key}"
        case Back.SUBMISSION:
            return reverse("assessments:submit", args=[reference])
    return ""
