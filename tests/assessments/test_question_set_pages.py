import pytest
from django.urls import reverse

from accounts.roles import Role
from assessments.presenters.question_sets import HOW_TO_ANSWER
from question_sets.kinds import QuestionKind
from tests.assessments import factories
from tests.assessments.queries import queries_of
from tests.question_sets.factories import make_edition, make_point, save_edition, small_edition


@pytest.fixture
def client(db):
    return factories.signed_in(factories.person("Any Body"))


def copy_of(edition):
    return reverse("assessments:blank_copy", args=[edition.key, edition.edition])


def test_published_editions_are_listed_and_drafts_are_not(client):
    published = save_edition(small_edition())
    draft = save_edition(make_edition(make_point("new"), edition="2027-01"), sealed=False)

    page = client.get(reverse("assessments:edition_list")).content.decode()

    assert copy_of(published) in page
    assert copy_of(draft) not in page
    assert client.get(copy_of(draft)).status_code == 404


def test_an_empty_list_says_so(client):
    page = client.get(reverse("assessments:edition_list")).content.decode()

    assert "No edition is published yet." in page


def test_a_blank_copy_holds_every_question_choice_condition_and_source(client):
    edition = small_edition()
    page = client.get(copy_of(save_edition(edition))).content.decode()

    for question in edition.questions:
        assert f"{question.code} {question.text}" in page
    assert "Answer if you chose “No” at 1.2." in page
    assert "Answer if the amount at 1.6 is more than £100." in page
    assert "Answer once for each contract." in page
    assert "Explain your answer if you choose “Partly” or “No”." in page
    assert "“None” cannot be chosen together with others." in page
    assert "You must show first." in page
    assert 'href="https://example.org/first"' in page
    assert "Made for tests" in page
    assert "Nobody’s words." in page


def test_every_kind_says_how_it_is_answered():
    assert set(HOW_TO_ANSWER) == set(QuestionKind)


@pytest.mark.parametrize("role", Role)
def test_everybody_who_is_signed_in_reads_a_blank_copy(db, role):
    edition = save_edition(small_edition())
    reader = factories.person("Rea Der", role, of=factories.organisation())

    assert factories.signed_in(reader).get(copy_of(edition)).status_code == 200


def test_an_edition_that_does_not_exist_is_not_found(client):
    here = reverse("assessments:blank_copy", args=["no-such", "edition"])

    assert client.get(here).status_code == 404


def test_the_queries_do_not_depend_on_the_number_of_editions(client):
    save_edition(small_edition())
    here = reverse("assessments:edition_list")
    with_one = queries_of(client, here)

    for year in range(2030, 2040):
        save_edition(make_edition(make_point("first"), edition=f"{year}-01"))

    assert queries_of(client, here) == with_one <= 15
