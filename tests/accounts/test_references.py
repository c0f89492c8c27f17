import re

from accounts.references import organisation_reference


def test_a_reference_is_fit_to_read_aloud() -> None:
    references = {organisation_reference() for _ in range(500)}

    assert len(references) == 500
    assert all(
        re.fullmatch(r"O-[2-9B-DF-HJ-NP-TV-XZ]{4}-[2-9B-DF-HJ-NP-TV-XZ]{4}", found) for found in references
    )
