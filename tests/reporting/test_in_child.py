"""The child that makes a PDF: what it may reach, how long it may take, and what happens without Pango."""

import json
import socket
import subprocess
import sys
from threading import Thread

import pytest
from django.urls import reverse

from reporting.making import UNAVAILABLE, ask_for, make
from reporting.models import PackState
from reporting.pango import LIBRARIES
from reporting.render_exit import PdfFailed, PdfUnavailable
from reporting.renderers.in_child import ROOT, pack_to_pdf, render_in_child
from tests.assessments import factories
from tests.reporting import packs

DATED = "2027-03-03T14:32:00+00:00"
PAGE = '<!DOCTYPE html><html lang="en-GB"><head><title>T</title></head><body>{}</body></html>'


def render(body: str, **options) -> bytes:
    return render_in_child(PAGE.format(body).encode(), data=b"{}", dated=DATED, **options)


@pytest.mark.usefixtures("pango")
def test_a_plain_document_becomes_a_pdf():
    assert render("<h1>Plain</h1>").startswith(b"%PDF-1.7")


@pytest.mark.usefixtures("pango")
@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="" src="file:///etc/passwd">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<a rel="attachment" href="file:///etc/passwd">a</a>',
        '<link rel="stylesheet" href="http://127.0.0.1:{port}/">',
        '<img alt="" src="http://127.0.0.1:{port}/">',
        '<style>@import url("http://127.0.0.1:{port}/");</style>',
        '<style>@font-face {{ font-family: x; src: url("http://127.0.0.1:{port}/"); }}</style>',
        '<img alt="" src="data:image/png;base64,AAAA">',
        '<img alt="" src="relative.png">',
    ],
)
def test_the_renderer_opens_no_file_and_no_connection(markup):
    with Listener() as listener, pytest.raises(PdfFailed):
        render("<p>Words</p>" + markup.format(port=listener.port))

    assert listener.callers == 0


class Listener:
    """Counts who calls at a port of this machine."""

    def __enter__(self):
        self.callers = 0
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        Thread(target=self._listen, daemon=True).start()
        return self

    def _listen(self):
        try:
            while True:
                caller, _ = self.server.accept()
                self.callers += 1
                caller.close()
        except OSError:
            return

    def __exit__(self, *error):
        self.server.close()


def test_the_listener_counts_a_caller():
    with Listener() as listener:
        socket.create_connection(("127.0.0.1", listener.port)).recv(1)

        assert listener.callers == 1


@pytest.mark.usefixtures("pango")
def test_a_document_that_weasyprint_grumbles_about_is_no_pdf():
    with pytest.raises(PdfFailed, match="Ignored"):
        render("<style>p { colour: red }</style><p>Words</p>")


@pytest.mark.usefixtures("pango")
def test_a_pdf_that_takes_too_long_is_given_up():
    with pytest.raises(PdfFailed, match="not ready after 0 seconds"):
        render("<p>Words</p>", seconds=0)


def test_the_child_holds_itself_to_limits():
    code = (
        "import json, resource; from reporting import render_child as child; child.limit_this_process();"
        "print(json.dumps([resource.getrlimit(each)[1] for each in"
        " (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)]))"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)

    memory, seconds, size, core = json.loads(done.stdout)
    assert (memory, seconds, size, core) == (3 * 1024**3, 300, 200 * 1024**2, 0)


@pytest.fixture
def no_pango(tmp_path, monkeypatch):
    """Pango's libraries cannot be loaded by a process that is started now."""
    for file in LIBRARIES:
        (tmp_path / file).write_bytes(b"")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))


@pytest.mark.usefixtures("no_pango")
def test_without_pango_a_pdf_is_unavailable_and_the_packages_are_named():
    with pytest.raises(PdfUnavailable, match="apt-get install libpango"):
        pack_to_pdf(packs.small_pack())


@pytest.mark.usefixtures("no_pango")
@pytest.mark.django_db
def test_without_pango_the_pack_is_read_and_the_page_of_the_pdf_says_why():
    lead = factories.lead()
    submission = factories.submitted(factories.assessment(lead), by=lead)
    client = factories.signed_in(lead)
    ask_for(submission.pk, at=factories.NOW)

    make(submission.stored_packs.all())

    states = dict(submission.stored_packs.values_list("format", "state"))
    assert states == {"html": PackState.READY, "pdf": PackState.FAILED}
    for extension in ("html", "json"):
        address = reverse("reporting:pack_file", args=[submission.reference, extension])
        assert client.get(address).status_code == 200
    assert client.get(reverse("reporting:pack", args=[submission.reference])).status_code == 200
    pdf = client.get(reverse("reporting:pack_file", args=[submission.reference, "pdf"]), follow=True)
    assert (pdf.status_code, UNAVAILABLE in pdf.text) == (200, True)


def test_everything_but_the_pdf_works_in_a_process_that_cannot_load_pango(tmp_path):
    for file in LIBRARIES:
        (tmp_path / file).write_bytes(b"")
    code = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'; import django; django.setup();"
        "from reporting.checks import pango_is_installed;"
        "from reporting.renderers.as_html import pack_to_html;"
        "from tests.reporting.packs import small_pack; import tcop_portal.urls;"
        "print(pango_is_installed()[0].id, len(pack_to_html(small_pack())) > 10_000)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "LD_LIBRARY_PATH": str(tmp_path)},
        capture_output=True,
        check=True,
        text=True,
    )

    assert done.stdout.split() == ["reporting.W001", "True"]
