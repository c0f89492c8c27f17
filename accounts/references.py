"""References fit to read aloud: random, without vowels or look-alikes."""

import secrets

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
GROUPS = 2
GROUP_LENGTH = 4


def new_reference(prefix: str) -> str:
    """A random reference such as ``P-7KQ4-M2XD``: 27**8 of them, so a clash is refused by the database."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join([prefix, *groups])


def organisation_reference() -> str:
    """A new organisation's reference."""
    return new_reference("O")
