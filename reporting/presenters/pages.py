"""The pages about packs. No queries, no HTML."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments.models import Submission
from govuk_forms.rows import Cell, Rows, labelled
from reporting.formats import FORMATS
from reporting.models import PackState, StoredPack

HEAD: tuple[Cell, ...] = tuple(
    {"text": text} for text in ("Project", "Organisation", "Pack", "Round", "Submitted", "Standing")
)


@dataclass(frozen=True)
class Standing:
    """Where a round stands among the rounds of its assessment, in words and a colour."""

    text: str
    colour: str


@dataclass(frozen=True)
class Download:
    """A file of the pack: a link to it, and what to know before following it."""

    text: str
    href: str
    hint: str


def standing(submission: Submission) -> Standing:
    """What a reader must know first. The submission comes from ``with_standing``."""
    if submission.has_later:  # type: ignore[attr-defined]  # annotated by with_standing
        return Standing("Superseded", "grey")
    if is_taken_back(submission):
        return Standing("Taken back", "orange")
    return Standing("Current", "green")


def is_taken_back(submission: Submission) -> bool:
    """Whether the team took this round back."""
    return hasattr(submission, "take_back")


def notice(submission: Submission, later: Submission | None) -> str:
    """What stands above the pack of a round that is not the current one; blank for the current one."""
    sentences = []
    if is_taken_back(submission):
        sentences.append(f"The team took this round back on {_day(submission.take_back.taken_back_at)}.")
    if later:
        sentences.append(
            f"A later round exists: round {later.round}, submitted on {_day(later.submitted_at)}."
        )
    elif sentences:
        sentences.append("No later round has been submitted yet.")
    return " ".join(sentences)


def pack_rows(submissions: Iterable[Submission]) -> Rows:
    """A row of the list of packs for each submission."""
    return [_row(submission, standing(submission)) for submission in submissions]


def _row(submission: Submission, stands: Standing) -> list[Cell]:
    project = submission.assessment.project
    return [
        {
            "text": project.name,
            "hidden": f"(round {submission.round})",
            "href": reverse("reporting:pack", args=[submission.reference]),
        },
        labelled("Organisation", project.organisation.name),
        {**labelled("Pack", submission.reference), "classes": "portal-reference"},
        labelled("Round", str(submission.round)),
        labelled("Submitted", _day(submission.submitted_at)),
        {"text": stands.text, "colour": stands.colour},
    ]


def downloads(submission: Submission, stored: Iterable[StoredPack]) -> tuple[Download, ...]:
    """A link for each format, with its size where it is ready."""
    by_format = {file.format: file for file in stored}
    return tuple(
        Download(
            text=f"Download as {each.name}",
            href=reverse("reporting:pack_file", args=[submission.reference, extension]),
            hint=_hint(extension, by_format.get(extension)),
        )
        for extension, each in FORMATS.items()
    )


def _hint(extension: str, stored: StoredPack | None) -> str:
    if extension == "json":
        return "for other systems"
    if stored is None or stored.state in (PackState.WAITING, PackState.MAKING):
        return "being made"
    return filesizeformat(stored.size) if stored.state == PackState.READY else "could not be made"


def file_name(submission: Submission, extension: str) -> str:
    """What a downloaded file is called."""
    return f"evidence-pack-{submission.reference}-round-{submission.round}.{extension}"


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y")
