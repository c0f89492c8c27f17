"""The portal's routes and two more, whose views forgot to ask who is there: a control for the walk."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from assessments.models import Project
from question_sets.models import QuestionSet
from tcop_portal import urls


def unguarded(request: HttpRequest, reference: str) -> HttpResponse:
    """Anybody's project."""
    return HttpResponse(Project.objects.get(reference=reference).name)


def unguarded_edition(request: HttpRequest, key: str, edition: str) -> HttpResponse:
    """Anybody's edition."""
    return HttpResponse(QuestionSet.objects.get(key=key, edition=edition).title)


urlpatterns = [
    path("projects/<str:reference>/unguarded/", unguarded, name="unguarded"),
    path("editor/<str:key>/<str:edition>/unguarded/", unguarded_edition, name="unguarded_edition"),
    *urls.urlpatterns,
]
