"""The portal's pages and the page that shows everything."""

from django.urls import URLPattern, URLResolver, path

from tcop_portal.urls import urlpatterns as portal_urls
from tests.templates.pages import kitchen_sink, saved

urlpatterns: list[URLPattern | URLResolver] = [
    path("everything/", kitchen_sink),
    path("everything/saved/", saved),
    *portal_urls,
]
