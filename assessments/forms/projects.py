"""The forms of a project's pages, one for each step."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID

from crispy_forms.helper import FormHelper
from django import forms

from accounts.models import Organisation, User
from assessments.completeness import is_too_early, is_too_little
from assessments.forms.record_fields import (
    day_of,
    markings_of,
    name_of,
    one_of,
    pounds_of,
    short_text_of,
    text_of,
    token_field,
)
from assessments.forms.records import RecordForm
from assessments.models import Form, Marking, Phase, Project, SpendType, VatBasis
from govuk_forms import form_helper
from question_sets.models import QuestionSet

MARKING_HINT = (
    "The pack carries the highest marking of anything in it."
    " Nothing above OFFICIAL-SENSITIVE may be kept here."
)
UNKNOWN_PERSON = "Choose somebody who works in this organisation and is not on the project yet"

FORM_HINTS: Mapping[str, str] = MappingProxyType(
    {
        Form.FULL: "Every question that applies to your project.",
        Form.SHORT: "Fewer questions, for low-risk spend. You can switch later and keep your answers.",
    }
)


class ProjectForm(RecordForm):
    """One step of a project."""

    action = ""

    @property
    def helper(self) -> FormHelper:
        """The whole form with its button."""
        return form_helper(*self.names, button="Save and continue", action=self.action)


class AboutForm(ProjectForm):
    """What the project is called and what it is for."""

    name = name_of("Name of the project", missing="Enter the name of the project")
    description = text_of(
        "What the project is for", help_text="What you will build or buy, for whom, and what will be better."
    )


class PeopleForm(ProjectForm):
    """Who answers for the project."""

    senior_responsible_owner = name_of(
        "Senior Responsible Owner", help_text="The person who is accountable for the project."
    )
    service_owner = name_of("Service owner", help_text="The person who is responsible for the service.")


class SpendForm(ProjectForm):
    """What the money is for, and how much."""

    phase = one_of("Phase", Phase.choices)
    spend_type = one_of("Type of spend", SpendType.choices, help_text="Choose what most of the money buys.")
    amount_requested = pounds_of(
        "Amount requested", help_text="What you ask approval for now, in whole pounds."
    )
    whole_life_cost = pounds_of(
        "Whole-life cost",
        help_text="From the first day to the last, running costs included, in whole pounds.",
    )
    vat_basis = one_of("Do these amounts include VAT?", VatBasis.choices)

    def clean(self) -> dict[str, Any]:
        """What is asked for now is part of the whole: said at the whole alone, so that the part is saved."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        part, whole = self.typed_or_stored("amount_requested"), self.typed_or_stored("whole_life_cost")
        if is_too_little(whole, of=part) and "whole_life_cost" in cleaned:
            self.add_error("whole_life_cost", "Enter a whole-life cost of at least the amount requested")
        return cleaned


class DatesForm(ProjectForm):
    """When the project runs, and what decision is needed by when."""

    starts_on = day_of("When the project starts")
    ends_on = day_of("When the project ends")
    decision_sought = short_text_of(
        "Which decision do you ask for?", help_text="For example, approval to spend on private beta."
    )
    decision_by = day_of("When do you need the decision?")

    def clean(self) -> dict[str, Any]:
        """A project ends after it starts: said at the end date alone, so that the start date is saved."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, ends_on = self.typed_or_stored("starts_on"), self.typed_or_stored("ends_on")
        if is_too_early(ends_on, after=starts_on) and "ends_on" in cleaned:
            self.add_error("ends_on", "Enter a date after the start date")
        return cleaned


class MarkingForm(ProjectForm):
    """How sensitive the project is."""

    marking = one_of(
        "Security marking", Marking.choices, help_text=MARKING_HINT, missing="Choose a security marking"
    )

    def __init__(self, data: Any = None, *, record: Project, **options: Any) -> None:
        super().__init__(data, record=record, **options)
        if "marking" in self.fields:
            offered = markings_of(record.organisation, stored=record.marking)
            self.fields["marking"].choices = offered  # type: ignore[attr-defined]  # a choice field


PROJECT_FORMS: Mapping[str, type[ProjectForm]] = MappingProxyType(
    {
        "about": AboutForm,
        "people": PeopleForm,
        "spend": SpendForm,
        "dates": DatesForm,
        "marking": MarkingForm,
    }
)
"""The steps in order, by the last part of their paths."""


class NewProjectForm(AboutForm):
    """The first step, from which on the project exists. Asks for the organisation where there are several."""

    def __init__(
        self, data: Any = None, *, organisations: Sequence[Organisation], token: UUID | None = None
    ) -> None:
        super().__init__(data)
        self.organisations = {organisation.reference: organisation for organisation in organisations}
        self.fields["token"] = token_field()
        if token:
            self.initial["token"] = token
        if len(organisations) > 1:
            choices = [(organisation.reference, organisation.name) for organisation in organisations]
            self.fields["organisation"] = one_of(
                "Which organisation is it a project of?", choices, missing="Choose an organisation"
            )

    @property
    def helper(self) -> FormHelper:
        """With the organisation, where it is asked for, before the rest."""
        asked = [name for name in ("organisation", *self.names) if name in self.fields]
        return form_helper(*asked, button="Save and continue")

    @property
    def can_create(self) -> bool:
        """Whether there is enough to open a project with; other fields may have errors."""
        self.is_valid()
        return {"name", "token"} <= self.cleaned_data.keys() and "organisation" not in self.errors

    @property
    def organisation(self) -> Organisation:
        """The organisation chosen, or the only one."""
        only = next(iter(self.organisations))
        return self.organisations[self.cleaned_data.get("organisation", only)]


class StartAssessmentForm(forms.Form):
    """Which edition to assess against, and how much of it."""

    edition = one_of("Which edition do you assess against?", [], missing="Choose an edition")
    form = one_of("How much do you answer?", Form.choices, missing="Choose a form", hints=FORM_HINTS)

    def __init__(self, data: Any = None, *, editions: Sequence[QuestionSet]) -> None:
        super().__init__(data)
        self.editions = {f"{edition.key}/{edition.edition}": edition for edition in editions}
        chooser = cast(forms.ChoiceField, self.fields["edition"])
        chooser.choices = [(name, str(edition)) for name, edition in self.editions.items()]
        self.initial = {"edition": next(iter(self.editions), ""), "form": Form.FULL}
        self.fields["token"] = token_field()

    @property
    def helper(self) -> FormHelper:
        """The whole form with its button."""
        return form_helper("edition", "form", button="Start the assessment")

    @property
    def question_set(self) -> QuestionSet:
        """The edition chosen."""
        return self.editions[self.cleaned_data["edition"]]


class ChangeFormForm(forms.Form):
    """The full or the short form of an assessment that has begun."""

    form = one_of("How much do you answer?", Form.choices, missing="Choose a form", hints=FORM_HINTS)

    @property
    def helper(self) -> FormHelper:
        """The whole form with its button."""
        return form_helper("form", button="Save")


class AddMemberForm(forms.Form):
    """One of the organisation's people who is not on the project yet."""

    def __init__(self, data: Any = None, *, people: Sequence[User]) -> None:
        super().__init__(data)
        self.people = {str(person.pk): person for person in people}
        names = [(key, f"{person.name} ({person.email})") for key, person in self.people.items()]
        self.fields["person"] = forms.ChoiceField(
            label="Person",
            choices=[("", "Choose a person"), *names],
            error_messages={"required": "Choose a person", "invalid_choice": UNKNOWN_PERSON},
        )

    @property
    def helper(self) -> FormHelper:
        """The whole form with its button."""
        return form_helper("person", button="Add to the project")

    @property
    def person(self) -> User:
        """Who was chosen."""
        return self.people[self.cleaned_data["person"]]
