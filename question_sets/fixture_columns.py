"""What each object of a fixture holds, and what its values may be. Pure.

A value is accepted by a function that returns it as it is kept, its text cleaned, or raises Unfit with a
sentence for whoever made the file.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug

from plain_text.cleaning import UnacceptableText, clean, clean_name
from plain_text.limits import MAX_MONEY
from question_sets import tables
from question_sets.kinds import QuestionKind
from question_sets.limits import MAX_CHOICES, MAX_QUESTIONS
from question_sets.models import KEY_LENGTH, NAME_LENGTH, TEXT_LENGTH
from question_sets.parts import KEY, PartKind
from question_sets.structure import Level, Operator

CODE_LENGTH: Final = 20
REPEATS_LENGTH: Final = 40
LINK_LENGTH: Final = 2000
MOST_SOURCES: Final = 100
LAST_POSITION: Final = 32_767
LAST_NUMBER: Final = tables.PARKED_AT - 1
"""Of a point: an edit parks numbers above it. Positions are counted anew, whatever the file says."""

SEAL: Final = "question_sets.seal"

MODELS: Final[Mapping[PartKind, str]] = MappingProxyType(
    {
        PartKind.EDITION: "question_sets.questionset",
        PartKind.POINT: "question_sets.point",
        PartKind.GUIDANCE: "question_sets.guidance",
        PartKind.SECTION: "question_sets.section",
        PartKind.QUESTION: "question_sets.question",
        PartKind.CHOICE: "question_sets.choice",
        PartKind.CHECK: "question_sets.check",
        PartKind.CONDITION: "question_sets.condition",
    }
)

OWNERS: Final[Mapping[str, PartKind]] = MappingProxyType(
    {
        "of_section": PartKind.SECTION,
        "of_question": PartKind.QUESTION,
        "of_check": PartKind.CHECK,
    }
)
"""The fields of a condition of which one names what it belongs to."""

Accept: TypeAlias = Callable[[Any], Any]


class Unfit(ValueError):
    """A value that cannot be kept. Its message is a sentence."""


def _text(longest: int) -> Accept:
    """Text of any number of lines."""
    return lambda value: _short_enough(_cleaned(value, clean), longest)


def _line(longest: int) -> Accept:
    """A name or title on one line."""
    return lambda value: _short_enough(_cleaned(value, clean_name), longest)


def _filled(accept: Accept) -> Accept:
    def accept_filled(value: Any) -> Any:
        accepted = accept(value)
        if accepted == "":
            raise Unfit("This cannot be empty.")
        return accepted

    return accept_filled


def _key(value: Any) -> str:
    key = _short_enough(_string(value), KEY_LENGTH)
    if not re.fullmatch(KEY, key):
        raise Unfit("Use letters, digits, “.”, “_” and “-”, and begin with a letter or a digit.")
    return key


def _slug(value: Any) -> str:
    slug = _short_enough(_string(value), KEY_LENGTH)
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise Unfit("Use letters, digits, “_” and “-”.") from error
    return slug


def _link(value: Any) -> str:
    link: str = _text(LINK_LENGTH)(value)
    try:
        URLValidator(schemes=["http", "https"])(link)
    except ValidationError as error:
        raise Unfit("Give a whole link that starts with https:// or http://.") from error
    if not link.startswith(("http://", "https://")):
        raise Unfit("Write https:// or http:// in small letters.")
    return link


def _name(*accepted: Accept) -> Accept:
    """How a fixture names another object: the edition's key and label, and the object's own keys."""

    def accept(value: Any) -> list[str]:
        if not isinstance(value, list) or len(value) != len(accepted):
            raise Unfit(f"This must be a list of {len(accepted)} keys.")
        return [accept_one(item) for accept_one, item in zip(accepted, value, strict=True)]

    return accept


def _list_of(accept_one: Accept, *, most: int) -> Accept:
    def accept(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Unfit("This must be a list.")
        if len(value) > most:
            raise Unfit(f"List {most:,} or fewer.")
        return [accept_one(item) for item in value]

    return accept


def _keys(most: int) -> Accept:
    """A list of keys, each once."""
    accept_all = _list_of(_key, most=most)

    def accept(value: Any) -> list[str]:
        keys: list[str] = accept_all(value)
        if len(set(keys)) < len(keys):
            raise Unfit("Name each one once.")
        return keys

    return accept


def _whole(least: int, most: int) -> Accept:
    def accept(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise Unfit(f"This must be a whole number from {least:,} to {most:,}.")
        return value

    return accept


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unfit("This must be true or false.")
    return value


def _one_of(names: type[Enum]) -> Accept:
    known = [str(each.value) for each in names]

    def accept(value: Any) -> str:
        if not isinstance(value, str) or value not in known:
            raise Unfit(f"This must be one of: {', '.join(known)}.")
        return value

    return accept


def _or_null(accept: Accept) -> Accept:
    return lambda value: None if value is None else accept(value)


def _or_blank(accept: Accept) -> Accept:
    return lambda value: "" if value == "" else accept(value)


def _nobody(value: Any) -> None:
    if value is not None:
        raise Unfit("This must be null: people are not imported.")


def _digest(value: Any) -> str:
    if not re.fullmatch("[0-9a-f]{64}", _string(value)):
        raise Unfit("This must be a SHA-256 digest: 64 digits from 0 to f.")
    return str(value)


def _moment(value: Any) -> str:
    try:
        datetime.fromisoformat(_string(value))
    except ValueError as error:
        raise Unfit("This must be a date and time: 2026-11-22T09:30:00Z.") from error
    return str(value)


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise Unfit("This must be text, in quotation marks.")
    return value


def _cleaned(value: Any, cleaner: Callable[[str], str]) -> str:
    try:
        return cleaner(_string(value))
    except UnacceptableText as error:
        raise Unfit(f"{error}.") from error


def _short_enough(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Unfit(f"Use {longest:,} characters or fewer.")
    return text


_EDITION_NAME = _name(_slug, _slug)
_PART_NAME = _name(_slug, _slug, _key)
_SECTION_NAME = _name(_slug, _slug, _key, _key)
_POSITION = _whole(1, LAST_POSITION)

COLUMNS: Final[Mapping[str, Mapping[str, Accept]]] = MappingProxyType(
    {
        MODELS[PartKind.EDITION]: {
            "key": _slug,
            "edition": _slug,
            "title": _line(NAME_LENGTH),
            "sources": _list_of(_text(TEXT_LENGTH), most=MOST_SOURCES),
            "attribution": _text(TEXT_LENGTH),
        },
        MODELS[PartKind.POINT]: {
            "question_set": _EDITION_NAME,
            "key": _key,
            "number": _whole(1, LAST_NUMBER),
            "title": _line(NAME_LENGTH),
            "summary": _text(TEXT_LENGTH),
            "must_show": _text(TEXT_LENGTH),
        },
        MODELS[PartKind.GUIDANCE]: {
            "point": _PART_NAME,
            "position": _POSITION,
            "title": _line(NAME_LENGTH),
            "url": _link,
        },
        MODELS[PartKind.SECTION]: {
            "point": _PART_NAME,
            "position": _POSITION,
            "key": _key,
            "title": _line(NAME_LENGTH),
            "repeats": _line(REPEATS_LENGTH),
        },
        MODELS[PartKind.QUESTION]: {
            "question_set": _EDITION_NAME,
            "section": _SECTION_NAME,
            "position": _POSITION,
            "key": _key,
            "code": _filled(_line(CODE_LENGTH)),
            "text": _text(TEXT_LENGTH),
            "help": _text(TEXT_LENGTH),
            "kind": _one_of(QuestionKind),
            "required": _yes_or_no,
            "short_form": _yes_or_no,
            "source": _text(TEXT_LENGTH),
        },
        MODELS[PartKind.CHOICE]: {
            "question": _PART_NAME,
            "position": _POSITION,
            "value": _key,
            "label": _line(NAME_LENGTH),
            "exclusive": _yes_or_no,
            "explain": _yes_or_no,
        },
        MODELS[PartKind.CHECK]: {
            "question_set": _EDITION_NAME,
            "position": _POSITION,
            "key": _key,
            "level": _one_of(Level),
            "message": _text(TEXT_LENGTH),
            "source": _text(TEXT_LENGTH),
        },
        MODELS[PartKind.CONDITION]: {
            "of_section": _or_null(_SECTION_NAME),
            "of_question": _or_null(_PART_NAME),
            "of_check": _or_null(_PART_NAME),
            "position": _POSITION,
            "questions": _keys(MAX_QUESTIONS),
            "operator": _one_of(Operator),
            "values": _keys(MAX_CHOICES),
            "amount": _or_null(_whole(0, MAX_MONEY)),
            "other": _or_blank(_key),
        },
        SEAL: {
            "question_set": _EDITION_NAME,
            "digest": _digest,
            "published_at": _moment,
            "published_by": _nobody,
        },
    }
)
"""The fields of each model, in the order of the file, with what accepts their values."""
