"""The references of projects, assessments and what is in them."""

from accounts.references import new_reference


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
