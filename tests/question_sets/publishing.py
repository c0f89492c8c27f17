"""Editions published as editors publish them, for tests of what follows."""

from datetime import datetime

from accounts.models import User
from accounts.roles import Role
from question_sets.editions import approve, ask_to_publish, discard, state_of
from question_sets.models import PublicationRequest, QuestionSet
from question_sets.reading import read_edition
from question_sets.structure import Edition
from tests.accounts.factories import make_person
from tests.question_sets.factories import save_edition


def ask_for(draft: QuestionSet, announcement: str = "", *, by: User, at: datetime) -> PublicationRequest:
    """The request to publish a draft as it stands."""
    seen = read_edition(draft).digest
    return ask_to_publish(draft, announcement=announcement, seen=seen, by=by, at=at)


def throw_away(draft: QuestionSet, *, by: User, at: datetime) -> None:
    """Discard a draft as it stands."""
    discard(draft, seen=state_of(draft, read_edition(draft)), by=by, at=at)


def publish(edition: Edition, announcement: str = "", *, at: datetime) -> QuestionSet:
    """The edition, asked for by one editor and approved by another where the setting demands it."""
    draft = save_edition(edition, sealed=False)
    request = ask_for(draft, announcement, by=make_person(Role.EDITOR), at=at)
    if request.needs_approval:
        approve(request, seen=request.digest, by=make_person(Role.EDITOR), at=at)
    return QuestionSet.objects.with_status().get(pk=draft.pk)
