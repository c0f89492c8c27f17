"""Why a write to an edition was refused, in sentences an editor can read."""

from collections.abc import Sequence
from http import HTTPStatus

from plain_text.refusals import Refused
from question_sets.nouns import counted
from question_sets.parts import Part
from question_sets.problems import Problem


class NoSuchEdition(Refused):
    """The draft was discarded, or has another name that nobody recorded."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self) -> None:
        super().__init__("This draft was renamed or discarded, so nothing was changed in it.")


class EditionRenamed(Refused):
    """The draft has another name than the address says."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"This draft is now called {name}. Somebody renamed it while you had the page open. Go to it, and"
            " open the page again."
        )


class EditionIsSealed(Refused):
    """The edition is published already."""

    def __init__(self) -> None:
        super().__init__("This edition is published, so it cannot change. Start a new draft from it.")


class EditionIsNotPublished(Refused):
    """The edition is a draft, or retired."""

    def __init__(self) -> None:
        super().__init__("Only a published edition can be retired.")


class EditionHasProblems(Refused):
    """The edition cannot be published before its problems are mended."""

    def __init__(self, found: Sequence[Problem]) -> None:
        super().__init__(f"Mend {counted(len(found), 'problem')} before you publish this edition.")
        self.problems = found


class EditionExists(Refused):
    """The question set has an edition of this name."""

    def __init__(self, edition: str) -> None:
        super().__init__(f"There is an edition {edition} of this question set already. Enter another name.")


class NoSuchPart(Refused):
    """Somebody removed the part, or what it would stand in."""

    def __init__(self) -> None:
        super().__init__("Somebody removed this part of the draft while you had the page open.")


class TooMany(Refused):
    """One more would pass a limit."""


class StillNamed(Refused):
    """Conditions elsewhere name what would go."""

    def __init__(self, conditions: tuple[Part, ...]) -> None:
        super().__init__("Conditions name this. Change or remove them first.")
        self.conditions = conditions


class GoesInACircle(Refused):
    """Conditions would wait for each other."""

    def __init__(self) -> None:
        super().__init__(
            "Questions would wait for each other, so that none of them was ever shown. Change one of their "
            "other conditions first."
        )


class ChangedMeanwhile(Refused):
    """What the page showed is not what stands there now."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody changed this while you had the page open. Look at it again before you decide."
        )


class RequestWaits(Refused):
    """Approval was asked for already."""

    def __init__(self) -> None:
        super().__init__("Approval was asked for already. Withdraw that request first.")


class RequestIsClosed(Refused):
    """The request was decided on, or withdrawn."""

    def __init__(self) -> None:
        super().__init__("This request is closed: somebody decided on it, or withdrew it.")


class SameEditor(Refused):
    """Who asks does not approve."""

    def __init__(self) -> None:
        super().__init__("You asked for this approval, so another editor has to give it.")
