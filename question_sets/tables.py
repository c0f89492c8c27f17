"""Rows of an edition into the tables: what changed is written, and nothing else is touched.

Called by `editions` only, in a transaction, which for an edition that others see holds its lock.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from django.db.models import CharField, F, Model, QuerySet, Value
from django.db.models.functions import Cast, Concat

from question_sets import models
from question_sets.differences import row_differences
from question_sets.parts import EDITION, NAMED_BY_POSITION, Part, PartKind
from question_sets.rows import FIELDS, Fields, Rows, parent_of

MODELS: Final[Mapping[PartKind, type[Model]]] = MappingProxyType(
    {
        PartKind.POINT: models.Point,
        PartKind.GUIDANCE: models.Guidance,
        PartKind.SECTION: models.Section,
        PartKind.QUESTION: models.Question,
        PartKind.CHOICE: models.Choice,
        PartKind.CHECK: models.Check,
        PartKind.CONDITION: models.Condition,
    }
)
"""The table of each kind, parents first."""

PARENT_COLUMN: Final[Mapping[PartKind, str]] = MappingProxyType(
    {
        PartKind.POINT: "question_set_id",
        PartKind.GUIDANCE: "point_id",
        PartKind.SECTION: "point_id",
        PartKind.QUESTION: "section_id",
        PartKind.CHOICE: "question_id",
        PartKind.CHECK: "question_set_id",
    }
)

NAME_COLUMNS: Final[Mapping[PartKind, tuple[str, ...]]] = MappingProxyType(
    {
        PartKind.POINT: ("key",),
        PartKind.GUIDANCE: ("point__key", "position"),
        PartKind.SECTION: ("point__key", "key"),
        PartKind.QUESTION: ("key",),
        PartKind.CHOICE: ("question__key", "value"),
        PartKind.CHECK: ("key",),
    }
)
"""Where the keys of a part's name are kept."""

NAMES_EDITION: Final = frozenset({PartKind.POINT, PartKind.QUESTION, PartKind.CHECK})
"""Kinds whose rows name their edition themselves."""

PARKED_AT: Final = 10_000
"""Added to a place while others take it: databases look at uniqueness row by row."""

_PARKED: Final[Mapping[str, Callable[[], Any]]] = MappingProxyType(
    {
        "number": lambda: F("number") + PARKED_AT,
        "position": lambda: F("position") + PARKED_AT,
        "code": lambda: Concat(Value("~"), Cast("pk", CharField())),
    }
)

ALL_PLACES: Final = frozenset(_PARKED)

_Pks = dict[Part, int]


def write_changes(question_set: models.QuestionSet, before: Rows, after: Rows) -> None:
    """Make the tables hold the rows `after`, where they hold `before` now.

    What goes makes room first and is deleted last: a question may leave a section that goes.
    """
    found = row_differences(before, after)
    removed = [row.part for row in found.removed]
    added = [row.part for row in found.added]
    changed = {row.part: frozenset(row.after) for row in found.changed}
    pks = _pks_of(question_set, removed, added, changed, after)
    for kind, parts in _by_kind([*changed, *removed]).items():
        _park(kind, [(pks[part], changed.get(part, ALL_PLACES)) for part in parts])
    for kind, parts in _by_kind(added).items():
        _insert(kind, parts, after, pks, question_set)
    for kind, parts in _by_kind(changed).items():
        _update(kind, parts, changed, after, pks)
    for kind, parts in reversed(_by_kind(removed).items()):
        _all(kind).filter(pk__in=[pks[part] for part in parts]).delete()
    if EDITION in changed:
        models.QuestionSet.objects.filter(pk=question_set.pk).update(**after[EDITION])


def _by_kind(parts: Iterable[Part]) -> dict[PartKind, list[Part]]:
    """The parts of each kind that has a table, parents first."""
    found: dict[PartKind, list[Part]] = {kind: [] for kind in MODELS}
    for part in parts:
        if part != EDITION:
            found[part.kind].append(part)
    return {kind: of_kind for kind, of_kind in found.items() if of_kind}


def _pks_of(
    question_set: models.QuestionSet,
    removed: Iterable[Part],
    added: Iterable[Part],
    changed: Mapping[Part, frozenset[str]],
    after: Rows,
) -> _Pks:
    """The primary keys of the rows that are touched or named: one query for each kind among them."""
    parents = {parent_of(part, after[part]) for part in added}
    parents |= {parent_of(part, after[part]) for part in changed if "section" in changed[part]}
    pks: _Pks = {EDITION: question_set.pk}
    for kind in _by_kind({*removed, *changed, *parents}):
        pks |= _existing(question_set, kind)
    return pks


def _existing(question_set: models.QuestionSet, kind: PartKind) -> _Pks:
    if kind is PartKind.CONDITION:
        return _existing_conditions(question_set)
    columns = NAME_COLUMNS[kind]
    owner = PARENT_COLUMN[kind].removesuffix("_id")
    lookup = "question_set" if kind in NAMES_EDITION else f"{owner}__question_set"
    rows = _all(kind).filter(**{lookup: question_set}).values_list("pk", *columns)
    return {Part(kind, tuple(map(str, keys))): pk for pk, *keys in rows}


def _existing_conditions(question_set: models.QuestionSet) -> _Pks:
    rows = models.Condition.objects.of_edition(question_set).values_list(
        "pk", "of_section__point__key", "of_section__key", "of_question__key", "of_check__key", "position"
    )
    found: _Pks = {}
    for pk, point, section, question, check, position in rows:
        names = {PartKind.SECTION: (point, section), PartKind.QUESTION: (question,), PartKind.CHECK: (check,)}
        owner = next(Part(kind, keys) for kind, keys in names.items() if keys[-1])
        found[owner.child(PartKind.CONDITION, position)] = pk
    return found


def _all(kind: PartKind) -> QuerySet[Any]:
    return MODELS[kind]._default_manager.order_by()


def _park(kind: PartKind, rows: list[tuple[int, frozenset[str]]]) -> None:
    for column in ALL_PLACES.intersection(FIELDS[kind]):
        value = _PARKED[column]
        pks = [pk for pk, names in rows if column in _touched(names)]
        if pks:
            _all(kind).filter(pk__in=pks).update(**{column: value()})


def _touched(names: frozenset[str]) -> frozenset[str]:
    """A question in another section has a place there, be it of the same number."""
    return names | {"position"} if "section" in names else names


def _insert(
    kind: PartKind, parts: list[Part], after: Rows, pks: _Pks, question_set: models.QuestionSet
) -> None:
    made = [MODELS[kind](**_columns(part, after[part], pks, question_set.pk)) for part in parts]
    for part, row in zip(parts, _all(kind).bulk_create(made), strict=True):
        pks[part] = row.pk


def _update(
    kind: PartKind, parts: list[Part], changed: Mapping[Part, frozenset[str]], after: Rows, pks: _Pks
) -> None:
    names = frozenset[str]().union(*(_touched(changed[part]) for part in parts))
    rows = [MODELS[kind](pk=pks[part], **_values(part, after[part], names, pks)) for part in parts]
    _all(kind).bulk_update(rows, sorted(names))


def _values(part: Part, fields: Fields, names: Iterable[str], pks: _Pks) -> dict[str, Any]:
    """The columns of these fields."""
    return {
        **{name: fields[name] for name in names if name != "section"},
        **({"section_id": pks[parent_of(part, fields)]} if "section" in names else {}),
    }


def _columns(part: Part, fields: Fields, pks: _Pks, question_set_pk: int) -> dict[str, Any]:
    """Every column of a new row."""
    columns = {name: value for name, value in fields.items() if name != "section"}
    parent = parent_of(part, fields)
    if part.kind is PartKind.CONDITION:
        return {**columns, f"of_{parent.kind}_id": pks[parent], "position": part.position}
    columns[PARENT_COLUMN[part.kind]] = pks[parent]
    if part.kind is PartKind.QUESTION:
        columns["question_set_id"] = question_set_pk
    own = NAME_COLUMNS[part.kind][-1]
    columns[own] = part.position if part.kind in NAMED_BY_POSITION else part.keys[-1]
    return columns
