"""The team's pages."""

from django.urls import path

from assessments.views import (
    actions,
    check,
    choosing_evidence,
    entries,
    evidence,
    history,
    home,
    members,
    points,
    projects,
    question_sets,
    statement,
    steps,
    submission,
    task_list,
)

app_name = "assessments"

_SECTION = "assessments/<str:reference>/points/<str:point>/sections/<str:section>/"
_PROJECT = "projects/<str:reference>/"
_ASSESSMENT = "assessments/<str:reference>/"
_POINT = f"{_ASSESSMENT}points/<str:point>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("question-sets/", question_sets.edition_list, name="edition_list"),
    path("question-sets/<str:key>/<str:edition>/blank/", question_sets.blank_copy, name="blank_copy"),
    path("projects/new/", projects.new_project, name="new_project"),
    path(_PROJECT, projects.project, name="project"),
    path(f"{_PROJECT}start/", projects.start_assessment, name="start_assessment"),
    path(f"{_PROJECT}people-on-it/", members.members, name="members"),
    path(f"{_PROJECT}people-on-it/<int:person>/remove/", members.remove_member, name="remove_member"),
    path(f"{_PROJECT}evidence/", evidence.evidence, name="evidence"),
    path(f"{_PROJECT}evidence/new/", evidence.add_evidence, name="add_evidence"),
    path(f"{_PROJECT}evidence/<str:evidence>/", evidence.change_evidence, name="change_evidence"),
    path(f"{_PROJECT}evidence/<str:evidence>/remove/", evidence.remove_evidence, name="remove_evidence"),
    path(f"{_PROJECT}<str:step>/", projects.project_step, name="project_step"),
    path(_ASSESSMENT, task_list.task_list, name="task_list"),
    path(f"{_ASSESSMENT}form/", task_list.change_form, name="change_form"),
    path(f"{_ASSESSMENT}history/", history.history, name="history"),
    path(_POINT, points.point, name="point"),
    path(f"{_POINT}evidence/", choosing_evidence.choose_evidence, name="choose_evidence"),
    path(
        f"{_POINT}evidence/<str:question>/", choosing_evidence.choose_evidence, name="choose_answer_evidence"
    ),
    path(
        f"{_POINT}evidence/<str:question>/<str:entry>/",
        choosing_evidence.choose_evidence,
        name="choose_entry_evidence",
    ),
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
