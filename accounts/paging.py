"""Lists in pages. What is asked for is kept in the address."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

Rows = QuerySet[Any] | Sequence[Any]

PER_PAGE = 25
SEARCH_PAST = 50
"""A list can be searched once it has more rows than this."""


def page_of(request: HttpRequest, rows: Rows, *, per_page: int = PER_PAGE) -> Page[Any]:
    """The page of the rows that the address asks for."""
    return numbered_page(rows, request.GET.get("page"), per_page=per_page)


def numbered_page(rows: Rows, number: str | None, *, per_page: int = PER_PAGE) -> Page[Any]:
    """A page by its number; the nearest one where that is nonsense, the first without any."""
    return Paginator(rows, per_page).get_page(number)


def is_searchable(page: Page[Any], words: str) -> bool:
    """Whether the list is long enough to search, or is being searched."""
    return bool(words) or page.paginator.count > SEARCH_PAST


def rest_of_address(request: HttpRequest) -> str:
    """The query of the address without its page, encoded, for the links to other pages."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
