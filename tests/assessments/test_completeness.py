from dataclasses import replace

import pytest

from assessments.completeness import (
    Gap,
    Missing,
    Progress,
    gaps,
    hidden_answers,
    is_reopened,
    point_gaps,
    point_progress,
    project_gaps,
    what_is_shown,
)
from assessments.models import Form, Rating, YesNo
from question_sets.kinds import QuestionKind
from question_sets.structure import Clause, Operator
from tests.assessments.snapshots import (
    PROJECT,
    action,
    answered,
    edition,
    entry,
    one_section,
    point,
    question,
    section,
    snapshot,
    statement,
    use,
    when,
    yes_no,
)

CONTRACTS = ("buying", "contract")


def keys_shown(of):
    return list(what_is_shown(of).by_key)


def gaps_of(of, point_key="users"):
    return point_gaps(of, what_is_shown(of).by_point[point_key])


def missing_in(of, point_key="users"):
    return [(gap.missing, gap.question_key or gap.field) for gap in gaps_of(of, point_key)]


def progress_of(of):
    return point_progress(of, what_is_shown(of).by_point["users"])


def with_contracts(*questions, before=(), after=()):
    """An edition whose section about contracts is asked once for each of them."""
    return edition(
        point(
            "buying",
            section("spend", *before),
            section("contract", *questions, repeats="contract"),
            section("after", *after),
        )
    )


class TestWhatIsShown:
    def test_a_question_waits_for_the_answer_that_asks_for_it(self):
        asked = one_section(yes_no("a"), question("b", shown_when=when("a", "no")))

        assert keys_shown(snapshot(asked)) == [("a", "")]
        assert keys_shown(snapshot(asked, {"a": "yes"})) == [("a", "")]
        assert keys_shown(snapshot(asked, {"a": "no"})) == [("a", ""), ("b", "")]

    def test_a_hidden_parent_hides_its_children(self):
        asked = one_section(
            yes_no("a"),
            yes_no("b", shown_when=when("a", "yes")),
            question("c", shown_when=when("b", "yes")),
        )
        answers = {"a": "yes", "b": "yes", "c": "Something"}

        assert len(keys_shown(snapshot(asked, answers))) == 3
        assert keys_shown(snapshot(asked, {**answers, "a": "no"})) == [("a", "")]

    def test_a_section_waits_for_its_answer_too(self):
        asked = edition(
            point(
                "users",
                section("first", yes_no("a")),
                section("second", question("b"), shown_when=when("a", "yes")),
            )
        )

        def steps(of):
            return [step.section.key for step in what_is_shown(of).points[0].sections]

        assert steps(snapshot(asked)) == ["first"]
        assert steps(snapshot(asked, {"a": "yes"})) == ["first", "second"]

    def test_a_section_with_nothing_to_ask_is_no_step(self):
        asked = edition(
            point(
                "users",
                section("first", yes_no("a")),
                section("second", question("b", shown_when=when("a", "yes"))),
            )
        )

        assert [step.section.key for step in what_is_shown(snapshot(asked)).points[0].sections] == ["first"]

    def test_a_condition_looks_across_points(self):
        asked = edition(
            point("users", section("needs", yes_no("a"))),
            point("data", section("use", question("b", shown_when=when("a", "yes"))), number=2),
        )

        assert keys_shown(snapshot(asked, {"a": "yes"})) == [("a", ""), ("b", "")]

    def test_an_amount_must_be_over_and_not_at_the_threshold(self):
        over = (Clause(("a",), Operator.OVER, amount=100_000),)
        asked = one_section(question("a", QuestionKind.MONEY), question("b", shown_when=over))

        assert keys_shown(snapshot(asked, {"a": 100_000})) == [("a", "")]
        assert keys_shown(snapshot(asked, {"a": 100_001})) == [("a", ""), ("b", "")]

    def test_an_entry_sees_its_own_answer_and_not_that_of_another(self):
        asked = with_contracts(yes_no("a"), question("b", shown_when=when("a", "yes")))
        two = (entry("N-1", of=CONTRACTS), entry("N-2", of=CONTRACTS, number=2))
        answers = {("a", "N-1"): "yes", ("a", "N-2"): "no"}

        assert keys_shown(snapshot(asked, answers, entries=two)) == [("a", "N-1"), ("b", "N-1"), ("a", "N-2")]

    def test_an_entry_sees_project_wide_answers(self):
        asked = with_contracts(question("b", shown_when=when("a", "yes")), before=[yes_no("a")])
        one = (entry("N-1", of=CONTRACTS),)

        assert keys_shown(snapshot(asked, {"a": "no"}, entries=one)) == [("a", "")]
        assert keys_shown(snapshot(asked, {"a": "yes"}, entries=one)) == [("a", ""), ("b", "N-1")]

    def test_a_project_wide_question_never_depends_on_an_entry(self):
        asked = with_contracts(yes_no("a"), after=[question("b", shown_when=when("a", "yes"))])
        one = (entry("N-1", of=CONTRACTS),)

        assert keys_shown(snapshot(asked, {("a", "N-1"): "yes"}, entries=one)) == [("a", "N-1")]

    def test_the_short_form_asks_only_its_own_questions_and_keeps_the_other_answers(self):
        asked = one_section(question("a"), question("b", short_form=False))
        full = snapshot(asked, {"a": "One", "b": "Two"})
        short = replace(full, form=Form.SHORT.value)

        assert keys_shown(full) == [("a", ""), ("b", "")]
        assert keys_shown(short) == [("a", "")]
        assert hidden_answers(short, what_is_shown(short)) == (("b", ""),)

    def test_a_repeating_section_outside_the_short_form_is_no_step_and_no_gap(self):
        asked = with_contracts(question("a", short_form=False))

        assert missing_in(snapshot(asked), "buying")[0] == (Missing.ENTRY, "")
        short = snapshot(asked, form=Form.SHORT.value)
        assert what_is_shown(short).points[0].sections == ()

    def test_answers_that_are_not_asked_for_are_left_out_of_what_checks_see(self):
        asked = one_section(yes_no("a"), yes_no("b", shown_when=when("a", "yes")))
        answers = {"a": "yes", "b": "no"}

        assert dict(what_is_shown(snapshot(asked, answers)).values()) == answers
        assert dict(what_is_shown(snapshot(asked, {**answers, "a": "no"})).values()) == {"a": "no"}


class TestGaps:
    @pytest.mark.parametrize("kind", QuestionKind)
    def test_a_required_question_of_every_kind_is_a_gap_while_it_is_blank(self, kind):
        asked = one_section(question("a", kind), question("b", kind, required=False))

        assert missing_in(snapshot(asked, statements=(statement("users"),))) == [(Missing.ANSWER, "a")]

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            (QuestionKind.TEXT, "Something"),
            (QuestionKind.CHOICE, "no"),
            (QuestionKind.MULTI, ["no"]),
            (QuestionKind.DATE, "2027-03-03"),
            (QuestionKind.MONEY, 0),
        ],
    )
    def test_an_answer_fills_the_gap_and_nothing_at_all_is_an_amount(self, kind, value):
        asked = one_section(question("a", kind))

        assert missing_in(snapshot(asked, {"a": value}, statements=(statement("users"),))) == []

    @pytest.mark.parametrize(
        ("kind", "blank"),
        [
            (QuestionKind.TEXT, ""),
            (QuestionKind.TEXT, "  \n "),
            (QuestionKind.CHOICE, None),
            (QuestionKind.MULTI, []),
            (QuestionKind.DATE, None),
            (QuestionKind.MONEY, None),
        ],
    )
    def test_blank_values_fill_no_gap(self, kind, blank):
        asked = one_section(question("a", kind))

        of = snapshot(asked, {"a": blank}, statements=(statement("users"),))
        assert missing_in(of) == [(Missing.ANSWER, "a")]

    def test_evidence_is_answered_by_its_uses(self):
        asked = one_section(question("a", QuestionKind.EVIDENCE))
        said = (statement("users"),)

        assert missing_in(snapshot(asked, statements=said)) == [(Missing.ANSWER, "a")]
        assert missing_in(snapshot(asked, statements=said, uses=(use("users", "a"),))) == []

    def test_an_explanation_is_a_gap_on_the_values_that_ask_for_one(self):
        asked = one_section(yes_no("a", explain_for=("no",)))
        said = (statement("users"),)

        assert missing_in(snapshot(asked, {"a": "yes"}, statements=said)) == []
        assert missing_in(snapshot(asked, {"a": "no"}, statements=said)) == [(Missing.EXPLANATION, "a")]
        explained = {"a": answered("no", "Because.")}
        assert missing_in(snapshot(asked, explained, statements=said)) == []

    def test_one_ticked_value_is_enough_to_ask_for_an_explanation(self):
        asked = one_section(question("a", QuestionKind.MULTI, explain_for=("no",)))
        said = (statement("users"),)

        assert missing_in(snapshot(asked, {"a": ["yes", "no"]}, statements=said)) == [
            (Missing.EXPLANATION, "a")
        ]

    def test_an_explanation_without_an_answer_leaves_the_answer_missing(self):
        asked = one_section(yes_no("a", explain_for=("no",)))

        of = snapshot(asked, {"a": answered(None, "Because.")}, statements=(statement("users"),))
        assert missing_in(of) == [(Missing.ANSWER, "a")]

    def test_an_optional_answer_still_explains_itself(self):
        asked = one_section(yes_no("a", required=False, explain_for=("no",)))

        of = snapshot(asked, {"a": "no"}, statements=(statement("users"),))
        assert missing_in(of) == [(Missing.EXPLANATION, "a")]

    def test_a_shown_repeating_section_without_an_entry_is_a_gap(self):
        asked = with_contracts(question("a"))
        said = (statement("buying"),)

        assert gaps_of(snapshot(asked, statements=said), "buying") == (
            Gap(Missing.ENTRY, "Add at least one contract", "buying", "contract"),
        )
        one = (entry("N-1", of=CONTRACTS),)
        assert missing_in(snapshot(asked, entries=one, statements=said), "buying") == [(Missing.ANSWER, "a")]

    def test_a_hidden_repeating_section_is_no_gap(self):
        asked = edition(
            point(
                "buying",
                section("spend", yes_no("a")),
                section("contract", question("b"), repeats="contract", shown_when=when("a", "yes")),
            )
        )
        said = (statement("buying"),)

        assert missing_in(snapshot(asked, {"a": "no"}, statements=said), "buying") == []
        assert missing_in(snapshot(asked, {"a": "yes"}, statements=said), "buying") == [(Missing.ENTRY, "")]

    def test_each_entry_has_gaps_of_its_own(self):
        asked = with_contracts(question("a"))
        two = (entry("N-1", of=CONTRACTS), entry("N-2", of=CONTRACTS, number=2))
        of = snapshot(asked, {("a", "N-1"): "One"}, entries=two, statements=(statement("buying"),))

        assert [(gap.question_key, gap.entry) for gap in gaps_of(of, "buying")] == [("a", "N-2")]

    @pytest.mark.parametrize("field", ["description", "phase", "starts_on", "decision_by", "whole_life_cost"])
    def test_a_blank_field_of_the_project_is_a_gap(self, field):
        asked = one_section(question("a"))
        blank = None if field == "whole_life_cost" else ""

        assert project_gaps(snapshot(asked)) == ()
        of = snapshot(asked, project=replace(PROJECT, **{field: blank}))
        assert [gap.field for gap in project_gaps(of)] == [field]

    @pytest.mark.parametrize(
        ("changes", "what"),
        [
            ({"ends_on": "2027-01-04"}, "End date after the start date"),
            ({"ends_on": "2026-12-31"}, "End date after the start date"),
            (
                {"whole_life_cost": 1, "amount_requested": 2},
                "Whole-life cost of at least the amount requested",
            ),
        ],
    )
    def test_what_cannot_be_right_together_is_missing(self, changes, what):
        of = snapshot(one_section(), project=replace(PROJECT, **changes))

        assert [gap.what for gap in project_gaps(of)] == [what]

    @pytest.mark.parametrize("changes", [{"ends_on": "2027-01-05"}, {"whole_life_cost": 0}])
    def test_a_whole_as_large_as_its_part_and_an_end_a_day_after_the_start_are_right(self, changes):
        assert project_gaps(snapshot(one_section(), project=replace(PROJECT, **changes))) == ()


class TestTheStatement:
    ASKED = one_section(question("a", required=False))

    def missing(self, *actions, **said):
        of = snapshot(self.ASKED, statements=(statement("users", **said),), actions=actions)
        return missing_in(of)

    def test_a_blank_statement_misses_its_three_fields(self):
        assert [field for _, field in missing_in(snapshot(self.ASKED))] == [
            "rating",
            "summary",
            "has_limitations",
        ]

    def test_limitations_ask_what_they_are_and_what_is_done_about_them(self):
        assert self.missing(has_limitations=YesNo.YES) == [
            (Missing.STATEMENT_FIELD, "limitations"),
            (Missing.STATEMENT_FIELD, "has_legacy"),
            (Missing.STATEMENT_FIELD, "mitigation"),
        ]

    def test_legacy_technology_asks_which_and_the_plan_for_it(self):
        said = {"limitations": "It is slow.", "mitigation": "We wait."}

        assert self.missing(has_limitations=YesNo.YES, has_legacy=YesNo.NO, **said) == []
        assert self.missing(has_limitations=YesNo.YES, has_legacy=YesNo.YES, **said) == [
            (Missing.STATEMENT_FIELD, "legacy")
        ]

    def test_texts_under_a_no_are_not_asked_for(self):
        assert self.missing(has_limitations=YesNo.NO, limitations="", legacy="Kept") == []

    @pytest.mark.parametrize("rating", [Rating.PARTLY_MET, Rating.NOT_MET])
    def test_a_point_that_is_not_fully_met_has_limitations(self, rating):
        assert (Missing.STATEMENT_FIELD, "has_limitations") in self.missing(
            rating=rating, has_limitations=YesNo.NO
        )

    def test_a_point_that_is_not_met_needs_a_planned_action(self):
        said = {
            "rating": Rating.NOT_MET,
            "has_limitations": YesNo.YES,
            "limitations": "All of it.",
            "has_legacy": YesNo.NO,
            "mitigation": "We build it.",
        }

        assert self.missing(**said) == [(Missing.PLANNED_ACTION, "")]
        assert self.missing(action("users"), **said) == []

    def test_an_action_of_another_point_is_none_of_this_one(self):
        said = {"rating": Rating.NOT_MET, "has_limitations": YesNo.YES}

        assert (Missing.PLANNED_ACTION, "") in self.missing(action("other"), **said)

    @pytest.mark.parametrize("field", ["what", "owner", "due_on"])
    def test_a_planned_action_with_a_blank_field_is_a_gap_whatever_the_rating(self, field):
        half = action("users", **{field: ""})

        assert self.missing(half) == [(Missing.PLANNED_ACTION, f"T-2222-2222.{field}")]


class TestAPointThatDoesNotApply:
    ASKED = one_section(question("a"))

    def test_it_needs_a_reason_instead_of_answers(self):
        out = statement("users", rating=Rating.DOES_NOT_APPLY, summary="", has_limitations="")

        assert missing_in(snapshot(self.ASKED, statements=(statement("users"),))) == [(Missing.ANSWER, "a")]
        assert missing_in(snapshot(self.ASKED, statements=(out,))) == [
            (Missing.STATEMENT_FIELD, "reason_not_applicable")
        ]
        reasoned = replace(out, reason_not_applicable="Nothing is bought.")
        assert missing_in(snapshot(self.ASKED, statements=(reasoned,))) == []

    def test_its_answers_are_still_shown(self):
        out = statement("users", rating=Rating.DOES_NOT_APPLY)
        of = snapshot(self.ASKED, {"a": "Given before"}, statements=(out,))

        assert keys_shown(of) == [("a", "")]
        assert hidden_answers(of, what_is_shown(of)) == ()


class TestProgress:
    ASKED = one_section(question("a"))

    def test_a_point_goes_from_not_started_to_completed(self):
        said = (statement("users", is_called_complete=True),)

        assert progress_of(snapshot(self.ASKED)) == Progress.NOT_STARTED
        assert progress_of(snapshot(self.ASKED, {"a": "One"})) == Progress.IN_PROGRESS
        assert progress_of(snapshot(self.ASKED, {"a": "One"}, statements=said)) == Progress.COMPLETED

    def test_a_point_without_gaps_is_not_completed_until_somebody_says_so(self):
        of = snapshot(self.ASKED, {"a": "One"}, statements=(statement("users"),))

        assert gaps_of(of) == ()
        assert progress_of(of) == Progress.IN_PROGRESS

    def test_a_change_elsewhere_reopens_a_point_that_was_called_completed(self):
        asked = edition(
            point("users", section("needs", question("b", shown_when=when("a", "yes")))),
            point("data", section("use", yes_no("a")), number=2),
        )
        asked = replace(
            asked, points=(replace(asked.points[1], number=1), replace(asked.points[0], number=2))
        )
        before = snapshot(asked, {"a": "no"}, statements=(statement("users", is_called_complete=True),))
        after = snapshot(asked, {"a": "yes"}, statements=before.statements)

        assert progress_of(before) == Progress.COMPLETED
        assert progress_of(after) == Progress.IN_PROGRESS
        assert is_reopened(after, what_is_shown(after).by_point["users"])
        assert not is_reopened(before, what_is_shown(before).by_point["users"])

    def test_a_point_nobody_called_completed_is_a_gap_of_the_assessment_and_not_of_the_point(self):
        of = snapshot(self.ASKED, {"a": "One"}, statements=(statement("users"),))
        done = replace(of, statements=(statement("users", is_called_complete=True),))

        assert [gap.missing for gap in gaps(of, what_is_shown(of))] == [Missing.COMPLETION]
        assert gaps(done, what_is_shown(done)) == ()

    def test_an_assessment_lists_its_project_first_and_then_point_by_point(self):
        asked = edition(
            point("users", section("needs", question("a"))),
            point("data", section("use", question("b")), number=2),
        )
        said = (statement("users"), statement("data"))
        of = snapshot(asked, project=replace(PROJECT, phase=""), statements=said)

        assert [(gap.point_key, gap.field or gap.question_key) for gap in gaps(of, what_is_shown(of))] == [
            ("", "phase"),
            ("users", "a"),
            ("data", "b"),
        ]


class TestHiddenAnswers:
    ASKED = one_section(yes_no("a"), question("b", shown_when=when("a", "yes")))

    def test_an_answer_no_longer_asked_for_is_named(self):
        of = snapshot(self.ASKED, {"a": "no", "b": "Kept"})

        assert hidden_answers(of, what_is_shown(of)) == (("b", ""),)

    def test_an_explanation_alone_counts_too(self):
        of = snapshot(self.ASKED, {"a": "no", "b": answered("", "Kept")})

        assert hidden_answers(of, what_is_shown(of)) == (("b", ""),)

    def test_blank_and_shown_answers_are_not_named(self):
        hidden = snapshot(self.ASKED, {"a": "no", "b": ""})
        shown = snapshot(self.ASKED, {"a": "yes", "b": "Shown"})

        assert hidden_answers(hidden, what_is_shown(hidden)) == ()
        assert hidden_answers(shown, what_is_shown(shown)) == ()
