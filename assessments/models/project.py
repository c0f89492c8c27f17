"""Projects: the spend that is assessed, and the people who work on it."""

from typing import Self

from django.conf import settings
from django.db import models

from accounts.models import Organisation, User
from accounts.roles import Role, rights_of
from assessments.references import project_reference
from plain_text.limits import MAX_MONEY


class Phase(models.TextChoices):
    """Delivery phases. Source: Service Manual, agile delivery, read November 2026."""

    DISCOVERY = "discovery", "Discovery"
    ALPHA = "alpha", "Alpha"
    PRIVATE_BETA = "private_beta", "Private beta"
    PUBLIC_BETA = "public_beta", "Public beta"
    LIVE = "live", "Live"
    RETIREMENT = "retirement", "Retirement"


class SpendType(models.TextChoices):
    """What the money buys, in the words of spend controls version 6."""

    DIGITAL_SERVICE = "digital_service", "Digital service"
    PLATFORM = "platform", "Platform or common component"
    COMMODITY = "commodity", "Commodity technology and licences"
    SPECIALIST = "specialist", "Specialist technology"
    RESOURCING = "resourcing", "Resourcing contract"


class VatBasis(models.TextChoices):
    """Whether the project's amounts hold VAT."""

    EXCLUDING = "excluding", "Excluding VAT"
    INCLUDING = "including", "Including VAT"


class Marking(models.TextChoices):
    """Security markings that the portal may hold; higher tiers are refused."""

    OFFICIAL = "official", "OFFICIAL"
    OFFICIAL_SENSITIVE = "official_sensitive", "OFFICIAL-SENSITIVE"


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: User) -> Self:
        """Projects that the person is on, and every project of an organisation that they lead."""
        rights = rights_of(user)
        led = [pk for pk, roles in rights.roles_in.items() if Role.LEAD in roles]
        worked_in = list(rights.roles_in)
        on = ProjectMember.objects.filter(user=user, project__organisation__in=worked_in).values("project")
        return self.filter(models.Q(organisation__in=led) | models.Q(pk__in=on))


class Project(models.Model):
    """A spend activity of one organisation. Its texts may be blank until it is submitted."""

    reference = models.CharField(max_length=12, unique=True, default=project_reference, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="projects")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    phase = models.CharField(max_length=20, choices=Phase, blank=True)
    senior_responsible_owner = models.CharField(max_length=200, blank=True)
    service_owner = models.CharField(max_length=200, blank=True)
    spend_type = models.CharField(max_length=20, choices=SpendType, blank=True)
    amount_requested = models.BigIntegerField(null=True, blank=True)
    whole_life_cost = models.BigIntegerField(null=True, blank=True)
    vat_basis = models.CharField(max_length=20, choices=VatBasis, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    decision_sought = models.TextField(blank=True)
    decision_by = models.DateField(null=True, blank=True)
    marking = models.CharField(max_length=20, choices=Marking, default=Marking.OFFICIAL)
    version = models.PositiveIntegerField(default=0)
    creation_token = models.UUIDField(unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = ProjectQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="project_amounts_are_whole_pounds_in_range",
                condition=(
                    models.Q(amount_requested__isnull=True) | models.Q(amount_requested__range=(0, MAX_MONEY))
                )
                & (models.Q(whole_life_cost__isnull=True) | models.Q(whole_life_cost__range=(0, MAX_MONEY))),
            ),
        )

    def __str__(self) -> str:
        return self.reference


class ProjectMember(models.Model):
    """A person who works on, or reads, a project. What they may do follows from their role."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(name="one_membership_each", fields=["project", "user"]),)

    def __str__(self) -> str:
        return f"{self.project_id}: {self.user_id}"
