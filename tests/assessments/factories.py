"""Organisations, people, projects and assessments for tests, made by the same actions as the pages."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client

from accounts.actions.grants import grant
from accounts.actions.organisations import (
    create_organisation,
    give_organisation_to_reviewer,
    join_organisation,
)
from accounts.actions.people import invite_person
from accounts.models import Organisation, User
from accounts.roles import ORGANISATION_ROLES, Role
from assessments.actions import answers, entries, evidence, points, projects, submission
from assessments.actions.answers import AnswerInput
from assessments.actions.evidence import Place
from assessments.completeness import Missing, ShownQuestion, gaps, needs_explanation, what_is_shown
from assessments.models import (
    Assessment,
    Evidence,
    EvidenceType,
    Form,
    Marking,
    Phase,
    Project,
    Rating,
    SpendType,
    Submission,
    VatBasis,
    YesNo,
)
from assessments.snapshot import AnswerKey, Snapshot, take_snapshot
from question_sets.kinds import QuestionKind
from question_sets.models import QuestionSet
from question_sets.structure import Edition, Level, Operator, Question
from tests.question_sets.factories import save_edition, small_edition

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

PROJECT_FIELDS: Mapping[str, Any] = {
    "name": "Renew a fishing licence",
    "description": "People renew their licence online.",
    "phase": Phase.ALPHA,
    "senior_responsible_owner": "Sena Owner",
    "service_owner": "Sol Owner",
    "spend_type": SpendType.DIGITAL_SERVICE,
    "amount_requested": 1_250_000,
    "whole_life_cost": 4_000_000,
    "vat_basis": VatBasis.EXCLUDING,
    "starts_on": date(2027, 1, 4),
    "ends_on": date(2028, 3, 31),
    "decision_sought": "Approval to spend on beta.",
    "decision_by": date(2026, 12, 18),
    "marking": Marking.OFFICIAL,
}
"""Every field of a project filled in."""

EVIDENCE_FIELDS: Mapping[str, Any] = {
    "title": "User research report",
    "type": EvidenceType.RESEARCH,
    "url": "https://example.org/research",
    "dated_on": date(2026, 10, 1),
    "marking": Marking.OFFICIAL,
}
"""Every field of a piece of evidence filled in."""


def organisation(
    name: str = "Department of Examples", *, allows_official_sensitive: bool = True
) -> Organisation:
    """An organisation, the same one for the same name."""
    found = Organisation.objects.filter(name=name).first()
    return found or create_organisation(
        name, allows_official_sensitive=allows_official_sensitive, by=None, at=NOW
    )


def person(name: str, *roles: Role, of: Organisation | None = None) -> User:
    """Somebody with these roles, those of an organisation in ``of``; reviewers are given ``of`` to review."""
    email = f"{name.lower().replace(' ', '.')}@example.org"
    made, _ = invite_person(email, name=name, by=None, at=NOW)
    for role in roles:
        if role in ORGANISATION_ROLES:
            join_organisation(made, of or organisation(), role, by=None, at=NOW)
        else:
            grant(made, role, by=None, at=NOW)
    if of and not set(roles) & ORGANISATION_ROLES:
        give_organisation_to_reviewer(made, of, by=None, at=NOW)
    made = User.objects.get(pk=made.pk)
    return made


def join(user: User, of: Organisation, role: Role) -> None:
    """Give somebody a role in one more organisation."""
    join_organisation(user, of, role, by=None, at=NOW)


def again(user: User) -> User:
    """The same person, as a new request reads them."""
    found: User = User.objects.get(pk=user.pk)
    return found


def add_member(to: Project, user: User, *, by: User) -> None:
    """Put one of the organisation's people on a project."""
    projects.add_member(to, user, by=by, at=NOW)


def lead(name: str = "Lea Lead", *, of: Organisation | None = None) -> User:
    """A lead of the organisation."""
    return person(name, Role.LEAD, of=of or organisation())


def contributor(name: str = "Con Tributor", *, of: Organisation | None = None) -> User:
    """A contributor of the organisation, on no project yet."""
    return person(name, Role.CONTRIBUTOR, of=of or organisation())


def viewer(name: str = "Vi Ewer", *, of: Organisation | None = None) -> User:
    """A viewer of the organisation, on no project yet."""
    return person(name, Role.VIEWER, of=of or organisation())


def signed_in(user: User) -> Client:
    """A browser in which the person has signed in."""
    client = Client()
    client.force_login(user)
    return client


def project(
    by: User, *, of: Organisation | None = None, members: Sequence[User] = (), **fields: Any
) -> Project:
    """A project with every field filled in, opened by a lead, with these people on it."""
    made = projects.create_project(
        of or organisation(), fields={**PROJECT_FIELDS, **fields}, token=uuid4(), by=by, at=NOW
    )
    for member in members:
        projects.add_member(made, member, by=by, at=NOW)
    return made


def published_edition(edition: Edition | None = None) -> QuestionSet:
    """The edition, sealed; without one the small edition, once."""
    edition = edition or small_edition()
    found = QuestionSet.objects.filter(key=edition.key, edition=edition.edition).first()
    return found or save_edition(edition, sealed=True)


def assessment(
    by: User,
    *,
    of_project: Project | None = None,
    on: QuestionSet | None = None,
    form: Form = Form.FULL,
    members: Sequence[User] = (),
) -> Assessment:
    """A draft assessment by a lead, of a new project unless one is named, on the small edition by default."""
    return projects.start_assessment(
        of_project or project(by, members=members),
        on or published_edition(),
        form=form,
        token=uuid4(),
        by=by,
        at=NOW,
    )


def piece_of_evidence(of_project: Project, *, by: User, **fields: Any) -> Evidence:
    """A link in the project's evidence."""
    return evidence.add_evidence(
        of_project, fields={**EVIDENCE_FIELDS, **fields}, token=uuid4(), by=by, at=NOW
    )


def answer(
    of: Assessment, question_key: str, value: Any, *, by: User, explanation: str = "", entry: str = ""
) -> None:
    """Answer one question, on top of whatever is stored."""
    stored = take_snapshot(of).answer_by_key.get((question_key, entry))
    given = AnswerInput(question_key, value, explanation, stored.version if stored else 0, entry)
    answers.save_answers(of, [given], by=by, at=NOW)


def contracts(of: Assessment, how_many: int, *, by: User) -> list[str]:
    """References of so many contracts, each with a value, in the repeating section of the small edition."""
    answer(of, "second.contracts", "yes", by=by)
    made = [
        entries.add_entry(
            of,
            point_key="second",
            section_key="contract",
            name=f"Contract {number}",
            token=uuid4(),
            by=by,
            at=NOW,
        ).reference
        for number in range(1, how_many + 1)
    ]
    for number, reference in enumerate(made, 1):
        answer(of, "contract.value", number, by=by, entry=reference)
    return made


def add_contracts(of: Assessment, count: int, *, by: User) -> None:
    """Entries in the small edition's repeating section, each with a value."""
    for number in range(count):
        entry = entries.add_entry(
            of,
            point_key="second",
            section_key="contract",
            name=f"Contract {number}",
            token=uuid4(),
            by=by,
            at=NOW,
        )
        given = AnswerInput("contract.value", 1_000 + number, entry=entry.reference)
        answers.save_answers(of, [given], by=by, at=NOW)


def complete_assessment(of: Assessment, *, by: User) -> Assessment:
    """Answer everything that is asked and complete every point, so that nothing stops a submission."""
    _fill_answers(of, by)
    for point in take_snapshot(of).edition.points:
        _fill_statement(of, point.key, by)
        points.call_complete(of, point.key, by=by, at=NOW)
    return Assessment.objects.with_project().get(pk=of.pk)


def submitted(of: Assessment, *, by: User) -> Submission:
    """The submission of an assessment that is completed here first."""
    complete_assessment(of, by=by)
    declaration = submission.Declaration("What we say is true.", by.name, "Delivery manager")
    return submission.submit(of, declaration=declaration, token=uuid4(), by=by, at=NOW)


def _fill_answers(of: Assessment, by: User) -> None:
    """Answer round by round: what is answered in one round may show more in the next."""
    item = piece_of_evidence(of.project, by=by)
    while missing := _answerable(take_snapshot(of)):
        for gap in missing:
            if gap.missing == Missing.ENTRY:
                point = take_snapshot(of).edition.point(gap.point_key)
                entries.add_entry(
                    of,
                    point_key=gap.point_key,
                    section_key=gap.section_key,
                    name=f"First {point.section(gap.section_key).repeats}",
                    token=uuid4(),
                    by=by,
                    at=NOW,
                )
        snapshot = take_snapshot(of)
        shown = what_is_shown(snapshot)
        inputs, evidenced = [], []
        for key, question in shown.by_key.items():
            if question.question.kind == QuestionKind.EVIDENCE:
                evidenced += [key] if question.is_blank and question.question.required else []
            elif question.is_blank or needs_explanation(question):
                inputs.append(_input(snapshot, question))
        answers.save_answers(of, inputs, by=by, at=NOW)
        for key in evidenced:
            _use(of, snapshot.edition, key, item, by)


def _answerable(snapshot: Snapshot) -> list[Any]:
    kinds = (Missing.ANSWER, Missing.EXPLANATION, Missing.ENTRY)
    return [gap for gap in gaps(snapshot, what_is_shown(snapshot)) if gap.missing in kinds]


def _input(snapshot: Snapshot, shown: ShownQuestion) -> AnswerInput:
    key, entry = shown.key
    value = generic_value(snapshot.edition, shown.question)
    version = shown.answer.version if shown.answer else 0
    return AnswerInput(key, value, f"Why we answered {shown.question.code} so.", version, entry)


def generic_value(edition: Edition, question: Question) -> Any:
    """An answer to any question that fires no contradiction with other answers made here.

    Dates follow one another in the order of the questions.
    """
    order = [asked.key for asked in edition.questions].index(question.key)
    match question.kind:
        case QuestionKind.TEXT:
            return f"Our answer to {question.code}."
        case QuestionKind.CHOICE:
            return _harmless_choice(edition, question)
        case QuestionKind.MULTI:
            return [_harmless_choice(edition, question)]
        case QuestionKind.DATE:
            return (date(2027, 1, 1) + timedelta(days=order)).isoformat()
        case QuestionKind.MONEY:
            return 50_000
        case QuestionKind.EVIDENCE:
            return None


def _harmless_choice(edition: Edition, question: Question) -> str:
    contradicting = {
        value
        for check in edition.checks
        if check.level == Level.CONTRADICTION
        for clause in check.when
        if clause.operator == Operator.ANY and question.key in clause.questions
        for value in clause.values
    }
    values = [choice.value for choice in question.choices]
    harmless = [value for value in values if value not in contradicting]
    return (harmless or values)[0]


def _use(of: Assessment, edition: Edition, key: AnswerKey, item: Evidence, by: User) -> None:
    place = Place(edition.place_of(key[0])[0].key, *key)
    evidence.choose_evidence(of, place, chosen=[item.reference], base=[], by=by, at=NOW)


def _fill_statement(of: Assessment, point_key: str, by: User) -> None:
    version = take_snapshot(of).statement_by_point[point_key].version
    fields = {"rating": Rating.MET, "summary": "How we meet it.", "has_limitations": YesNo.NO}
    points.save_statement(of, point_key, fields=fields, base_version=version, by=by, at=NOW)
