"""The objects of a fixture from anywhere, checked one by one and then together. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from question_sets.circles import circle
from question_sets.fixture_columns import COLUMNS, MODELS, OWNERS, SEAL, Unfit
from question_sets.limits import MOST
from question_sets.nouns import counted
from question_sets.parts import EDITION, Part, PartKind, question_part
from question_sets.rows import FIELDS, Fields, edition_of, parent_of, place_of
from question_sets.structure import Edition, Operator

MOST_PROBLEMS: Final = 100
LONGEST_QUOTE: Final = 100
LONGEST_MESSAGE: Final = 400
CHANGED_SINCE_SEALED: Final = (
    "The content differs from what was sealed: somebody has changed it since. To import it all the same, "
    "remove the seal object from the file."
)

_KINDS: Final = {model: kind for kind, model in MODELS.items()}

_REFERENCES: Final = frozenset({"question_set", "point", "section", "question", *OWNERS})
"""The fields that name another object."""

_NEEDS: Final[Mapping[str, frozenset[str]]] = {
    Operator.ANY: frozenset({"values"}),
    Operator.OVER: frozenset({"amount"}),
    Operator.MONTHS_AFTER_OVER: frozenset({"amount", "other"}),
    Operator.MONTHS_AFTER_UP_TO: frozenset({"amount", "other"}),
    Operator.BEFORE: frozenset({"other"}),
}
"""What a condition compares with, by its operator. The rest is empty."""


@dataclass(frozen=True)
class FixtureProblem:
    """Something in a file that cannot be imported. Objects count from 1; 0 is the file as a whole."""

    object: int
    model: str
    field: str
    message: str


class FixtureProblems(ValueError):
    """Why a file cannot be imported: the first MOST_PROBLEMS problems, and how many there are in all."""

    def __init__(self, problems: tuple[FixtureProblem, ...], count: int) -> None:
        super().__init__(f"The file has {counted(count, 'problem')}.")
        self.problems = problems
        self.count = count


class _Found:
    """The problems found so far."""

    def __init__(self) -> None:
        self.problems: list[FixtureProblem] = []
        self.count = 0

    def add(self, number: int, model: str, field: str, message: str) -> None:
        """Count one more, and keep it while there is room."""
        self.count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(
                FixtureProblem(number, quoted(model), quoted(field), quoted(message, LONGEST_MESSAGE))
            )

    def refuse(self) -> None:
        """Raise what was found, if anything was."""
        if self.count:
            raise FixtureProblems(tuple(self.problems), self.count)


def quoted(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Text of a file, fit to print: no half surrogate pairs, no U+0000, not too long."""
    return text[:longest].encode(errors="replace").decode().replace("\x00", "\ufffd")


class Objects:
    """Takes the objects of a file one by one, then looks at them together."""

    def __init__(self) -> None:
        self.found = _Found()
        self.rows: dict[Part, Fields] = {}
        self.numbers: dict[Part, int] = {}
        self.names: list[tuple[int, str, str, list[str]]] = []
        self.seals: list[tuple[int, Fields]] = []

    def take(self, number: int, item: Any) -> None:
        """Check one object by itself, and keep it."""
        model = item.get("model") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not isinstance(model, str):
            self.found.add(number, "", "", "This must be an object with a model and its fields.")
        elif model not in COLUMNS:
            self.found.add(
                number, model, "", "Remove this object: only the content of an edition is imported."
            )
        else:
            self._take_fields(number, model, item)

    def edition(self) -> Edition:
        """The edition that the objects make. Raises FixtureProblems when anything is wrong with them."""
        if EDITION not in self.numbers:
            self.found.add(0, MODELS[PartKind.EDITION], "", "The file holds no edition.")
        self._check_names()
        self._check_counts()
        self._check_parents()
        self._check_places()
        self.found.refuse()
        edition = edition_of(self.rows)
        self._check_seal(edition)
        self._check_circles(edition)
        self.found.refuse()
        return edition

    def _take_fields(self, number: int, model: str, item: Mapping[str, Any]) -> None:
        for name in sorted(item.keys() - {"model", "fields"}):
            self.found.add(number, model, name, "Remove this: an object has a model and fields.")
        given = item.get("fields")
        if not isinstance(given, dict):
            self.found.add(number, model, "fields", "The fields are missing.")
            return
        fields = self._accepted(number, model, given)
        named = ((name, value) for name, value in fields.items() if name in _REFERENCES and value)
        self.names.extend((number, model, name, value) for name, value in named)
        if model == SEAL:
            self._keep_seal(number, fields)
        else:
            self._keep(number, _KINDS[model], fields)

    def _accepted(self, number: int, model: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """The fields that are as they should be."""
        columns = COLUMNS[model]
        for name in sorted(given.keys() - columns.keys()):
            self.found.add(number, model, name, "Remove this field: it is not known.")
        accepted = {}
        for name, accept in columns.items():
            try:
                if name not in given:
                    raise Unfit("This field is missing.")
                accepted[name] = accept(given[name])
            except Unfit as error:
                self.found.add(number, model, name, str(error))
        return accepted

    def _keep_seal(self, number: int, fields: Fields) -> None:
        if self.seals:
            self.found.add(number, SEAL, "", f"Object {self.seals[0][0]:,} is a seal already.")
        elif fields.keys() == COLUMNS[SEAL].keys():
            self.seals.append((number, fields))

    def _keep(self, number: int, kind: PartKind, fields: Fields) -> None:
        """Keep the object under its name, and its fields when nothing is wrong with them."""
        model = MODELS[kind]
        before = self.found.count
        if kind is PartKind.CONDITION:
            for field, message in _condition_messages(fields):
                self.found.add(number, model, field, message)
        part = _part(kind, fields)
        if part is None:
            return
        if part in self.numbers:
            self.found.add(number, model, "", f"Object {self.numbers[part]:,} has the same name already.")
            return
        self.numbers[part] = number
        if fields.keys() == COLUMNS[model].keys() and self.found.count == before:
            row = {name: fields[name] for name in FIELDS[kind]}
            self.rows[part] = {**row, "section": row["section"][2:]} if "section" in row else row

    def _check_names(self) -> None:
        """Every object is of the one edition."""
        if EDITION not in self.rows:
            return
        key, edition = self.rows[EDITION]["key"], self.rows[EDITION]["edition"]
        for number, model, field, name in self.names:
            if name[:2] != [key, edition]:
                message = f"This must begin with “{key}” and “{edition}”, the edition in the file."
                self.found.add(number, model, field, message)

    def _check_counts(self) -> None:
        counts = Counter(
            (EDITION if part.kind is PartKind.QUESTION else parent_of(part, fields), part.kind)
            for part, fields in self._inside()
        )
        for (parent, kind), count in counts.items():
            if count > MOST[kind]:
                message = f"There are {count:,} of these here, and {MOST[kind]:,} are allowed."
                self.found.add(self.numbers.get(parent, 0), MODELS[kind], "", message)

    def _check_parents(self) -> None:
        """What an object stands in is in the file."""
        for part, fields in self._inside():
            parent = parent_of(part, fields)
            if parent not in self.numbers:
                field = f"of_{parent.kind}" if part.kind is PartKind.CONDITION else str(parent.kind)
                self._add(part, field, f"The file does not hold this {parent.kind}.")

    def _check_places(self) -> None:
        """No two objects have one place, and no two questions one code."""
        taken: dict[tuple[object, ...], Part] = {}
        for part, fields in self._inside():
            field = "number" if part.kind is PartKind.POINT else "position"
            claims: list[tuple[str, tuple[object, ...]]] = [
                (field, (parent_of(part, fields), part.kind, place_of(part, fields)))
            ]
            if part.kind is PartKind.QUESTION:
                claims.append(("code", ("code", fields["code"])))
            for name, claim in claims:
                first = taken.setdefault(claim, part)
                if first != part:
                    self._add(part, name, f"Object {self.numbers[first]:,} has the same {name} already.")

    def _check_seal(self, edition: Edition) -> None:
        for number, seal in self.seals:
            if seal["digest"] != edition.digest:
                self.found.add(number, SEAL, "digest", CHANGED_SINCE_SEALED)

    def _check_circles(self, edition: Edition) -> None:
        if keys := circle(edition):
            codes = ", ".join(edition.question(key).code for key in keys[:-1])
            message = f"The conditions go in a circle, so that none of these is ever shown: {codes}."
            self._add(question_part(keys[0]), "", message)

    def _inside(self) -> Iterable[tuple[Part, Fields]]:
        return ((part, fields) for part, fields in self.rows.items() if part != EDITION)

    def _add(self, part: Part, field: str, message: str) -> None:
        self.found.add(self.numbers[part], MODELS[part.kind], field, message)


def _part(kind: PartKind, fields: Fields) -> Part | None:
    """What the object is called, if the fields that say so are as they should be."""
    try:
        match kind:
            case PartKind.EDITION:
                return EDITION
            case PartKind.POINT | PartKind.QUESTION | PartKind.CHECK:
                return EDITION.child(kind, fields["key"])
            case PartKind.GUIDANCE:
                return Part(kind, (fields["point"][2], str(fields["position"])))
            case PartKind.SECTION:
                return Part(kind, (fields["point"][2], fields["key"]))
            case PartKind.CHOICE:
                return Part(kind, (fields["question"][2], fields["value"]))
            case PartKind.CONDITION:
                return _owner(fields).child(kind, fields["position"])
    except (KeyError, StopIteration):
        return None


def _owner(fields: Fields) -> Part:
    owner, kind = next((fields[name], kind) for name, kind in OWNERS.items() if fields[name] is not None)
    return Part(kind, tuple(owner[2:]))


def _condition_messages(fields: Fields) -> Iterator[tuple[str, str]]:
    """The field and what is wrong with it, beside the others of the same condition."""
    if sum(fields.get(name) is not None for name in OWNERS) != 1:
        yield "of_section", "A condition belongs to one section, one question or one check."
    if "operator" not in fields:
        return
    needed = _NEEDS[fields["operator"]]
    for name, blank in (("values", []), ("amount", None), ("other", "")):
        is_blank = fields.get(name, blank) == blank
        if not is_blank and name not in needed:
            yield name, f"A condition with “{fields['operator']}” has nothing here."
        if is_blank and name in needed and name in fields and name != "values":
            yield name, f"A condition with “{fields['operator']}” needs something here."
