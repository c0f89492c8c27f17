"""What the page after a save says."""

from django.contrib import messages

from accounts.requests import SignedInRequest
from editor.presenters.saved import left_behind, saved_words
from editor.views.opening import OpenEdition, open_edition
from question_sets.parts import Part

SAVED = "Saved"


def tell_saved(request: SignedInRequest, before: OpenEdition, part: Part, done: str = SAVED) -> None:
    """Say what was done to a part, and what is left to mend in the edition since. `before` is as it was."""
    after = open_edition(request, before.structure.key, before.structure.edition)
    words = saved_words(done, part, before=before.contents, after=after.contents)
    messages.success(request, words)


def without_fragment(href: str) -> str:
    """The top of the page, where what is said stands: a place further down would hide it."""
    return href.partition("#")[0]


def tell_broken(request: SignedInRequest, before: OpenEdition, part: Part, done: str) -> bool:
    """The same where more is left to mend than before, and nothing otherwise. Whether something is said."""
    after = open_edition(request, before.structure.key, before.structure.edition)
    if is_broken := bool(left_behind(part, before=before.contents, after=after.contents)):
        messages.success(request, saved_words(done, part, before=before.contents, after=after.contents))
    return is_broken
