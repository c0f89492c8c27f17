"""The team's pages."""

from django.urls import path

from assessments.views import actions, check, entries, statement, steps, submission

app_name = "assessments"

_SECTION = "assessments/<str:reference>/points/<str:point>/sections/<str:section>/"
_ASSESSMENT = "assessments/<str:reference>/"
_POINT = f"{_ASSESSMENT}points/<str:point>/"

urlpatterns = [
    path(_SECTION, steps.step, name="step"),
    path(f"{_SECTION}new/", entries.add_entry, name="add_entry"),
    path(f"{_SECTION}<str:entry>/", entries.entry, name="entry"),
    path(f"{_SECTION}<str:entry>/remove/", entries.remove_entry, name="remove_entry"),
    path(f"{_POINT}does-not-apply/", statement.not_applicable, name="not_applicable"),
    path(f"{_POINT}statement/", statement.statement, name="statement"),
    path(f"{_POINT}actions/new/", actions.add_action, name="add_action"),
    path(f"{_POINT}actions/<str:action>/", actions.change_action, name="change_action"),
    path(f"{_POINT}actions/<str:action>/remove/", actions.remove_action, name="remove_action"),
    path(f"{_POINT}check/", check.check_point, name="check_point"),
    path(f"{_ASSESSMENT}check/", check.check_answers, name="check_answers"),
    path(f"{_ASSESSMENT}submit/", submission.submit, name="submit"),
    path(f"{_ASSESSMENT}submitted/", submission.submitted, name="submitted"),
    path(f"{_ASSESSMENT}take-back/", submission.take_back, name="take_back"),
]
