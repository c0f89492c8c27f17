"""Writing, publishing and retiring editions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from accounts.actions import deactivate
from accounts.models import User
from accounts.roles import Role
from events.models import Event
from question_sets.editions import (
    approve,
    ask_to_publish,
    discard,
    retire,
    send_back,
    start_draft,
    withdraw,
    write_edition,
)
from question_sets.models import (
    Condition,
    EditionStatus,
    Point,
    PublicationRequest,
    QuestionSet,
    Retirement,
    Seal,
)
from question_sets.reading import read_edition
from question_sets.refusals import (
    ChangedMeanwhile,
    EditionHasProblems,
    EditionIsNotPublished,
    EditionIsSealed,
    RequestIsClosed,
    RequestWaits,
    SameEditor,
)
from question_sets.rows import TwoOfOneName
from tests.accounts.factories import make_person
from tests.question_sets.factories import make_edition, make_point, save_edition, small_edition

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.fixture
def editor() -> User:
    return make_person(Role.EDITOR)


@pytest.fixture
def second() -> User:
    return make_person(Role.EDITOR)


def ask(draft: QuestionSet, by: User) -> PublicationRequest:
    seen = read_edition(draft).digest
    return ask_to_publish(draft, announcement="What is new", seen=seen, by=by, at=NOW)


def test_what_is_written_is_read_back() -> None:
    edition = small_edition()

    question_set = write_edition(edition)

    assert read_edition(question_set) == edition
    assert question_set.status is EditionStatus.DRAFT


def test_an_edition_is_written_once() -> None:
    write_edition(small_edition())

    with pytest.raises(IntegrityError):
        write_edition(small_edition())


def test_an_edition_that_cannot_be_written_leaves_nothing() -> None:
    twice = make_edition(make_point("one"), make_point("one"))

    with pytest.raises(TwoOfOneName):
        write_edition(twice)

    assert not QuestionSet.objects.exists()


def test_a_second_editor_seals_the_content(editor: User, second: User) -> None:
    edition = small_edition()
    draft = save_edition(edition, sealed=False)

    seal = approve(ask(draft, editor), seen=edition.digest, by=second, at=NOW)

    assert (seal.digest, seal.published_at, seal.published_by) == (edition.digest, NOW, second)
    assert QuestionSet.objects.get().status is EditionStatus.PUBLISHED
    asked, published = Event.objects.order_by("sequence")
    assert (asked.kind, asked.detail) == ("approval_asked", {"digest": edition.digest})
    assert (published.subject_kind, published.subject_id) == ("edition", draft.pk)
    assert published.kind == "edition_published"
    assert published.detail == {"digest": edition.digest, "asked_by": editor.pk, "two_editors": 1}


def test_who_asks_does_not_approve(editor: User) -> None:
    draft = save_edition(small_edition(), sealed=False)
    request = ask(draft, editor)

    with pytest.raises(SameEditor):
        approve(request, seen=request.digest, by=editor, at=NOW)
    with pytest.raises(SameEditor):
        send_back(request, reason="No", by=editor, at=NOW)

    assert not Seal.objects.exists()


def test_without_a_second_editor_it_is_published_at_once_and_that_is_recorded(
    editor: User, settings: Settings
) -> None:
    settings.SECOND_EDITOR = False
    draft = save_edition(small_edition(), sealed=False)

    request = ask(draft, editor)

    assert (request.needs_approval, request.decided_by) == (False, editor)
    assert Seal.objects.get().published_by == editor
    assert Event.objects.get().detail["two_editors"] == 0


def test_only_what_was_asked_for_can_be_approved(editor: User, second: User) -> None:
    draft = save_edition(small_edition(), sealed=False)
    request = ask(draft, editor)
    Point.objects.filter(number=1).update(title="Something else")
    now = read_edition(draft).digest

    for seen in (request.digest, now):
        with pytest.raises(ChangedMeanwhile):
            approve(request, seen=seen, by=second, at=NOW)

    assert not Seal.objects.exists()


def test_what_the_page_did_not_show_is_not_asked_for(editor: User) -> None:
    draft = save_edition(small_edition(), sealed=False)

    with pytest.raises(ChangedMeanwhile):
        ask_to_publish(draft, announcement="", seen="0" * 64, by=editor, at=NOW)


@pytest.mark.parametrize("decide", [withdraw, partial(send_back, reason="Not yet")])
def test_a_closed_request_is_not_decided_again(
    editor: User, second: User, decide: Callable[..., None]
) -> None:
    draft = save_edition(small_edition(), sealed=False)
    request = ask(draft, editor)
    with pytest.raises(RequestWaits):
        ask(draft, editor)
    decide(request, by=second, at=NOW)

    with pytest.raises(RequestIsClosed):
        approve(request, seen=request.digest, by=second, at=NOW)
    with pytest.raises(RequestIsClosed):
        decide(request, by=second, at=NOW)

    assert ask(draft, editor).decision == ""


def test_a_decision_never_changes(editor: User, second: User) -> None:
    draft = save_edition(small_edition(), sealed=False)
    request = ask(draft, editor)
    approve(request, seen=request.digest, by=second, at=NOW)

    with pytest.raises(IntegrityError, match="a decision cannot change"), transaction.atomic():
        PublicationRequest.objects.update(announcement="Something else")
    with pytest.raises(IntegrityError, match="an approval stays"), transaction.atomic():
        PublicationRequest.objects.all().delete()


def test_an_edition_is_published_once(editor: User, second: User) -> None:
    draft = save_edition(small_edition(), sealed=False)
    request = ask(draft, editor)
    approve(request, seen=request.digest, by=second, at=NOW)

    with pytest.raises(RequestIsClosed):
        approve(request, seen=request.digest, by=second, at=NOW)
    with pytest.raises(EditionIsSealed):
        ask(draft, editor)


def test_only_editors_write(editor: User, second: User) -> None:
    draft = save_edition(small_edition(), sealed=False)
    request = ask(draft, editor)
    lead = make_person(Role.ADMINISTRATOR)

    with pytest.raises(PermissionDenied):
        approve(request, seen=request.digest, by=lead, at=NOW)
    with pytest.raises(PermissionDenied):
        retire(draft, by=lead, at=NOW)


def test_an_editor_who_was_deactivated_meanwhile_writes_nothing(editor: User) -> None:
    draft = save_edition(small_edition(), sealed=False)
    deactivate(editor, by=None, at=NOW)
    assert editor.is_active, "the request has read the person before"

    with pytest.raises(PermissionDenied):
        discard(draft, seen="", by=editor, at=NOW)
    with pytest.raises(PermissionDenied):
        start_draft(draft, key="", edition="2099-1", title="", by=editor, at=NOW)


def test_an_edition_with_problems_is_not_published(editor: User) -> None:
    unfinished = replace(make_point("one"), sections=())
    draft = save_edition(make_edition(unfinished), sealed=False)

    with pytest.raises(EditionHasProblems, match="Mend 1 problem before") as refusal:
        ask(draft, editor)

    assert [problem.message for problem in refusal.value.problems] == ["Add a section."]
    assert not PublicationRequest.objects.exists()
    assert not Event.objects.exists()


def test_retiring_ends_a_published_edition(editor: User) -> None:
    question_set = save_edition(small_edition())

    retire(question_set, by=editor, at=NOW)

    assert QuestionSet.objects.get().status is EditionStatus.RETIRED
    assert Event.objects.get().kind == "edition_retired"


@pytest.mark.parametrize("sealed", [True, False])
def test_only_a_published_edition_is_retired(editor: User, sealed: bool) -> None:
    question_set = save_edition(small_edition(), sealed=sealed)
    if sealed:
        retire(question_set, by=editor, at=NOW)

    with pytest.raises(EditionIsNotPublished):
        retire(question_set, by=editor, at=NOW)

    assert Retirement.objects.count() == int(sealed)


def test_editions_are_found_by_their_status(editor: User) -> None:
    draft, published, retired = (
        save_edition(make_edition(make_point("one"), edition=name), sealed=name != "draft")
        for name in ("draft", "published", "retired")
    )
    retire(retired, by=editor, at=NOW)

    assert list(QuestionSet.objects.drafts()) == [draft]
    assert list(QuestionSet.objects.published()) == [published]
    assert list(QuestionSet.objects.retired()) == [retired]
    assert list(QuestionSet.objects.with_status().newest_first()) == [retired, published, draft]


@pytest.mark.parametrize(
    "wrong",
    [
        {"operator": "any", "amount": 1},
        {"operator": "over", "amount": None},
        {"operator": "before", "other": ""},
        {"operator": "months_after_over", "amount": 1, "other": ""},
        {"operator": "like"},
        {"of_section_id": 1},
        {"of_question_id": None},
    ],
)
def test_the_database_refuses_a_condition_that_makes_no_sense(wrong: dict[str, object]) -> None:
    save_edition(small_edition(), sealed=False)
    condition = Condition.objects.filter(of_question__isnull=False, operator="any")

    with pytest.raises(IntegrityError):
        condition.update(**wrong)


def test_the_database_refuses_two_points_of_one_number() -> None:
    save_edition(small_edition(), sealed=False)

    with pytest.raises(IntegrityError):
        Point.objects.update(number=1)
