import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation, User
from accounts.roles import REVIEW_ROLES, Role, rights_of
from events.models import Event
from tests.accounts.factories import PASSWORD, make_organisation, make_person, make_reviewer

pytestmark = pytest.mark.django_db

MARKUP = "<b>Ada</b> {{ 7000001|add:8000002 }}"


@pytest.fixture
def administrator(client: Client) -> User:
    person = make_person(Role.ADMINISTRATOR)
    client.force_login(person)
    return person


def url(name: str, *args: object) -> str:
    return reverse(f"accounts:{name}", args=args)


def again(person: User) -> User:
    """The person as the next request reads them."""
    found: User = User.objects.get(pk=person.pk)
    return found


def text(page: bytes) -> str:
    return re.sub(r"\s+", " ", page.decode())


# Who may


def administrators_paths() -> list[str]:
    person, organisation = make_person(), make_organisation()
    of_person = ["person", "change_person", "new_link", "end_sessions", "deactivate", "reactivate"]
    of_person += ["person_roles", "person_reviews", "new_membership"]
    return [
        *(url(name) for name in ("people", "new_person", "organisations", "new_organisation")),
        *(url(name, person.pk) for name in of_person),
        *(url(name, 999_999) for name in of_person),
        url("membership", person.pk, organisation.reference),
        url("organisation", organisation.reference),
        url("change_organisation", organisation.reference),
        url("organisation", "O-0000-0000"),
    ]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_opens_these_pages(client: Client, role: Role) -> None:
    client.force_login(make_person(role))
    before = Event.objects.count()

    statuses = {
        response.status_code
        for path in administrators_paths()
        for response in (client.get(path), client.post(path, {"name": "x", "email": "x@example.org"}))
    }

    assert statuses <= {403, 405}
    assert Event.objects.count() == before


def test_an_administrator_opens_them(client: Client, administrator: User) -> None:
    answers = [client.get(path).status_code for path in administrators_paths() if "999999" not in path]

    assert answers.count(200) == 13
    assert sorted(set(answers)) == [200, 404, 405]


@pytest.mark.parametrize("number", [999_999, 2**31, 2**63, 10**30])
def test_somebody_who_is_not_there_is_not_found(client: Client, administrator: User, number: int) -> None:
    assert client.get(f"/people/{number}/").status_code == 404
    assert client.post(f"/people/{number}/link/").status_code == 404


# People


def test_a_new_person_gets_a_link_that_is_shown_once(client: Client, administrator: User) -> None:
    response = client.post(url("new_person"), {"name": "Ada Lovelace", "email": "Ada@Example.org"})

    link = re.search(r"http://testserver(/welcome/[\w-]{40,}/)", text(response.content))
    assert link is not None
    person = User.objects.get(email="ada@example.org")
    assert link[1] not in text(client.get(url("person", person.pk)).content)
    stranger = Client()
    assert stranger.post(link[1], {"password": PASSWORD}).status_code == 302
    assert stranger.get(link[1]).status_code == 410


def test_an_address_that_is_taken_keeps_what_was_typed(client: Client, administrator: User) -> None:
    response = client.post(url("new_person"), {"name": "Another Ada", "email": administrator.email.upper()})

    page = text(response.content)
    assert "Somebody with this email address is here already." in page
    assert 'value="Another Ada"' in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": "", "email": "a@example.org"}, "Enter a full name"),
        ({"name": "Ada", "email": ""}, "Enter an email address"),
        ({"name": "Ada", "email": "not an address"}, "Enter an email address in the correct format"),
        ({"name": "x" * 201, "email": "a@example.org"}, "Use 200 characters or fewer"),
        ({"name": "Ada", "email": "a" * 250 + "@example.org"}, "Use 254 characters or fewer"),
        ({"name": "Ada\u202egnp.exe", "email": "a@example.org"}, "changes the direction of the text"),
        ({"name": "A\x00da", "email": "a@example.org"}, "cannot be saved"),
    ],
)
def test_a_person_who_is_badly_formed_is_refused(
    client: Client, administrator: User, typed: dict[str, str], message: str
) -> None:
    response = client.post(url("new_person"), typed)

    assert message in text(response.content)
    assert "<title>Error: " in text(response.content)
    assert User.objects.count() == 1


@pytest.mark.parametrize("name", ["Łucja Ó Sé", "محمد", "王小明", "👩🏽‍💻", MARKUP, "Dŵr a'r Tŷ"])
def test_a_name_may_be_written_in_any_script(client: Client, administrator: User, name: str) -> None:
    client.post(url("new_person"), {"name": name, "email": "a@example.org"})

    person = User.objects.get(email="a@example.org")
    page = text(client.get(url("person", person.pk)).content)
    assert person.name == name
    assert "<b>Ada" not in page
    assert "15000003" not in page


def test_a_name_and_an_address_are_corrected(client: Client, administrator: User) -> None:
    person = make_person()

    client.post(url("change_person", person.pk), {"name": "New Name", "email": "NEW@example.org"})

    assert (again(person).name, again(person).email) == ("New Name", "new@example.org")


def test_a_person_is_deactivated_after_being_asked_about(client: Client, administrator: User) -> None:
    person, theirs = make_person(), Client()
    theirs.force_login(person)
    assert "Are you sure" in text(client.get(url("deactivate", person.pk)).content)
    assert again(person).is_active
    assert theirs.get("/account/").status_code == 200

    client.post(url("deactivate", person.pk))

    assert not again(person).is_active
    assert theirs.get("/account/").status_code == 302
    client.post(url("reactivate", person.pk))
    assert again(person).is_active


def test_the_last_administrator_cannot_deactivate_themselves(client: Client, administrator: User) -> None:
    response = client.post(url("deactivate", administrator.pk), follow=True)

    assert "This is the last administrator." in text(response.content)
    assert again(administrator).is_active


def test_a_deactivated_person_gets_no_new_link(client: Client, administrator: User) -> None:
    person = make_person()
    client.post(url("deactivate", person.pk))

    response = client.post(url("new_link", person.pk), follow=True)

    assert "This person is deactivated." in text(response.content)
    assert "/welcome/" not in text(response.content)


def test_sessions_are_ended_from_the_page(client: Client, administrator: User) -> None:
    person, theirs = make_person(), Client()
    theirs.force_login(person)
    assert theirs.get("/account/").status_code == 200

    client.post(url("end_sessions", person.pk))

    assert theirs.get("/account/").status_code == 302


# Roles


def test_roles_for_the_whole_portal_are_ticked(client: Client, administrator: User) -> None:
    person = make_person(Role.EDITOR)

    client.post(url("person_roles", person.pk), {"roles": [Role.REVIEWER, Role.ADMINISTRATOR]})

    assert rights_of(again(person)).grants == {Role.REVIEWER, Role.ADMINISTRATOR}
    assert [event.kind for event in Event.objects.order_by("pk")] == [
        "role_granted",
        "role_granted",
        "role_revoked",
    ]


def test_no_tick_takes_every_role(client: Client, administrator: User) -> None:
    person = make_person(Role.EDITOR, Role.REVIEWER)

    client.post(url("person_roles", person.pk), {})

    assert rights_of(again(person)).grants == frozenset()


@pytest.mark.parametrize("role", [Role.LEAD, "owner", ""])
def test_a_role_of_another_kind_is_refused(client: Client, administrator: User, role: str) -> None:
    person = make_person(Role.EDITOR)

    response = client.post(url("person_roles", person.pk), {"roles": [role]})

    assert response.status_code == 200
    assert rights_of(again(person)).grants == {Role.EDITOR}


def test_the_last_administrator_keeps_the_role_and_loses_no_other(
    client: Client, administrator: User
) -> None:
    response = client.post(url("person_roles", administrator.pk), {"roles": [Role.EDITOR]})

    assert "This is the last administrator." in text(response.content)
    assert rights_of(again(administrator)).grants == {Role.ADMINISTRATOR}, "all of the page or nothing"


def test_somebody_is_added_to_an_organisation(client: Client, administrator: User) -> None:
    person, organisation = make_person(), make_organisation()

    client.post(
        url("new_membership", person.pk),
        {"organisation": organisation.reference, "roles": [Role.LEAD, Role.VIEWER]},
    )

    assert rights_of(again(person)).roles_in == {organisation.pk: {Role.LEAD, Role.VIEWER}}


def test_adding_to_an_organisation_takes_no_role_away(client: Client, administrator: User) -> None:
    organisation = make_organisation()
    person = make_person(Role.VIEWER, organisation=organisation)

    client.post(
        url("new_membership", person.pk),
        {"organisation": organisation.reference, "roles": [Role.CONTRIBUTOR]},
    )

    assert rights_of(again(person)).roles_in == {organisation.pk: {Role.VIEWER, Role.CONTRIBUTOR}}


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"roles": [Role.LEAD]}, "Choose an organisation"),
        ({"organisation": "O-0000-0000", "roles": [Role.LEAD]}, "Choose an organisation from the list"),
        ({"organisation": "O-1111-1111"}, "Select at least one role"),
    ],
)
def test_adding_to_an_organisation_needs_both(
    client: Client, administrator: User, typed: dict[str, object], message: str
) -> None:
    person = make_person()
    Organisation.objects.create(name="There", reference="O-1111-1111")

    response = client.post(url("new_membership", person.pk), typed)

    assert message in text(response.content)
    assert not rights_of(again(person)).roles_in


def test_somebody_is_taken_out_of_an_organisation(client: Client, administrator: User) -> None:
    organisation = make_organisation()
    person = make_person(Role.VIEWER, organisation=organisation)

    client.post(url("membership", person.pk, organisation.reference), {})

    assert not rights_of(again(person)).roles_in


def test_the_last_lead_stays_and_the_page_says_why(client: Client, administrator: User) -> None:
    organisation = make_organisation("Department of Tests")
    person = make_person(Role.LEAD, organisation=organisation)

    response = client.post(url("membership", person.pk, organisation.reference), {"roles": [Role.VIEWER]})

    assert "This is the last lead of Department of Tests." in text(response.content)
    assert rights_of(again(person)).roles_in == {organisation.pk: {Role.LEAD}}


NO_PACKS_YET = "As a reviewer they see no packs yet"
NO_REVIEWER = "They review no packs, although organisations are chosen"


@pytest.mark.parametrize("role", sorted(REVIEW_ROLES))
def test_a_reviewer_without_organisations_is_named_as_one_who_sees_nothing(
    client: Client, administrator: User, role: Role
) -> None:
    person = make_person()

    saved = client.post(url("person_roles", person.pk), {"roles": [role]}, follow=True)

    assert NO_PACKS_YET in text(saved.content)
    person.reviewed.create(organisation=make_organisation())
    assert NO_PACKS_YET not in text(client.get(url("person", person.pk)).content)


def test_organisations_of_somebody_who_reviews_nothing_are_named_as_without_use(
    client: Client, administrator: User
) -> None:
    person = make_reviewer(make_organisation())
    assert NO_REVIEWER not in text(client.get(url("person", person.pk)).content)

    saved = client.post(url("person_roles", person.pk), {"roles": [Role.EDITOR]}, follow=True)

    assert NO_REVIEWER in text(saved.content)


def test_a_reviewer_is_given_organisations(client: Client, administrator: User) -> None:
    old, new = make_organisation(), make_organisation()
    reviewer = make_reviewer(old)

    client.post(url("person_reviews", reviewer.pk), {"organisations": [new.reference]})

    assert rights_of(again(reviewer)).reviewed == {new.pk}


# Organisations


def test_an_organisation_is_added_and_changed(client: Client, administrator: User) -> None:
    client.post(url("new_organisation"), {"name": "Department", "allows_official_sensitive": "yes"})
    made = Organisation.objects.get()
    assert made.allows_official_sensitive

    client.post(
        url("change_organisation", made.reference), {"name": "Ministry", "allows_official_sensitive": "no"}
    )

    made.refresh_from_db()
    assert (made.name, made.allows_official_sensitive) == ("Ministry", False)


def test_two_organisations_cannot_share_a_name(client: Client, administrator: User) -> None:
    make_organisation("Department")

    response = client.post(url("new_organisation"), {"name": "Department", "allows_official_sensitive": "no"})

    assert "An organisation with this name is here already." in text(response.content)


# Lists


@pytest.mark.parametrize(
    ("path", "text_when_empty"),
    [
        ("/people/?q=nothing-like-it", "Nobody has this in their name or email address."),
        ("/organisations/", "There are no organisations yet."),
        ("/organisations/?q=nothing-like-it", "No organisation has this in its name."),
    ],
)
def test_an_empty_list_says_so(client: Client, administrator: User, path: str, text_when_empty: str) -> None:
    assert text_when_empty in text(client.get(path).content)


def test_people_are_searched_counted_and_paged(client: Client, administrator: User) -> None:
    for number in range(30):
        User.objects.create_user(f"find{number:02}@example.org", name=f"Findable {number:02}")

    first = text(client.get("/people/?q=FINDABLE").content)
    second = text(client.get("/people/?q=findable&page=2").content)

    assert "Showing 1 to 25 of 30" in first
    assert "Findable 24" in first
    assert "Findable 25" not in first
    assert "q=findable&amp;page=1" in second or "page=1&amp;q=findable" in second
    assert "Findable 25" in second


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 30])
def test_a_page_that_is_not_there_is_the_nearest(client: Client, administrator: User, page: str) -> None:
    assert client.get("/people/", {"page": page}).status_code == 200


@pytest.mark.parametrize("many", [1, 50])
def test_pages_take_the_same_queries_for_any_number(
    client: Client, administrator: User, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person, organisation = make_reviewer(), make_organisation()
    for _ in range(many):
        colleague = make_person(Role.LEAD, Role.EDITOR, organisation=organisation)
        colleague.memberships.create(organisation=make_organisation(), role=Role.VIEWER)
        place = make_organisation()
        person.memberships.create(organisation=place, role=Role.LEAD)
        person.reviewed.create(organisation=place)
    client.get("/people/")  # notes that the administrator was seen

    for path, queries in {
        "/people/": 8,
        url("person", person.pk): 9,
        url("person_roles", person.pk): 9,
        url("person_reviews", person.pk): 10,
        url("new_membership", person.pk): 10,
        "/organisations/": 5,
        url("organisation", organisation.reference): 9,
    }.items():
        with django_assert_num_queries(queries):
            client.get(path)
