"""Text in any language, and text that looks like code: kept to the letter, and shown as text everywhere."""

import unicodedata
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.models import User
from assessments.actions.points import save_statement
from assessments.models import Answer, Assessment, DocumentKind, Submission
from reporting.formats import FORMATS
from reporting.making import frozen_pack
from tests.assessments import factories
from tests.assessments.step_pages import StepPage
from tests.reporting.pdf_gate import PdfUnderTest, every_answer, nothing_active, sound_file, squashed

pytestmark = pytest.mark.django_db

TEXTS: Final = {
    "markup": "<script>alert(1)</script> <img src=x onerror=alert(1)> </textarea></style>&amp;&lt;",
    "template syntax": "{{ request.user }} {% debug %} {# not a note #} {{ settings.SECRET_KEY }}",
    "other syntax": "${7*7} #{7*7} %(name)s %s \\u0041 `id` $(id) =1+1 @SUM(A1) ' OR '1'='1 -- ;",
    "emoji": "Done \U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f",
    "Arabic": "\u0627\u0644\u062a\u0642\u064a\u064a\u0645 2027 (GOV.UK)",
    "Chinese": "\u6211\u4eec\u5df2\u7ecf\u56de\u7b54\u4e86\u6240\u6709\u95ee\u9898\u3002",
    "Welsh": "Mae\u2019r gwasanaeth ar gael yn Gymraeg: \u0175 \u0177 \u00e2 \u00ee \u00f4 \u0174",
    "accents typed apart": "w\u0302 cafe\u0301 \u1100\u1161\u11a8",
    "reading direction": "left \u202eright\u202c \u2066isolated\u2069 \u200f\u200e",
    "control characters": "bell \x07 escape \x1b tab \t page \x0c line \u2028 \ufffe",
    "pasted from Word": "non\u2011breaking \u2713 \uf0b7 item",
    "no space": "x" * 9_000,
    "the longest": "\U0001f600" * 10_000,
    "most lines": "\n".join(str(number) for number in range(500)),
    "spaces": "  two before, two after  \n\n\n  and lines between  ",
}
BRIEF: Final = {name: text for name, text in TEXTS.items() if len(text) < 200 and "\n" not in text}
NAMES: Final = (
    "<b>O\u2019Neill & S\u00f4n</b>",
    "{{ name }}",
    "\u0639\u0644\u064a",
    "\u674e\u96f7 \U0001f600",
)


def kept(text: str) -> str:
    """The text as it is stored."""
    return unicodedata.normalize("NFC", text)


@pytest.fixture
def lead() -> User:
    return factories.lead()


@pytest.fixture
def assessment(lead: User) -> Assessment:
    return factories.assessment(lead)


def address(name: str, *more: str, of: Assessment) -> str:
    return reverse(f"assessments:{name}", args=[of.reference, *more])


def read(browser: Client, path: str) -> str:
    response = browser.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("what", TEXTS)
def test_an_answer_is_kept_to_the_letter_and_shown_as_text(
    assessment: Assessment, lead: User, what: str
) -> None:
    text = TEXTS[what]
    page = StepPage(assessment, "first", "kinds", by=lead)
    typed = {"answer-first.text": text.replace("\n", "\r\n"), "explanation-first.text": text}
    body = urlencode({**page.fields, **typed}, doseq=True)

    saved = page.browser.post(page.url, body, content_type="application/x-www-form-urlencoded")

    assert saved.status_code == 302
    answer = Answer.objects.get(question_key="first.text")
    assert (answer.value, answer.explanation) == (kept(text), kept(text))
    assert read(page.browser, page.url).count(f">\n{escape(kept(text))}</textarea>") == 2
    checked = read(page.browser, address("check_point", "first", of=assessment))
    for line in kept(text).split("\n"):
        assert escape(line.strip()) in checked


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_kept_and_shown_as_text(lead: User, name: str) -> None:
    browser = factories.signed_in(lead)
    opened: Any = browser.get("/projects/new/")
    token = opened.context["form"]["token"].value()

    made = browser.post("/projects/new/", {"name": name, "version-name": 0, "token": token})

    about = read(browser, made["Location"].replace("people/?new=1", ""))
    assert escape(name) in about
    assert name not in about or name == escape(name)
    assert escape(name) in read(browser, "/")


@pytest.fixture
def submission(assessment: Assessment, lead: User) -> Submission:
    """A submission that says all of it, in answers, explanations, a statement and a declaration."""
    everything = "\n".join(BRIEF.values())
    factories.answer(assessment, "first.text", kept(everything), explanation=kept(everything), by=lead)
    fields = {"rating": "met", "summary": kept(everything), "has_limitations": "no"}
    save_statement(assessment, "first", fields=fields, base_version=0, by=lead, at=factories.NOW)
    return factories.submitted(assessment, by=lead)


def test_the_pack_says_all_of_it_as_text(submission: Submission, lead: User) -> None:
    page = read(factories.signed_in(lead), reverse("reporting:pack", args=[submission.reference]))
    download = FORMATS["html"].render(frozen_pack(submission.pk)).decode()
    frozen = submission.documents.get(kind=DocumentKind.PACK).content

    pack = frozen_pack(submission.pk)

    answers = [answer for point in pack.points for section in point.sections for answer in section.answers]
    assert answers[0].value == kept("\n".join(BRIEF.values()))
    assert kept(BRIEF["Arabic"]).encode() in bytes(frozen)
    for line in kept("\n".join(BRIEF.values())).splitlines():
        assert escape(line) in page
        assert escape(line) in download
    for markup in ("<script>alert", "<img src=x"):
        assert markup not in page
        assert markup not in download


@pytest.mark.usefixtures("pdf_tools")
def test_the_pdf_says_all_of_it_in_the_letters_that_its_fonts_have(submission: Submission) -> None:
    pack = frozen_pack(submission.pk)
    made = FORMATS["pdf"].render(pack)
    under = PdfUnderTest(made, pack, again=made)

    assert [*every_answer(under), *nothing_active(under), *sound_file(under)] == []
    assert squashed(BRIEF["template syntax"]) in under.body
    assert "Done[U+1F600]" in under.body
    assert "non\u2010breaking[tick]\u2022item" in under.body
