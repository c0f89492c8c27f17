"""A standard that is not the code: asked, answered, checked, submitted and printed in its own words."""

import html
import re
import subprocess
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.roles import Role
from assessments.actions import entries
from assessments.completeness import what_is_shown
from assessments.snapshot import take_snapshot
from question_sets import editions
from question_sets.kinds import QuestionKind
from question_sets.models import QuestionSet
from question_sets.problems import problems
from question_sets.reading import read_edition
from question_sets.structure import Level
from reporting.formats import FORMATS
from reporting.making import frozen_json, frozen_pack
from tests.assessments import factories as make
from tests.question_sets.factories import small_edition
from tests.reporting.conftest import pango, pdf_tools
from tests.reporting.pdf_gate import GATE, PdfUnderTest
from tests.second_standard import second_standard

__all__ = ["pango", "pdf_tools"]

pytestmark = pytest.mark.django_db

OF_THE_CODE = re.compile(
    r"technology code|code of practice|tcop|\bthe code\b|contract|12 points|twelve", re.IGNORECASE
)
"""Words that no page about another standard has a reason to print."""

WRONG_NOUNS = re.compile(r"partys|an user|a API|Api\b|\b1 third parties|\b[02-9] third party\b")
"""Forms of this standard's nouns that a rule for the code's nouns would make."""


@pytest.fixture(autouse=True)
def portal_of_another_standard(settings):
    settings.PORTAL_NAME = "Public services portal"
    settings.ORGANISATION_NAME = "Government of Examples"


@pytest.fixture
def lead():
    return make.lead()


@pytest.fixture
def standard():
    """The standard as an edition that one editor brought in and another one approved."""
    one, other = make.person("Ed Itor", Role.EDITOR), make.person("Edi Tress", Role.EDITOR)
    draft = editions.import_draft(second_standard(), by=one, at=make.NOW)
    digest = read_edition(draft).digest
    request = editions.ask_to_publish(draft, announcement="It is new.", seen=digest, by=one, at=make.NOW)
    editions.approve(request, seen=digest, by=other, at=make.NOW)
    return QuestionSet.objects.with_status().get(pk=draft.pk)


@pytest.fixture
def assessment(lead, standard):
    """Answered so far as that every section is asked, the repeating ones have entries, and a check fires."""
    made = make.assessment(lead, on=standard)
    make.answer(made, "partners.any", "yes", by=lead)
    make.answer(made, "safe.tested", "no", by=lead)
    dear = _add(made, lead, "journey", "third-parties", "Post office")
    make.answer(made, "party.cost", 250_000, by=lead, entry=dear)
    _add(made, lead, "journey", "third-parties")
    _add(made, lead, "users", "groups")
    _add(made, lead, "running", "apis")
    return made


@pytest.fixture
def submission(assessment, lead):
    return make.submitted(assessment, by=lead)


def _add(to, by, point, section, name=""):
    place = {"point_key": point, "section_key": section}
    return entries.add_entry(to, **place, name=name, token=uuid4(), by=by, at=make.NOW).reference


def pages_of(assessment) -> Iterator[str]:
    """Every page of an assessment that prints what its edition says."""
    question_set = assessment.question_set
    snapshot = take_snapshot(assessment)
    yield reverse("assessments:home")
    yield reverse("assessments:edition_list")
    yield reverse("assessments:blank_copy", args=[question_set.key, question_set.edition])
    yield reverse("assessments:project", args=[assessment.project.reference])
    for name in ("task_list", "check_answers", "history", "submit"):
        yield reverse(f"assessments:{name}", args=[assessment.reference])
    yield reverse("reporting:draft_preview", args=[assessment.reference])
    for shown in what_is_shown(snapshot).points:
        for name in ("point", "statement", "not_applicable", "check_point", "choose_evidence", "add_action"):
            yield reverse(f"assessments:{name}", args=[assessment.reference, shown.point.key])
        for step in shown.sections:
            place = [assessment.reference, shown.point.key, step.section.key]
            yield reverse("assessments:step", args=place)
            if step.section.repeats:
                yield reverse("assessments:add_entry", args=place)
            for part in step.parts:
                if part.entry:
                    yield reverse("assessments:entry", args=[*place, part.entry.reference])
                    yield reverse("assessments:remove_entry", args=[*place, part.entry.reference])


def words_of(page: str) -> str:
    """What a page prints, its title included."""
    return html.unescape(strip_tags(page))


def read(browser, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return words_of(response.content.decode())


def test_the_standard_can_be_published_and_tries_everything_that_an_edition_can_say():
    edition = second_standard()

    assert problems(edition) == []
    assert {question.kind for question in edition.questions} == set(QuestionKind)
    assert {check.level for check in edition.checks} >= {Level.CONTRADICTION, Level.BREACH}
    assert {s.repeats for point in edition.points for s in point.sections} == {
        "",
        "user group",
        "third party",
        "API",
    }


def test_no_page_of_the_journey_speaks_of_the_code(assessment, lead, tell):
    browser = make.signed_in(lead)
    addresses = list(pages_of(assessment))

    found = {
        address: words
        for address in addresses
        if (
            words := {
                *OF_THE_CODE.findall(read(browser, address)),
                *WRONG_NOUNS.findall(read(browser, address)),
            }
        )
    }

    assert found == {}
    tell(f"{len(addresses)} pages of another standard read")


def test_no_page_of_its_preview_speaks_of_the_code(standard):
    edition = second_standard()
    browser = make.signed_in(make.person("Edna Reader", Role.EDITOR))
    steps = [("preview_step", point.key, each.key) for point in edition.points for each in point.sections]
    points = [("preview_point", point.key) for point in edition.points]

    for name, *keys in [("preview",), ("blank_pack",), ("preview_copy",), *points, *steps]:
        words = read(browser, reverse(f"editor:{name}", args=[edition.key, edition.edition, *keys]))
        assert OF_THE_CODE.findall(words) + WRONG_NOUNS.findall(words) == []


def test_the_words_of_the_code_would_be_noticed(lead):
    made = make.assessment(lead, on=make.published_edition(small_edition()))
    make.contracts(made, 1, by=lead)

    address = reverse("assessments:point", args=[made.reference, "second"])

    assert OF_THE_CODE.findall(read(make.signed_in(lead), address)) != []


@pytest.mark.parametrize(
    "wrong", ["2 third partys so far", "Add an user group", "Add a API", "Api 1", "1 third parties"]
)
def test_a_wrong_noun_would_be_noticed(wrong):
    assert WRONG_NOUNS.search(wrong)


def test_entries_are_counted_and_named_in_the_nouns_of_the_standard(assessment, lead):
    browser = make.signed_in(lead)

    def page(name, *args):
        return read(browser, reverse(f"assessments:{name}", args=[assessment.reference, *args]))

    assert "2 third parties so far" in page("point", "journey")
    assert "1 user group so far" in page("point", "users")
    assert "You have added 2 third parties." in page("step", "journey", "third-parties")
    assert "Third party 2" in page("step", "journey", "third-parties")
    assert "API 1" in page("step", "running", "apis")
    assert "Add another API" in page("step", "running", "apis")
    assert "0 of 6 points completed" in page("task_list")


def test_the_first_entry_is_asked_for_with_the_right_article(lead, standard):
    made = make.assessment(lead, on=standard)
    browser = make.signed_in(lead)

    def page(*place):
        return read(browser, reverse("assessments:step", args=[made.reference, *place]))

    assert "Add a user group" in page("users", "groups")
    assert "Add an API" in page("running", "apis")


def test_the_short_form_asks_what_the_standard_says(lead, standard):
    made = make.assessment(lead, on=standard, form="short")

    asked = [key for key, _ in what_is_shown(take_snapshot(made)).by_key]

    assert asked == ["users.who", "users.spoken", "partners.any", "access.channels", "safe.tested"]


def test_its_checks_are_found_under_its_own_points(assessment, lead):
    words = read(make.signed_in(lead), reverse("assessments:check_answers", args=[assessment.reference]))

    assert "Where third parties take part, somebody must try to break in." in words
    assert "Look at this cost again." in words
    assert "Post office" in words


def test_its_pack_is_printed_in_its_own_words(submission):
    pack = frozen_pack(submission.pk)

    printed = words_of(FORMATS["html"].render(pack).decode())

    assert OF_THE_CODE.findall(printed) == []
    assert WRONG_NOUNS.findall(printed) == []
    assert "Evidence pack: Standard for public services, edition 2027" in printed
    assert "Written for tests; it adapts nobody’s words." in printed
    assert "API 1" in printed
    assert [annex.noun for annex in pack.annexes] == ["user group", "third party", "API"]


def test_the_page_of_its_pack_and_the_list_of_packs_speak_of_no_code(submission):
    reader = make.person("Rae Viewer", Role.REVIEWER, of=make.organisation())
    browser = make.signed_in(reader)

    for address in (reverse("reporting:pack_list"), reverse("reporting:pack", args=[submission.reference])):
        words = read(browser, address)
        assert OF_THE_CODE.findall(words) == []
        assert "Renew a fishing licence" in words


def test_its_pack_as_data_names_its_parts(submission):
    content = frozen_json(submission.pk).decode()

    assert OF_THE_CODE.findall(content) == []
    assert '"API"' in content
    assert FORMATS["json"].render(frozen_pack(submission.pk)).decode() == content


def test_its_pack_as_a_pdf_is_printed_in_its_own_words(submission, pdf_tools, tmp_path):
    pack = frozen_pack(submission.pk)
    content = FORMATS["pdf"].render(pack)
    path = tmp_path / "pack.pdf"
    path.write_bytes(content)

    printed = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout

    assert OF_THE_CODE.findall(printed) == []
    assert WRONG_NOUNS.findall(printed) == []
    assert "Standard for public services" in printed
    assert "Third party 1: Post office" in " ".join(printed.split())
    under_test = PdfUnderTest(content, pack, again=content)
    assert [fault for check in GATE.values() for fault in check(under_test)] == []


def test_a_finding_stands_in_the_annex_of_its_own_entry(submission):
    groups, parties, _ = frozen_pack(submission.pk).annexes

    assert [row.findings for row in groups.rows] == [()]
    assert [row.findings for row in parties.rows] == [("Warning: Look at this cost again.",), ()]
