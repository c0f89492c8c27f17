"""An edition, as an editor's request found it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse

from accounts.permissions import require
from accounts.requests import SignedInRequest
from accounts.roles import Permission
from editor.listing import edition_called, edition_once_called
from editor.presenters.contents import Contents
from question_sets.models import QuestionSet
from question_sets.parts import Part
from question_sets.reading import edition_structure
from question_sets.refusals import EditionIsSealed, EditionRenamed, NoSuchEdition, NoSuchPart
from question_sets.rows import Fields
from question_sets.structure import Edition


@dataclass(frozen=True)
class OpenEdition:
    """An edition with its content, read once."""

    question_set: QuestionSet
    structure: Edition

    @property
    def is_draft(self) -> bool:
        """Whether it can change."""
        return not self.question_set.is_sealed

    def href(self, name: str, *more: object) -> str:
        """A page about this edition."""
        return reverse(f"editor:{name}", args=[self.structure.key, self.structure.edition, *more])

    @cached_property
    def contents(self) -> Contents:
        """The edition as pages walk through it."""
        return Contents(self.structure, self.href)

    def fields_of(self, part: Part) -> Fields:
        """The fields of a part as they are stored, or 404."""
        try:
            return self.contents.rows[part]
        except KeyError as error:
            raise Http404 from error

    def context(self, **more: Any) -> dict[str, Any]:
        """What every page about an edition prints around its content."""
        return {
            "question_set": self.question_set,
            "edition": self.structure,
            "is_draft": self.is_draft,
            "edition_href": self.href("edition"),
            **more,
        }


def open_edition(request: SignedInRequest, key: str, edition: str) -> OpenEdition:
    """The edition that an address names, for an editor; 404 where there is none such, with what was typed."""
    require(request.user, Permission.EDIT_QUESTION_SETS)
    found = edition_called(key, edition)
    if not found and request.method == "POST":
        raise gone(key, edition)
    if not found:
        raise Http404
    return OpenEdition(found, edition_structure(found))


def gone(key: str, edition: str) -> EditionRenamed | NoSuchEdition:
    """Why a form was sent to an edition that is not there: it has another name now, or is no more."""
    renamed = edition_once_called(key, edition)
    return EditionRenamed(renamed.edition) if renamed else NoSuchEdition()


def open_draft(request: SignedInRequest, key: str, edition: str) -> OpenEdition:
    """The same, for what changes it. Raises EditionIsSealed, which is a page."""
    opened = open_edition(request, key, edition)
    if not opened.is_draft:
        raise EditionIsSealed
    return opened


def fields_in(request: SignedInRequest, opened: OpenEdition, part: Part) -> Fields:
    """The fields of a part. Of one that is gone, a page is not found, and a save says so with its text."""
    try:
        return opened.fields_of(part)
    except Http404:
        if request.method == "POST":
            raise NoSuchPart from None
        raise
