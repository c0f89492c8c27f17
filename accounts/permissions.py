"""The deny rule for pages about people and organisations, and who asks when a write asks again."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from accounts.roles import Permission, rights_of


def require(user: User, permission: Permission, organisation_id: int | None = None) -> None:
    """Let the person go on, or raise what the deny rule says.

    In an organisation that is nothing to them: Http404, the same as for one that does not exist.
    In one of theirs, or for the whole portal: PermissionDenied.
    """
    rights = rights_of(user)
    if rights.allows(permission, organisation_id):
        return
    if organisation_id is not None and organisation_id not in rights.roles_in.keys() | rights.reviewed:
        raise Http404
    raise PermissionDenied


def as_now(person: User) -> User:
    """The same person as the database has them, without what this request read earlier: for writes."""
    found: User = User.objects.get(pk=person.pk)
    return found
