"""The portal with two pages that fail, to look at what a person then sees."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from tcop_portal.urls import handler400, handler403, handler404, handler500
from tcop_portal.urls import urlpatterns as portal_urls

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def breaks(request: HttpRequest) -> HttpResponse:
    """A view with a fault."""
    raise RuntimeError("on purpose")


def takes_too_much(request: HttpRequest) -> HttpResponse:
    """A view that was sent more than the portal takes."""
    raise RequestDataTooBig


urlpatterns: list[URLPattern | URLResolver] = [
    path("breaks/", breaks),
    path("too-much/", takes_too_much),
    *portal_urls,
]
