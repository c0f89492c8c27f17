"""Conditions in plain words."""

from dataclasses import replace

import pytest

from question_sets.structure import Clause, Operator
from question_sets.wording import clause_wording, condition_sentence, fires_when, shown_when
from tests.question_sets.factories import any_of, over, small_edition

DATES = {"questions": ("contract.ends",), "other": "contract.starts"}


@pytest.mark.parametrize(
    ("clauses", "for_teams", "for_editors"),
    [
        ((), "", "Always shown"),
        (
            (any_of("first.choice", "no"),),
            "Answer if you chose “No” at 1.2",
            "Shown when 1.2 is “No”",
        ),
        (
            (any_of("first.choice", "partly", "no"),),
            "Answer if you chose “Partly” or “No” at 1.2",
            "Shown when 1.2 is “Partly” or “No”",
        ),
        (
            (any_of("first.multi", "pears"),),
            "Answer if you chose “Pears” at 1.4",
            "Shown when 1.4 includes “Pears”",
        ),
        (
            (over("first.money", 5_000_000),),
            "Answer if the amount at 1.6 is more than £5,000,000",
            "Shown when 1.6 is over £5,000,000",
        ),
        (
            (any_of("first.choice", "no"), over("first.money", 100)),
            "Answer if you chose “No” at 1.2 and the amount at 1.6 is more than £100",
            "Shown when 1.2 is “No” and 1.6 is over £100",
        ),
        (
            (Clause(("first.money", "contract.value"), Operator.OVER, amount=100),),
            "Answer if the amount at 1.6 or 2.2 is more than £100",
            "Shown when 1.6 or 2.2 is over £100",
        ),
        (
            (Clause(operator=Operator.BEFORE, **DATES),),
            "Answer if the date at 2.4 is before the date at 2.3",
            "Shown when 2.4 is before 2.3",
        ),
        (
            (Clause(operator=Operator.MONTHS_AFTER_OVER, amount=24, **DATES),),
            "Answer if the date at 2.4 is more than 24 months after the date at 2.3",
            "Shown when 2.4 is more than 24 months after 2.3",
        ),
        (
            (Clause(operator=Operator.MONTHS_AFTER_UP_TO, amount=1, **DATES),),
            "Answer if the date at 2.4 is at most 1 month after the date at 2.3",
            "Shown when 2.4 is at most 1 month after 2.3",
        ),
    ],
)
def test_conditions_are_said_in_plain_words(clauses, for_teams, for_editors):
    edition = small_edition()

    assert condition_sentence(clauses, edition) == for_teams
    assert shown_when(clauses, edition) == for_editors


def test_a_check_fires_when_its_conditions_hold():
    edition = small_edition()

    assert [fires_when(check.when, edition) for check in edition.checks] == [
        "Fires when 2.4 is before 2.3",
        "Fires when 2.2 is over £20,000,000 and 2.5 is “No”",
        "Fires when 1.6 is over £1,000,000",
        "Fires when 1.2 is “No”",
    ]
    assert fires_when((), edition) == "Never fires: it has no condition yet"


@pytest.mark.parametrize("operator", Operator)
def test_every_operator_has_words(operator):
    clause = Clause(("contract.ends",), operator, values=("x",), amount=1, other="contract.starts")

    assert condition_sentence((clause,), small_edition()).startswith("Answer if ")
    assert clause_wording(clause, small_edition()).startswith("2.4 is ")


@pytest.mark.parametrize("operator", Operator)
def test_a_condition_that_lost_what_it_names_says_so_and_shows_no_key(operator):
    whole = Clause(("lost.key", "first.choice"), operator, values=("lost.value", "no"), other="lost.key")
    empty = replace(whole, questions=(), values=(), other=None)
    edition = small_edition()

    assert "a question that is not in this edition or 1.2" in clause_wording(whole, edition)
    assert "lost" not in clause_wording(whole, edition) + condition_sentence((whole,), edition)
    assert clause_wording(empty, edition).startswith("no question is ")


def test_a_choice_that_is_gone_is_said_to_be_gone():
    clause = any_of("first.choice", "gone", "no")

    assert clause_wording(clause, small_edition()) == ("1.2 is a choice that is not in this edition or “No”")
