"""A point of an assessment, as a request found it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.requests import SignedInRequest
from accounts.roles import Permission
from assessments.completeness import Shown, ShownPoint, what_is_shown
from assessments.models import Assessment
from assessments.permissions import assessment_for
from assessments.snapshot import Snapshot, take_snapshot
from assessments.views.places import point_in


@dataclass(frozen=True)
class OpenPoint:
    """A point with everything that its pages ask about."""

    assessment: Assessment
    snapshot: Snapshot
    shown: Shown
    point: ShownPoint

    @property
    def key(self) -> str:
        """The key of the point."""
        return self.point.point.key

    @property
    def caption(self) -> str:
        """The point's number and title."""
        return f"{self.point.point.number}. {self.point.point.title}"

    def href(self, name: str, *more: str) -> str:
        """A page about this point."""
        return reverse(f"assessments:{name}", args=[self.assessment.reference, self.key, *more])

    def context(self, **more: Any) -> dict[str, Any]:
        """What every page about a point prints around its content."""
        return {
            "assessment": self.assessment,
            "point": self.point.point,
            "caption": self.caption,
            **more,
        }


def open_point(request: SignedInRequest, reference: str, point: str, *, to: Permission) -> OpenPoint:
    """The point that a URL names, for somebody who may do this; 404 where the edition has none such."""
    assessment = assessment_for(request.user, reference, to=to)
    snapshot = take_snapshot(assessment)
    shown = what_is_shown(snapshot)
    return OpenPoint(assessment, snapshot, shown, point_in(shown, point))
