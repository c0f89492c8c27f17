"""Random numbers for trying a rule many times, the same in every run and after every change of the code.

A search for failing examples draws on the text of the code under test, so what it makes cannot be counted on.
Tests that say how much they tried take these.
"""

from collections.abc import Iterator
from random import Random


def randoms(seed: int, count: int) -> Iterator[Random]:
    """So many sources of random numbers."""
    return (Random(f"{seed}-{number}") for number in range(count))
