"""What is wrong with an uploaded file, as a table."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from govuk_forms.rows import Rows, labelled
from question_sets.fixture_columns import MODELS, SEAL
from question_sets.fixture_file import FixtureProblem

PROBLEMS_HEAD: Final = (
    {"text": "Object"},
    {"text": "What it is", "classes": "govuk-!-width-one-quarter"},
    {"text": "Field", "classes": "govuk-!-width-one-quarter"},
    {"text": "Problem"},
)
WHOLE_FILE: Final = "The file"

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {model: str(kind).capitalize() for kind, model in MODELS.items()} | {SEAL: "Seal"}
)
"""What a model is called; of an unknown one, the file's own word is shown."""


def problem_rows(problems: Iterable[FixtureProblem]) -> Rows:
    """A row for each problem. Fields keep the names that they have in the file, to be found there."""
    return [
        [
            labelled("Object", f"{problem.object:,}" if problem.object else WHOLE_FILE),
            labelled("What it is", WORDS.get(problem.model, problem.model) or WHOLE_FILE),
            labelled("Field", problem.field or "All of it"),
            labelled("Problem", problem.message),
        ]
        for problem in problems
    ]
