from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from assessments.forms.projects import PROJECT_FORMS
from assessments.models import Marking, Phase, Project
from assessments.presenters.links import PROJECT_STEPS
from assessments.presenters.projects import STEP_TITLES
from tests.assessments import factories
from tests.assessments.queries import queries_of
from tests.assessments.record_pages import RecordPage
from tests.assessments.step_pages import fields_of


@pytest.fixture
def project(lead):
    return factories.project(lead)


def step(project, name, by):
    return RecordPage("project_step", project.reference, name, by=by)


def test_the_project_exists_from_the_first_step_on(lead):
    answer = RecordPage("new_project", by=lead).send(name="A new licence", description="What for")

    made = Project.objects.get()
    assert (made.name, made.description, made.organisation) == (
        "A new licence",
        "What for",
        factories.organisation(),
    )
    assert answer.url == reverse("assessments:project_step", args=[made.reference, "people"]) + "?new=1"


def test_a_new_project_goes_from_step_to_step_and_ends_on_its_own_page(lead):
    opened = RecordPage("new_project", by=lead)
    place = opened.send(name="A new licence").url
    passed = []
    while "?new" in place:
        passed.append(place.split("/")[-2])
        names = PROJECT_FORMS[passed[-1]].base_fields
        place = opened.browser.post(
            place, {f"version-{name}": 1 for name in names} | {"marking": "official"}
        ).url

    assert passed == ["people", "spend", "dates", "marking"]
    assert place == reverse("assessments:project", args=[Project.objects.get().reference])


def test_a_project_without_a_name_is_not_made_and_keeps_what_was_typed(lead):
    answer = RecordPage("new_project", by=lead).send(description="Typed with care")

    assert not Project.objects.exists()
    assert "Enter the name of the project" in answer.content.decode()
    assert "Typed with care" in answer.content.decode()
    assert "<title>Error:" in answer.content.decode()


def test_the_first_step_with_an_error_saves_the_rest_and_goes_on_from_there(lead):
    opened = RecordPage("new_project", by=lead)

    answer = opened.send(name="A new licence", description="x" * 10_001)

    made = Project.objects.get()
    here = reverse("assessments:project_step", args=[made.reference, "about"])
    assert f'action="{here}?new=1"' in answer.content.decode()
    assert "Use 10,000 characters or fewer" in answer.content.decode()
    assert "x" * 10_001 in answer.content.decode()


def test_sending_the_first_step_twice_makes_one_project(lead):
    opened = RecordPage("new_project", by=lead)

    first = opened.send(name="A new licence")
    second = opened.send(name="A new licence")

    assert first.url == second.url
    assert Project.objects.count() == 1


def test_going_back_to_the_first_step_and_typing_another_name_shows_both(lead):
    opened = RecordPage("new_project", by=lead)
    opened.send(name="First name")

    answer = opened.send(name="Second name")

    [conflict] = answer.context["conflicts"]
    assert (conflict.name, conflict.theirs[0].lines) == ("name", ("First name",))
    assert 'value="Second name"' in answer.content.decode()
    assert Project.objects.get().name == "First name"


def test_a_browser_that_goes_back_to_the_first_step_finds_the_project_that_it_made(lead):
    client = factories.signed_in(lead)
    address = client.get(reverse("assessments:home")).context["new_project"]
    fields = fields_of(client.get(address).context["form"])

    client.post(address, {**fields, "name": "A new licence"})
    back = client.get(address)

    made = Project.objects.get()
    assert back.url == reverse("assessments:project_step", args=[made.reference, "about"]) + "?new=1"


def test_the_address_of_another_persons_new_project_opens_a_blank_page(lead):
    client = factories.signed_in(lead)
    address = client.get(reverse("assessments:home")).context["new_project"]
    client.post(address, {**fields_of(client.get(address).context["form"]), "name": "A new licence"})

    other = factories.signed_in(factories.lead(name="Another lead")).get(address)

    assert other.status_code == 200
    assert "A new licence" not in other.content.decode()


@pytest.mark.parametrize("token", ["", "x", "\N{SNOWMAN}" * 32])
def test_a_token_that_is_none_opens_a_blank_page(lead, token):
    page = factories.signed_in(lead).get(reverse("assessments:new_project"), {"token": token})

    assert page.context["form"]["token"].value()


def test_a_lead_of_two_organisations_chooses_one(lead):
    elsewhere = factories.organisation("Zoo of Examples")
    factories.join(lead, elsewhere, Role.LEAD)
    lead = factories.again(lead)
    opened = RecordPage("new_project", by=lead)

    refused = opened.send(name="Where?")
    opened.send(name="Where?", organisation=elsewhere.reference)

    assert "Choose an organisation" in refused.content.decode()
    assert Project.objects.get().organisation == elsewhere


def test_a_project_cannot_be_opened_in_an_organisation_that_one_does_not_lead(lead):
    elsewhere = factories.organisation("Zoo of Examples")
    factories.join(lead, factories.organisation("Third"), Role.LEAD)
    opened = RecordPage("new_project", by=factories.again(lead))

    answer = opened.send(name="Mine", organisation=elsewhere.reference)

    assert answer.status_code == 200
    assert not Project.objects.exists()


def test_a_contributor_cannot_open_a_project(lead):
    client = factories.signed_in(factories.contributor())

    assert client.get(reverse("assessments:new_project")).status_code == 403
    assert client.post(reverse("assessments:new_project"), {"name": "Mine"}).status_code == 403
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("£1,250,000", 1_250_000), ("0", 0), ("999 999 999 999", 999_999_999_999), ("", None)],
)
def test_amounts_are_whole_pounds_with_or_without_signs(project, lead, typed, stored):
    answer = step(project, "spend", lead).send(amount_requested=typed, whole_life_cost="")

    assert answer.status_code == 302
    assert Project.objects.get().amount_requested == stored


def test_the_whole_life_cost_holds_the_amount_requested(project, lead):
    answer = step(project, "spend", lead).send(amount_requested="1,500,000", whole_life_cost="1,000")

    assert answer.context["form"].errors == {
        "whole_life_cost": ["Enter a whole-life cost of at least the amount requested"]
    }
    assert Project.objects.get().amount_requested == 1_500_000


def test_errors_of_several_fields_of_one_kind_name_their_fields(project, lead):
    typed = {"starts_on-day": "40", "decision_by-day": "41"}

    form = step(project, "dates", lead).send(**typed).context["form"]

    assert form.errors["starts_on"][0].startswith("When the project starts: Enter a real date")
    assert form.errors["decision_by"][0].startswith("When do you need the decision? Enter a real date")


@pytest.mark.parametrize("typed", ["-1", "1.50", "a lot", "1000000000000"])
def test_an_amount_that_is_none_is_refused_alone(project, lead, typed):
    answer = step(project, "spend", lead).send(amount_requested=typed, phase=Phase.LIVE)

    assert f'value="{typed}"' in answer.content.decode()
    assert (Project.objects.get().amount_requested, Project.objects.get().phase) == (1_250_000, Phase.LIVE)


def test_the_end_must_come_after_the_start_and_the_other_dates_are_saved(project, lead):
    answer = step(project, "dates", lead).send(
        {"ends_on-year": "2026", "decision_by-day": "1", "decision_sought": "Another"}
    )

    assert list(answer.context["form"].errors) == ["ends_on"]
    assert "Enter a date after the start date" in answer.content.decode()
    now = Project.objects.get()
    assert (now.ends_on, now.decision_by, now.decision_sought) == (
        date(2028, 3, 31),
        date(2026, 12, 1),
        "Another",
    )


def test_a_start_moved_past_the_stored_end_is_saved_and_the_end_refused(project, lead):
    answer = step(project, "dates", lead).send({"starts_on-year": "2030"})

    assert list(answer.context["form"].errors) == ["ends_on"]
    assert Project.objects.get().starts_on == date(2030, 1, 4)


def test_white_space_alone_describes_no_project(project, lead):
    step(project, "about", lead).send(description=" \n ")

    assert Project.objects.get().description == ""


def test_white_space_around_a_text_is_kept(project, lead):
    step(project, "about", lead).send(description="  indented\n")

    assert Project.objects.get().description == "  indented\n"


def test_a_date_that_is_none_is_not_compared_in_the_place_of_the_one_typed(project, lead):
    answer = step(project, "dates", lead).send({"starts_on-day": "40", "ends_on-year": "2026"})

    assert list(answer.context["form"].errors) == ["starts_on"]
    assert Project.objects.get().ends_on == date(2026, 3, 31)


def test_after_an_error_what_was_saved_can_be_changed_back(project, lead):
    opened = step(project, "about", lead)
    again = opened.send(name="New name", description="x" * 10_001)
    versions = again.context["form"].data

    opened.browser.post(
        opened.url,
        {
            "name": "Renew a fishing licence",
            "description": "Short",
            "version-name": versions["version-name"],
            "version-description": versions["version-description"],
        },
    )

    assert (Project.objects.get().name, Project.objects.get().description) == (
        "Renew a fishing licence",
        "Short",
    )


def test_a_field_with_an_error_does_not_overwrite_what_somebody_saves_meanwhile(project, lead):
    colleague = factories.lead("Cole League")
    mine, theirs = step(project, "about", lead), step(project, "about", colleague)
    again = mine.send(name="My name", description="x" * 10_001)
    theirs.send(description="Their description")
    data = again.context["form"].data

    answer = mine.browser.post(mine.url, {**data, "description": "My description"})

    [conflict] = answer.context["conflicts"]
    assert conflict.theirs[0].lines == ("Their description",)
    assert Project.objects.get().description == "Their description"


def test_two_people_on_different_fields_both_keep_theirs(project, lead):
    colleague = factories.lead("Cole League")
    mine, theirs = step(project, "about", lead), step(project, "about", colleague)

    theirs.send(name="Their name")
    answer = mine.send(description="My description")

    assert answer.status_code == 302
    assert (Project.objects.get().name, Project.objects.get().description) == (
        "Their name",
        "My description",
    )


@pytest.fixture
def conflict(project, lead):
    """The page, and the answer to it, of somebody whose description met another one."""
    colleague = factories.lead("Cole League")
    mine, theirs = step(project, "about", lead), step(project, "about", colleague)
    theirs.send(description="Their description\nof two lines")
    return mine, mine.send(name="My name", description="My description")


def test_a_conflict_shows_both_texts_and_saves_the_other_fields(conflict):
    _, answer = conflict

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "My description" in page
    assert "Their description" in page
    assert "Cole League" in page
    assert (Project.objects.get().name, Project.objects.get().description) == (
        "My name",
        "Their description\nof two lines",
    )


@pytest.mark.parametrize(
    ("kept", "stored"), [("mine", "Both together"), ("theirs", "Their description\nof two lines")]
)
def test_a_person_chooses_mine_or_theirs(conflict, kept, stored):
    page, answer = conflict
    chosen = {**answer.context["hidden"], "description": "Both together", "kept-version-description": kept}

    done = page.browser.post(answer.context["action"], chosen)

    assert done.status_code == 302
    assert Project.objects.get().description == stored


def test_a_choice_that_meets_a_third_text_is_asked_again(conflict, project):
    page, answer = conflict
    step(project, "about", factories.lead("Thea Third")).send(description="A third text")

    again = page.browser.post(
        answer.context["action"], {**answer.context["hidden"], "description": "Both together"}
    )

    [conflict] = again.context["conflicts"]
    assert (conflict.saved_by, conflict.theirs[0].lines) == ("Thea Third", ("A third text",))


def test_an_error_on_the_conflict_page_keeps_what_was_typed(conflict):
    page, answer = conflict

    again = page.browser.post(
        answer.context["action"], {**answer.context["hidden"], "description": "y" * 10_001}
    )

    assert "y" * 10_001 in again.content.decode()
    assert "Use 10,000 characters or fewer" in again.content.decode()


def test_theirs_can_be_kept_whatever_stands_in_my_box(conflict):
    page, answer = conflict
    chosen = {**answer.context["hidden"], "description": "z" * 10_001, "kept-version-description": "theirs"}

    done = page.browser.post(answer.context["action"], chosen)

    assert done.status_code == 302
    assert Project.objects.get().description == "Their description\nof two lines"


@pytest.mark.parametrize("forged", ["99", "-1", "seven", "9" * 40])
def test_a_forged_version_changes_nothing(project, lead, forged):
    answer = step(project, "about", lead).send({"version-name": forged}, name="Forged")

    assert answer.status_code == 400
    assert "Forged" in answer.content.decode()
    assert Project.objects.get().name == "Renew a fishing licence"


def test_a_marking_that_the_organisation_does_not_allow_is_refused(lead):
    strict = factories.organisation("Strict", allows_official_sensitive=False)
    strict_lead = factories.lead("Stella Strict", of=strict)
    project = factories.project(strict_lead, of=strict)
    opened = step(project, "marking", strict_lead)

    answer = opened.send(marking=Marking.OFFICIAL_SENSITIVE)

    assert "OFFICIAL-SENSITIVE" not in [
        label for _, label in opened.response.context["form"].fields["marking"].choices
    ]
    assert answer.status_code == 200
    assert Project.objects.get().marking == Marking.OFFICIAL


def test_a_marking_that_the_organisation_allows_is_saved(project, lead):
    step(project, "marking", lead).send(marking=Marking.OFFICIAL_SENSITIVE)

    assert Project.objects.get().marking == Marking.OFFICIAL_SENSITIVE


def test_a_viewer_reads_the_project_without_links_to_change_it(lead):
    viewer = factories.viewer()
    project = factories.project(lead, members=[viewer])
    client = factories.signed_in(viewer)

    page = client.get(reverse("assessments:project", args=[project.reference]))

    assert "£1,250,000" in page.content.decode()
    assert reverse("assessments:project_step", args=[project.reference, "spend"]) not in page.content.decode()
    for name in PROJECT_FORMS:
        here = reverse("assessments:project_step", args=[project.reference, name])
        assert client.get(here).status_code == client.post(here, {}).status_code == 403


def test_a_page_that_is_no_step_is_not_found(project, lead):
    here = reverse("assessments:project_step", args=[project.reference, "nonsense"])

    assert factories.signed_in(lead).get(here).status_code == 404


def test_markup_in_a_name_is_printed_as_text(lead):
    project = factories.project(lead, name="<script>alert(1)</script>{{ 7 }}")

    page = factories.signed_in(lead).get(reverse("assessments:project", args=[project.reference]))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 }}" in page.content.decode()
    assert "<script>alert(1)" not in page.content.decode()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("A\x00B", "Remove the character that is not text"),
        ("A\u202eB", "Remove the invisible character"),
        ("x" * 201, "Use 200 characters or fewer"),
    ],
)
def test_a_name_that_cannot_be_kept_says_why(project, lead, name, message):
    answer = step(project, "about", lead).send(name=name, description="Saved")

    assert message in answer.content.decode()
    assert (Project.objects.get().name, Project.objects.get().description) == (
        "Renew a fishing licence",
        "Saved",
    )


def test_every_step_has_a_title_and_asks_for_the_fields_that_links_lead_to():
    assert list(PROJECT_FORMS) == list(STEP_TITLES) == list(PROJECT_STEPS)
    assert {step: tuple(form.base_fields) for step, form in PROJECT_FORMS.items()} == dict(PROJECT_STEPS)


def test_the_queries_do_not_depend_on_the_number_of_people_and_assessments(project, lead):
    client = factories.signed_in(lead)
    here = reverse("assessments:project", args=[project.reference])
    factories.submitted(factories.assessment(lead, of_project=project), by=lead)
    with_one = queries_of(client, here)

    for number in range(5):
        colleague = factories.contributor(f"Colleague {number}")
        factories.add_member(project, colleague, by=lead)
        factories.submitted(factories.assessment(lead, of_project=project), by=lead)

    assert queries_of(client, here) == with_one <= 15
