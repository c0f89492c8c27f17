"""Every case in which our HTML is not govuk-frontend's, and why."""

from tests.conformance.components import Case

HTML_AND_TEXT = "We take one text, marked as safe or not, so a template cannot tell HTML from text to wrap it"
EMPTY_ITEMS = (
    "An item that is empty is not passed on, so the numbers in the ids of the later ones have no gaps"
)
INTERRUPTION = "The interruption variant is not used: only the confirmation is drawn"
NO_CROWN = (
    "The portal is not on gov.uk: no crown, no royal crest and no Crown copyright link, "
    "which are in every case. Our footer says whose content the points are, in layouts/footer.html"
)

# By component and name of the case; "*" stands for all cases of a component.
REASONS: dict[tuple[str, str], str] = {
    ("button", "start link with html"): HTML_AND_TEXT,
    ("checkboxes", "with falsy values"): EMPTY_ITEMS,
    ("footer", "*"): NO_CROWN,
    ("panel", "interruption"): INTERRUPTION,
    ("panel", "interruption-with-content-with-long-line-length"): INTERRUPTION,
    ("panel", "interruption-with-headings-content-and-lists"): INTERRUPTION,
    ("panel", "interruption with custom classes"): INTERRUPTION,
    ("panel", "interruption, with actions classes and attributes"): INTERRUPTION,
    ("panel", "interruption, submit action"): INTERRUPTION,
    ("panel", "interruption, button link"): INTERRUPTION,
    ("panel", "interruption, no actions"): INTERRUPTION,
    ("panel", "interruption, no actions items"): INTERRUPTION,
    ("radios", "with falsy items"): EMPTY_ITEMS,
    ("task-list", "with empty values"): EMPTY_ITEMS,
}


def reason(case: Case) -> str:
    """Why this case differs; "" for one that must not."""
    return REASONS.get((case.component, case.name)) or REASONS.get((case.component, "*"), "")
