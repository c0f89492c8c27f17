"""People and organisations as an administrator reads them, in a fixed number of queries."""

from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from accounts.models import Organisation, User
from accounts.paging import numbered_page


def people_page(words: str, number: str) -> Page[User]:
    """A page of the people whose name or address contains the words, by name, with their roles."""
    people = User.objects.matching(words).prefetch_related("grants", "memberships__organisation")
    return numbered_page(people.order_by("name", "pk"), number)


def organisations_page(words: str, number: str) -> Page[Any]:
    """A page of the organisations whose name contains the words, with `people`: how many work there."""
    people = Count("memberships__user", filter=Q(memberships__user__is_active=True), distinct=True)
    found = Organisation.objects.filter(name__icontains=words).annotate(people=people)
    return numbered_page(found.order_by("name"), number)


def all_organisations() -> QuerySet[Organisation]:
    """Every organisation, by name."""
    return Organisation.objects.order_by("name")


def person_with_roles(pk: int) -> User:
    """A person with roles and organisations. Raises Http404."""
    related = ("grants", "memberships__organisation", "reviewed__organisation")
    person: User | None = User.objects.filter(pk=pk).prefetch_related(*related).first()
    if person is None:
        raise Http404
    return person


def organisation_by_reference(reference: str) -> Organisation:
    """An organisation. Raises Http404."""
    organisation = Organisation.objects.filter(reference=reference).first()
    if organisation is None:
        raise Http404
    return organisation


def members_page(organisation: Organisation, number: str) -> Page[User]:
    """A page of the people who work in an organisation, by name, with all their roles."""
    people = User.objects.filter(memberships__organisation=organisation).distinct()
    related = people.prefetch_related("grants", "memberships__organisation")
    return numbered_page(related.order_by("name", "pk"), number)
