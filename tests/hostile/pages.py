"""Every form of the portal, in a world with two organisations that know nothing of each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone

from accounts.actions import invite_person
from accounts.models import Organisation, User
from accounts.roles import Role
from assessments.actions.points import add_planned_action
from assessments.models import Assessment, Entry, Evidence, PlannedAction, Project
from tests.accounts.factories import PASSWORD
from tests.assessments import factories

NEW_PASSWORD: Final = "three random words again"


@dataclass(frozen=True)
class Things:
    """What one organisation has."""

    organisation: Organisation
    lead: User
    project: Project
    assessment: Assessment
    entry: Entry
    action: PlannedAction
    evidence: Evidence


@dataclass(frozen=True)
class World:
    """One organisation's things and another's."""

    own: Things
    others: Things
    member: User

    @property
    def person(self) -> User:
        """Who opens the pages."""
        return self.own.lead

    @property
    def strangers(self) -> Mapping[str, str]:
        """What names something of the other organisation, where a page offers choices."""
        return {
            "somebody else's evidence": self.others.evidence.reference,
            "somebody else's project": self.others.project.reference,
            "somebody of another organisation": str(self.others.lead.pk),
        }


def make_world() -> World:
    """The world. Its first lead is also an administrator, and so sees every page."""
    own, others = _things("Here"), _things("There")
    factories.grant(own.lead, Role.ADMINISTRATOR, by=None, at=factories.NOW)
    own.lead.set_password(PASSWORD)
    own.lead.save()
    return World(own, others, factories.contributor(of=own.organisation))


def _things(name: str) -> Things:
    lead = factories.lead(f"Lea {name}", of=factories.organisation(name))
    project = factories.project(lead, of=factories.organisation(name))
    assessment = factories.assessment(lead, of_project=project)
    factories.answer(assessment, "first.text", "As it was", explanation="Because", by=lead)
    factories.answer(assessment, "first.money", 50, by=lead)
    factories.contracts(assessment, 1, by=lead)
    action = add_planned_action(
        assessment, "first", fields={"what": "Mend it"}, token=uuid4(), by=lead, at=factories.NOW
    )
    evidence = factories.piece_of_evidence(project, by=lead)
    entry = Entry.objects.get(assessment=assessment)
    return Things(project.organisation, lead, project, assessment, entry, action, evidence)


Named = Callable[[Any], list[Any]]
"""The arguments of an address, in a world."""


def _project(world: World) -> list[Any]:
    return [world.own.project.reference]


def _assessment(world: World) -> list[Any]:
    return [world.own.assessment.reference]


def _point(world: World) -> list[Any]:
    return [world.own.assessment.reference, "first"]


def _contract(world: World) -> list[Any]:
    return [world.own.assessment.reference, "second", "contract"]


def _somebody(world: World) -> list[Any]:
    return [world.others.lead.pk]


def _organisation(world: World) -> list[Any]:
    return [world.own.organisation.reference]


def _here(world: World) -> str:
    return world.own.organisation.reference


def _member(world: World) -> str:
    return str(world.member.pk)


def _ready(world: World) -> list[Any]:
    lead = world.own.lead
    made = factories.assessment(lead, of_project=factories.project(lead, of=world.own.organisation))
    return [factories.complete_assessment(made, by=lead).reference]


def _new_project(world: World) -> list[Any]:
    return [factories.project(world.own.lead, of=world.own.organisation).reference]


def _submitted(world: World) -> list[Any]:
    lead = world.own.lead
    made = factories.assessment(lead, of_project=factories.project(lead, of=world.own.organisation))
    return [factories.submitted(made, by=lead).assessment.reference]


def _token_of_a_submission(world: World) -> UUID:
    lead = world.others.lead
    made = factories.assessment(lead, of_project=factories.project(lead, of=world.others.organisation))
    return factories.submitted(made, by=lead).creation_token


def _link(world: World) -> list[Any]:
    return [invite_person("new@example.org", name="New", by=None, at=timezone.now())[1]]


@dataclass(frozen=True)
class Page:
    """A page with a form: where it is, and what makes the rest of it acceptable.

    A value in ``filled`` may be a function of the world.
    ``optional`` are the fields without which a new record is kept all the same, in ``creates``.
    ``text`` is a field that can hold a text, to see whether it is kept when something else is wrong.
    ``used_token`` is one with which somebody else has made such a record.
    ``ignored`` says of which fields it does not matter what is sent.
    ``form`` is what the page calls the form, and ``query`` what its address ends in.
    """

    route: str
    named: Named = lambda world: []
    filled: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    optional: tuple[str, ...] = ()
    creates: frozenset[str] = frozenset()
    is_public: bool = False
    name: str = ""
    used_token: Callable[[Any], UUID] | None = None
    ignored: Callable[[str], bool] = lambda name: False
    form: str = "form"
    query: str = ""

    def __str__(self) -> str:
        return self.name or self.route.partition(":")[2]

    def address(self, world: Any) -> str:
        """Where the page is."""
        return reverse(self.route, args=self.named(world)) + self.query

    def filling(self, world: Any) -> Mapping[str, Any]:
        """What the rest of the form is filled in with."""
        return {name: value(world) if callable(value) else value for name, value in self.filled.items()}


RECORDED: Final = frozenset({"assessments_recordversion", "events_event", "events_chainhead"})

NEW_EVIDENCE = {
    "title": "A report",
    "type": "research",
    "url": "https://example.org/",
    "marking": "official",
}
ABOUT_SOMEBODY = {"name": "Ann Other", "email": "ann.other@example.org"}
ABOUT_ORGANISATION = {"name": "A new name", "allows_official_sensitive": "yes"}


def _step(name: str, text: str = "") -> Page:
    return Page(
        "assessments:project_step",
        lambda world: [world.own.project.reference, name],
        text=text,
        name=f"project step {name}",
    )


def _section(section: str, text: str) -> Page:
    def named(world: World) -> list[Any]:
        return [world.own.assessment.reference, "first" if section == "kinds" else "second", section]

    return Page("assessments:step", named, text=text, name=f"step {section}")


PAGES: Final[tuple[Page, ...]] = (
    Page(
        "accounts:sign_in",
        filled={"email": "lea.here@example.org", "password": PASSWORD},
        text="email",
        is_public=True,
    ),
    Page("accounts:set_password", _link, filled={"password": NEW_PASSWORD}, is_public=True),
    Page("accounts:change_password", filled={"current_password": PASSWORD, "password": NEW_PASSWORD}),
    Page("accounts:new_person", filled=ABOUT_SOMEBODY, text="name"),
    Page("accounts:change_person", _somebody, text="name"),
    Page("accounts:person_roles", _somebody),
    Page("accounts:person_reviews", _somebody),
    Page("accounts:new_membership", _somebody, filled={"roles": ["viewer"], "organisation": _here}),
    Page(
        "accounts:membership",
        lambda world: [world.own.lead.pk, world.own.organisation.reference],
        filled={"roles": ["lead", "viewer"]},
    ),
    Page("accounts:new_organisation", filled=ABOUT_ORGANISATION, text="name"),
    Page("accounts:change_organisation", _organisation, filled=ABOUT_ORGANISATION, text="name"),
    Page(
        "assessments:new_project",
        filled={"name": "A project"},
        text="description",
        optional=("description",),
        creates=RECORDED | {"assessments_project", "assessments_projectmember"},
        used_token=lambda world: world.others.project.creation_token,
    ),
    _step("about", "description"),
    _step("people", "service_owner"),
    _step("spend"),
    _step("dates", "decision_sought"),
    _step("marking"),
    Page("assessments:members", _project, filled={"person": _member}),
    Page(
        "assessments:start_assessment",
        _new_project,
        used_token=lambda world: world.others.assessment.creation_token,
    ),
    Page(
        "assessments:add_evidence",
        _project,
        filled=NEW_EVIDENCE,
        text="title",
        optional=("dated_on",),
        creates=RECORDED | {"assessments_evidence"},
        used_token=lambda world: world.others.evidence.creation_token,
    ),
    Page(
        "assessments:change_evidence",
        lambda world: [world.own.project.reference, world.own.evidence.reference],
        text="title",
    ),
    Page("assessments:change_form", _assessment),
    Page("assessments:choose_evidence", _point),
    Page("assessments:choose_answer_evidence", lambda world: [*_point(world), "first.evidence"]),
    _section("kinds", "answer-first.text"),
    _section("buying", "explanation-second.contracts"),
    Page(
        "assessments:add_entry",
        _contract,
        filled={"name": "Hosting"},
        text="name",
        used_token=lambda world: world.others.entry.creation_token,
    ),
    Page(
        "assessments:entry",
        lambda world: [*_contract(world), world.own.entry.reference],
        text="explanation-contract.value",
    ),
    Page("assessments:not_applicable", _point, text="reason_not_applicable"),
    Page("assessments:statement", _point, text="summary"),
    Page(
        "assessments:add_action",
        _point,
        text="what",
        optional=("what", "owner", "due_on", "status"),
        creates=RECORDED | {"assessments_plannedaction"},
        used_token=lambda world: world.others.action.creation_token,
    ),
    Page(
        "assessments:change_action",
        lambda world: [*_point(world), world.own.action.reference],
        text="what",
    ),
    Page("assessments:check_point", _point, filled={"is_completed": "no"}),
    Page(
        "assessments:submit",
        _ready,
        filled={"role": "Delivery manager"},
        text="role",
        used_token=_token_of_a_submission,
    ),
    Page("assessments:take_back", _submitted, filled={"reason": "To mend it"}, text="reason"),
)
"""Every page with a form."""

BUTTONS: Final = frozenset(
    {
        "accounts:sign_out",
        "accounts:stay_signed_in",
        "accounts:new_link",
        "accounts:end_sessions",
        "accounts:deactivate",
        "accounts:reactivate",
        "assessments:remove_member",
        "assessments:remove_evidence",
        "assessments:remove_entry",
        "assessments:remove_action",
    }
)
"""Routes that are sent nothing but the press of a button."""

NO_EVIDENCE_IN_ENTRIES: Final = "assessments:choose_entry_evidence"
"""The small edition asks for no evidence in an entry; the other two pages are the same view."""
