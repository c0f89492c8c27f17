import pytest
from django.urls import reverse

from accounts.roles import Role
from assessments.actions.submission import take_back
from assessments.completeness import Progress
from assessments.models import Assessment, Form, Submission
from assessments.presenters.task_list import REOPENED
from tests.assessments import factories
from tests.assessments.queries import queries_of
from tests.assessments.record_pages import RecordPage


@pytest.fixture
def draft(lead):
    return factories.assessment(lead)


def page(draft, by):
    return factories.signed_in(by).get(reverse("assessments:task_list", args=[draft.reference]))


def statuses(tasks):
    return [task.status for task in tasks]


def test_a_new_assessment_has_nothing_completed(draft, lead):
    answer = page(draft, lead)
    tasks = answer.context["tasks"]

    assert tasks.progress == "0 of 2 points completed"
    assert statuses(tasks.points) == [Progress.NOT_STARTED, Progress.NOT_STARTED]
    assert statuses(tasks.about) == [Progress.COMPLETED] * 5
    assert "Example standard, edition 2026-01" in answer.content.decode()


def test_the_project_tasks_say_how_far_they_are(lead):
    blank = {"description": "", "senior_responsible_owner": "", "service_owner": ""}
    draft = factories.assessment(lead, of_project=factories.project(lead, **blank))

    about, people, *rest = statuses(page(draft, lead).context["tasks"].about)

    assert (about, people) == (Progress.IN_PROGRESS, Progress.NOT_STARTED)
    assert rest == [Progress.COMPLETED] * 3


def test_an_answer_puts_its_point_in_progress(draft, lead):
    factories.answer(draft, "first.text", "Something", by=lead)

    assert statuses(page(draft, lead).context["tasks"].points) == [Progress.IN_PROGRESS, Progress.NOT_STARTED]


def test_submitting_cannot_start_until_everything_is_there(draft, lead):
    before = page(draft, lead).context["tasks"].closing[1]
    factories.complete_assessment(draft, by=lead)

    after = page(draft, lead).context["tasks"]

    assert (before.href, before.status) == ("", "Cannot start yet")
    assert after.progress == "2 of 2 points completed"
    assert after.closing[0].status == "Nothing missing"
    assert after.closing[1].href == reverse("assessments:submit", args=[draft.reference])


def test_a_contributor_learns_that_a_lead_submits(lead):
    colleague = factories.contributor()
    draft = factories.complete_assessment(factories.assessment(lead, members=[colleague]), by=lead)

    closing = page(draft, colleague).context["tasks"].closing[1]

    assert (closing.href, closing.hint) == ("", "A lead of your organisation submits it")


def test_a_completed_point_that_a_change_reopens_says_so(draft, lead):
    factories.complete_assessment(draft, by=lead)
    factories.answer(draft, "first.text", "", by=lead)

    first, second = page(draft, lead).context["tasks"].points

    assert (first.status, first.hint) == (Progress.IN_PROGRESS, REOPENED)
    assert (second.status, second.hint) == (Progress.COMPLETED, "")


def test_a_submitted_assessment_links_its_packs_and_can_be_taken_back_by_a_lead(lead):
    colleague = factories.contributor()
    draft = factories.assessment(lead, members=[colleague])
    submission = factories.submitted(draft, by=lead)
    back = reverse("assessments:take_back", args=[draft.reference])

    of_lead, of_colleague = page(draft, lead), page(draft, colleague)

    assert [found.href for found in of_lead.context["rounds"]] == [
        reverse("reporting:pack", args=[submission.reference])
    ]
    assert "its answers cannot be changed" in of_lead.content.decode()
    assert "Check and submit" not in of_lead.content.decode()
    assert back in of_lead.content.decode()
    assert back not in of_colleague.content.decode()


def test_an_earlier_round_says_that_it_was_taken_back_and_why(draft, lead):
    made = factories.submitted(draft, by=lead)
    take_back(made, reason="The costs were wrong", by=lead, at=factories.NOW)

    answer = page(draft, lead).content.decode()

    assert "The costs were wrong" in answer
    assert reverse("reporting:pack", args=[Submission.objects.get().reference]) in answer
    assert "Check and submit" in answer


def test_a_viewer_reads_and_is_told_so(lead):
    viewer = factories.viewer()
    draft = factories.assessment(lead, members=[viewer])

    answer = page(draft, viewer).content.decode()

    assert "You can read this assessment, and not change it." in answer
    assert reverse("assessments:change_form", args=[draft.reference]) not in answer


def test_the_length_of_the_answers_is_warned_of(draft, lead, monkeypatch):
    factories.answer(draft, "first.text", "x" * 900, by=lead)
    before = page(draft, lead).context["length_warning"]

    monkeypatch.setattr("assessments.presenters.steps.WARN_AT_CHARACTERS", 900)

    assert before == ""
    assert "900 of at most 1,000,000 characters" in page(draft, lead).content.decode()


def test_switching_the_form_keeps_every_answer(draft, lead):
    factories.answer(draft, "first.date", "2027-01-04", by=lead)

    answer = RecordPage("change_form", draft.reference, by=lead).send(form=Form.SHORT)

    changed = Assessment.objects.get()
    assert answer.url == reverse("assessments:task_list", args=[draft.reference])
    assert changed.form == Form.SHORT
    assert changed.answers.get().value == "2027-01-04"


def test_a_form_that_does_not_exist_is_refused(draft, lead):
    answer = RecordPage("change_form", draft.reference, by=lead).send(form="medium")

    assert "Choose from the list" in answer.content.decode()
    assert Assessment.objects.get().form == Form.FULL


def test_an_assessment_starts_on_the_edition_and_form_chosen(lead):
    project = factories.project(lead)
    edition = factories.published_edition()

    answer = RecordPage("start_assessment", project.reference, by=lead).send(form=Form.SHORT)

    made = Assessment.objects.get()
    assert (made.project, made.question_set, made.form) == (project, edition, Form.SHORT)
    assert answer.url == reverse("assessments:task_list", args=[made.reference])


def test_starting_again_while_a_draft_exists_shows_the_draft(draft, lead):
    client = factories.signed_in(lead)

    answer = client.get(reverse("assessments:start_assessment", args=[draft.project.reference]))

    assert answer.url == reverse("assessments:task_list", args=[draft.reference])
    assert "already has a draft assessment" in client.get(answer.url).content.decode()


def test_two_people_who_start_at_once_share_one_draft(lead):
    project = factories.project(lead)
    factories.published_edition()
    mine = RecordPage("start_assessment", project.reference, by=lead)
    theirs = RecordPage("start_assessment", project.reference, by=factories.lead("Cole League"))

    first, second = theirs.send(), mine.send()

    assert first.url == second.url
    assert "already has a draft assessment" in mine.browser.get(second.url).content.decode()
    assert Assessment.objects.count() == 1


def test_without_a_published_edition_nothing_can_start(lead):
    project = factories.project(lead)

    answer = factories.signed_in(lead).get(reverse("assessments:start_assessment", args=[project.reference]))

    assert "No edition of a question set is published yet." in answer.content.decode()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.EDITOR, Role.ADMINISTRATOR])
def test_nobody_outside_the_team_sees_a_draft(draft, role):
    outsider = factories.person("Out Sider", role, of=factories.organisation())

    assert page(draft, outsider).status_code == 404


def test_the_queries_do_not_depend_on_how_much_there_is(lead):
    colleague = factories.contributor()
    draft = factories.assessment(lead, members=[colleague])
    client = factories.signed_in(colleague)
    here = reverse("assessments:task_list", args=[draft.reference])
    when_empty = queries_of(client, here)

    factories.complete_assessment(draft, by=lead)
    factories.add_contracts(draft, 49, by=lead)

    assert queries_of(client, here) == when_empty <= 15


def test_its_title_is_not_that_of_the_project(draft, lead):
    project = factories.signed_in(lead).get(reverse("assessments:project", args=[draft.project.reference]))

    assert f"<title>{draft.project.name} – " in project.content.decode()
    assert (
        f"<title>{draft.project.name}: assessment {draft.reference} – " in page(draft, lead).content.decode()
    )
