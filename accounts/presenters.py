"""What the pages about people and organisations print. No queries: `directory` has read what is needed."""

from collections.abc import Iterable
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Membership, Organisation, User
from accounts.roles import REVIEW_ROLES, Role
from govuk_forms.rows import Action, Cell, Rows, SummaryRow, labelled

PEOPLE_HEAD = [{"text": text} for text in ("Name", "Email address", "Roles", "Status", "Last seen")]
ORGANISATIONS_HEAD = [{"text": "Name"}, {"text": "Reference"}, {"text": "People", "format": "numeric"}]


def people_rows(people: Iterable[User]) -> Rows:
    """A row for each person."""
    return [
        [
            {"text": person.name, "href": reverse("accounts:person", args=[person.pk])},
            {"text": person.email},
            labelled("Roles", ", ".join(_all_roles(person)) or "None"),
            _status_cell(person),
            labelled("Last seen", last_seen(person)),
        ]
        for person in people
    ]


def organisation_rows(organisations: Iterable[Organisation]) -> Rows:
    """A row for each organisation that carries `people`."""
    return [
        [
            {"text": found.name, "href": reverse("accounts:organisation", args=[found.reference])},
            {**labelled("Reference", found.reference), "classes": "portal-reference"},
            {**labelled("People", str(found.people)), "format": "numeric"},  # type: ignore[attr-defined]
        ]
        for found in organisations
    ]


def person_rows(person: User) -> list[SummaryRow]:
    """Who somebody is, what they may do, and links that change it."""
    return [
        SummaryRow("Full name", (person.name,), (_change(person, "change_person", "full name"),)),
        SummaryRow("Email address", (person.email,), (_change(person, "change_person", "email address"),)),
        SummaryRow("Status", (status(person),)),
        SummaryRow("Last seen", (last_seen(person),)),
        SummaryRow(
            "Roles in the whole portal",
            tuple(_portal_roles(person)) or ("None",),
            (_change(person, "person_roles", "roles in the whole portal"),),
        ),
        SummaryRow(
            "Reviews packs of",
            tuple(sorted(row.organisation.name for row in person.reviewed.all())) or ("No organisation",),
            (_change(person, "person_reviews", "the organisations that they review"),),
        ),
    ]


def what_reviewing_lacks(person: User) -> str:
    """Why somebody who was given a part of what a reviewer needs sees no packs; blank where nothing lacks."""
    is_reviewer = any(grant.role in REVIEW_ROLES for grant in person.grants.all())
    has_organisations = bool(person.reviewed.all())
    if is_reviewer and not has_organisations:
        return "As a reviewer they see no packs yet. Choose the organisations whose packs they review."
    if has_organisations and not is_reviewer:
        return "They review no packs, although organisations are chosen. Make them a reviewer or review lead."
    return ""


def about_organisation(organisation: Organisation) -> list[SummaryRow]:
    """What there is to know about an organisation."""
    change = reverse("accounts:change_organisation", args=[organisation.reference])
    allows = "OFFICIAL or OFFICIAL-SENSITIVE" if organisation.allows_official_sensitive else "OFFICIAL only"
    return [
        SummaryRow("Name", (organisation.name,), (Action(change, "Change", "name"),)),
        SummaryRow("Reference", (organisation.reference,)),
        SummaryRow("Markings", (allows,), (Action(change, "Change", "markings"),)),
    ]


def account_rows(person: User) -> list[SummaryRow]:
    """Who I am and what I may do, as I read it."""
    password = Action(reverse("accounts:change_password"), "Change", "your password")
    return [
        SummaryRow("Full name", (person.name,)),
        SummaryRow("Email address", (person.email,)),
        SummaryRow("Password", ("Set",), (password,)),
        SummaryRow("Roles", tuple(_all_roles(person)) or ("None",)),
    ]


def membership_rows(person: User) -> list[SummaryRow]:
    """The organisations that somebody works in, with their roles there."""
    return [
        SummaryRow(
            organisation.name,
            (", ".join(role.label for role in roles),),
            (
                Action(
                    reverse("accounts:membership", args=[person.pk, organisation.reference]),
                    "Change",
                    f"roles in {organisation.name}",
                ),
            ),
        )
        for organisation, roles in _memberships(person)
    ]


def status(person: User) -> str:
    """Whether somebody can sign in."""
    if not person.is_active:
        return "Deactivated"
    return "Active" if person.has_usable_password() else "Invited"


def last_seen(person: User) -> str:
    """The day on which somebody was last seen."""
    seen = person.last_seen_at
    return date_format(timezone.localtime(seen), "j F Y") if seen else "Never"


def _status_cell(person: User) -> Cell:
    colours = {"Active": "green", "Invited": "blue", "Deactivated": "grey"}
    return {"text": status(person), "colour": colours[status(person)]}


def _change(person: User, name: str, what: str) -> Action:
    return Action(reverse(f"accounts:{name}", args=[person.pk]), "Change", what)


def _portal_roles(person: User) -> list[str]:
    held = {grant.role for grant in person.grants.all()}
    return [role.label for role in Role if role in held]


def _memberships(person: User) -> list[tuple[Organisation, list[Role]]]:
    def place(membership: Membership) -> tuple[str, int]:
        return membership.organisation.name, membership.organisation_id

    return [
        (rows[0].organisation, [role for role in Role if role in {row.role for row in rows}])
        for rows in (
            list(group) for _, group in groupby(sorted(person.memberships.all(), key=place), key=place)
        )
    ]


def _all_roles(person: User) -> list[str]:
    there = [f"{role.label} in {place.name}" for place, roles in _memberships(person) for role in roles]
    return _portal_roles(person) + there
