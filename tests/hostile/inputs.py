"""What hostile people and broken programs send, by the kind of field that they send it to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import escape

from accounts.forms import EmailAddressField, PasswordField
from assessments.forms.evidence import LinkField
from editor.forms.parts import LinesField
from govuk_forms import DateField, MoneyField
from plain_text.fields import CleanCharField, NameField


@dataclass(frozen=True)
class Case:
    """One hostile input in place of what a page would send, and what of it the answer has to show."""

    field: str
    what: str
    sent: Mapping[str, Any]
    kept: tuple[str, ...] = ()
    secret: str = ""


MARKUP = "<script>alert('typed')</script>"
TEMPLATE = "{{ request.user.password }}{% debug %}"

BAD_TEXTS = {
    "U+0000": f"before\x00after {MARKUP}{TEMPLATE}",
    "10,001 characters": "x" * 10_001,
    "10,001 characters with markup": (MARKUP + TEMPLATE) * 200,
    "501 lines": "\n".join(["line"] * 501),
    "501 lines of a Windows computer": "\r\n".join(["line"] * 501),
}

BAD_NAMES = {
    "U+0000": "Ada\x00 Love",
    "201 characters": "n" * 201,
    "201 characters that look like 402": "é" * 201,
    "a right-to-left override": "invoice\u202efdp.exe",
    "an isolate": "Ada\u2066",
    "a right-to-left mark": "Ada\u200f Love",
    "a control character": "Ada\x07",
    "no character": "\uffffAda",
    "U+0000 in markup": f"{MARKUP}\x00",
}

BAD_ADDRESSES = {
    "no address": "not an address",
    "markup": "<script>@example.org",
    "two addresses": "a@example.org,b@example.org",
    "a header": "a@example.org\x00Bcc: b@example.org",
    "too long": "a" * 250 + "@example.org",
}

BAD_LINKS = {
    "a script": "javascript:alert(1)",
    "a script with a host": "javascript://example.org/%0aalert(1)",
    "a script in capitals with a tab": "jAvA\tscript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "a local file": "file:///etc/passwd",
    "no scheme": "example.org/report",
    "another scheme": "ftp://example.org/report",
    "no host": "https://",
    "U+0000": "https://example.org/\x00",
    "a break": "https://example.org/\r\nSet-Cookie: a=b",
    "too long": "https://example.org/" + "x" * 2000,
}

BAD_DATES = {
    "31 February": ("31", "2", "2027"),
    "29 February of no leap year": ("29", "2", "2027"),
    "zeros": ("0", "0", "0000"),
    "month 13": ("1", "13", "2027"),
    "a year of two digits": ("27", "3", "27"),
    "a year of five digits": ("27", "3", "20270"),
    "year 0": ("27", "3", "0000"),
    "negative": ("-1", "3", "2027"),
    "no month": ("27", "", "2027"),
    "words": ("first", "of", "May"),
    "U+0000": ("27\x00", "3", "2027"),
    "markup": ("<b>", "3", "2027"),
    "digits of another script": ("٢٧", "٣", "٢٠٢٧"),
    "an endless number": ("9" * 5000, "3", "2027"),
}

BAD_AMOUNTS = {
    "negative": "-1",
    "pence": "1.50",
    "a billion billions": "1,000,000,000,000,000,000",
    "a pound too much": "1000000000000",
    "an endless number": "9" * 5000,
    "scientific": "1e9",
    "not a number": "NaN",
    "words": "a lot",
    "markup": "<b>1</b>",
    "U+0000": "1\x002",
    "digits of another script": "١٢٣",
    "dollars": "$100",
}

BAD_CHOICES = {
    "an unknown choice": "somewhere-else",
    "markup": MARKUP,
    "U+0000": "yes\x00",
    "SQL": "yes' OR '1'='1",
    "a very long choice": "y" * 20_000,
}

BAD_VERSIONS = {
    "negative": "-1",
    "not yet made": "99",
    "larger than the database holds": str(2**70),
    "an endless number": "9" * 5000,
    "a fraction": "1.5",
    "a word": "latest",
    "U+0000": "1\x00",
    "SQL": "1; DROP TABLE assessments_answer",
}

BAD_NUMBERS = {what: bad for what, bad in BAD_VERSIONS.items() if what != "not yet made"}

BAD_TOKENS = {
    "none": "",
    "a word": "again",
    "U+0000": "\x00",
    "nearly a token": "00000000-0000-0000-0000-00000000000g",
    "an endless token": "f" * 5000,
}

BAD_SIGHTS = {
    "nothing": "",
    "a word": "latest",
    "U+0000": "0\x000",
    "another digest": "0" * 64,
    "an endless digest": "f" * 5000,
    "markup": "<b>",
}

BAD_PASSWORDS = {
    "U+0000": "correct horse\x00 battery",
    "a common one": "password1234",
    "short": "dog",
    "201 characters": "p" * 201,
}

BAD_HIDDEN = {
    "token": BAD_TOKENS,
    "version": BAD_VERSIONS,
    "request": BAD_VERSIONS,
    "seen": BAD_SIGHTS,
    "does": BAD_SIGHTS,
}
"""What the page holds for the machine, by the beginning of the field's name."""

TYPED = f"What I typed {MARKUP}{TEMPLATE}"


def is_of_the_machine(name: str) -> bool:
    """Whether a person cannot type into the field."""
    return name.partition("-")[0] in BAD_HIDDEN


def cases(bound: BoundField, *, strangers: Mapping[str, str]) -> Iterator[Case]:
    """The hostile inputs for one field. ``strangers`` are choices that name what is somebody else's."""
    name, field = bound.name, bound.field
    match field:
        case _ if bad := BAD_HIDDEN.get(name.partition("-")[0]):
            yield from (Case(name, what, {name: text}) for what, text in bad.items())
        case PasswordField():
            yield from (Case(name, what, {name: bad}, secret=bad) for what, bad in BAD_PASSWORDS.items())
        case EmailAddressField():
            yield from _texts(name, BAD_ADDRESSES | BAD_NAMES)
        case LinkField():
            yield from _texts(name, BAD_LINKS)
        case LinesField():
            yield from _texts(name, BAD_TEXTS)
            lines = {what: bad for what, bad in BAD_NAMES.items() if len(bad) < 200 or field.longest == 200}
            yield from _texts(name, {what: f"Fine\n{bad}" for what, bad in lines.items()})
        case NameField():
            yield from _texts(name, BAD_NAMES)
        case CleanCharField():
            yield from _texts(name, BAD_TEXTS)
        case DateField():
            yield from _dates(name)
        case MoneyField():
            yield from _texts(name, BAD_AMOUNTS)
        case forms.MultipleChoiceField() | forms.ModelMultipleChoiceField():
            yield from (Case(name, w, {name: [bad]}) for w, bad in {**BAD_CHOICES, **strangers}.items())
            yield from _exclusive(bound)
        case forms.ChoiceField() | forms.ModelChoiceField():
            yield from (Case(name, what, {name: bad}) for what, bad in {**BAD_CHOICES, **strangers}.items())
        case forms.IntegerField():
            yield from (Case(name, what, {name: bad}) for what, bad in BAD_NUMBERS.items())
        case _:
            raise AssertionError(f"No hostile input is written down for {name}: {field!r}")


def _texts(name: str, bad: Mapping[str, str]) -> Iterator[Case]:
    for what, text in bad.items():
        yield Case(name, what, {name: text}, kept=(escape(text),))


def _dates(name: str) -> Iterator[Case]:
    for what, texts in BAD_DATES.items():
        parts = zip(("day", "month", "year"), texts, strict=True)
        kept = tuple(f'value="{escape(text)}"' for text in texts if text)
        yield Case(name, what, {f"{name}-{part}": text for part, text in parts}, kept)


def _exclusive(bound: BoundField) -> Iterator[Case]:
    values = [str(value) for value, _ in bound.field.choices]  # type: ignore[attr-defined]  # a choice field
    for alone in getattr(bound.field, "exclusive", ()):
        kept = tuple(f'value="{value}" checked' for value in values)
        yield Case(bound.name, "an exclusive choice with others", {bound.name: values}, kept)
        yield Case(bound.name, "a choice twice and an unknown one", {bound.name: [alone, alone, "x"]})
