"""Changes to an edition, as pure functions. Only `editions` writes what they make.

Codes are numbered here: a new question takes the next number of its point, and a point that gets another
number takes the codes of its questions along. Other codes stay, so that a team still finds "3.4".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from question_sets.limits import MOST
from question_sets.parts import EDITION, NAMED_BY_POSITION, PARENT_KINDS, Part, PartKind
from question_sets.rows import FIELDS, Fields, edition_of, parent_of, place_of, rows_of
from question_sets.structure import Edition

DEFAULTS: Final[Mapping[PartKind, Fields]] = MappingProxyType(
    {
        PartKind.POINT: {"title": "", "summary": "", "must_show": ""},
        PartKind.GUIDANCE: {"title": "", "url": ""},
        PartKind.SECTION: {"title": "", "repeats": ""},
        PartKind.QUESTION: {
            "code": "",
            "text": "",
            "help": "",
            "kind": "text",
            "required": True,
            "short_form": False,
            "source": "",
        },
        PartKind.CHOICE: {"label": "", "exclusive": False, "explain": False},
        PartKind.CHECK: {"level": "warning", "message": "", "source": ""},
        PartKind.CONDITION: {"questions": [], "operator": "any", "values": [], "amount": None, "other": ""},
    }
)
"""What a new part says until somebody says otherwise."""


KEYED_ALONE: Final = frozenset({PartKind.POINT, PartKind.SECTION, PartKind.QUESTION, PartKind.CHECK})
"""Parts that get a key of their own in a copy. Choices keep their values."""


class UnknownPart(LookupError):
    """The edition has no part of this name, or none of this kind can stand there."""


class TooManyParts(ValueError):
    """One more would pass `limits.MOST`."""


@dataclass(eq=False)
class _Node:
    """A part with what is in it. Its place is its place in the list, and not among its fields."""

    kind: PartKind
    key: str
    fields: dict[str, Any]
    inside: list[_Node] = field(default_factory=list)

    def of(self, kind: PartKind) -> list[_Node]:
        return [node for node in self.inside if node.kind is kind]

    def walk(self) -> Iterator[_Node]:
        yield self
        for node in self.inside:
            yield from node.walk()


class _Tree:
    """An edition, as something to take apart and put together again."""

    def __init__(self, edition: Edition) -> None:
        rows = rows_of(edition)
        self.nodes = {part: _node(part, fields) for part, fields in rows.items()}
        self.parents: dict[_Node, _Node] = {}
        in_order = sorted(rows, key=lambda part: place_of(part, rows[part]) if part.keys else 0)
        for part in in_order:
            if part != EDITION:
                self.put(self.nodes[part], self.nodes[parent_of(part, rows[part])])

    def node(self, part: Part) -> _Node:
        try:
            return self.nodes[part]
        except KeyError:
            raise UnknownPart(f"There is no {part.kind} of this name in the edition.") from None

    def parent(self, node: _Node) -> _Node:
        return self.parents[node]

    def put(self, node: _Node, parent: _Node, *, after: _Node | None = None) -> None:
        """Inside the parent, right after another or at the end."""
        if node.kind not in PARENT_KINDS or parent.kind not in PARENT_KINDS[node.kind]:
            raise UnknownPart(f"There is no {node.kind} in a {parent.kind}.")
        here = parent.inside.index(after) + 1 if after else len(parent.inside)
        parent.inside.insert(here, node)
        self.parents[node] = parent

    def refuse_too_many(self, added: _Node, parent: _Node) -> None:
        """Called before the part is put in."""
        root = self.nodes[EDITION]
        questions = _count(added, PartKind.QUESTION)
        if questions and _count(root, PartKind.QUESTION) + questions > MOST[PartKind.QUESTION]:
            raise TooManyParts(f"An edition has at most {MOST[PartKind.QUESTION]:,} questions.")
        if len(parent.of(added.kind)) + 1 > MOST[added.kind]:
            raise TooManyParts(f"There is room for {MOST[added.kind]:,} here, and no more.")

    def edition(self) -> Edition:
        """What the tree has become, numbered."""
        root = self.nodes[EDITION]
        _number(root)
        return edition_of(dict(_rows(root, EDITION)))

    def name_of(self, node: _Node) -> Part:
        """What a part is called now."""
        return next(part for part, found in _named(self.nodes[EDITION], EDITION) if found is node)


def names_in(edition: Edition, part: Part) -> frozenset[Part]:
    """The part itself and all that is in it. Raises UnknownPart."""
    return frozenset(name for name, _ in _named(_Tree(edition).node(part), part))


def parts_in(edition: Edition, parent: Part, kind: PartKind) -> tuple[Part, ...]:
    """The parts of a kind inside another, in order. Raises UnknownPart."""
    tree = _Tree(edition)
    named = _named(tree.node(parent), parent)
    return tuple(part for part, node in named if node.kind is kind and tree.parent(node) is tree.node(parent))


def add(edition: Edition, kind: PartKind, parent: Part, key: str, fields: Fields) -> tuple[Edition, Part]:
    """The edition with one part more, the last among its like. Guidance and conditions have no key: "".

    Raises UnknownPart and TooManyParts.
    """
    tree = _Tree(edition)
    node = _Node(kind, key, {**DEFAULTS[kind], **fields})
    tree.refuse_too_many(node, tree.node(parent))
    tree.put(node, tree.node(parent))
    return tree.edition(), tree.name_of(node)


def add_choices(edition: Edition, question: Part, labels: Mapping[str, str]) -> Edition:
    """The edition with these choices more at a question: their labels by value.

    Raises UnknownPart and TooManyParts.
    """
    tree = _Tree(edition)
    node = tree.node(question)
    for value, label in labels.items():
        choice = _Node(PartKind.CHOICE, value, {**DEFAULTS[PartKind.CHOICE], "label": label})
        tree.refuse_too_many(choice, node)
        tree.put(choice, node)
    return tree.edition()


def change(edition: Edition, part: Part, fields: Fields) -> Edition:
    """The edition with other values in these fields of a part. Raises UnknownPart."""
    tree = _Tree(edition)
    tree.node(part).fields.update(fields)
    return tree.edition()


def move(edition: Edition, part: Part, steps: int) -> tuple[Edition, Part]:
    """The edition with a part so many places further on among its like, at most to an end; its name then."""
    tree = _Tree(edition)
    node = tree.node(part)
    parent = tree.parent(node)
    order = parent.of(node.kind)
    here = order.index(node)
    order.insert(max(0, min(len(order) - 1, here + steps)), order.pop(here))
    parent.inside = [each for each in parent.inside if each.kind is not node.kind] + order
    return tree.edition(), tree.name_of(node)


def place(edition: Edition, question: Part, section: Part) -> Edition:
    """The edition with a question at the end of another section. In another point it gets a code there."""
    tree = _Tree(edition)
    node, target = tree.node(question), tree.node(section)
    source = tree.parent(node)
    if source is target:
        return edition
    source.inside.remove(node)
    tree.put(node, target)
    if tree.parent(source) is not tree.parent(target):
        node.fields["code"] = ""
    return tree.edition()


def copy(edition: Edition, part: Part, key: str) -> tuple[Edition, Part]:
    """The edition with a copy of a part right after it, and all that is in it under keys made of this one.

    Conditions inside the copy look at the copied questions. Raises UnknownPart and TooManyParts.
    """
    tree = _Tree(edition)
    node = tree.node(part)
    twin = _twin(node, key)
    tree.refuse_too_many(twin, tree.parent(node))
    tree.put(twin, tree.parent(node), after=node)
    return tree.edition(), tree.name_of(twin)


def remove(edition: Edition, part: Part) -> Edition:
    """The edition without a part and all that is in it. Raises UnknownPart."""
    tree = _Tree(edition)
    node = tree.node(part)
    tree.parent(node).inside.remove(node)
    return tree.edition()


def renumber(edition: Edition, point: Part) -> Edition:
    """The edition with the questions of a point numbered in the order in which they are asked."""
    tree = _Tree(edition)
    for question in _questions(tree.node(point)):
        question.fields["code"] = ""
    return tree.edition()


def dependents(edition: Edition, part: Part) -> tuple[Part, ...]:
    """The conditions outside a part that name a question, or a choice, in it. Raises UnknownPart."""
    tree = _Tree(edition)
    node = tree.node(part)
    inside = set(node.walk())
    outside = (
        (name, each.fields)
        for name, each in _named(tree.nodes[EDITION], EDITION)
        if each.kind is PartKind.CONDITION and each not in inside
    )
    if node.kind is PartKind.CHOICE:
        question, value = part.keys
        return tuple(
            name for name, rule in outside if question in rule["questions"] and value in rule["values"]
        )
    keys = {each.key for each in node.walk() if each.kind is PartKind.QUESTION}
    return tuple(name for name, rule in outside if keys.intersection(questions_named(rule)))


def questions_named(condition: Fields) -> tuple[str, ...]:
    """The keys of the questions that the fields of a condition name."""
    return (*condition["questions"], *([condition["other"]] if condition["other"] else []))


def _node(part: Part, fields: Fields) -> _Node:
    return _Node(part.kind, part.keys[-1] if part.keys else "", dict(fields))


def _count(node: _Node, kind: PartKind) -> int:
    return sum(each.kind is kind for each in node.walk())


def _questions(point: _Node) -> list[_Node]:
    return [question for section in point.of(PartKind.SECTION) for question in section.of(PartKind.QUESTION)]


def _named(node: _Node, name: Part) -> Iterator[tuple[Part, _Node]]:
    """The node and everything in it, under the names that follow from the places."""
    yield name, node
    for kind in PARENT_KINDS:
        for number, child in enumerate(node.of(kind), 1):
            yield from _named(child, name.child(kind, number if kind in NAMED_BY_POSITION else child.key))


def _rows(node: _Node, name: Part, place: int = 0, parent: Part = EDITION) -> Iterator[tuple[Part, Fields]]:
    fields = dict(node.fields)
    if name.kind is PartKind.QUESTION:
        fields["section"] = list(parent.keys)
    if "position" in FIELDS[name.kind]:
        fields["position"] = place
    yield name, fields
    for kind in PARENT_KINDS:
        for number, child in enumerate(node.of(kind), 1):
            key = number if kind in NAMED_BY_POSITION else child.key
            yield from _rows(child, name.child(kind, key), number, name)


def _number(root: _Node) -> None:
    """Points by their order; codes follow their point, and blank codes take the next number.

    A file may bring codes of no point, or of another one: they stay, and no other question gets them.
    """
    points = {point: f"{point.fields.get('number', 0)}." for point in root.of(PartKind.POINT)}
    staying = {
        question.fields["code"]
        for point, prefix in points.items()
        for question in _questions(point)
        if not _is_numbered(question.fields["code"], prefix)
    }
    for number, (point, prefix) in enumerate(points.items(), 1):
        point.fields["number"] = number
        for question in _questions(point):
            if _is_numbered(question.fields["code"], prefix):
                code = f"{number}.{question.fields['code'].removeprefix(prefix)}"
                question.fields["code"] = "" if code in staying else code
        _number_blanks(_questions(point), f"{number}.", staying)


def _number_blanks(questions: list[_Node], prefix: str, taken: Collection[str]) -> None:
    codes = [*taken, *(question.fields["code"] for question in questions)]
    newest = max((int(code.removeprefix(prefix)) for code in codes if _is_numbered(code, prefix)), default=0)
    for question in questions:
        if not question.fields["code"]:
            newest += 1
            question.fields["code"] = f"{prefix}{newest}"


def _is_numbered(code: str, prefix: str) -> bool:
    rest = code.removeprefix(prefix)
    return code.startswith(prefix) and rest.isascii() and rest.isdigit()


def _twin(node: _Node, key: str) -> _Node:
    twin = deepcopy(node)
    keys: dict[str, str] = {}
    for number, each in enumerate(twin.walk()):
        if each is not twin and each.kind not in KEYED_ALONE:
            continue
        made = f"{key}-{number}" if number else key
        if each.kind is PartKind.QUESTION:
            keys[each.key] = made
            each.fields["code"] = ""
        each.key = made
    for each in twin.walk():
        if each.kind is PartKind.CONDITION:
            each.fields["questions"] = [keys.get(name, name) for name in each.fields["questions"]]
            each.fields["other"] = keys.get(each.fields["other"], each.fields["other"])
    return twin
