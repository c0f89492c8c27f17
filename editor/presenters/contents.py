"""An edition as pages walk through it: what stands in what, what is wrong where, where each part is read."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

from django.utils.text import Truncator

from editor.presenters.part_names import own_name, part_name, part_title
from question_sets.nouns import counted
from question_sets.parts import EDITION, Part, PartKind
from question_sets.problems import Problem, problems
from question_sets.rows import Fields, parent_of, rows_of
from question_sets.structure import Check, Clause, Edition, Question, Section
from question_sets.wording import clause_wording

LONGEST_TITLE: Final = 300

WITH_PAGES: Final = frozenset({PartKind.POINT, PartKind.SECTION, PartKind.QUESTION, PartKind.CHECK})
"""Parts with a page of their own. The others stand on the page of what they are in."""


@dataclass(frozen=True)
class Contents:
    """An edition with its parts by name. ``href`` makes the address of a page about it."""

    edition: Edition
    href: Callable[..., str]

    @cached_property
    def rows(self) -> Mapping[Part, Fields]:
        """The parts in the order of the edition."""
        return rows_of(self.edition)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is left to mend."""
        return tuple(problems(self.edition))

    def inside(self, parent: Part, kind: PartKind) -> tuple[Part, ...]:
        """The parts of a kind that stand in another, in order."""
        return self._inside.get((parent, kind), ())

    def path(self, part: Part) -> tuple[Part, ...]:
        """The parts around a part, from the edition down to itself."""
        return self._paths.get(part, (EDITION,))

    def parent(self, part: Part) -> Part:
        """What a part stands in."""
        return parent_of(part, self.rows[part])

    def problems_of(self, part: Part) -> tuple[Problem, ...]:
        """What is left to mend in a part."""
        return tuple(self._problems_in.get(part, ()))

    @cached_property
    def _problems_in(self) -> Mapping[Part, list[Problem]]:
        found: dict[Part, list[Problem]] = {}
        for problem in self.problems:
            for around in self.path(problem.part):
                found.setdefault(around, []).append(problem)
        return found

    def name(self, part: Part) -> str:
        """What a part is called in the middle of a sentence: "question 3.4"."""
        return part_name(part, self.rows)

    def own_name(self, part: Part) -> str:
        """The same without what it stands in: "section 2"."""
        return own_name(part, self.rows)

    def title(self, part: Part) -> str:
        """What it says in the words of an editor."""
        if part.kind is PartKind.CONDITION:
            return clause_wording(self.clauses(part.owner)[part.position - 1], self.edition)
        return part_title(part, self.rows) or "Nothing is written yet"

    def clauses(self, owner: Part) -> tuple[Clause, ...]:
        """The conditions of a section, question or check."""
        item = self._item(owner)
        return item.when if isinstance(item, Check) else item.shown_when

    def page(self, part: Part) -> str:
        """Where a part is read: its own page, or its place on the page of what it stands in."""
        if part == EDITION:
            return self.href("edition")
        if part.kind in WITH_PAGES:
            return self.href("part", part)
        return f"{self.page(self.parent(part))}#{anchor(part)}"

    def mend_href(self, problem: Problem) -> str:
        """Where a problem is mended: a form, or a list on the page of the part."""
        part, message = problem.part, problem.message
        if part == EDITION:
            return f"{self.page(EDITION)}#points" if self.edition.title.strip() else self.href("change", part)
        if part.kind not in WITH_PAGES or message.startswith("Enter"):
            return self.href("change", part)
        if message.startswith("This question has no code"):
            return f"{self.page(self.path(part)[1])}#codes"
        listed = next((kind for kind in _LISTED[part.kind] if kind in message), PartKind.CONDITION)
        return f"{self.page(part)}#{list_anchor(listed)}"

    def counts(self, part: Part, *kinds: PartKind) -> tuple[str, ...]:
        """What is in a part, counted, without what there is none of: "2 sections", "14 questions"."""
        inside = self._counts.get(part, Counter[PartKind]())
        return tuple(counted(inside[kind], NOUNS.get(kind, kind)) for kind in kinds if inside[kind])

    @cached_property
    def _paths(self) -> Mapping[Part, tuple[Part, ...]]:
        paths: dict[Part, tuple[Part, ...]] = {EDITION: (EDITION,)}
        for part in self.rows:
            if part != EDITION:
                paths[part] = (*paths[self.parent(part)], part)
        return paths

    @cached_property
    def _counts(self) -> Mapping[Part, Counter[PartKind]]:
        found: dict[Part, Counter[PartKind]] = {}
        for part in self.rows:
            for around in self.path(part)[:-1]:
                found.setdefault(around, Counter())[part.kind] += 1
        return found

    @cached_property
    def _inside(self) -> Mapping[tuple[Part, PartKind], tuple[Part, ...]]:
        found: dict[tuple[Part, PartKind], tuple[Part, ...]] = {}
        for part in self.rows:
            if part != EDITION:
                place = (self.parent(part), part.kind)
                found[place] = (*found.get(place, ()), part)
        return found

    def _item(self, owner: Part) -> Section | Question | Check:
        match owner.kind:
            case PartKind.SECTION:
                return self.edition.point(owner.keys[0]).section(owner.keys[1])
            case PartKind.QUESTION:
                return self.edition.question(owner.keys[0])
            case _:
                return next(check for check in self.edition.checks if check.key == owner.keys[0])


NOUNS: Final[Mapping[PartKind, str]] = {PartKind.GUIDANCE: "link"}
"""What is counted under another name than its kind's."""


_LISTED: Final[Mapping[PartKind, tuple[PartKind, ...]]] = MappingProxyType(
    {
        PartKind.POINT: (PartKind.SECTION, PartKind.GUIDANCE),
        PartKind.SECTION: (PartKind.QUESTION,),
        PartKind.QUESTION: (PartKind.CHOICE,),
        PartKind.CHECK: (),
    }
)
"""The lists on the page of each kind that a problem can be about, besides its conditions."""


def list_anchor(kind: PartKind) -> str:
    """The id of the heading over a list of parts."""
    return f"{kind}s"


def anchor(part: Part) -> str:
    """The id of a part's row on a page."""
    return str(part).replace("/", "-")


def long_title(contents: Contents, part: Part) -> str:
    """A part by number and words, no longer than fits a line or three: "3.4 How often do you test?"."""
    title = Truncator(contents.title(part)).chars(LONGEST_TITLE)
    fields = contents.rows[part]
    match part.kind:
        case PartKind.POINT:
            return f"{fields['number']}. {title}"
        case PartKind.QUESTION:
            return f"{fields['code']} {title}"
        case _:
            return title
