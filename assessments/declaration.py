"""The words that a person agrees to when they submit. They are frozen with the submission."""

from typing import Final

DECLARATION: Final = (
    "I confirm that, to the best of my knowledge, the answers, statements and evidence in this assessment are"
    " true and complete, and that the Senior Responsible Owner has agreed to its submission."
)
