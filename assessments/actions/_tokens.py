"""A form that makes something carries a token: sent twice, it makes it once."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model

from assessments.refusals import Malformed

Made = TypeVar("Made", bound=Model)


def made_before(model: type[Made], token: UUID, **place: object) -> Made | None:
    """What this token made in this place; nothing when it is new. The caller holds the lock of the place.

    Raises ``Malformed`` for a token that made something elsewhere: no page of the portal sends one.
    """
    made = model._default_manager.filter(creation_token=token).first()
    if made and any(getattr(made, name) != value for name, value in place.items()):
        raise Malformed("This page was already used. Open it again.")
    return made
