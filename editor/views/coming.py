"""Stands in for pages that are being written. Gone when the last of them is there."""

from django.http import Http404, HttpRequest, HttpResponse


def coming(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404
