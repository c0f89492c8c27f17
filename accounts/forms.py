"""Forms about people and organisations. They ask whether something is well formed, and no more."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.validators import EmailValidator

from accounts.emails import normal_email
from accounts.models import Organisation, User
from accounts.requests import SignedInRequest
from accounts.roles import INSTANCE_ROLES, ORGANISATION_ROLES, Role
from govuk_forms import Checkboxes, ShowHidePassword, form_helper, label_as
from plain_text.fields import CleanCharField, NameField

PASSWORD_LENGTH = 200
ADDRESS_LENGTH = 254
ROLE_HINTS = {
    Role.CONTRIBUTOR: "Edits the assessments of the projects that they are a member of",
    Role.LEAD: "Sees all projects of the organisation, creates them, chooses their members and submits",
    Role.VIEWER: "Reads the projects that they are a member of",
    Role.REVIEWER: "Reads the submitted packs of the organisations given to them",
    Role.REVIEW_LEAD: "Also assigns reviews",
    Role.EDITOR: "Edits question sets",
    Role.ADMINISTRATOR: "Manages people, organisations and roles",
}


class EmailAddressField(NameField):
    """An e-mail address in its normal form."""

    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {"required": "Enter an email address"})
        super().__init__(max_length=ADDRESS_LENGTH, **options)
        self.validators.append(
            EmailValidator("Enter an email address in the correct format, like name@example.com")
        )

    def to_python(self, value: Any) -> str:
        """The address as it is stored."""
        return normal_email(super().to_python(value))


class PasswordField(CleanCharField):
    """A password, spaces and all."""

    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        widget = ShowHidePassword(attrs={"autocomplete": autocomplete})
        super().__init__(strip=False, max_length=PASSWORD_LENGTH, widget=widget, **options)


class SignInForm(forms.Form):
    """An address and a password. One message for every mistake: it tells nothing of who is here."""

    email = NameField(
        label="Email address",
        max_length=ADDRESS_LENGTH,
        error_messages={"required": "Enter your email address"},
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    password = PasswordField(
        label="Password", autocomplete="current-password", error_messages={"required": "Enter your password"}
    )

    @property
    def helper(self) -> FormHelper:
        """The fields and the button."""
        return form_helper("email", "password", button="Sign in")

    def refuse(self) -> None:
        """Say that the two do not belong together."""
        self.add_error("email", "Check your email address and password")


class NewPasswordForm(forms.Form):
    """A new password for somebody."""

    password = PasswordField(
        label="New password",
        help_text="At least 12 characters. Three random words are easy to remember and hard to guess.",
        autocomplete="new-password",
        error_messages={"required": "Enter a new password"},
    )

    def __init__(self, *args: Any, person: User, button: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person
        self.button = button

    @property
    def helper(self) -> FormHelper:
        """Every field and the button."""
        return form_helper(*self.fields, button=self.button)

    def clean_password(self) -> str:
        """Long enough, and not a common one."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password


class ChangePasswordForm(NewPasswordForm):
    """A new password, from somebody who knows the old one: wrong ones count as attempts to sign in."""

    current_password = PasswordField(
        label="Current password",
        autocomplete="current-password",
        error_messages={"required": "Enter your current password"},
    )
    field_order = ("current_password", "password")

    def __init__(self, *args: Any, request: SignedInRequest, **options: Any) -> None:
        super().__init__(*args, person=request.user, **options)
        self.request = request

    def clean_current_password(self) -> str:
        """The password that they sign in with now."""
        current: str = self.cleaned_data["current_password"]
        if not authenticate(self.request, username=self.person.email, password=current):
            raise forms.ValidationError("Your current password is not correct")
        return current


class PersonForm(forms.Form):
    """Who somebody is."""

    name = NameField(label="Full name", error_messages={"required": "Enter a full name"})
    email = EmailAddressField(label="Email address", help_text="They sign in with it.")

    def __init__(self, *args: Any, button: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.button = button

    @property
    def helper(self) -> FormHelper:
        """The fields and the button."""
        return form_helper("name", "email", button=self.button)


class OrganisationForm(forms.Form):
    """An organisation."""

    name = NameField(label="Name", error_messages={"required": "Enter the name of the organisation"})
    allows_official_sensitive = forms.TypedChoiceField(
        label="May its projects be marked OFFICIAL-SENSITIVE?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes if its projects may be marked OFFICIAL-SENSITIVE"},
    )

    def __init__(self, *args: Any, button: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.button = button

    @property
    def helper(self) -> FormHelper:
        """The fields and the button."""
        return form_helper("name", "allows_official_sensitive", button=self.button)


def _role_choices(roles: frozenset[Role]) -> list[tuple[str, str]]:
    return [(role.value, role.label) for role in Role if role in roles]


class RolesField(forms.TypedMultipleChoiceField):
    """Any number of roles, also none."""

    def __init__(self, roles: frozenset[Role], **options: Any) -> None:
        hints = {role.value: ROLE_HINTS[role] for role in roles}
        super().__init__(
            choices=_role_choices(roles),
            coerce=Role,
            widget=Checkboxes(hints=hints),
            required=False,
            **options,
        )


class PortalRolesForm(forms.Form):
    """Roles for the whole portal."""

    roles = label_as(
        RolesField(INSTANCE_ROLES, label="Roles in the whole portal", help_text="Select all that apply."),
        hidden=True,
    )

    @property
    def helper(self) -> FormHelper:
        """The checkboxes and the button."""
        return form_helper("roles", button="Save roles")


class MembershipForm(forms.Form):
    """Roles in an organisation that is known."""

    roles = RolesField(
        ORGANISATION_ROLES,
        label="Roles in this organisation",
        help_text="Select all that apply. Without a role they are not part of the organisation.",
    )

    @property
    def helper(self) -> FormHelper:
        """The checkboxes and the button."""
        return form_helper("roles", button="Save roles")


class JoiningForm(MembershipForm):
    """An organisation to choose, and roles in it."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Organisation",
        empty_label="Choose an organisation",
        to_field_name="reference",
        error_messages={
            "required": "Choose an organisation",
            "invalid_choice": "Choose an organisation from the list",
        },
    )
    field_order = ("organisation", "roles")

    def __init__(self, *args: Any, organisations: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]  # ModelChoiceField
        self.fields["roles"].required = True
        self.fields["roles"].error_messages["required"] = "Select at least one role"
        self.fields["roles"].help_text = "Select all that apply."

    @property
    def helper(self) -> FormHelper:
        """The fields and the button."""
        return form_helper("organisation", "roles", button="Add to organisation")


class ReviewedForm(forms.Form):
    """The organisations whose packs a reviewer sees."""

    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label="Organisations",
        help_text="Select all whose submitted packs this person may read as a reviewer.",
        to_field_name="reference",
        widget=Checkboxes(),
        required=False,
        error_messages={"invalid_choice": "Select organisations from the list"},
    )

    def __init__(self, *args: Any, organisations: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisations"].queryset = organisations  # type: ignore[attr-defined]  # ModelChoiceField

    @property
    def helper(self) -> FormHelper:
        """The checkboxes and the button."""
        return form_helper("organisations", button="Save organisations")
