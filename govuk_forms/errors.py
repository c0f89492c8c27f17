"""The errors of forms as links that land on the first input at fault."""

from dataclasses import dataclass

from django.forms import BoundField, Form

from govuk_forms.widgets import PARTS, DateParts


@dataclass(frozen=True)
class ErrorLink:
    """One line of an error summary. Without an `href` it is text: the error belongs to no input."""

    href: str
    text: str


def error_links(*forms: Form) -> list[ErrorLink]:
    """Every error of these forms: those of a whole form first, then the fields in the form's order."""
    links = []
    for form in forms:
        links += [ErrorLink("", str(text)) for text in form.non_field_errors()]
        for bound in form:
            links += [ErrorLink(f"#{first_input_at_fault(bound)}", str(text)) for text in bound.errors]
    return links


def first_input_at_fault(bound: BoundField) -> str:
    """The id where a person mends the error; for a date the first box at fault."""
    if isinstance(bound.field.widget, DateParts):
        return f"{bound.auto_id}-{(*parts_at_fault(bound), PARTS[0])[0]}"
    return bound.field.widget.attrs.get("id") or bound.auto_id


def parts_at_fault(bound: BoundField) -> tuple[str, ...]:
    """Which boxes of a date the error is about, in order: all when it names none, none without an error."""
    if not bound.errors:
        return ()
    named = {part for error in bound.errors.as_data() for part in (error.code or "").split()}
    return tuple(part for part in PARTS if part in named) or PARTS
