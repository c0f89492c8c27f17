"""How much work of teams stands on an edition: counts, and nothing that a team wrote."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import Organisation
from accounts.roles import Role
from assessments.actions.entries import remove_entry
from assessments.actions.evidence import Place, choose_evidence
from assessments.models import Answer, Assessment, Project
from editor.altered import altered_questions
from editor.impact import editions_with_teams, impact_of
from editor.presenters import impact as present
from question_sets import changing
from question_sets.kinds import QuestionKind
from question_sets.labels import Label
from question_sets.models import QuestionSet
from question_sets.parts import EDITION, Part, PartKind
from tests.assessments import factories
from tests.assessments.queries import queries_of
from tests.question_sets.factories import (
    SEALED_AT,
    any_of,
    make_edition,
    make_point,
    save_edition,
    small_edition,
)
from tests.question_sets.publishing import publish

FIRST = Part(PartKind.POINT, ("first",))
CONTRACT = Part(PartKind.SECTION, ("second", "contract"))


def question(key):
    return Part(PartKind.QUESTION, (key,))


def newer(*changes, name="2027-01"):
    """A draft of the small edition: each change is a function of an edition."""
    edition = small_edition()
    for change in changes:
        edition = change(edition)
    return changing.change(edition, EDITION, {"edition": name})


def without(key):
    return lambda edition: changing.remove(edition, question(key))


def with_fields(part, **fields):
    return lambda edition: changing.change(edition, part, fields)


def rows(impact):
    return [(each.question.key, each.labels, each.answers) for each in impact.questions]


# ---- Which questions are altered


def test_a_removed_question_and_one_of_another_kind_are_altered():
    after = newer(without("first.later"), with_fields(question("first.text"), kind=QuestionKind.DATE))

    assert altered_questions(small_edition(), after) == {
        "first.text": (Label.KIND,),
        "first.later": (Label.REMOVED,),
    }


def test_wording_and_order_alter_nothing():
    after = newer(
        with_fields(question("first.text"), text="Said better", help="And explained"),
        lambda edition: changing.move(edition, question("first.money"), -2)[0],
        lambda edition: changing.renumber(edition, FIRST),
    )

    assert altered_questions(small_edition(), after) == {}


def test_a_new_question_alters_no_answer():
    section = Part(PartKind.SECTION, ("first", "kinds"))

    after, _ = changing.add(small_edition(), PartKind.QUESTION, section, "new", {"text": "New?"})

    assert altered_questions(small_edition(), after) == {}


def test_a_section_that_repeats_no_more_alters_all_of_its_questions():
    altered = altered_questions(small_edition(), newer(with_fields(CONTRACT, repeats="")))

    assert set(altered) >= {"contract.value", "contract.starts", "contract.ends", "contract.api"}
    assert altered["contract.api"] == (Label.ASKED,)
    assert "second.contracts" not in altered


def test_a_section_under_another_condition_alters_all_of_its_questions():
    point = make_point("other")
    before = make_edition(*small_edition().points, point)
    section = replace(point.sections[0], shown_when=(any_of("first.choice", "no"),))
    after = make_edition(*small_edition().points, replace(point, sections=(section,)))

    assert altered_questions(before, after) == {"other-section.1": (Label.CONDITION,)}


# ---- Counting


@pytest.fixture
def lead(db):
    return factories.lead()


@pytest.fixture
def editor(db):
    return factories.signed_in(factories.person("Ed Itor", Role.EDITOR))


def answered(lead, answers, *, on=None):
    """A draft with these answers."""
    draft = factories.assessment(lead, on=on)
    for key, value in answers.items():
        factories.answer(draft, key, value, by=lead)
    return draft


def test_drafts_answers_and_submitted_assessments_are_counted_by_organisation(lead):
    answered(lead, {"first.text": "One", "first.money": 5})
    answered(lead, {"first.text": "Two"})
    neighbour = factories.lead("Nia Neighbour", of=factories.organisation("Agency of Others"))
    factories.submitted(factories.assessment(neighbour, of_project=_project_of(neighbour)), by=neighbour)
    edition = factories.published_edition()

    impact = impact_of(newer(), [edition])

    found = [(each.name, each.drafts, each.answers, each.submitted) for each in impact.organisations]
    assert found == [("Agency of Others", 0, 0, 1), ("Department of Examples", 2, 3, 0)]
    assert (impact.drafts, impact.answers, impact.submitted) == (2, 3, 1)


def _project_of(lead):
    return factories.project(lead, of=Organisation.objects.get(name="Agency of Others"))


def test_answers_to_removed_and_changed_questions_are_counted_by_question(lead):
    answered(lead, {"first.text": "One", "first.money": 5, "first.later": "Later"})
    answered(lead, {"first.text": "Two"})
    edition = factories.published_edition()
    after = newer(
        without("first.later"), without("first.date"), with_fields(question("first.text"), required=False)
    )

    impact = impact_of(after, [edition])

    assert rows(impact) == [("first.text", (Label.ASKED,), 2), ("first.later", (Label.REMOVED,), 1)]
    assert (impact.removed, impact.changed, impact.unanswered) == (1, 2, 1)
    assert [each.altered for each in impact.organisations] == [3]


def test_a_blank_answer_is_none_and_a_bare_explanation_is_one(lead):
    draft = answered(lead, {"first.text": "One", "first.money": 5, "first.multi": ["apples"]})
    for key, blank in (("first.text", ""), ("first.money", None), ("first.multi", [])):
        factories.answer(draft, key, blank, by=lead)
    edition = factories.published_edition()
    nothing = impact_of(newer(), [edition]).answers

    factories.answer(draft, "first.choice", None, by=lead, explanation="Because")

    assert Answer.objects.count() == 4
    assert (nothing, impact_of(newer(), [edition]).answers) == (0, 1)


def test_answers_of_a_removed_contract_are_not_counted(lead):
    draft = answered(lead, {"second.contracts": "yes"})
    factories.add_contracts(draft, 1, by=lead)
    entry = draft.entries.get()
    with_contract = impact_of(newer(), [draft.question_set]).answers

    remove_entry(draft, entry.reference, by=lead, at=factories.NOW)

    assert impact_of(newer(), [draft.question_set]).answers < with_contract


def test_evidence_counts_where_an_evidence_question_goes(lead):
    draft = answered(lead, {})
    item = factories.piece_of_evidence(draft.project, by=lead)
    place = Place("first", "first.evidence")
    choose_evidence(draft, place, chosen=[item.reference], base=[], by=lead, at=factories.NOW)

    factories.answer(draft, "first.evidence", None, by=lead, explanation="It is old")

    impact = impact_of(newer(without("first.evidence")), [draft.question_set])

    assert rows(impact) == [("first.evidence", (Label.REMOVED,), 1)]
    assert [(each.answers, each.altered) for each in impact.organisations] == [(1, 1)]


def test_a_bare_explanation_is_no_answer_to_an_evidence_question(lead):
    draft = answered(lead, {})
    factories.answer(draft, "first.evidence", None, by=lead, explanation="There is none")

    assert impact_of(newer(without("first.evidence")), [draft.question_set]).answers == 0


def test_each_edition_is_compared_by_itself(lead):
    old = factories.published_edition()
    edition = newer(with_fields(question("first.text"), required=False), name="2026-06")
    new = publish(edition, at=SEALED_AT + timedelta(days=1))
    answered(lead, {"first.text": "On the old one"}, on=old)
    answered(lead, {"first.text": "On the new one"}, on=new)
    after = changing.change(edition, EDITION, {"edition": "2027-01"})

    impact = impact_of(after, [new, old])

    assert [(each.question_set, each.answers) for each in impact.questions] == [(old, 1)]
    assert [(each.question_set, each.drafts) for each in impact.editions] == [(new, 1), (old, 1)]
    assert present.totals(impact, is_draft=True)[1].lines == (
        "2",
        "1 on edition 2026-06 (published)",
        "1 on edition 2026-01 (published)",
    )


def test_a_draft_asks_about_every_published_edition_and_a_published_one_about_itself(lead):
    published = factories.published_edition()
    draft = save_edition(newer(), sealed=False)
    alike = list(QuestionSet.objects.with_status().exclude(pk=draft.pk))

    assert editions_with_teams(draft, alike) == (published,)
    assert editions_with_teams(published, alike) == (published,)


# ---- The page


def address(edition, by=""):
    page = reverse("editor:impact", args=[edition.key, edition.edition])
    return f"{page}?by={by}" if by else page


def read(browser, page):
    answer = browser.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_tells_counts_and_nothing_that_a_team_wrote(lead, editor):
    draft = answered(lead, {"first.text": "A secret answer"})
    project = draft.project
    edition = save_edition(newer(without("first.text")), sealed=False)

    for by in ("organisations", "questions"):
        page = read(editor, address(edition, by))

        assert "Answers to questions that the draft removes" in page
        for secret in ("A secret answer", project.name, project.reference, draft.reference, lead.name):
            assert secret not in page
    assert "1.1 What about first.text?" in page
    assert "Removed" in page


def test_a_published_edition_has_no_view_by_question(lead, editor):
    draft = answered(lead, {"first.text": "One"})

    page = read(editor, address(draft.question_set, "questions"))

    assert "Department of Examples" in page
    assert "By question" not in page
    assert "the draft removes" not in page


def test_where_nobody_has_begun_the_page_says_so(lead, editor):
    published = factories.published_edition()
    draft = save_edition(newer(), sealed=False)

    assert "No team has begun an assessment on this edition." in read(editor, address(published))
    assert "on an edition of this question set." in read(editor, address(draft))


def test_many_organisations_are_paged_and_searched(lead, editor):
    make_many(lead, assessments=60, organisations=60, answers=1)
    draft = save_edition(newer(without("first.text")), sealed=False)

    first = read(editor, address(draft))
    found = read(editor, f"{address(draft)}?q=organisation+059")

    assert "Showing 1 to 25 of 60 organisations" in first
    assert "Organisation 000" in first
    assert "Organisation 059" not in first
    assert "Organisation 059" in found
    assert "1 organisation" in found
    assert "Nothing was found for this search." in read(editor, f"{address(draft)}?q=nowhere")


def test_only_an_editor_reads_it(lead):
    published = factories.published_edition()

    assert factories.signed_in(lead).get(address(published)).status_code == 403


def test_the_queries_do_not_depend_on_how_much_there_is(lead, editor):
    answered(lead, {"first.text": "One"})
    draft = save_edition(newer(without("first.text"), without("first.evidence")), sealed=False)
    pages = [address(draft, by) for by in ("organisations", "questions")]
    few = [queries_of(editor, page) for page in pages]

    make_many(lead, assessments=100, organisations=50, answers=5)

    assert [queries_of(editor, page) for page in pages] == few
    assert max(few) <= 15


def make_many(lead, *, assessments, organisations, answers):
    """Draft assessments with answers to the first questions of the small edition."""
    edition = factories.published_edition()
    keys = [question.key for question in small_edition().questions][:answers]
    made = {"created_by": lead, "created_at": factories.NOW}
    places = Organisation.objects.bulk_create(
        Organisation(name=f"Organisation {number:03}") for number in range(organisations)
    )
    projects = Project.objects.bulk_create(
        Project(organisation=places[number % organisations], name="Many", creation_token=uuid4(), **made)
        for number in range(assessments)
    )
    drafts = Assessment.objects.bulk_create(
        Assessment(project=project, question_set=edition, creation_token=uuid4(), **made)
        for project in projects
    )
    saved = {"saved_by": lead, "saved_at": factories.NOW, "version": 1}
    Answer.objects.bulk_create(
        Answer(assessment=draft, question_key=key, value="Something", **saved)
        for draft in drafts
        for key in keys
    )
