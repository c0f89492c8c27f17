from django.urls import reverse

from accounts.roles import Role
from tests.assessments import factories
from tests.assessments.queries import queries_of


def rows(client, **query):
    return client.get(reverse("assessments:home"), query).context["rows"]


def names(client, **query):
    return [row[0]["text"] for row in rows(client, **query)]


def test_a_lead_without_projects_is_offered_a_new_one(lead):
    answer = factories.signed_in(lead).get("/")

    assert "There are no projects yet." in answer.content.decode()
    assert reverse("assessments:new_project") in answer.content.decode()


def test_a_contributor_without_projects_is_told_whom_to_ask(lead):
    answer = factories.signed_in(factories.contributor()).get("/")

    assert "You are not on any project yet." in answer.content.decode()
    assert reverse("assessments:new_project") not in answer.content.decode()


def test_an_administrator_of_an_empty_portal_is_told_where_to_begin(db):
    first = factories.signed_in(factories.person("Ad Min", Role.ADMINISTRATOR))

    before = first.get("/").content.decode()
    factories.organisation()
    after = first.get("/").content.decode()

    assert "There are no organisations yet." in before
    assert f'href="{reverse("accounts:new_organisation")}"' in before
    assert "There are no organisations yet." not in after


def test_a_draft_stands_first_then_what_is_not_started_then_what_is_submitted(lead):
    submitted = factories.assessment(lead, of_project=factories.project(lead, name="Submitted"))
    factories.submitted(submitted, by=lead)
    factories.assessment(lead, of_project=factories.project(lead, name="Draft"))
    factories.project(lead, name="Not started")

    assert names(factories.signed_in(lead)) == ["Draft", "Not started", "Submitted"]


def test_a_project_shows_its_draft_rather_than_an_earlier_assessment(lead):
    project = factories.project(lead)
    factories.submitted(factories.assessment(lead, of_project=project), by=lead)
    draft = factories.assessment(lead, of_project=project)

    [row] = rows(factories.signed_in(lead))

    assert row[1]["text"] == draft.reference
    assert row[3]["text"] == "Draft"


def test_each_link_that_starts_an_assessment_names_its_project(lead):
    factories.project(lead, name="New <licence>")

    page = factories.signed_in(lead).get("/").content.decode()

    assert 'Start an assessment<span class="govuk-visually-hidden"> of New &lt;licence&gt;</span></a>' in page


def test_a_contributor_sees_only_the_projects_they_are_on(lead):
    colleague = factories.contributor()
    factories.project(lead, name="Theirs", members=[colleague])
    factories.project(lead, name="Somebody else’s")

    assert names(factories.signed_in(lead)) == ["Somebody else’s", "Theirs"]
    assert names(factories.signed_in(colleague)) == ["Theirs"]


def test_organisations_are_never_mixed_in_one_list(lead):
    elsewhere = factories.organisation("Zoo of Examples")
    both = factories.person("Bo Both", Role.LEAD)
    factories.join(both, elsewhere, Role.LEAD)
    factories.project(both, name="Here")
    factories.project(both, of=elsewhere, name="There")
    client = factories.signed_in(both)

    assert names(client) == ["Here"]
    assert names(client, organisation=elsewhere.reference) == ["There"]
    assert names(client, organisation="O-0000-0000") == ["Here"]


def test_a_long_list_is_paged_and_searched_by_name_or_reference(lead):
    made = [factories.project(lead, name=f"Project {number:02}") for number in range(51)]
    client = factories.signed_in(lead)

    first = client.get("/")

    assert (len(first.context["rows"]), first.context["is_searchable"]) == (25, True)
    assert names(client, page=3) == ["Project 00"]
    assert names(client, q="project 07") == ["Project 07"]
    assert names(client, q=made[30].reference) == ["Project 30"]
    assert names(client, q="nothing like it") == []


def test_a_project_is_found_by_the_reference_of_its_assessment(lead):
    draft = factories.assessment(lead, of_project=factories.project(lead, name="Found"))
    factories.assessment(lead, of_project=factories.project(lead, name="Another"))

    assert names(factories.signed_in(lead), q=draft.reference.lower()) == ["Found"]


def test_the_title_says_which_page_of_a_long_list_it_is(lead):
    client = factories.signed_in(lead)
    factories.project(lead)
    short = client.get("/").content.decode()
    for number in range(25):
        factories.project(lead, name=f"Project {number}")

    second = client.get("/", {"page": 2}).content.decode()

    assert "<title>Your assessments – " in short
    assert "<title>Your assessments (page 2 of 2) – " in second


def test_a_short_list_has_no_search_box(lead):
    factories.project(lead)

    assert not factories.signed_in(lead).get("/").context["is_searchable"]


def test_a_reviewer_and_an_administrator_find_their_own_pages(lead):
    reviewer = factories.person("Rev Iewer", Role.REVIEWER, of=factories.organisation())
    administrator = factories.person("Ad Ministrator", Role.ADMINISTRATOR)

    of_reviewer = factories.signed_in(reviewer).get("/").context["rooms"]
    of_administrator = factories.signed_in(administrator).get("/").context["rooms"]

    assert [room.href for room in of_reviewer] == [reverse("reporting:pack_list")]
    assert reverse("accounts:people") in [room.href for room in of_administrator]


def test_somebody_who_belongs_nowhere_is_told_whom_to_ask(db):
    answer = factories.signed_in(factories.person("No Body")).get("/")

    assert "You are not part of any organisation yet." in answer.content.decode()


def test_the_queries_do_not_depend_on_the_number_of_projects(lead):
    factories.assessment(lead)
    client = factories.signed_in(lead)
    with_one = queries_of(client, "/")

    for _ in range(50):
        factories.assessment(lead, of_project=factories.project(lead))

    assert queries_of(client, "/") == with_one <= 15
