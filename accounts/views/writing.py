"""How a page tries a write that may be refused."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import Form

from accounts.refusals import Refused


@contextmanager
def refusals_beside(field: str, form: Form) -> Iterator[None]:
    """Try the writes of the block; if one is refused, the sentence that says why stands beside the field."""
    try:
        yield
    except Refused as refusal:
        form.add_error(field, str(refusal))
