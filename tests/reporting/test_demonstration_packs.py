"""The packs of the demonstration are held to the same gate as the packs that try to break it."""

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Final

import pytest
from django.core.management import call_command

from assessments.actions.projects import add_member, change_project, remove_member
from assessments.demonstration.building import build
from assessments.models import Submission
from question_sets.models import QuestionSet
from reporting.formats import FORMATS
from reporting.making import frozen_json, frozen_pack
from tests.assessments import factories
from tests.question_sets.factories import make_edition, make_point, save_edition
from tests.reporting.pdf_gate import GATE, PdfUnderTest
from tests.reporting.pdf_reading import READING
from tests.reporting.pdf_rules import RULES
from tests.reporting.pdfs_under_test import made_with_seed
from tests.telling import Tell

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CHECKS: Final = (*GATE.items(), *READING.items(), *RULES.items())


@pytest.fixture
def demonstration(db, settings) -> None:
    settings.AFTER_SUBMISSION = []
    call_command("loaddata", "tcop-2021-03", verbosity=0)
    build(QuestionSet.objects.published().get(), at=NOW)


def gate_faults(submission: Submission) -> dict[object, list[str]]:
    pack = frozen_pack(submission.pk)
    under = PdfUnderTest(made_with_seed("1", pack), pack, again=made_with_seed("2", pack))
    return {number: found for number, assertion in CHECKS if (found := assertion(under))}


@pytest.mark.usefixtures("pdf_tools")
def test_every_assertion_of_the_gate_holds_for_the_packs_of_the_demonstration(demonstration, tell: Tell):
    submissions = list(Submission.objects.order_by("pk"))

    faults = {submission.reference: gate_faults(submission) for submission in submissions}

    tell(f"{len(CHECKS)} assertions over {len(submissions)} packs of the demonstration")
    assert len(submissions) == 3
    assert set(map(len, faults.values())) == {0}, faults


def hashes(submission: Submission) -> dict[str, str]:
    pack = frozen_pack(submission.pk)
    made = {name: sha256(FORMATS[name].render(pack)).hexdigest() for name in FORMATS}
    return {**made, "frozen": sha256(frozen_json(submission.pk)).hexdigest()}


@pytest.mark.usefixtures("pango")
def test_a_pack_has_the_same_bytes_after_project_members_and_a_newer_edition_change(settings, db):
    settings.AFTER_SUBMISSION = []
    lead, viewer = factories.lead(), factories.viewer()
    submission = factories.submitted(factories.assessment(lead, members=[viewer]), by=lead)
    project = submission.assessment.project
    before = hashes(submission)

    fields = {"name": "Quite another project", "amount_requested": 7, "ends_on": date(2031, 1, 1)}
    change_project(project, fields=fields, base_version=project.version, by=lead, at=NOW)
    remove_member(project, viewer, by=lead, at=NOW)
    add_member(project, factories.contributor(), by=lead, at=NOW)
    save_edition(make_edition(make_point("new"), edition="2027-01"))

    project.refresh_from_db()
    assert project.name == "Quite another project"
    assert hashes(submission) == before
