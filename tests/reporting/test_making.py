"""Making the files of a pack: once, whoever else tries, and never at the cost of the submission."""

import hashlib
from datetime import timedelta
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from assessments.models import Submission
from reporting import making
from reporting.after_submission import make_packs
from reporting.formats import Format
from reporting.making import FAILED, LOST_AFTER, UNAVAILABLE, ask_for, make, wanting
from reporting.models import PackFormat, PackState, StoredPack
from reporting.render_exit import PdfFailed, PdfUnavailable
from reporting.verification import faults
from tests.assessments import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission():
    lead = factories.lead()
    return factories.submitted(factories.assessment(lead), by=lead)


@pytest.fixture
def html(submission):
    """Its HTML, asked for."""
    ask_for(submission.pk, at=factories.NOW)
    return submission.stored_packs.get(format="html")


def render_with(monkeypatch, render) -> None:
    """Make every format with this: what a renderer does when it breaks is not easily had otherwise."""
    formats = {each: Format(each, "text/plain", render) for each in PackFormat.values}
    monkeypatch.setattr(making, "FORMATS", formats)


def raising(error):
    def render(pack):
        raise error

    return render


def test_every_stored_format_is_asked_for_once(submission):
    ask_for(submission.pk, at=factories.NOW)
    ask_for(submission.pk, at=factories.NOW)

    formats = submission.stored_packs.order_by("format").values_list("format", "state")
    assert list(formats) == [(each, PackState.WAITING) for each in sorted(PackFormat.values)]


def test_a_file_that_is_made_is_stored_with_its_hash(html, settings):
    assert make([html]) == []

    content = (Path(settings.PACKS_DIR) / html.file).read_bytes()
    assert html.state == PackState.READY
    assert html.sha256 == hashlib.sha256(content).hexdigest()
    assert html.size == len(content)
    assert html.attempts == 1
    assert b"Renew a fishing licence" in content


@pytest.mark.usefixtures("pango")
def test_the_pdf_of_a_submission_is_made(submission):
    ask_for(submission.pk, at=factories.NOW)
    pdf = submission.stored_packs.get(format="pdf")

    assert make([pdf]) == []

    assert pdf.state == PackState.READY
    assert "WeasyPrint 70." in pdf.made_with


def test_a_file_that_is_there_is_not_made_again(html):
    make([html])
    before = html.file

    make([html])

    assert (html.file, html.attempts) == (before, 1)


def test_a_file_that_another_builder_holds_is_left_alone(html):
    StoredPack.objects.update(state=PackState.MAKING, claimed_at=timezone.now())

    make([html])

    html.refresh_from_db()
    assert (html.state, html.attempts) == (PackState.MAKING, 0)


def test_a_file_left_behind_by_a_builder_that_was_killed_is_wanted_again(html):
    now = timezone.now()
    StoredPack.objects.update(state=PackState.MAKING, claimed_at=now - LOST_AFTER - timedelta(seconds=1))
    assert html in wanting(at=now)

    make([html])

    assert html.state == PackState.READY


def test_a_builder_that_was_given_up_does_not_write_over_the_next_ones_result(
    html, monkeypatch, settings, tmp_path
):
    settings.PACKS_DIR = tmp_path / "packs"

    def slow(pack):
        render_with(monkeypatch, lambda pack: b"the next one's")
        StoredPack.objects.update(claimed_at=timezone.now() - 2 * LOST_AFTER)
        make([StoredPack.objects.get(pk=html.pk)])
        return b"too late"

    render_with(monkeypatch, slow)
    make([html])

    html.refresh_from_db()
    assert (html.attempts, html.size) == (2, len(b"the next one's"))
    assert [file.name for file in settings.PACKS_DIR.iterdir()] == [html.file]


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (PdfUnavailable("no Pango"), UNAVAILABLE),
        (PdfFailed("too long"), FAILED),
        (MemoryError(), FAILED),
        (ValueError("anything"), FAILED),
    ],
)
def test_a_file_that_cannot_be_made_says_why_and_is_wanted_again(html, monkeypatch, error, why):
    render_with(monkeypatch, raising(error))

    assert make([html]) == [html]

    assert (html.state, html.why_failed, html.file) == (PackState.FAILED, why, "")
    assert html in wanting(at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_a_submission_stands_when_its_pack_cannot_be_made(monkeypatch, settings):
    settings.PACKS_MADE = "here"
    render_with(monkeypatch, raising(PdfFailed("broken")))
    lead = factories.lead()

    made = factories.submitted(factories.assessment(lead), by=lead)

    assert Submission.objects.get(pk=made.pk).assessment.status == "submitted"
    assert set(made.stored_packs.values_list("state", flat=True)) == {PackState.FAILED}


@pytest.mark.django_db(transaction=True)
def test_a_submission_asks_for_its_pack_and_waits_for_nothing(settings):
    settings.PACKS_MADE = "later"
    lead = factories.lead()

    made = factories.submitted(factories.assessment(lead), by=lead)

    assert set(made.stored_packs.values_list("state", flat=True)) == {PackState.WAITING}


@pytest.mark.parametrize("where", ["here", "worker"])
def test_a_submissions_files_are_made_where_the_setting_says(submission, monkeypatch, settings, where):
    settings.PACKS_MADE = where
    render_with(monkeypatch, lambda pack: b"made")

    make_packs(submission.pk)

    states = submission.stored_packs.order_by("format").values_list("format", "state")
    assert list(states) == [("html", PackState.READY), ("pdf", PackState.READY)]


def test_a_builder_that_cannot_be_started_leaves_the_files_waiting(submission, settings, tmp_path):
    settings.PACKS_MADE = "detached"
    settings.BASE_DIR = tmp_path / "not there"

    make_packs(submission.pk)

    assert set(submission.stored_packs.values_list("state", flat=True)) == {PackState.WAITING}


def test_a_builder_that_has_ended_is_no_process_any_more(submission, settings, tmp_path):
    settings.PACKS_MADE = "detached"
    settings.BASE_DIR = tmp_path
    (tmp_path / "manage.py").write_text("import os; open('number', 'w').write(str(os.getpid()))")

    make_packs(submission.pk)

    number = tmp_path / "number"
    wait_until(lambda: number.exists() and number.read_text())
    wait_until(lambda: not Path("/proc", number.read_text()).exists())


def wait_until(condition):
    """Let a few seconds pass at most."""
    ends_at = monotonic() + 10
    while not condition():
        assert monotonic() < ends_at
        sleep(0.05)


def test_build_packs_makes_what_nobody_asked_for(submission, monkeypatch, capsys):
    render_with(monkeypatch, lambda pack: b"made")

    call_command("build_packs")

    assert set(submission.stored_packs.values_list("state", flat=True)) == {PackState.READY}
    assert "2 of 2 files made." in capsys.readouterr().out


def test_build_packs_names_what_it_could_not_make(submission, monkeypatch):
    render_with(monkeypatch, raising(PdfFailed("broken")))

    with pytest.raises(CommandError, match=submission.reference):
        call_command("build_packs", submission=submission.pk)


def test_verify_finds_nothing_in_a_file_as_it_was_made(html):
    make([html])

    assert faults() == []


def test_verify_names_a_file_of_which_one_byte_was_changed(html, settings):
    make([html])
    path = Path(settings.PACKS_DIR) / html.file
    path.write_bytes(path.read_bytes()[:-1] + b"?")

    assert faults() == [
        f"The HTML of submission {html.submission.reference} was changed: its SHA-256 is not the one stored."
    ]


def test_verify_names_a_file_that_is_gone(html, settings):
    make([html])
    (Path(settings.PACKS_DIR) / html.file).unlink()

    assert faults() == [f"The HTML of submission {html.submission.reference} is missing from storage."]


@pytest.mark.django_db(transaction=True)
def test_of_many_builders_at_once_one_makes_the_file(html, monkeypatch):
    made = []

    def note(pack):
        made.append(pack)
        return b"made"

    render_with(monkeypatch, note)

    def build():
        make([StoredPack.objects.get(pk=html.pk)])
        connection.close()

    builders = [Thread(target=build) for _ in range(8)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()

    html.refresh_from_db()
    assert (len(made), html.attempts, html.state) == (1, 1, PackState.READY)
