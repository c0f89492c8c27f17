"""References fit to read aloud: random, without vowels or look-alikes."""

import secrets

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
GROUPS = 2
GROUP_LENGTH = 4


def new_reference(prefix: str) -> str:
    """A random reference such as ``P-7KQ4-M2XD``: 27**8 of them, so a clash is refused by the database."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join([prefix, *groups])


def project_reference() -> str:
    """A new project's reference."""
    return new_reference("P")


def assessment_reference() -> str:
    """A new assessment's reference."""
    return new_reference("A")


def submission_reference() -> str:
    """A new submission's reference, printed on its evidence pack."""
    return new_reference("S")


def evidence_reference() -> str:
    """A new evidence item's reference."""
    return new_reference("E")


def entry_reference() -> str:
    """A reference of a new entry in a repeating section."""
    return new_reference("N")


def action_reference() -> str:
    """A new planned action's reference."""
    return new_reference("T")
