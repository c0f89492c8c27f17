"""The page that says what was typed is not saved, and shows it, so that nobody types it twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

MACHINE_FIELDS = (
    "csrfmiddlewaretoken",
    "token",
    "version",
    "next",
    "later",
    "seen",
    "was",
    "steps",
    "request",
    "decision",
    "does",
    "base",
    "then",
)
MACHINE_PREFIXES = ("version-", "kept-version-")
# A question's key may hold any word, so only the fields outside the answers are looked through for secrets.
ANSWERS = {"answer-": "Your answer to {}", "explanation-": "Explanation of your answer to {}"}
DATE_PARTS = ("-day", "-month", "-year")
NO_LABELS: Mapping[str, str] = MappingProxyType({})

Words = Mapping[str, Mapping[str, str]]
"""What the values of fields are called, by field. Values of such a field without words are left out."""
NO_WORDS: Words = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Typed:
    """One field of a refused form: what it asked, and what was typed."""

    label: str
    text: str


def typed_text(
    post: QueryDict, labels: Mapping[str, str] = NO_LABELS, words: Words = NO_WORDS
) -> tuple[Typed, ...]:
    """What a person typed into a form, in the order of its fields, without secrets and machine fields.

    Fields are called what `labels` says, or by their names; ticks of one question, and the parts of a
    date, stand together.
    """
    found: dict[str, list[str]] = {}
    for name, texts in post.lists():
        if _is_typed(name):
            field = name if name in labels else _field_of(name)
            said = (words[field].get(text, "") for text in texts) if field in words else texts
            found.setdefault(field, []).extend(text for text in said if text.strip())
    return tuple(
        Typed(labels.get(field) or _readable(field), (", " if field in words else " ").join(texts))
        for field, texts in found.items()
        if texts
    )


def _field_of(name: str) -> str:
    """The field that an input belongs to: a date has three of them."""
    return next((name.removesuffix(part) for part in DATE_PARTS if name.endswith(part)), name)


def _readable(field: str) -> str:
    for prefix, words in ANSWERS.items():
        if field.startswith(prefix):
            return words.format(field.removeprefix(prefix))
    return field.replace("_", " ").replace("-", " ").capitalize()


def _is_typed(name: str) -> bool:
    if name.startswith(tuple(ANSWERS)):
        return True
    return not (name in MACHINE_FIELDS or name.startswith(MACHINE_PREFIXES) or "password" in name)


def not_saved(
    request: HttpRequest,
    *,
    status: int,
    heading: str,
    explanation: str,
    way_on: str = "",
    way_on_text: str = "",
    labels: Mapping[str, str] = NO_LABELS,
    words: Words = NO_WORDS,
) -> HttpResponse:
    """The page itself. `way_on` is a path to go to next, `way_on_text` the words of that link.

    `labels` are the words in which the form asked for its fields, by their names; `words` those of choices.
    """
    context = {
        "heading": heading,
        "explanation": explanation,
        "typed": typed_text(request.POST, labels, words),
        "way_on": way_on,
        "way_on_text": way_on_text,
    }
    return render(request, "errors/not_saved.html", context, status=status)
