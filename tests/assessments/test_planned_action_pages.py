from datetime import date

import pytest
from django.urls import reverse

from assessments.actions.points import change_planned_action
from assessments.models import ActionStatus, PlannedAction
from assessments.snapshot import take_snapshot
from events.models import Event
from tests.assessments import factories
from tests.assessments.record_pages import RecordPage

TYPED = {
    "what": "Replace the mainframe",
    "owner": "Ann Owner",
    "due_on-day": "1",
    "due_on-month": "5",
    "due_on-year": "2027",
    "status": ActionStatus.IN_PROGRESS,
}


@pytest.fixture
def draft(lead):
    return factories.assessment(lead)


def new_page(draft, lead):
    return RecordPage("add_action", draft.reference, "first", by=lead)


@pytest.fixture
def action(draft, lead):
    new_page(draft, lead).send(TYPED)
    return PlannedAction.objects.get()


def page(name, draft, lead, action):
    return RecordPage(name, draft.reference, "first", action.reference, by=lead)


def test_an_action_is_added_and_listed_on_the_statement(draft, lead):
    answer = new_page(draft, lead).send(TYPED)

    statement = reverse("assessments:statement", args=[draft.reference, "first"])
    assert answer.url == statement
    made = PlannedAction.objects.get()
    assert (made.what, made.owner, made.due_on) == ("Replace the mainframe", "Ann Owner", date(2027, 5, 1))
    text = factories.signed_in(lead).get(statement).content.decode()
    assert "Replace the mainframe" in text
    assert "1 May 2027" in text


def test_sending_the_page_twice_makes_one_action(draft, lead):
    opened = new_page(draft, lead)

    first, second = opened.send(TYPED), opened.send(TYPED)

    assert (first.status_code, second.status_code) == (302, 302)
    assert PlannedAction.objects.count() == 1


def test_a_date_that_is_none_keeps_the_rest_and_goes_on_to_the_same_action(draft, lead):
    opened = new_page(draft, lead)

    answer = opened.send({**TYPED, "due_on-month": "13"})

    made = PlannedAction.objects.get()
    assert (made.what, made.due_on) == ("Replace the mainframe", None)
    assert "<title>Error: " in answer.content.decode()
    change = reverse("assessments:change_action", args=[draft.reference, "first", made.reference])
    assert f'action="{change}"' in answer.content.decode()


def test_a_page_without_its_token_adds_nothing(draft, lead):
    opened = new_page(draft, lead)

    answer = opened.send({**TYPED, "token": "nonsense"})

    assert answer.status_code == 200
    assert "Replace the mainframe" in answer.content.decode()
    assert not PlannedAction.objects.exists()


def test_an_action_is_changed(draft, lead, action):
    answer = page("change_action", draft, lead, action).send({"status": ActionStatus.DONE})

    assert answer.status_code == 302
    action.refresh_from_db()
    assert (action.status, action.what) == (ActionStatus.DONE, "Replace the mainframe")


def test_how_far_an_action_is_cannot_be_left_out(draft, lead, action):
    answer = page("change_action", draft, lead, action).send({"status": "", "what": "Retire it"})

    action.refresh_from_db()
    assert "Say how far the action is" in answer.content.decode()
    assert (action.status, action.what) == (ActionStatus.IN_PROGRESS, "Retire it")
    statement = reverse("assessments:statement", args=[draft.reference, "first"])
    assert factories.signed_in(lead).get(statement).status_code == 200


def test_a_new_action_that_does_not_say_how_far_it_is_begins_as_not_started(draft, lead):
    answer = new_page(draft, lead).send({**TYPED, "status": ""})

    assert "Say how far the action is" in answer.content.decode()
    assert PlannedAction.objects.get().status == ActionStatus.NOT_STARTED


def test_two_people_on_the_same_field_see_both_texts(draft, lead, action):
    opened = page("change_action", draft, lead, action)
    change_planned_action(
        draft,
        action.reference,
        fields={"what": "Theirs"},
        base_version=1,
        by=lead,
        at=factories.NOW,
    )

    answer = opened.send({"what": "Mine", "owner": "Bob"})

    action.refresh_from_db()
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()
    assert (action.what, action.owner) == ("Theirs", "Bob")


def test_removing_asks_first_and_then_removes(draft, lead, action):
    opened = page("remove_action", draft, lead, action)
    assert "Replace the mainframe" in opened.text
    assert len(take_snapshot(draft).actions) == 1

    opened.send()

    assert take_snapshot(draft).actions == ()
    assert page("change_action", draft, lead, action).response.status_code == 404


def test_an_action_that_was_removed_meanwhile_keeps_the_typed_text_on_the_page(draft, lead, action):
    opened = page("change_action", draft, lead, action)
    page("remove_action", draft, lead, action).send()

    answer = opened.send({"what": "Typed too late"})

    assert answer.status_code == 400
    assert "Typed too late" in answer.content.decode()


def test_a_second_click_on_remove_says_the_same_and_removes_once(draft, lead, action):
    opened = page("remove_action", draft, lead, action)

    answers = [opened.send() for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Event.objects.filter(kind="action_removed").count() == 1


def test_an_action_of_another_point_is_not_found(draft, lead, action):
    opened = RecordPage("change_action", draft.reference, "second", action.reference, by=lead)

    assert opened.response.status_code == 404


def test_a_late_write_gives_a_page_with_the_typed_text(draft, lead, action):
    opened = page("change_action", draft, lead, action)
    factories.submitted(draft, by=lead)

    answer = opened.send({"what": "Typed too late"})

    assert answer.status_code == 409
    assert "Typed too late" in answer.content.decode()
