"""Draws docs/reference/lifecycle.md: ``.venv/bin/python -m tests.assessments.lifecycle_diagram``."""

from pathlib import Path

from assessments.lifecycle import HOLDER, TRANSITIONS, Status

PATH = Path(__file__).resolve().parents[2] / "docs" / "reference" / "lifecycle.md"

INTRODUCTION = """# The life of an assessment

Made from `assessments/lifecycle.py` by `.venv/bin/python -m tests.assessments.lifecycle_diagram`; a test
fails when it is out of date.
"""


def lifecycle_page() -> str:
    """The page: a diagram, the same moves as a table, and who holds the pen."""
    return "\n".join([INTRODUCTION, *_diagram(), "", *_moves(), "", *_holders(), ""])


def _diagram() -> list[str]:
    arrows = (
        f"    {before.value} --> {after.value}: {move.label}" for (before, move), after in TRANSITIONS.items()
    )
    names = (f"    state {status.label!r} as {status.value}".replace("'", '"') for status in Status)
    return ["```mermaid", "stateDiagram-v2", *names, f"    [*] --> {Status.DRAFT.value}", *arrows, "```"]


def _moves() -> list[str]:
    rows = (
        f"| {before.label} | {move.label} | {after.label} |" for (before, move), after in TRANSITIONS.items()
    )
    return ["| from | move | to |", "| --- | --- | --- |", *rows]


def _holders() -> list[str]:
    rows = (f"| {status.label} | {HOLDER[status].label} |" for status in Status)
    return ["| status | who holds the pen |", "| --- | --- |", *rows]


if __name__ == "__main__":
    PATH.write_text(lifecycle_page())
