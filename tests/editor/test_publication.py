"""The way from a draft to a published edition, and its end."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from assessments.snapshot import take_snapshot
from editor.forms.publication import ASK
from editor.presenters.publication import CLOSED, HEADINGS, Stage, retiring
from events.models import Event
from question_sets import changing
from question_sets.announcements import ONE_EDITOR
from question_sets.editions import Typed, approve, base_of, change_part, retire, send_back, withdraw
from question_sets.models import Decision, EditionStatus, PublicationRequest, QuestionSet, Seal
from question_sets.parts import EDITION, Part, PartKind
from question_sets.reading import read_edition
from tests.assessments import factories
from tests.assessments.queries import queries_of
from tests.question_sets.factories import SEALED_AT, make_edition, make_point, save_edition, small_edition
from tests.question_sets.publishing import ask_for, publish, throw_away

pytestmark = pytest.mark.django_db

NOW = factories.NOW
NEW = "2027-01"
TEXT = Part(PartKind.QUESTION, ("first.text",))


@pytest.fixture
def asker():
    return factories.person("Ask Er", Role.EDITOR)


@pytest.fixture
def second():
    return factories.person("Sec Ond", Role.EDITOR)


@pytest.fixture
def draft():
    factories.published_edition()
    edition = changing.change(small_edition(), EDITION, {"edition": NEW})
    return save_edition(changing.change(edition, TEXT, {"required": False}), sealed=False)


def address(name, edition=NEW):
    return reverse(f"editor:{name}", args=["example", edition])


def words(answer):
    """The page without its tags, in single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


class Window:
    """A page that somebody has open, and what its forms send."""

    def __init__(self, person, name, edition=NEW):
        self.client = Client()
        self.client.force_login(person)
        self.address = address(name, edition)
        self.answer = self.client.get(self.address)
        self.page = words(self.answer)

    @property
    def hidden(self):
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.answer.content.decode())
        return {name: value for name, value in found if name != "csrfmiddlewaretoken"}

    def send(self, to="", **typed):
        """The answer to the form, with what it carries."""
        return self.client.post(to or self.address, {**self.hidden, **typed})

    def after(self, answer):
        """The page that an answer leads to."""
        return words(self.client.get(answer.url))


def change(draft, by):
    text = Typed("Something else", base_of(read_edition(draft).question("first.text").help))
    change_part(draft, TEXT, {"help": text}, by=by, at=NOW)


def status():
    return QuestionSet.objects.with_status().get(edition=NEW).status


# ---- Asking


def test_the_page_shows_what_changes_and_whom_it_touches(draft, asker):
    lead = factories.lead()
    factories.answer(factories.assessment(lead), "first.text", "One", by=lead)

    page = Window(asker, "publish").page

    assert "What is left to mend Nothing." in page
    assert "Compared with edition 2026-01:" in page
    assert "1 change, affecting answers." in page
    assert "1 draft assessment with 1 answer and 0 submitted assessments of 1 organisation stay" in page
    assert "0 are to questions that this draft removes, and 1 to questions whose meaning it changes." in page
    assert "Ask another editor to approve" in page
    assert "Publish this edition" not in page.split("Tell teams")[1]


def test_asking_waits_for_another_editor(draft, asker):
    window = Window(asker, "publish")

    answer = window.send(announcement="Point 1 asks less.")

    request = PublicationRequest.objects.get()
    assert (request.announcement, request.asked_by, request.decision) == ("Point 1 asks less.", asker, "")
    assert answer.url == address("approve")
    assert "This draft waits for another editor" in window.after(answer)
    assert status() is EditionStatus.DRAFT


def test_without_a_second_editor_the_page_warns_and_publishes(draft, asker, settings):
    settings.SECOND_EDITOR = False
    window = Window(asker, "publish")

    answer = window.send(announcement="")

    assert "Nobody else checks this edition" in window.page
    assert "That is recorded with the publication." in window.page
    assert "Ask another editor" not in window.page
    assert status() is EditionStatus.PUBLISHED
    assert f"Edition {NEW} is published." in window.after(answer)


def test_a_button_that_asks_never_publishes(draft, asker, settings):
    window = Window(asker, "publish")
    settings.SECOND_EDITOR = False

    answer = window.send(announcement="Still here")

    assert "Whether a second editor has to approve changed meanwhile." in words(answer)
    assert "Still here" in words(answer)
    assert status() is EditionStatus.DRAFT
    window.answer = answer
    window.send(announcement="Still here")
    assert status() is EditionStatus.PUBLISHED


def test_a_publication_by_one_editor_stays_visible(draft, asker, settings):
    settings.SECOND_EDITOR = False
    Window(asker, "publish").send(announcement="")
    settings.SECOND_EDITOR = True

    for name in ("approve", "edition", "history"):
        assert ONE_EDITOR in Window(asker, name).page


def test_a_publication_by_two_editors_says_no_such_thing(draft, asker, second):
    approve(ask_for(draft, by=asker, at=NOW), seen=read_edition(draft).digest, by=second, at=NOW)

    for name in ("approve", "edition", "history"):
        assert ONE_EDITOR not in Window(asker, name).page


def test_a_draft_with_problems_cannot_be_asked_for(asker):
    unfinished = replace(make_point("one"), sections=())
    save_edition(make_edition(unfinished, edition=NEW), sealed=False)

    window = Window(asker, "publish")
    answer = window.send(announcement="Still here", does=ASK)

    assert "There is 1 problem to mend:" in window.page
    assert "Ask another editor" not in window.page
    assert answer.status_code == 409
    assert "Mend 1 problem before you publish this edition." in words(answer)
    assert "Still here" in words(answer)
    assert not PublicationRequest.objects.exists()


def test_a_draft_that_changed_meanwhile_is_shown_again_with_what_was_typed(draft, asker, second):
    window = Window(asker, "publish")
    change(draft, second)

    answer = window.send(announcement="Still here")
    window.answer = answer

    assert answer.status_code == 409
    assert "Somebody changed this while you had the page open." in words(answer)
    assert "Error:" in words(answer)
    assert "Still here" in words(answer)
    assert not PublicationRequest.objects.exists()
    assert window.send(announcement="Still here").status_code == 302
    assert PublicationRequest.objects.get().digest == read_edition(draft).digest


def test_asking_twice_keeps_what_was_typed(draft, asker, second):
    window = Window(asker, "publish")
    ask_for(draft, "Theirs", by=second, at=NOW)

    answer = window.send(announcement="Mine")

    assert answer.status_code == 409
    assert "Approval was asked for already." in words(answer)
    assert "Mine" in words(answer)
    assert PublicationRequest.objects.get().announcement == "Theirs"


def test_while_a_request_waits_its_page_is_the_way(draft, asker, second):
    ask_for(draft, by=asker, at=NOW)

    window = Window(second, "publish")

    assert window.answer.url == address("approve")


def test_an_announcement_that_is_too_long_is_refused_and_kept(draft, asker):
    answer = Window(asker, "publish").send(announcement="x" * 2_001)

    assert "Use 2,000 characters or fewer: there are 2001" in words(answer)
    assert "x" * 2_001 in words(answer)
    assert not PublicationRequest.objects.exists()


def test_a_published_edition_is_not_published_again(draft, asker, second):
    window = Window(asker, "publish")
    approve(ask_for(draft, by=asker, at=NOW), seen=read_edition(draft).digest, by=second, at=NOW)

    answer = window.send(announcement="Still here")

    assert answer.status_code == 409
    assert "This edition is published, so it cannot change." in words(answer)
    assert "Still here" in words(answer)
    assert Window(asker, "publish").answer.url == address("edition")


def test_a_first_edition_has_nothing_to_be_compared_with(asker):
    save_edition(make_edition(make_point("one"), edition=NEW), sealed=False)

    page = Window(asker, "publish").page

    assert "This is the first edition of its question set" in page
    assert "No assessment stands on an earlier edition." in page


# ---- Approving


def test_another_editor_approves(draft, asker, second):
    ask_for(draft, "Point 1 asks less.", by=asker, at=NOW)
    window = Window(second, "approve")

    answer = window.send(decision="approve")

    assert "Asked by Ask Er On 20 November 2026, 09:00" in window.page
    assert "Point 1 asks less." in window.page
    assert "1 change, affecting answers." in window.page
    assert Seal.objects.get(question_set=draft).published_by == second
    assert f"Edition {NEW} is published." in window.after(answer)


def test_sending_back_needs_a_reason(draft, asker, second):
    ask_for(draft, by=asker, at=NOW)
    window = Window(second, "approve")

    refused = window.send(decision="send_back", reason=" ")
    sent = window.send(decision="send_back", reason="Point 1 is unclear.\nSay more.")

    assert "Error:" in words(refused)
    assert "Enter what has to change first" in words(refused)
    assert "Approve and publish" in words(refused)
    assert "You have sent the draft back." in window.after(sent)
    request = PublicationRequest.objects.get()
    assert (request.decision, request.decided_by) == (Decision.SENT_BACK, second)
    assert request.reason == "Point 1 is unclear.\nSay more."


def test_who_asks_again_reads_the_reason_and_finds_the_announcement(draft, asker, second):
    request = ask_for(draft, "Point 1 asks less.", by=asker, at=NOW)
    send_back(request, reason="Not <yet>", by=second, at=NOW)

    window = Window(asker, "publish")

    assert "Sec Ond sent it back on 20 November 2026." in window.page
    assert "Not &lt;yet&gt;" in window.page
    assert "Point 1 asks less." in window.page


def test_the_asker_can_only_withdraw(draft, asker):
    request = ask_for(draft, by=asker, at=NOW)
    window = Window(asker, "approve")

    by_hand = window.send(decision="approve", request=request.pk, seen=request.digest)
    answer = window.send(to=address("withdraw"))

    assert "Approve and publish" not in window.page
    assert by_hand.status_code == 409
    assert "You asked for this approval, so another editor has to give it." in words(by_hand)
    assert "The request is withdrawn." in window.after(answer)
    assert PublicationRequest.objects.get().decision == Decision.WITHDRAWN
    assert status() is EditionStatus.DRAFT


def test_what_changed_since_it_was_asked_for_has_no_approve_button(draft, asker, second):
    ask_for(draft, by=asker, at=NOW)
    change(draft, asker)

    for person in (asker, second):
        page = Window(person, "approve").page

        assert HEADINGS[Stage.CHANGED] in page
        assert "Withdraw the request" in page
        assert "Approve and publish" not in page


def test_approving_what_changed_meanwhile_publishes_nothing(draft, asker, second):
    ask_for(draft, by=asker, at=NOW)
    window = Window(second, "approve")
    change(draft, asker)

    answer = window.send(decision="approve")

    assert answer.status_code == 409
    assert "Somebody changed this while you had the page open." in words(answer)
    assert "Approve and publish" not in words(answer)
    assert not Seal.objects.filter(question_set=draft).exists()
    assert PublicationRequest.objects.get().decision == ""


def test_of_two_approvals_at_once_one_counts(draft, asker, second):
    ask_for(draft, by=asker, at=NOW)
    third = factories.person("Thi Rd", Role.EDITOR)
    mine, theirs = Window(second, "approve"), Window(third, "approve")

    first, late = mine.send(decision="approve"), theirs.send(decision="approve")

    assert first.status_code == 302
    assert late.status_code == 409
    assert "This request is closed" in words(late)
    assert Seal.objects.get(question_set=draft).published_by == second
    assert Event.objects.filter(kind="edition_published").count() == 1


def test_a_reason_for_a_request_that_was_closed_meanwhile_is_kept(draft, asker, second):
    request = ask_for(draft, by=asker, at=NOW)
    window = Window(second, "approve")
    withdraw(request, by=asker, at=NOW)

    answer = window.send(decision="send_back", reason="I typed this")

    assert answer.status_code == 409
    assert "I typed this" in words(answer)
    assert PublicationRequest.objects.get().decision == Decision.WITHDRAWN


def test_a_page_that_shows_an_older_request_decides_on_no_newer_one(draft, asker, second):
    request = ask_for(draft, "The older words", by=asker, at=NOW)
    window = Window(second, "approve")
    withdraw(request, by=asker, at=NOW)
    ask_for(draft, "Words that nobody approved", by=asker, at=NOW + timedelta(minutes=1))

    answer = window.send(decision="approve")

    assert answer.status_code == 409
    assert status() is EditionStatus.DRAFT


def test_approving_a_discarded_draft_says_so(draft, asker, second):
    ask_for(draft, by=asker, at=NOW)
    window = Window(second, "approve")
    throw_away(draft, by=asker, at=NOW)

    for typed in ({"decision": "approve"}, {"decision": "send_back", "reason": "I typed this"}):
        answer = window.send(**typed)

        assert answer.status_code == 404
        assert "This draft was renamed or discarded" in words(answer)
    assert "What you typed What has to change first? I typed this" in words(answer)
    assert not Event.objects.filter(kind="edition_published").exists()


@pytest.mark.parametrize("typed", [{}, {"decision": "both"}, {"decision": "approve", "request": "x"}])
def test_a_forged_decision_decides_nothing(draft, asker, second, typed):
    ask_for(draft, by=asker, at=NOW)

    answer = Window(second, "approve").send(**typed)

    assert answer.status_code in (400, 409)
    assert PublicationRequest.objects.get().decision == ""


@pytest.mark.parametrize("decision", Decision)
def test_a_closed_request_says_how_it_ended(draft, asker, second, decision):
    request = ask_for(draft, by=asker, at=NOW)
    match decision:
        case Decision.APPROVED:
            approve(request, seen=request.digest, by=second, at=NOW)
        case Decision.SENT_BACK:
            send_back(request, reason="Not yet", by=second, at=NOW)
        case Decision.WITHDRAWN:
            withdraw(request, by=second, at=NOW)

    page = Window(asker, "approve").page

    assert CLOSED[decision].format(by="Sec Ond", on="20 November 2026") in page
    assert "Approve and publish" not in page


def test_nobody_asked_for_approval_of_this_one(draft, asker):
    assert Window(asker, "approve").answer.url == address("publish")
    assert Window(asker, "approve", "2026-01").answer.url == address("edition", "2026-01")


# ---- Retiring


def test_retiring_asks_first_and_says_what_happens(draft, asker):
    lead = factories.lead()
    factories.assessment(lead)
    window = Window(asker, "retire", "2026-01")

    answer = window.send()

    assert "Assessments that stand on it go on: 1 draft and 0 submitted assessments." in window.page
    assert "This question set has no other published edition:" in window.page
    assert QuestionSet.objects.with_status().get(edition="2026-01").status is EditionStatus.RETIRED
    assert "Edition 2026-01 is retired." in window.after(answer)
    assert Window(lead, "approve").answer.status_code == 403


def test_another_published_edition_is_named(asker):
    first = factories.published_edition()
    edition = changing.change(small_edition(), EDITION, {"edition": "2026-06"})
    publish(edition, at=SEALED_AT + timedelta(days=1))

    assert "New assessments can start on edition 2026-06." in Window(asker, "retire", first.edition).page


def test_an_assessment_on_a_retired_edition_goes_on(draft, asker):
    lead = factories.lead()
    assessment = factories.assessment(lead)

    retire(assessment.question_set, by=asker, at=NOW)

    factories.answer(assessment, "first.text", "Still saved", by=lead)
    assert take_snapshot(assessment).answer_by_key[("first.text", "")].value == "Still saved"


def test_only_a_published_edition_can_be_retired(draft, asker):
    window = Window(asker, "retire")

    assert window.answer.url == address("edition")
    assert window.send().status_code == 409


# ---- All of them


@pytest.mark.parametrize("name", ["publish", "approve", "retire"])
def test_only_an_editor_comes_here(draft, name):
    browser = factories.signed_in(factories.person("Ada Min", Role.ADMINISTRATOR))

    assert browser.get(address(name)).status_code == 403
    assert browser.post(address(name)).status_code == 403
    assert browser.post(address("withdraw")).status_code == 403


@pytest.mark.parametrize("name", ["publish", "approve", "retire", "impact"])
def test_an_edition_that_never_was_is_not_found(asker, name):
    assert Window(asker, name, "1999-12").answer.status_code == 404


@pytest.mark.parametrize(("name", "edition"), [("publish", NEW), ("approve", NEW), ("retire", "2026-01")])
def test_the_queries_do_not_depend_on_how_much_there_is(draft, asker, second, name, edition):
    lead = factories.lead()
    factories.answer(factories.assessment(lead), "first.text", "One", by=lead)
    if name == "approve":
        ask_for(draft, by=asker, at=NOW)
    client = factories.signed_in(second)
    few = queries_of(client, address(name, edition))

    for number in range(5):
        factories.answer(factories.assessment(lead), "first.text", f"Number {number}", by=lead)
        other = replace(small_edition(), edition=f"2028-{number}")
        save_edition(make_edition(*other.points, checks=other.checks, edition=other.edition))

    assert queries_of(client, address(name, edition)) == few <= 15


def test_every_stage_and_every_end_has_words():
    assert set(HEADINGS) == set(Stage)
    assert set(CLOSED) == set(Decision)
    assert callable(retiring)
