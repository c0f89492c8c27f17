import re
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from assessments.actions.submission import take_back
from assessments.presenters.history import SENTENCES
from tests.assessments import factories
from tests.assessments.queries import queries_of


def titles(draft, by, **query):
    here = reverse("assessments:history", args=[draft.reference])
    return [item.title for item in factories.signed_in(by).get(here, query).context["items"]]


def test_the_newest_event_stands_first_in_plain_words(lead):
    colleague = factories.contributor()
    draft = factories.assessment(lead, members=[colleague])
    factories.answer(draft, "first.text", "A secret answer", by=colleague)

    assert titles(draft, lead) == [
        "Answers saved: 1.1",
        "Assessment started",
        "Con Tributor was added to the project",
        "Project opened",
    ]


def test_no_text_that_a_person_wrote_is_told(lead):
    draft = factories.assessment(lead)
    factories.answer(draft, "first.text", "A secret answer", by=lead)
    page = factories.signed_in(lead).get(reverse("assessments:history", args=[draft.reference]))

    assert "Answers saved: 1.1" in page.content.decode()
    assert "A secret answer" not in page.content.decode()


def test_a_whole_life_is_told_in_sentences(lead):
    draft = factories.assessment(lead)
    take_back(factories.submitted(draft, by=lead), reason="Wrong", by=lead, at=factories.NOW)

    told = titles(draft, lead)

    assert told[:3] == ["Taken back", "Submitted", "Marked point 2 as completed"]
    assert "Statement on point 1 saved" in told
    assert "Something else was recorded" not in told


def test_every_kind_of_event_that_an_action_appends_has_a_sentence():
    actions = Path(settings.BASE_DIR, "assessments", "actions")
    source = "\n".join(path.read_text() for path in actions.glob("*.py"))
    appended = set(re.findall(r'chain\.append\([^"]*"(\w+)"', source))
    moved = set(re.findall(r'Move\.\w+: "(\w+)"', source))
    called = set(re.findall(r'"(point_\w+)" if \w+ else', source)) | {"point_reopened"}

    assert len(appended) > 15
    assert len(moved) == 2
    assert appended | moved | called == set(SENTENCES)


def test_a_long_history_is_paged(lead):
    draft = factories.assessment(lead)
    for number in range(30):
        factories.answer(draft, "first.text", f"Answer {number}", by=lead)

    assert (len(titles(draft, lead)), len(titles(draft, lead, page=2))) == (25, 7)


def test_the_queries_do_not_depend_on_the_number_of_events(lead):
    draft = factories.assessment(lead, members=[factories.contributor()])
    factories.answer(draft, "first.text", "The first answer", by=lead)
    client = factories.signed_in(lead)
    here = reverse("assessments:history", args=[draft.reference])
    before = queries_of(client, here)

    for number in range(20):
        factories.answer(draft, "first.text", f"Answer {number}", by=lead)

    assert queries_of(client, here) == before <= 15
