"""Our templates give govuk-frontend's own HTML, but for the differences that are listed with a reason."""

import pytest

from tests.conformance.components import COMPONENTS, FIXTURES, Case, cases, drawn, is_identical
from tests.conformance.differences import REASONS, reason
from tests.conformance.html import tokens
from tests.conformance.reference import PATH, reference

ALL = [case for component in COMPONENTS for case in cases(component)]


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_is_as_released_unless_a_reason_is_given(component: str) -> None:
    unexplained = [case.name for case in cases(component) if not is_identical(case) and not reason(case)]

    assert unexplained == []


def test_no_reason_outlives_its_difference() -> None:
    idle = [case.name for case in ALL if reason(case) and is_identical(case)]

    assert idle == []
    known = {(case.component, case.name) for case in ALL} | {(case.component, "*") for case in ALL}
    assert set(REASONS) <= known


def test_every_vendored_component_is_compared() -> None:
    vendored = {path.stem for path in FIXTURES.glob("*.json")}

    assert vendored == set(COMPONENTS)


def test_the_reference_page_is_up_to_date() -> None:
    assert PATH.read_text("utf-8") == reference()


def test_most_cases_are_identical() -> None:
    identical = sum(is_identical(case) for case in ALL)

    print(f"{identical} of {len(ALL)} cases are identical")
    assert identical / len(ALL) > 0.9


@pytest.mark.parametrize(
    "changed",
    [
        '<p class="govuk-body">Text</p>',
        '<p class="govuk-body govuk-hint">Other</p>',
        '<p id="a" class="govuk-hint govuk-body">Text</p>',
        '<div class="govuk-hint govuk-body">Text</div>',
        '<p class="govuk-hint govuk-body">Text</p><p></p>',
    ],
)
def test_the_comparison_sees_a_missing_class_a_text_an_attribute_and_an_element(changed: str) -> None:
    expected = '<p class="govuk-hint govuk-body">\n  Text\n</p>'

    assert tokens('<p  class="govuk-body govuk-hint">Text</p>') == tokens(expected)
    assert tokens(changed) != tokens(expected)


def test_text_is_escaped_where_html_is_not() -> None:
    case = Case("tag", "", {"text": "<b>New</b>"}, "")
    marked = Case("tag", "", {"html": "<b>New</b>"}, "")

    assert "&lt;b&gt;New&lt;/b&gt;" in drawn(case)
    assert "<b>New</b>" in drawn(marked)
