"""What a save says where it left more to mend than there was."""

from collections import Counter

from django.utils.html import format_html

from editor.presenters.contents import Contents
from question_sets.nouns import counted
from question_sets.parts import EDITION, NAMED_BY_POSITION, Part, PartKind

LEFT = "left"
"""The id of the heading under which an edition's page lists what is left to mend."""


def saved_words(done: str, part: Part, *, before: Contents, after: Contents) -> str:
    """What was done, a sentence without its full stop, and what this left to mend, with a link to it."""
    left = left_behind(part, before=before, after=after)
    if not left:
        return f"{done}."
    link = '{}. {}: <a class="govuk-notification-banner__link" href="{}">see what is left to mend</a>.'
    return format_html(link, done, left, f"{after.page(EDITION)}#{LEFT}")


def left_behind(part: Part, *, before: Contents, after: Contents) -> str:
    """What changing this part left to mend; blank where that is no more than before."""
    conditions = _broken_conditions(after) - _broken_conditions(before)
    others = _other_problems(after) - _other_problems(before)
    if conditions and not others and not any(part in after.path(owner) for owner in conditions):
        count = conditions.total()
        return f"{counted(count, 'condition')} elsewhere no longer {'fits' if count == 1 else 'fit'}"
    count = conditions.total() + others.total()
    return f"The edition has {counted(count, 'problem')} more than before" if count else ""


def _broken_conditions(contents: Contents) -> Counter[Part]:
    """How many conditions have problems, by what they belong to: their own names are places."""
    broken = {problem.part for problem in contents.problems if problem.part.kind is PartKind.CONDITION}
    return Counter(condition.owner for condition in broken)


def _other_problems(contents: Contents) -> Counter[Part]:
    """How many other problems there are, by part."""
    parts = [problem.part for problem in contents.problems if problem.part.kind is not PartKind.CONDITION]
    return Counter(contents.parent(part) if part.kind in NAMED_BY_POSITION else part for part in parts)
