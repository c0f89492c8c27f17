"""The portal's routes and one more, whose view forgot to ask who is there: a control for the walk."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from assessments.models import Project
from tcop_portal import urls


def unguarded(request: HttpRequest, reference: str) -> HttpResponse:
    """Anybody's project."""
    return HttpResponse(Project.objects.get(reference=reference).name)


urlpatterns = [path("projects/<str:reference>/unguarded/", unguarded, name="unguarded"), *urls.urlpatterns]
