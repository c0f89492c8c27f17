"""An edition beside an older one, as an editor's request found it."""

from django.http import Http404

from accounts.permissions import require
from accounts.requests import SignedInRequest
from accounts.roles import Permission
from editor.comparing import Comparison, NoSuchEdition, compare


def open_comparison(request: SignedInRequest, key: str, edition: str, *, other: str = "") -> Comparison:
    """The edition that an address names beside another one, for an editor; 404 where there is none such."""
    require(request.user, Permission.EDIT_QUESTION_SETS)
    try:
        return compare(key, edition, other=other)
    except NoSuchEdition as error:
        raise Http404 from error
