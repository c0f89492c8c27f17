"""The links of WeasyPrint's PDF objects: what they say of themselves, and one stop for each.

Source: ISO 14289-1:2014, clause 7.18.5 (links).
"""

from collections.abc import Sequence
from typing import Any

import pydyf

from reporting.renderers.printable import SOFT_BREAK
from reporting.renderers.structure_tree import StructureTree, type_of


def describe_links(pages: Sequence[Any], titles: dict[str, str]) -> None:
    """A link is described by its own ``data-title``, or by the title of what it leads to in the document."""
    for _, target, _, box in (link for page in pages for link in page.links):
        if box.link_annotation:
            title = box.element.get("data-title") or titles.get(target, target)
            box.link_annotation["Contents"] = pydyf.String(" ".join(title.replace(SOFT_BREAK, "").split()))


def join_links(tree: StructureTree) -> None:
    """WeasyPrint makes a link of each line of one: side by side on a page, they become one again."""
    new_owners: dict[bytes, bytes] = {}
    for parent in tree.elements:
        last = None
        for kid in tree.kids(parent):
            if last is not None and _is_same(tree, last, kid):
                _join(parent, last, kid)
                new_owners[kid.reference] = last.reference
            else:
                last = kid if kid["S"] == "/Link" else None
    tree.hand_over(new_owners)


def _is_same(tree: StructureTree, link: pydyf.Dictionary, other: pydyf.Dictionary) -> bool:
    if other["S"] != "/Link" or link["Pg"] != other["Pg"]:
        return False
    return bool(_target(tree, link) == _target(tree, other))


def _target(tree: StructureTree, link: pydyf.Dictionary) -> Any:
    annotation = next(tree.item(kid["Obj"]) for kid in map(tree.item, link["K"]) if type_of(kid) == "/OBJR")
    return annotation["Dest"].string if "Dest" in annotation else annotation["A"]["URI"].string


def _join(parent: pydyf.Dictionary, link: pydyf.Dictionary, other: pydyf.Dictionary) -> None:
    link["K"].extend(other["K"])
    parent["K"].remove(other.reference)
    other.clear()
