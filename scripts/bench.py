"""Measures the pages and the pack of a full assessment, and editors' pages beside a crowd, as ratios.

Started by ./run bench [--json FILE]. It works on the demonstration and the crowd (`manage.py crowd`) in
TCOP_DATA_DIR, which ./run makes for it and throws away, in one process and on one core. A page is the median
of its repetitions. Ratios carry over to other machines; times do not.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tcop_portal.settings")
django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from weasyprint import HTML

from accounts.models import User
from accounts.roles import Role
from assessments.actions.submission import take_back
from assessments.demonstration.large_edition import DRAFT, KEY
from assessments.models import Assessment, DocumentKind, FrozenDocument, Submission
from question_sets.models import QuestionSet
from question_sets.parts import Part, PartKind
from question_sets.reading import edition_structure
from reporting.renderers.as_html import pack_to_html
from reporting.renderers.as_json import pack_from_json
from reporting.renderers.as_pdf import FONT_FILES, FONT_FOLDER, SCHEME, AssetFetcher, Attachment, html_to_pdf

PAGE_REPETITIONS = 25
PDF_REPETITIONS = 3
BARE_PAGE = "bare signed-in page"
WEASYPRINT = "WeasyPrint alone"


@dataclass(frozen=True, slots=True)
class Measurement:
    """One row of the table: how long, and how many times as long as what."""

    name: str
    seconds: float
    ratio: float
    against: str
    queries: int | None = None


def main() -> None:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the measurements to this file too")
    options = parser.parse_args()
    measurements = [*team_measurements(), *editor_measurements(), *pdf_measurements()]
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    print("| what | time | ratio | against | queries |\n|---|---|---|---|---|")
    for row in measurements:
        queries = "" if row.queries is None else row.queries
        print(f"| {row.name} | {row.seconds * 1000:.1f} ms | {row.ratio:.2f} | {row.against} | {queries} |")
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in measurements], indent=2) + "\n")


def team_measurements() -> list[Measurement]:
    """The pages of the fullest assessment."""
    full = Assessment.objects.exclude(question_set__key=KEY).order_by("pk")
    assessment = max(full, key=lambda one: one.answers.count())
    return page_measurements(lead_of(assessment), page_addresses(assessment))


def editor_measurements() -> list[Measurement]:
    """Editors' pages about the next edition of one on which the crowd's assessments stand."""
    editor = User.objects.filter(grants__role=Role.EDITOR).earliest("pk")
    return page_measurements(editor, editor_addresses())


def page_measurements(person: User, addresses: Mapping[str, str]) -> list[Measurement]:
    """Pages as somebody opens them, each against the first of them, which has nothing on it."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    measurements: list[Measurement] = []
    against = next(iter(addresses))
    for name, address in addresses.items():
        seconds = median_seconds(lambda address=address: get(client, address), PAGE_REPETITIONS)  # type: ignore[misc] # the loop's own address
        with CaptureQueriesContext(connection) as queries:
            get(client, address)
        bare = measurements[0].seconds if measurements else seconds
        measurements.append(Measurement(name, seconds, seconds / bare, against, len(queries)))
    return measurements


def lead_of(assessment: Assessment) -> User:
    """Somebody who may do everything with the assessment."""
    organisation = assessment.project.organisation
    lead: User = User.objects.get(memberships__organisation=organisation, memberships__role=Role.LEAD)
    return lead


def page_addresses(assessment: Assessment) -> dict[str, str]:
    """The pages by name, the bare one first. The assessment is taken back, so that its steps open."""
    submission = Submission.objects.filter(assessment=assessment).latest("round")
    take_back(submission, reason="To measure its pages", by=lead_of(assessment), at=timezone.now())
    points = edition_structure(assessment.question_set).points
    steps = [(point, step) for point in points for step in point.sections if not step.repeats]
    point, step = max(steps, key=lambda place: len(place[1].questions))
    reference = assessment.reference
    return {
        BARE_PAGE: reverse("accounts:account"),
        "task list": reverse("assessments:task_list", args=[reference]),
        "longest step": reverse("assessments:step", args=[reference, point.key, step.key]),
        "check answers": reverse("assessments:check_answers", args=[reference]),
        "pack as a page": reverse("reporting:pack", args=[submission.reference]),
    }


def editor_addresses() -> dict[str, str]:
    """The pages by name, the bare one first."""
    draft = QuestionSet.objects.get(key=KEY, edition=DRAFT)
    points = edition_structure(draft).points
    sections = [(point, section) for point in points for section in point.sections]
    point, section = max(sections, key=lambda place: len(place[1].questions))
    named = [draft.key, draft.edition]
    part = Part(PartKind.SECTION, (point.key, section.key))
    question = Part(PartKind.QUESTION, (section.questions[0].key,))
    return {
        f"{BARE_PAGE} of an editor": reverse("accounts:account"),
        "editor: edition": reverse("editor:edition", args=named),
        "editor: longest section": reverse("editor:part", args=[*named, part]),
        "editor: add a condition": reverse("editor:add_condition", args=[*named, question]),
        "editor: preview of the longest step": reverse(
            "editor:preview_step", args=[*named, point.key, section.key]
        ),
        "editor: differences": reverse("editor:differences", args=named),
        "editor: impact": reverse("editor:impact", args=named),
        "editor: publish": reverse("editor:publish", args=named),
    }


def pdf_measurements() -> list[Measurement]:
    """The PDF of the longest pack, tagged, checked and with its data, against WeasyPrint on the same HTML."""
    documents = FrozenDocument.objects.filter(kind=DocumentKind.PACK)
    content = max((bytes(document.content) for document in documents), key=len)
    html = pack_to_html(pack_from_json(content)).decode()
    attachment = Attachment(
        name="pack.json", description="Data", content=content, dated=datetime(2026, 11, 1, tzinfo=UTC)
    )
    fetcher = AssetFetcher({SCHEME + name: (FONT_FOLDER / name).read_bytes() for name in FONT_FILES})
    alone = median_seconds(lambda: HTML(string=html, url_fetcher=fetcher).write_pdf(), PDF_REPETITIONS)
    ours = median_seconds(lambda: html_to_pdf(html, attachment=attachment), PDF_REPETITIONS)
    return [
        Measurement(WEASYPRINT, alone, 1.0, WEASYPRINT),
        Measurement("PDF of the pack", ours, ours / alone, WEASYPRINT),
    ]


def get(client: Client, address: str) -> None:
    """Fetch a page, which has to be there."""
    response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")


def median_seconds(run: Callable[[], object], repetitions: int) -> float:
    """How long it takes, after one run that warms the caches."""
    run()
    times = []
    for _ in range(repetitions):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


if __name__ == "__main__":
    main()
