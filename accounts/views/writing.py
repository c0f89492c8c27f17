"""How a page tries a write that may be refused."""

from collections.abc import Callable

from django.forms import Form

from accounts.refusals import Refused


def is_written(form: Form, field: str, write: Callable[[], object]) -> bool:
    """Try the write; if it is refused, the sentence that says why stands beside the field."""
    try:
        write()
    except Refused as refusal:
        form.add_error(field, str(refusal))
        return False
    return True
