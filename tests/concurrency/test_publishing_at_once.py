"""Publishing, retiring and discarding while others edit, approve or start: one legal outcome each time."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from threading import Event
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections

from accounts.models import User
from accounts.roles import Role
from assessments.actions.answers import AnswerInput, SaveResult, save_answers
from assessments.actions.projects import start_assessment
from assessments.models import Answer, Assessment, Form, Project
from assessments.refusals import NotNow
from question_sets.editions import (
    Saved,
    Typed,
    approve,
    ask_to_publish,
    base_of,
    change_part,
    discard,
    publishing,
    retire,
    state_of,
)
from question_sets.models import PublicationRequest, QuestionSet, QuestionSetQuerySet, Retirement, Seal
from question_sets.parts import part_of
from question_sets.reading import read_edition
from question_sets.refusals import ChangedMeanwhile, EditionIsSealed, NoSuchEdition, RequestIsClosed
from question_sets.structure import Edition
from tests.accounts.factories import make_person
from tests.assessments import factories
from tests.concurrency.racing import ROUNDS, faults_left, race, tell_outcomes
from tests.concurrency.writers import together
from tests.question_sets.factories import ask, make_edition, make_point, make_section, save_edition
from tests.telling import Tell

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
QUESTION = part_of("question/first.text")

Outcome = tuple[type[Any], type[Any]]
"""What two writes gave or raised, by type."""


@pytest.fixture
def editors() -> list[User]:
    return [make_person(Role.EDITOR) for _ in range(3)]


@pytest.fixture
def lead() -> User:
    return factories.lead()


def tiny_edition(number: int) -> Edition:
    """An edition of one question."""
    section = make_section("kinds", ask("first.text"))
    return make_edition(make_point("first", section), edition=f"2027-{number}")


def asked_for(number: int, *, by: User) -> PublicationRequest:
    """A draft that waits for another editor."""
    draft = save_edition(tiny_edition(number), sealed=False)
    seen = read_edition(draft).digest
    return ask_to_publish(draft, announcement="What is new", seen=seen, by=by, at=NOW)


def edit(draft: QuestionSet, *, by: User) -> Saved:
    """Change the question of a draft."""
    base = base_of("What about first.text?")
    return change_part(draft, QUESTION, {"text": Typed("Changed", base)}, by=by, at=NOW)


def start(project: Project, edition: QuestionSet, *, by: User) -> Assessment:
    """Start an assessment."""
    return start_assessment(project, edition, form=Form.FULL, token=uuid4(), by=by, at=NOW)


def type_into(assessment: Assessment, text: str, *, version: int, by: User) -> SaveResult:
    """Save the answer to the only question."""
    given = AnswerInput(QUESTION.keys[-1], text, base_version=version)
    return save_answers(assessment, [given], by=by, at=NOW)


def is_as_sealed(question_set: QuestionSet) -> bool:
    """Whether the content of a sealed edition is what its seal says."""
    return Seal.objects.get(question_set=question_set).digest == read_edition(question_set).digest


def named(outcome: tuple[Any, Any], legal: Mapping[Outcome, str]) -> str:
    """What a legal outcome is called. The outcome itself where it is none."""
    return legal.get((type(outcome[0]), type(outcome[1])), repr(outcome))


def tell_legal(tell: Tell, what: str, outcomes: Counter[str], legal: Mapping[Outcome, str]) -> None:
    """Have the counts printed; each legal outcome came about, and no other."""
    tell_outcomes(tell, what, outcomes)
    assert set(outcomes) == set(legal.values())
    assert faults_left() == []


def test_what_is_edited_is_not_published_unseen(editors: list[User], tell: Tell) -> None:
    legal: Mapping[Outcome, str] = {
        (Saved, ChangedMeanwhile): "edited, and the approval refused",
        (EditionIsSealed, Seal): "published, and the edit refused",
    }
    outcomes: Counter[str] = Counter()
    asker, second, third = editors

    for number in range(ROUNDS):
        request = asked_for(number, by=asker)
        draft = request.question_set
        edited, published = race(
            number,
            partial(edit, draft, by=third),
            partial(approve, request, seen=request.digest, by=second, at=NOW),
        )

        outcomes[named((edited, published), legal)] += 1
        is_changed = read_edition(draft).question("first.text").text == "Changed"
        assert is_changed == isinstance(edited, Saved)
        assert Seal.objects.filter(question_set=draft).exists() == isinstance(published, Seal)
        assert not isinstance(published, Seal) or is_as_sealed(draft)

    tell_legal(tell, "edit with approve", outcomes, legal)


def test_a_draft_is_published_or_discarded(editors: list[User], tell: Tell) -> None:
    legal: Mapping[Outcome, str] = {
        (Seal, EditionIsSealed): "published, and the discarding refused",
        (NoSuchEdition, type(None)): "discarded, and the approval refused",
    }
    outcomes: Counter[str] = Counter()
    asker, second, third = editors

    for number in range(ROUNDS):
        request = asked_for(number, by=asker)
        draft = QuestionSet.objects.get(pk=request.question_set_id)
        published, discarded = race(
            number,
            partial(approve, request, seen=request.digest, by=second, at=NOW),
            partial(discard, draft, seen=state_of(draft, read_edition(draft)), by=third, at=NOW),
        )

        outcomes[named((published, discarded), legal)] += 1
        assert QuestionSet.objects.filter(pk=draft.pk).exists() == isinstance(published, Seal)

    tell_legal(tell, "approve with discard", outcomes, legal)


def test_of_two_approvals_one_publishes(editors: list[User], tell: Tell) -> None:
    legal: Mapping[Outcome, str] = {
        (Seal, RequestIsClosed): "the one publishes",
        (RequestIsClosed, Seal): "the other publishes",
    }
    outcomes: Counter[str] = Counter()
    asker, *approvers = editors

    for number in range(ROUNDS):
        request = asked_for(number, by=asker)
        approvals = [partial(approve, request, seen=request.digest, by=by, at=NOW) for by in approvers]
        approved = race(number, approvals[0], approvals[1])

        outcomes[named(approved, legal)] += 1
        winner = approvers[isinstance(approved[1], Seal)]
        request.refresh_from_db()
        assert (request.decided_by, request.question_set.seal.published_by) == (winner, winner)
        assert is_as_sealed(request.question_set)

    tell_legal(tell, "approve with approve", outcomes, legal)


def test_an_assessment_starts_on_what_is_published(editors: list[User], lead: User, tell: Tell) -> None:
    legal: Mapping[Outcome, str] = {
        (Seal, Assessment): "published, and started",
        (Seal, NotNow): "published, and the start refused",
    }
    outcomes: Counter[str] = Counter()
    asker, second, _ = editors

    for number in range(ROUNDS):
        request = asked_for(number, by=asker)
        edition = request.question_set
        published, started = race(
            number,
            partial(approve, request, seen=request.digest, by=second, at=NOW),
            partial(start, factories.project(lead), edition, by=lead),
        )

        outcomes[named((published, started), legal)] += 1
        begun = Assessment.objects.filter(question_set=edition).count()
        assert begun == isinstance(started, Assessment)
        assert is_as_sealed(edition)

    tell_legal(tell, "publish with start", outcomes, legal)


def test_no_assessment_starts_on_what_is_retired(editors: list[User], lead: User, tell: Tell) -> None:
    legal: Mapping[Outcome, str] = {
        (Retirement, Assessment): "started, then retired",
        (Retirement, NotNow): "retired, and the start refused",
    }
    outcomes: Counter[str] = Counter()

    for number in range(ROUNDS):
        edition = save_edition(tiny_edition(number))
        retired, started = race(
            number,
            partial(retire, edition, by=editors[0], at=NOW),
            partial(start, factories.project(lead), edition, by=lead),
        )

        outcomes[named((retired, started), legal)] += 1
        begun = Assessment.objects.filter(question_set=edition).count()
        assert begun == isinstance(started, Assessment)

    tell_legal(tell, "retire with start", outcomes, legal)


def test_teams_go_on_while_an_edition_is_published(editors: list[User], lead: User, tell: Tell) -> None:
    legal: Mapping[Outcome, str] = {(Seal, SaveResult): "published, and saved"}
    outcomes: Counter[str] = Counter()
    asker, second, _ = editors
    assessment = factories.assessment(lead, on=save_edition(tiny_edition(ROUNDS)))

    for number in range(ROUNDS):
        request = asked_for(number, by=asker)
        text = f"Typed in round {number}"
        published, saved = race(
            number,
            partial(approve, request, seen=request.digest, by=second, at=NOW),
            partial(type_into, assessment, text, version=number, by=lead),
        )

        outcomes[named((published, saved), legal)] += 1
        assert Answer.objects.get(assessment=assessment).value == text

    assessment.refresh_from_db()
    assert assessment.question_set.edition == f"2027-{ROUNDS}"
    tell_legal(tell, "publish with save", outcomes, legal)


def test_without_the_lock_an_edit_breaks_what_is_published(
    editors: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the approval has read the draft when somebody edits it.

    On SQLite the lock is the IMMEDIATE transaction, so that is taken away as well.
    """
    asker, second, third = editors
    request = asked_for(1, by=asker)
    has_read, may_write = Event(), Event()

    def read_and_wait(question_set: QuestionSet) -> Edition:
        found = read_edition(question_set)
        has_read.set()
        may_write.wait(timeout=30)
        return found

    def edit_in_between() -> Saved:
        has_read.wait(timeout=30)
        try:
            return edit(request.question_set, by=third)
        finally:
            may_write.set()

    monkeypatch.setattr(publishing, "read_edition", read_and_wait)
    monkeypatch.setattr(QuestionSetQuerySet, "select_for_update", lambda found, **_: found)
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connections.settings["default"]["OPTIONS"], "transaction_mode", "DEFERRED")

    published, edited = together(
        partial(approve, request, seen=request.digest, by=second, at=NOW), edit_in_between
    )

    assert isinstance(edited, Saved)
    assert not isinstance(published, ChangedMeanwhile)
    assert not isinstance(published, Seal) or faults_left() != []
