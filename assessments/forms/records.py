"""Forms of records that several people change: each field knows the version that it is based on.

A page may post a part of a form: a field is on the page when its hidden version is posted.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from assessments.actions.records import Fields, RecordResult
from assessments.refusals import Malformed
from plain_text.merging import FieldConflict

VERSION: Final = "version-"
KEPT: Final = "kept-version-"
THEIRS: Final = "theirs"

Posted = Mapping[str, Any]


def version_field(initial: int) -> forms.IntegerField:
    """A hidden version on which what was typed is based."""
    return forms.IntegerField(required=False, min_value=0, initial=initial, widget=forms.HiddenInput)


def base_version(form: forms.Form, name: str) -> int:
    """The version in a hidden input of a cleaned form. Raises ``Malformed`` for what is no number."""
    if name in form.errors:
        raise Malformed("This page is based on a version that does not exist. Open it again.")
    return form.cleaned_data[name] or 0


def keeps_theirs(post: Posted, name: str) -> bool:
    """Whether the person chose, on the conflict page, to leave what somebody else saved."""
    return bool(post.get(f"{KEPT}{name}") == THEIRS)


class RecordForm(forms.Form):
    """A form whose fields are named as the record's; without a record, what makes a new one."""

    def __init__(self, data: Posted | None = None, *, record: Model | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.record = record
        self.names = tuple(name for name in self.fields if data is None or self._is_typed(name, data))
        for name in tuple(self.fields):
            if name not in self.names:
                del self.fields[name]
        for name in self.names:
            self._base_on_record(name)

    @staticmethod
    def _is_typed(name: str, data: Posted) -> bool:
        """Whether the field is on the page, and not left as somebody else saved it."""
        return f"{VERSION}{name}" in data and not keeps_theirs(data, name)

    def _base_on_record(self, name: str) -> None:
        if self.record:
            self.initial.setdefault(name, getattr(self.record, name))
        version = getattr(self.record, "version", 0)
        self.fields[f"{VERSION}{name}"] = version_field(version)

    def add_error(self, field: str | None, error: Any) -> None:
        """Names the field where the message does not: a page asks for several dates and amounts.

        A message without a code, and that of a blank field or an unknown choice, is about its own field.
        """
        found = error if isinstance(error, ValidationError) else ValidationError(error)
        for each in found.error_list if field in self.names else ():
            if each.code and each.code not in ("required", "invalid_choice"):
                each.message = named(str(self.fields[field].label), each.messages[0])  # type: ignore[index]  # it is in the names
                each.params = None
        super().add_error(field, found)

    @property
    def is_partial(self) -> bool:
        """Whether the page posted only some of the form's fields, as the conflict page does."""
        return len(self.names) < len(self.base_fields)

    @property
    def typed(self) -> dict[str, Any]:
        """The fields on the page that are well formed."""
        self.is_valid()
        return {name: self.cleaned_data[name] for name in self.names if name in self.cleaned_data}

    def typed_or_stored(self, name: str) -> Any:
        """A field as it was typed, or nothing where it has an error; as stored where it is not on the page.

        For use in ``clean``.
        """
        return self.cleaned_data.get(name) if name in self.names else getattr(self.record, name, None)

    def by_base(self) -> dict[int, dict[str, Any]]:
        """What was typed, by the version that it is based on. Raises ``Malformed`` for a forged one."""
        found: dict[int, dict[str, Any]] = {}
        for name, value in self.typed.items():
            found.setdefault(base_version(self, f"{VERSION}{name}"), {})[name] = value
        return found

    def rebase(self, names: Iterable[str], version: int) -> None:
        """Print these fields as based on this version from now on."""
        self.data = {**single_values(self.data), **{f"{VERSION}{name}": version for name in names}}

    def versions_in(self, record: Model) -> dict[str, str]:
        """The hidden versions of the fields that this record holds as they were typed."""
        now = str(getattr(record, "version", 0))
        return {
            f"{VERSION}{name}": now for name, value in self.typed.items() if value == getattr(record, name)
        }

    def hidden(self, names: Iterable[str]) -> dict[str, Any]:
        """The hidden inputs of these fields: a page that prints them posts these fields only."""
        return {f"{VERSION}{name}": self.data[f"{VERSION}{name}"] for name in names}


def save_typed(form: RecordForm, save: Callable[[Fields, int], RecordResult]) -> tuple[FieldConflict, ...]:
    """Save the well-formed fields, each on its own base version; the fields that others changed meanwhile.

    ``save`` takes fields and their base version. Afterwards the form prints what was saved as based on the
    new version; a field with an error keeps the old one, so that nobody is overwritten unseen. All or
    nothing: one forged version refuses the whole page.
    """
    conflicts: list[FieldConflict] = []
    with transaction.atomic():
        for base, fields in sorted(form.by_base().items()):
            result = save(fields, base)
            form.rebase(fields, result.version)
            conflicts += result.conflicts
    return tuple(conflicts)


def named(label: str, message: str) -> str:
    """ "Amount requested: Enter whole pounds", "When do you need the decision? Enter a real date"."""
    return f"{label} {message}" if label.endswith("?") else f"{label}: {message}"


def single_values(data: Posted) -> dict[str, Any]:
    """Posted values as a plain mapping. A record's fields have one value each."""
    return {name: data[name] for name in data}
