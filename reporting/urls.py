"""Where packs are read."""

from django.urls import path

from reporting import views

app_name = "reporting"

urlpatterns = [
    path("packs/", views.pack_list, name="pack_list"),
    path("packs/<str:reference>/", views.pack, name="pack"),
    path("packs/<str:reference>/<str:extension>/", views.pack_file, name="pack_file"),
    path("packs/<str:reference>/<str:extension>/progress/", views.pack_progress, name="pack_progress"),
    path("packs/<str:reference>/<str:extension>/state/", views.pack_state, name="pack_state"),
    path("assessments/<str:reference>/preview/", views.draft_preview, name="draft_preview"),
]
