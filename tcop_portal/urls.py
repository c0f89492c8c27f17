"""The site map: which room answers which path."""

from django.urls import URLPattern, URLResolver, include, path

from tcop_portal.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    path("", include("accounts.urls")),
    path("editor/", include("editor.urls")),
    path("", include("assessments.urls")),
    path("", include("reporting.urls")),
]

handler400 = "tcop_portal.errors.bad_request"
handler403 = "tcop_portal.errors.forbidden"
handler404 = "tcop_portal.errors.not_found"
handler500 = "tcop_portal.errors.server_error"
