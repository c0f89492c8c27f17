"""People, the organisations that they work in, and what they were granted."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from accounts.emails import NormalEmailField
from accounts.references import organisation_reference
from accounts.roles import INSTANCE_ROLES, ORGANISATION_ROLES, Rights, Role

NAME_LENGTH = 200


class UserQuerySet(models.QuerySet["User"]):
    """Filters over people."""

    def active(self) -> "UserQuerySet":
        """People who may sign in."""
        return self.filter(is_active=True)

    def holding(self, role: Role) -> "UserQuerySet":
        """People who may sign in and hold this role for the whole portal."""
        return self.active().filter(grants__role=role)

    def matching(self, words: str) -> "UserQuerySet":
        """People whose name or e-mail address contains the words."""
        return self.filter(models.Q(name__icontains=words) | models.Q(email__icontains=words))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)["User"]):  # type: ignore[misc]  # made at run time
    """Finds people by e-mail address, and makes them."""

    def create_user(self, email: str, *, name: str, password: str | None = None) -> "User":
        """Make a person; without a password nobody can sign in as them yet."""
        user = User(email=email, name=name)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person, who signs in with an e-mail address."""

    email = NormalEmailField("e-mail address", unique=True)
    name = models.CharField(max_length=NAME_LENGTH)
    is_active = models.BooleanField(default=True, help_text="People are deactivated, never deleted.")
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    session_epoch = models.PositiveIntegerField(
        default=0, help_text="Goes up to end every session of the person."
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    _rights: Rights

    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What a session must carry: a new password or a new epoch ends every older session."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under the keys that are being retired."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | bytes | None) -> str:
        value = f"{self.session_epoch}:{self.password}"
        return salted_hmac("accounts.User.session", value, secret=secret, algorithm="sha256").hexdigest()


class Organisation(models.Model):
    """Where people work, and whose projects are assessed."""

    name = models.CharField(max_length=NAME_LENGTH, unique=True)
    reference = models.CharField(max_length=11, unique=True, default=organisation_reference, editable=False)
    allows_official_sensitive = models.BooleanField("Allows the marking OFFICIAL-SENSITIVE", default=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role of a person in an organisation."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(
        max_length=20, choices=[(role, role.label) for role in Role if role in ORGANISATION_ROLES]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="one_membership_per_role"),
            models.CheckConstraint(
                condition=models.Q(role__in=sorted(ORGANISATION_ROLES)),
                name="membership_role_of_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} in {self.organisation_id}"


class Grant(models.Model):
    """A role of a person for the whole portal."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(
        max_length=20, choices=[(role, role.label) for role in Role if role in INSTANCE_ROLES]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="one_grant_per_role"),
            models.CheckConstraint(
                condition=models.Q(role__in=sorted(INSTANCE_ROLES)), name="grant_role_of_portal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class ReviewedOrganisation(models.Model):
    """An organisation whose submitted packs a reviewer sees."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reviewed")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reviewers")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], name="one_row_per_reviewed_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} reviews {self.organisation_id}"


class SignInLink(models.Model):
    """A link with which a person sets a password, once. Only the hash of its token is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link of {self.user_id} until {self.expires_at:%Y-%m-%d %H:%M}"
