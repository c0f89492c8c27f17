"""The page that says what was typed is not saved, and shows it, so that nobody types it twice."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

MACHINE_FIELDS = ("csrfmiddlewaretoken", "token", "version", "next", "later")
MACHINE_PREFIXES = ("version-", "kept-version-")
# A question's key may hold any word, so only the fields outside the answers are looked through for secrets.
ANSWER_PREFIXES = ("answer-", "explanation-")


@dataclass(frozen=True, slots=True)
class Typed:
    """One field of a refused form."""

    name: str
    text: str


def typed_text(post: QueryDict) -> tuple[Typed, ...]:
    """What a person typed into a form, in the order of its fields, without secrets and machine fields."""
    return tuple(
        Typed(name=name, text=text)
        for name, texts in post.lists()
        for text in texts
        if text.strip() and _is_typed(name)
    )


def _is_typed(name: str) -> bool:
    if name.startswith(ANSWER_PREFIXES):
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
) -> HttpResponse:
    """The page itself. `way_on` is a path to go to next, `way_on_text` the words of that link."""
    context = {
        "heading": heading,
        "explanation": explanation,
        "typed": typed_text(request.POST),
        "way_on": way_on,
        "way_on_text": way_on_text,
    }
    return render(request, "errors/not_saved.html", context, status=status)
