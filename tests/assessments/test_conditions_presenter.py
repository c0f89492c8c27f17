import pytest

from assessments.presenters.conditions import condition_sentence
from question_sets.structure import Clause, Operator
from tests.question_sets.factories import any_of, over, small_edition

DATES = {"questions": ("contract.ends",), "other": "contract.starts"}


@pytest.mark.parametrize(
    ("clauses", "sentence"),
    [
        ((), ""),
        ((any_of("first.choice", "no"),), "Answer if you chose “No” at 1.2"),
        ((any_of("first.choice", "partly", "no"),), "Answer if you chose “Partly” or “No” at 1.2"),
        ((over("first.money", 5_000_000),), "Answer if the amount at 1.6 is more than £5,000,000"),
        (
            (any_of("first.choice", "no"), over("first.money", 100)),
            "Answer if you chose “No” at 1.2 and the amount at 1.6 is more than £100",
        ),
        (
            (Clause(("first.money", "contract.value"), Operator.OVER, amount=100),),
            "Answer if the amount at 1.6 or 2.2 is more than £100",
        ),
        (
            (Clause(operator=Operator.BEFORE, **DATES),),
            "Answer if the date at 2.4 is before the date at 2.3",
        ),
        (
            (Clause(operator=Operator.MONTHS_AFTER_OVER, amount=24, **DATES),),
            "Answer if the date at 2.4 is more than 24 months after the date at 2.3",
        ),
        (
            (Clause(operator=Operator.MONTHS_AFTER_UP_TO, amount=24, **DATES),),
            "Answer if the date at 2.4 is at most 24 months after the date at 2.3",
        ),
    ],
)
def test_conditions_are_said_in_plain_words(clauses, sentence):
    assert condition_sentence(clauses, small_edition()) == sentence


@pytest.mark.parametrize("operator", Operator)
def test_every_operator_has_words(operator):
    clause = Clause(("contract.ends",), operator, values=("x",), amount=1, other="contract.starts")

    assert condition_sentence((clause,), small_edition()).startswith("Answer if ")
