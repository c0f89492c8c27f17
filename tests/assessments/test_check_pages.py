import re

import pytest
from django.urls import reverse

from assessments.actions.points import call_incomplete, save_statement
from assessments.actions.projects import add_member
from assessments.completeness import gaps, what_is_shown
from assessments.models import Rating, Statement
from assessments.snapshot import take_snapshot
from tests.assessments import factories
from tests.assessments.queries import queries_of
from tests.assessments.record_pages import RecordPage

CONTRADICTION = "The contract must end after it starts."


@pytest.fixture
def colleague(lead):
    return factories.contributor("Cole League")


@pytest.fixture
def draft(lead, colleague):
    return factories.assessment(lead, members=[colleague])


@pytest.fixture
def viewer(draft, lead):
    made = factories.viewer()
    add_member(draft.project, made, by=lead, at=factories.NOW)
    return made


def point_page(draft, by, point="first"):
    return RecordPage("check_point", draft.reference, point, by=by)


def all_page(draft, by):
    return RecordPage("check_answers", draft.reference, by=by)


def names_of_links(text):
    """Where the links of the content lead, by the name that is heard."""
    names = {}
    for href, words in re.findall(r'<a class="govuk-link" href="([^"]+)">(.*?)</a>', text):
        names.setdefault(re.sub("<[^>]+>", "", words), set()).add(href)
    return names


def contradict(draft, lead):
    contract = factories.contracts(draft, 1, by=lead)[0]
    factories.answer(draft, "contract.starts", "2027-05-01", by=lead, entry=contract)
    factories.answer(draft, "contract.ends", "2027-04-01", by=lead, entry=contract)


def is_completed(point="first"):
    found = Statement.objects.filter(point_key=point).first()
    return bool(found and found.is_called_complete)


def change_links(text):
    return re.findall(r'<a class="govuk-link" href="([^"]+)">Change<', text)


class TestOnePoint:
    def test_it_prints_answers_explanations_and_who_saved_them(self, draft, lead):
        factories.answer(draft, "first.choice", "no", by=lead, explanation="Because of the weather.")

        text = point_page(draft, lead).text

        assert "Because of the weather." in text
        assert "Last changed by Lea Lead on 20 November 2026" in text

    def test_what_is_missing_links_to_its_exact_field(self, draft, lead):
        text = point_page(draft, lead).text

        step = reverse("assessments:step", args=[draft.reference, "first", "kinds"])
        assert f'href="{step}?back=point#id_answer-first.text"' in text
        assert f'href="{step}?back=point#id_answer-first.date-day"' in text
        statement = reverse("assessments:statement", args=[draft.reference, "first"])
        assert f'href="{statement}?back=point#id_rating"' in text

    def test_every_change_link_names_what_it_changes(self, draft, lead):
        factories.complete_assessment(draft, by=lead)

        text = point_page(draft, lead).text

        hidden = re.findall(r'Change<span class="govuk-visually-hidden">([^<]*)</span>', text)
        assert len(hidden) == len(change_links(text)) > 8
        assert len(set(hidden)) == len(hidden)

    def test_a_warning_is_printed_with_a_link_to_its_answer(self, draft, lead):
        factories.answer(draft, "first.choice", "no", by=lead)

        text = point_page(draft, lead).text

        assert "Look again at this." in text
        assert "Look again at this." not in point_page(draft, lead, "second").text

    def test_markup_in_an_answer_is_text(self, draft, lead):
        factories.answer(draft, "first.text", "<b onclick=x>bold</b> {{ 1 }}", by=lead)

        text = point_page(draft, lead).text

        assert "&lt;b onclick=x&gt;bold&lt;/b&gt; {{ 1 }}" in text


class TestCompleting:
    def test_yes_completes_a_point_without_gaps(self, draft, lead):
        factories.complete_assessment(draft, by=lead)
        point_page(draft, lead).send(is_completed="no")
        assert not is_completed()

        answer = point_page(draft, lead).send(is_completed="yes")

        assert answer.url == reverse("assessments:task_list", args=[draft.reference])
        assert is_completed()

    def test_yes_with_gaps_links_to_every_field_and_changes_nothing(self, draft, lead):
        answer = point_page(draft, lead).send(is_completed="yes")

        summary = answer.content.decode().partition("govuk-error-summary__list")[2].partition("</ul>")[0]
        links = re.findall(r'href="([^"]+)"', summary)
        snapshot = take_snapshot(draft)
        missing = [gap for gap in gaps(snapshot, what_is_shown(snapshot)) if gap.point_key == "first"]
        assert len(missing) > 5
        assert len([link for link in links if link.startswith("/")]) == len(missing)
        assert "#id_is_completed" in links
        assert not Statement.objects.exists()

    def test_no_leads_back_to_the_task_list(self, draft, lead):
        answer = point_page(draft, lead).send(is_completed="no")

        assert answer.url == reverse("assessments:task_list", args=[draft.reference])
        assert not is_completed()

    def test_no_choice_at_all_is_an_error_with_a_link(self, draft, lead):
        answer = point_page(draft, lead).send()

        assert 'href="#id_is_completed"' in answer.content.decode()

    def test_a_change_elsewhere_reopens_the_point_and_the_page_says_so(self, draft, lead):
        factories.complete_assessment(draft, by=lead)
        assert "A later change" not in point_page(draft, lead).text

        factories.answer(draft, "first.text", "", by=lead)

        assert "A later change" in point_page(draft, lead).text

    def test_a_point_that_does_not_apply_prints_the_answers_given_and_asks_for_no_others(self, draft, lead):
        factories.answer(draft, "first.text", "Given before", by=lead)
        assert "Not answered yet" in point_page(draft, lead).text

        fields = {"rating": Rating.DOES_NOT_APPLY, "reason_not_applicable": "Nothing is bought."}
        save_statement(draft, "first", fields=fields, base_version=0, by=lead, at=factories.NOW)

        text = point_page(draft, lead).text
        assert "Given before" in text
        assert "Not answered yet" not in text

    def test_a_point_that_does_not_apply_is_completed_with_its_reason(self, draft, lead):
        fields = {"rating": Rating.DOES_NOT_APPLY, "reason_not_applicable": "Nothing is bought."}
        save_statement(draft, "first", fields=fields, base_version=0, by=lead, at=factories.NOW)

        point_page(draft, lead).send(is_completed="yes")

        assert is_completed()


class TestEverything:
    def test_contradictions_come_first_and_link_to_both_answers(self, draft, lead):
        contradict(draft, lead)

        text = all_page(draft, lead).text

        contract = take_snapshot(draft).entries[0].reference
        entry = reverse("assessments:entry", args=[draft.reference, "second", "contract", contract])
        before_points = text.partition("portal-checked-point")[0]
        assert CONTRADICTION in before_points
        assert f'href="{entry}?back=assessment#id_answer-contract.starts-day"' in before_points
        assert f'href="{entry}?back=assessment#id_answer-contract.ends-day"' in before_points

    def test_other_findings_are_listed_and_said_not_to_block(self, draft, lead):
        assert "Breaches, exceptions and warnings" not in all_page(draft, lead).text

        factories.answer(draft, "first.money", 2_000_000, by=lead)

        text = all_page(draft, lead).text
        assert "Breaches, exceptions and warnings" in text
        assert "That needs a reason." in text

    def test_no_two_links_of_one_name_lead_to_different_places(self, draft, lead):
        contradict(draft, lead)

        names = names_of_links(all_page(draft, lead).text)

        assert {name: places for name, places in names.items() if len(places) > 1} == {}
        assert "How you meet this point (point 2)" in names

    def test_it_counts_completed_points(self, draft, lead):
        assert "0 of 2 points completed" in all_page(draft, lead).text

        factories.complete_assessment(draft, by=lead)

        assert "2 of 2 points completed" in all_page(draft, lead).text

    def test_a_point_without_gaps_asks_only_to_be_completed(self, draft, lead):
        factories.complete_assessment(draft, by=lead)
        assert "Say that you have completed" not in all_page(draft, lead).text

        call_incomplete(draft, "first", by=lead, at=factories.NOW)

        assert "Say that you have completed point 1" in all_page(draft, lead).text

    def test_links_to_points_land_on_the_page(self, draft, lead):
        text = all_page(draft, lead).text

        targets = re.findall(r'href="#(point-[^"]+)"', text)
        assert targets == ["point-first", "point-second"]
        assert all(f'id="{target}"' in text for target in targets)

    @pytest.mark.parametrize("name", ["check_point", "check_answers", "submit"])
    def test_a_page_takes_as_many_queries_for_50_contracts_as_for_one(self, draft, colleague, lead, name):
        args = [draft.reference, "second"] if name == "check_point" else [draft.reference]
        url = reverse(f"assessments:{name}", args=args)
        factories.contracts(draft, 1, by=lead)
        for_one = queries_of(factories.signed_in(colleague), url)

        factories.contracts(draft, 49, by=lead)

        assert queries_of(factories.signed_in(colleague), url) == for_one <= 15


class TestReaders:
    @pytest.mark.parametrize("name", ["check_point", "check_answers"])
    def test_a_viewer_reads_everything_without_links_to_change_it(self, draft, lead, viewer, name):
        factories.complete_assessment(draft, by=lead)
        factories.answer(draft, "first.date", None, by=lead)
        args = [draft.reference, "first"] if name == "check_point" else [draft.reference]

        theirs, ours = RecordPage(name, *args, by=viewer).text, RecordPage(name, *args, by=lead).text

        assert "Our answer to 1.1." in theirs
        assert "Not answered yet" in theirs
        assert (change_links(theirs), bool(change_links(ours))) == ([], True)
        assert "/statement/" not in theirs.replace(
            reverse("assessments:point", args=[draft.reference, "first"]), ""
        )

    def test_a_viewer_may_not_complete_a_point(self, draft, lead, viewer):
        factories.complete_assessment(draft, by=lead)
        opened = point_page(draft, viewer)

        assert "Have you completed this point?" not in opened.text
        assert opened.send(is_completed="no").status_code == 403
        assert is_completed()

    @pytest.mark.parametrize("name", ["check_point", "check_answers"])
    def test_somebody_of_another_organisation_finds_nothing(self, draft, name):
        stranger = factories.lead("Stran Ger", of=factories.organisation("Elsewhere"))
        args = [draft.reference, "first"] if name == "check_point" else [draft.reference]

        assert RecordPage(name, *args, by=stranger).response.status_code == 404

    def test_after_submission_the_pages_read_on_and_completing_is_refused(self, draft, lead):
        opened = point_page(draft, lead)
        factories.submitted(draft, by=lead)

        assert "Our answer to 1.1." in point_page(draft, lead).text
        assert "Have you completed this point?" not in point_page(draft, lead).text
        assert opened.send(is_completed="no").status_code == 409
        assert is_completed()
