"""What pages with many rows list: querysets that a view pages through."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When

from accounts.models import Membership, Organisation, User
from accounts.roles import Permission, Role, rights_of
from assessments.models import (
    Answer,
    Assessment,
    Evidence,
    EvidenceUse,
    PlannedAction,
    Project,
    ProjectMember,
    Statement,
    Submission,
)
from events.models import Event, SubjectKind
from question_sets.models import QuestionSet


def organisations_of(user: User) -> QuerySet[Organisation]:
    """Where the person works on projects, by name, with the number of ``projects`` that they see there."""
    seen = Project.objects.visible_to(user).values("pk")
    return (
        Organisation.objects.filter(pk__in=rights_of(user).roles_in)
        .annotate(seen=Count("projects", filter=Q(projects__in=seen)))
        .order_by("name")
    )


def organisations_where(user: User, permission: Permission) -> QuerySet[Organisation]:
    """The organisations in which a membership lets the person do this, by name."""
    return Organisation.objects.filter(pk__in=rights_of(user).organisations(permission)).order_by("name")


def projects_of(user: User, organisation: Organisation, *, words: str = "") -> QuerySet[Project]:
    """The organisation's projects that the person sees: what is being written first, then newest first.

    The words are looked for in the name, and in the references of the project and its assessments.
    """
    assessments = Assessment.objects.filter(project=OuterRef("pk"))
    newest_first = Assessment.objects.select_related("question_set").order_by("-created_at", "-pk")
    waiting = Case(
        When(Exists(assessments.drafts()), then=Value(0)),
        When(Exists(assessments), then=Value(2)),
        default=Value(1),
    )
    return (
        Project.objects.visible_to(user)
        .filter(organisation=organisation)
        .filter(
            Q(name__icontains=words)
            | Q(reference__icontains=words)
            | Q(Exists(assessments.filter(reference__icontains=words)))
        )
        .annotate(waiting=waiting)
        .prefetch_related(Prefetch("assessments", queryset=newest_first))
        .order_by("waiting", "-created_at", "-pk")
    )


def project_made_with(user: User, token: UUID) -> Project | None:
    """The project that the person opened with this token, if they still see it."""
    return Project.objects.visible_to(user).filter(creation_token=token, created_by=user).first()


def assessments_of(project: Project) -> QuerySet[Assessment]:
    """A project's assessments, newest first."""
    return project.assessments.select_related("question_set").order_by("-created_at", "-pk")


def draft_of(project: Project) -> Assessment | None:
    """The assessment of the project that is being written, if there is one."""
    return Assessment.objects.drafts().filter(project=project).first()


def was_taken_off(project: Project, person: int) -> bool:
    """Whether somebody with this number was on the project once, and was removed."""
    about = Event.objects.filter(subject_kind=SubjectKind.PROJECT, subject_id=project.pk)
    return about.filter(kind="member_removed", detail__person=person).exists()


def members_of(project: Project) -> QuerySet[ProjectMember]:
    """Who is on a project, by name, with their roles."""
    return project.members.select_related("user").prefetch_related("user__memberships").order_by("user__name")


def people_to_add(project: Project) -> QuerySet[User]:
    """The organisation's people who are not on the project yet, by name."""
    on_it = project.members.values("user")
    working = Membership.objects.filter(organisation=project.organisation).values("user")
    people: QuerySet[User] = User.objects.active().filter(pk__in=working).exclude(pk__in=on_it)
    return people.order_by("name", "email")


def evidence_of(project: Project, *, words: str = "") -> QuerySet[Evidence]:
    """A project's evidence, newest first, with the number of places that use each: ``used``."""
    in_place = Q(uses__entry__removed_at=None)
    return (
        project.evidence.filter(removed_at=None)
        .filter(Q(title__icontains=words) | Q(url__icontains=words) | Q(reference__icontains=words))
        .annotate(used=Count("uses", filter=in_place))
        .order_by("-added_at", "-pk")
    )


def piece_of_evidence(project: Project, reference: str) -> Evidence | None:
    """A piece of a project's evidence, removed or not."""
    return project.evidence.filter(reference=reference).first()


def uses_at(assessment: Assessment, *, point_key: str, question_key: str, entry: str) -> set[str]:
    """References of the evidence used at a place."""
    uses = EvidenceUse.objects.filter(
        assessment=assessment,
        evidence__removed_at=None,
        point_key=point_key,
        question_key=question_key,
        entry__reference=entry or None,
    )
    return set(uses.values_list("evidence__reference", flat=True))


def entries_at(assessment: Assessment, point_key: str, section_key: str) -> set[str]:
    """References of the entries of a repeating section."""
    entries = assessment.entries.filter(point_key=point_key, section_key=section_key, removed_at=None)
    return set(entries.values_list("reference", flat=True))


def was_removed(assessment: Assessment, entry: str) -> bool:
    """Whether the assessment had this entry, and somebody took it out."""
    return assessment.entries.filter(reference=entry, removed_at__isnull=False).exists()


def uses_in_draft(item: Evidence) -> QuerySet[EvidenceUse]:
    """Where the project's draft uses the evidence, in the order in which it was chosen."""
    uses = item.uses.filter(assessment__in=Assessment.objects.drafts(), entry__removed_at=None)
    return uses.select_related("assessment__question_set__seal", "entry").order_by("added_at", "pk")


def events_about(assessment: Assessment) -> QuerySet[Event]:
    """What happened to an assessment and to its project, newest first, with who did it."""
    of_assessment = Q(subject_kind=SubjectKind.ASSESSMENT, subject_id=assessment.pk)
    of_project = Q(subject_kind=SubjectKind.PROJECT, subject_id=assessment.project_id)
    return Event.objects.filter(of_assessment | of_project).select_related("actor").order_by("-at", "-pk")


@dataclass(frozen=True)
class Named:
    """What ids in events stand for: question keys of answers, point keys of statements, people's names."""

    answers: Mapping[int, str]
    statements: Mapping[int, str]
    people: Mapping[int, str]


def named_in(events: Iterable[Event]) -> Named:
    """The names that these events need, in a query for each kind."""
    details = [event.detail for event in events]
    answers = {pk for detail in details for pk in detail.get("answers", ())}
    statements = {detail["statement"] for detail in details if "statement" in detail}
    people = {detail["person"] for detail in details if "person" in detail}
    return Named(
        answers=dict(Answer.objects.filter(pk__in=answers).values_list("pk", "question_key")),
        statements=dict(Statement.objects.filter(pk__in=statements).values_list("pk", "point_key")),
        people=dict(User.objects.filter(pk__in=people).values_list("pk", "name")),
    )


def published_editions() -> QuerySet[QuestionSet]:
    """Editions on which an assessment can start."""
    return QuestionSet.objects.published().with_status().newest_first()


def sealed_edition(key: str, edition: str) -> QuestionSet | None:
    """A published or retired edition; drafts are nobody's business yet."""
    sealed = QuestionSet.objects.with_status().filter(seal__isnull=False)
    return sealed.filter(key=key, edition=edition).first()


def leads_of(project: Project) -> QuerySet[User]:
    """The people who lead the project's organisation, by name: who may submit and take back."""
    led = Q(memberships__organisation=project.organisation, memberships__role=Role.LEAD)
    leads: QuerySet[User] = User.objects.active().filter(led).order_by("name", "email")
    return leads


def statement_on(assessment: Assessment, point_key: str) -> Statement:
    """The statement on a point as stored; a new one, not saved yet, where nobody wrote any."""
    found = assessment.statements.filter(point_key=point_key).first()
    return found or Statement(assessment=assessment, point_key=point_key)


def planned_action(assessment: Assessment, point_key: str, reference: str) -> PlannedAction | None:
    """A planned action of a point, removed or not."""
    return assessment.planned_actions.filter(point_key=point_key, reference=reference).first()


def submission_of_round(assessment: Assessment, number: int) -> Submission | None:
    """What was submitted in a round of the assessment; nothing while that is a draft."""
    rows = Submission.objects.filter(assessment=assessment, round=number)
    return rows.select_related("submitted_by").first()
