"""Where somebody goes on to who came from a page of an assessment, to fill in what is missing."""

from django.http import HttpRequest
from django.urls import reverse

from assessments.presenters.links import BACK, Back


def way_back(request: HttpRequest, reference: str, point_key: str = "") -> str:
    """The page of the assessment that the address names, at the point; blank where it names none."""
    match request.GET.get(BACK):
        case Back.TASK_LIST:
            return reverse("assessments:task_list", args=[reference])
        case Back.POINT if point_key:
            return reverse("assessments:check_point", args=[reference, point_key])
        case Back.ASSESSMENT:
            page = reverse("assessments:check_answers", args=[reference])
            return f"{page}#point-{point_key}" if point_key else page
        case Back.SUBMISSION:
            return reverse("assessments:submit", args=[reference])
    return ""
