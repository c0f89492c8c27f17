"""docs/reference/components.md: how our templates compare with govuk-frontend's own expected HTML."""

from collections.abc import Iterator
from pathlib import Path

from tests.conformance.components import COMPONENTS, Case, cases, is_identical
from tests.conformance.differences import reason

PATH = Path(__file__).resolve().parents[2] / "docs" / "reference" / "components.md"
OPENING = """\
# Components compared with govuk-frontend 6.6.0

Made by `.venv/bin/python -m tests.conformance`; a test fails when it is out of date.

govuk-frontend's release holds, for each component, options and the HTML that they give. Each of our templates
draws the same options, and the HTML is compared without regard to white space and the order of attributes
and classes. Every govuk-frontend component that the portal uses is in the table. The parts of
@ministryofjustice/frontend 11.1 (sub-navigation, timeline) ship no such examples.

| component | template | cases | identical | different |
|---|---|--:|--:|--:|
"""


def reference() -> str:
    """The text of the page."""
    compared = {component: _sorted_out(component) for component in COMPONENTS}
    rows = [_row(component, *counts) for component, counts in compared.items()]
    identical = sum(len(same) for same, _ in compared.values())
    different = [case for _, others in compared.values() for case in others]
    total = f"| **all** | | {identical + len(different)} | {identical} | {len(different)} |\n"
    return OPENING + "".join(rows) + total + "\n## Differences\n\n" + "".join(_explained(different))


def _sorted_out(component: str) -> tuple[list[Case], list[Case]]:
    same: list[Case] = []
    others: list[Case] = []
    for case in cases(component):
        (same if is_identical(case) else others).append(case)
    return same, others


def _row(component: str, same: list[Case], others: list[Case]) -> str:
    template = COMPONENTS[component][0]
    count = len(same) + len(others)
    return f"| {component} | `{template}` | {count} | {len(same)} | {len(others)} |\n"


def _explained(different: list[Case]) -> Iterator[str]:
    """One line for each reason, with the cases that it explains."""
    for text in dict.fromkeys(reason(case) for case in different):
        names = [f"{case.component}: {case.name}" for case in different if reason(case) == text]
        yield f"- {text}. {len(names)} {'case' if len(names) == 1 else 'cases'}: {'; '.join(names)}.\n"
