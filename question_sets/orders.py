"""Two orders of some of the same things: what moved, and one list of both. Pure."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from typing import TypeVar

_T = TypeVar("_T", bound=Hashable)


def out_of_order(before: Sequence[_T], after: Sequence[_T]) -> frozenset[_T]:
    """The things in both that are outside the longest order that both share; the others were pushed along."""
    places = {item: place for place, item in enumerate(before)}
    common = [item for item in after if item in places]
    in_order = {common[here] for here in _longest_rising([places[item] for item in common])}
    return frozenset(common) - in_order


def interleaved(before: Sequence[_T], after: Sequence[_T], *, removed: Collection[_T]) -> tuple[_T, ...]:
    """All of `after`, and those of `before` that were removed, each behind what it stood behind."""
    return tuple(_interleaved(before, after, removed))


def _interleaved(before: Sequence[_T], after: Sequence[_T], removed: Collection[_T]) -> Iterator[_T]:
    stays = frozenset(after)
    behind: dict[_T | None, list[_T]] = defaultdict(list)
    anchor: _T | None = None
    for item in before:
        if item in stays:
            anchor = item
        elif item in removed:
            behind[anchor].append(item)
    yield from behind[None]
    for item in after:
        yield item
        yield from behind[item]


def _longest_rising(numbers: Sequence[int]) -> Iterator[int]:
    """The places of a longest rising subsequence, from the last to the first."""
    ends: list[int] = []
    places: list[int] = []
    previous: list[int | None] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        previous.append(places[length - 1] if length else None)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
    here = places[-1] if places else None
    while here is not None:
        yield here
        here = previous[here]
