from dataclasses import replace

import pytest

from assessments.completeness import what_is_shown
from assessments.findings import contradictions, find
from assessments.models import Rating
from question_sets.kinds import QuestionKind
from question_sets.structure import Clause, Level, Operator
from tests.assessments.snapshots import (
    check,
    edition,
    entry,
    one_section,
    point,
    question,
    section,
    snapshot,
    statement,
    when,
    yes_no,
)

CONTRACTS = ("buying", "contract")
TWO = (entry("N-1", of=CONTRACTS), entry("N-2", of=CONTRACTS, number=2))


def found_in(of):
    return find(of, what_is_shown(of))


def told(of):
    return [(finding.check.key, finding.entry and finding.entry.reference) for finding in found_in(of)]


def with_checks(of, *checks):
    return replace(of, checks=checks)


def contracts(*questions, wide=()):
    return edition(
        point("data", section("terms", *wide)),
        point("buying", section("contract", *questions, repeats="contract"), number=2),
    )


def test_a_check_that_compares_a_date_of_the_project_with_an_entry_s_runs_for_each_entry():
    late = check("late", Clause(("today",), Operator.BEFORE, other="starts"))
    wide = (question("today", QuestionKind.DATE),)
    asked = with_checks(contracts(question("starts", QuestionKind.DATE), wide=wide), late)
    answers = {"today": "2027-01-04", ("starts", "N-1"): "2027-01-04", ("starts", "N-2"): "2027-01-05"}

    assert told(snapshot(asked, answers, entries=TWO)) == [("late", "N-2")]


@pytest.mark.parametrize("level", Level)
def test_a_check_of_every_level_fires_and_only_a_contradiction_blocks(level):
    asked = with_checks(one_section(yes_no("a")), check("odd", *when("a", "yes"), level=level))
    of = snapshot(asked, {"a": "yes"})

    assert told(of) == [("odd", None)]
    assert [finding.check.level for finding in contradictions(found_in(of))] == (
        [level] if level == Level.CONTRADICTION else []
    )


def test_a_check_is_silent_until_all_of_its_clauses_hold():
    asked = with_checks(
        one_section(yes_no("a"), yes_no("b")), check("odd", *when("a", "yes"), *when("b", "no"))
    )

    assert told(snapshot(asked, {"a": "yes"})) == []
    assert told(snapshot(asked, {"a": "yes", "b": "yes"})) == []
    assert told(snapshot(asked, {"a": "yes", "b": "no"})) == [("odd", None)]


def test_the_gravest_come_first_and_then_the_order_of_the_edition():
    fires = when("a", "yes")
    asked = with_checks(
        one_section(yes_no("a")),
        check("w", *fires, level=Level.WARNING),
        check("e2", *fires, level=Level.EXCEPTION),
        check("e1", *fires, level=Level.EXCEPTION),
        check("b", *fires, level=Level.BREACH),
        check("c", *fires, level=Level.CONTRADICTION),
    )

    assert [key for key, _ in told(snapshot(asked, {"a": "yes"}))] == ["c", "b", "e2", "e1", "w"]


def test_an_answer_that_is_not_shown_fires_nothing():
    asked = with_checks(
        one_section(yes_no("a"), yes_no("b", shown_when=when("a", "yes"))), check("odd", *when("b", "no"))
    )

    assert told(snapshot(asked, {"a": "yes", "b": "no"})) == [("odd", None)]
    assert told(snapshot(asked, {"a": "no", "b": "no"})) == []


def test_checks_run_although_the_point_does_not_apply():
    asked = with_checks(one_section(yes_no("a")), check("odd", *when("a", "yes")))
    out = statement("users", rating=Rating.DOES_NOT_APPLY)

    assert told(snapshot(asked, {"a": "yes"}, statements=(out,))) == [("odd", None)]


def test_a_check_inside_a_repeating_section_runs_for_each_entry():
    asked = with_checks(contracts(yes_no("a")), check("odd", *when("a", "yes")))

    assert told(snapshot(asked, {("a", "N-1"): "no", ("a", "N-2"): "yes"}, entries=TWO)) == [("odd", "N-2")]
    assert told(snapshot(asked, {("a", "N-1"): "yes", ("a", "N-2"): "yes"}, entries=TWO)) == [
        ("odd", "N-1"),
        ("odd", "N-2"),
    ]


def test_one_entry_does_not_complete_the_clauses_of_another():
    asked = with_checks(
        contracts(yes_no("a"), yes_no("b")), check("odd", *when("a", "yes"), *when("b", "yes"))
    )
    across = {("a", "N-1"): "yes", ("b", "N-2"): "yes"}

    assert told(snapshot(asked, across, entries=TWO)) == []
    assert told(snapshot(asked, {**across, ("b", "N-1"): "yes"}, entries=TWO)) == [("odd", "N-1")]


@pytest.mark.parametrize("wide_clause_first", [True, False])
def test_a_contract_can_contradict_an_answer_for_the_whole_project(wide_clause_first):
    clauses = (*when("api", "yes"), *when("contract-api", "no"))
    asked = with_checks(
        contracts(yes_no("contract-api"), wide=[yes_no("api")]),
        check("disagree", *(clauses if wide_clause_first else reversed(clauses))),
    )
    answers = {"api": "yes", ("contract-api", "N-1"): "yes", ("contract-api", "N-2"): "no"}
    of = snapshot(asked, answers, entries=TWO)

    assert told(of) == [("disagree", "N-2")]
    assert set(found_in(of)[0].answers) == {("api", ""), ("contract-api", "N-2")}


def test_a_finding_names_only_the_answers_that_it_rests_on():
    any_of = Clause(("a", "b", "c"), Operator.ANY, ("yes",))
    asked = with_checks(one_section(yes_no("a"), yes_no("b"), yes_no("c")), check("odd", any_of))

    of = snapshot(asked, {"a": "yes", "b": "no", "c": "yes"})
    assert found_in(of)[0].answers == (("a", ""), ("c", ""))


class TestDates:
    ASKED = one_section(question("start", QuestionKind.DATE), question("end", QuestionKind.DATE))

    def fires(self, operator, start, end, amount=None):
        clause = Clause(("end",), operator, amount=amount, other="start")
        asked = with_checks(self.ASKED, check("late", clause))
        return told(snapshot(asked, {"start": start, "end": end})) == [("late", None)]

    @pytest.mark.parametrize(
        ("end", "is_over"), [("2027-01-04", False), ("2029-01-04", False), ("2029-01-05", True)]
    )
    def test_over_and_up_to_so_many_months_are_each_the_other_s_complement(self, end, is_over):
        assert self.fires(Operator.MONTHS_AFTER_OVER, "2027-01-04", end, 24) == is_over
        assert self.fires(Operator.MONTHS_AFTER_UP_TO, "2027-01-04", end, 24) == (not is_over)

    def test_a_month_after_the_last_day_of_january_is_the_last_of_february(self):
        assert not self.fires(Operator.MONTHS_AFTER_OVER, "2027-01-31", "2027-02-28", 1)
        assert self.fires(Operator.MONTHS_AFTER_OVER, "2027-01-31", "2027-03-01", 1)

    def test_an_end_before_its_start_fires_and_the_same_day_does_not(self):
        assert self.fires(Operator.BEFORE, "2027-01-04", "2027-01-03")
        assert not self.fires(Operator.BEFORE, "2027-01-04", "2027-01-04")

    @pytest.mark.parametrize(
        "operator", [Operator.MONTHS_AFTER_OVER, Operator.MONTHS_AFTER_UP_TO, Operator.BEFORE]
    )
    def test_nothing_fires_while_one_of_the_dates_is_blank(self, operator):
        assert not self.fires(operator, "", "2027-01-04", 24)
        assert not self.fires(operator, "2027-01-04", "", 24)

    def test_a_finding_about_two_dates_names_both(self):
        clause = Clause(("end",), Operator.BEFORE, other="start")
        asked = with_checks(self.ASKED, check("late", clause))
        of = snapshot(asked, {"start": "2027-01-04", "end": "2027-01-03"})

        assert found_in(of)[0].answers == (("end", ""), ("start", ""))
