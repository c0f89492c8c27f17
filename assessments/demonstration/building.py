"""The demonstration: two organisations, every role, four projects in different states, a draft edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import uuid4

from accounts.actions import (
    create_organisation,
    give_organisation_to_reviewer,
    grant,
    invite_person,
    join_organisation,
)
from accounts.models import Organisation, User
from accounts.roles import Role
from assessments.actions.projects import add_member, create_project, start_assessment
from assessments.actions.submission import take_back
from assessments.demonstration import this_portal
from assessments.demonstration.filling import Fields, Filler, add_register, fill_as_written
from assessments.demonstration.given import Given
from assessments.demonstration.next_edition import add_next_edition
from assessments.demonstration.synthetic import REGISTER, Synthetic
from assessments.models import Assessment, Form, Project
from question_sets.models import QuestionSet

DOMAIN: Final = "demonstration.example"
SEED: Final = 20261122
DEPARTMENT: Final = "Department for Demonstrations"
AGENCY: Final = "Agency of Examples"


@dataclass(frozen=True)
class Person:
    """Somebody in the demonstration; ``organisation`` is where they work or, for reviewers, what they see."""

    name: str
    roles: tuple[Role, ...]
    organisation: str = ""

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.name.lower().replace(' ', '.')}@{DOMAIN}"


PEOPLE: Final = (
    Person("Ada Minster", (Role.ADMINISTRATOR,)),
    Person("Edi Torres", (Role.EDITOR,)),
    Person("Quin Setter", (Role.EDITOR,)),
    Person("Rev Iyer", (Role.REVIEWER,), DEPARTMENT),
    Person("Remy Boss", (Role.REVIEW_LEAD,), DEPARTMENT),
    Person("Lea Deering", (Role.LEAD,), DEPARTMENT),
    Person("Con Tribune", (Role.CONTRIBUTOR,), DEPARTMENT),
    Person("Vi Ewing", (Role.VIEWER,), DEPARTMENT),
    Person("Lee Dowd", (Role.LEAD, Role.CONTRIBUTOR), AGENCY),
    Person("Cora Trent", (Role.CONTRIBUTOR,), AGENCY),
    Person("Vic Ember", (Role.VIEWER,), AGENCY),
)

DRAFT: Final[Fields] = MappingProxyType(
    {
        "name": "Grants for village halls (synthetic)",
        "description": "Synthetic: halls apply for a grant online, and officers decide.",
        "phase": "discovery",
        "spend_type": "digital_service",
        "marking": "official",
    }
)
SYNTHETIC: Final[Fields] = MappingProxyType(
    {
        "name": "Case management for inspectors (synthetic)",
        "description": "Synthetic: inspectors plan visits, write reports and follow them up in one system.",
        "phase": "alpha",
        "senior_responsible_owner": "Robin Vale (synthetic)",
        "service_owner": "Jo Lindqvist (synthetic)",
        "spend_type": "digital_service",
        "amount_requested": 4_200_000,
        "whole_life_cost": 11_750_000,
        "vat_basis": "excluding",
        "starts_on": date(2027, 4, 1),
        "ends_on": date(2030, 3, 29),
        "decision_sought": "Synthetic: approval to spend on private beta.",
        "decision_by": date(2027, 3, 12),
        "marking": "official",
    }
)
NOT_STARTED: Final[Fields] = MappingProxyType({"name": "Replace the switchboard (synthetic)"})


def is_built() -> bool:
    """Whether this database holds the demonstration."""
    return bool(User.objects.filter(email=PEOPLE[0].email).exists())


def is_empty() -> bool:
    """Whether nobody and nothing is in this database yet."""
    return not User.objects.exists() and not Organisation.objects.exists()


def build(edition: QuestionSet, *, at: datetime) -> Mapping[str, str]:
    """Make everything; the single-use tokens with which to set passwords, by e-mail address."""
    organisations = {
        name: create_organisation(name, allows_official_sensitive=True, by=None, at=at)
        for name in (DEPARTMENT, AGENCY)
    }
    tokens = {person.email: _join(person, organisations, at) for person in PEOPLE}
    _submitted_by_itself(organisations[DEPARTMENT], edition, at)
    _submitted_twice(organisations[DEPARTMENT], edition, at)
    _draft(organisations[AGENCY], edition, at)
    _not_started(organisations[AGENCY], at)
    add_next_edition(edition, by=_someone("Edi Torres"), at=at)
    return tokens


def _join(person: Person, organisations: Mapping[str, Organisation], at: datetime) -> str:
    user, token = invite_person(person.email, name=person.name, by=None, at=at)
    is_reviewer = bool({Role.REVIEWER, Role.REVIEW_LEAD} & set(person.roles))
    for role in person.roles:
        if person.organisation and not is_reviewer:
            join_organisation(user, organisations[person.organisation], role, by=None, at=at)
        else:
            grant(user, role, by=None, at=at)
    if is_reviewer:
        give_organisation_to_reviewer(user, organisations[person.organisation], by=None, at=at)
    return token


def _someone(name: str) -> User:
    email = next(person.email for person in PEOPLE if person.name == name)
    found: User = User.objects.get(email=email)
    return found


def _project(
    organisation: Organisation, fields: Fields, *, lead: str, members: tuple[str, ...], at: datetime
) -> Project:
    by = _someone(lead)
    project = create_project(organisation, fields=fields, token=uuid4(), by=by, at=at)
    for name in members:
        add_member(project, _someone(name), by=by, at=at)
    return project


def _assessment(project: Project, edition: QuestionSet, form: Form, *, lead: str, at: datetime) -> Assessment:
    return start_assessment(project, edition, form=form, token=uuid4(), by=_someone(lead), at=at)


def _submitted_by_itself(organisation: Organisation, edition: QuestionSet, at: datetime) -> None:
    """The portal's own assessment, in the short form, submitted."""
    members = ("Con Tribune", "Vi Ewing")
    project = _project(organisation, this_portal.PROJECT, lead="Lea Deering", members=members, at=at)
    assessment = _assessment(project, edition, Form.SHORT, lead="Lea Deering", at=at)
    author = _someone("Con Tribune")
    register = add_register(project, this_portal.EVIDENCE, by=author, at=at)
    fill_as_written(Filler(assessment, author, at), this_portal.POINTS, register)
    Filler(assessment, _someone("Lea Deering"), at).submitted("Delivery manager")


def _submitted_twice(organisation: Organisation, edition: QuestionSet, at: datetime) -> None:
    """A full-length assessment: submitted, taken back, changed, submitted again."""
    members = ("Con Tribune",)
    project = _project(organisation, SYNTHETIC, lead="Lea Deering", members=members, at=at)
    assessment = _assessment(project, edition, Form.FULL, lead="Lea Deering", at=at)
    author, lead = _someone("Con Tribune"), _someone("Lea Deering")
    register = add_register(project, REGISTER, by=author, at=at)
    Synthetic(Filler(assessment, author, at), register, SEED).fill()
    first = Filler(assessment, lead, at).submitted("Programme manager")
    take_back(first, reason="Synthetic: the costs of hosting were out of date.", by=lead, at=at)
    changed = {("user-needs.1", ""): Given("Synthetic: inspectors, their managers, those they inspect.")}
    Filler(assessment, author, at).answers(changed)
    Filler(assessment, lead, at).submitted("Programme manager")


def _draft(organisation: Organisation, edition: QuestionSet, at: datetime) -> None:
    """A draft with gaps and a contradiction."""
    members = ("Cora Trent", "Vic Ember")
    project = _project(organisation, DRAFT, lead="Lee Dowd", members=members, at=at)
    assessment = _assessment(project, edition, Form.FULL, lead="Lee Dowd", at=at)
    filler = Filler(assessment, _someone("Cora Trent"), at)
    filler.answers(
        {
            ("user-needs.1", ""): Given("Synthetic: committees of village halls, and grant officers."),
            ("user-needs.15", ""): Given("yes"),
        }
    )
    filler.answers({("service-standard.1", ""): Given("no")})
    filler.statement("user-needs", {"rating": "partly_met"})


def _not_started(organisation: Organisation, at: datetime) -> None:
    _project(organisation, NOT_STARTED, lead="Lee Dowd", members=(), at=at)
