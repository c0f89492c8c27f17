"""The snapshot as bytes: exact, readable for ever, and read in a fixed number of queries."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from assessments.actions import entries, submission
from assessments.actions.evidence import Place, choose_evidence
from assessments.models import Assessment, EvidenceUse
from assessments.snapshot import (
    DeclarationFacts,
    EvidenceFacts,
    RoundFacts,
    from_bytes,
    take_snapshot,
    to_bytes,
)
from question_sets.kinds import QuestionKind
from question_sets.structure import Clause, Level, Operator
from tests.assessments import factories
from tests.assessments.snapshots import (
    action,
    answered,
    check,
    edition,
    entry,
    point,
    question,
    section,
    snapshot,
    statement,
    use,
    when,
    yes_no,
)

GOLDEN = Path(__file__).parent / "golden" / "snapshot-1.json"
"""Frozen on 22 November 2026 by schema version 1. Never written again: old submissions look like this."""


def rich_snapshot():
    """Something in every field, of every kind of value."""
    over = Clause(("spend.1",), Operator.OVER, amount=100_000)
    months = Clause(("contract.2",), Operator.MONTHS_AFTER_OVER, amount=24, other="contract.1")
    asked = edition(
        point(
            "users",
            section(
                "needs",
                question("users.1"),
                yes_no("users.2", explain_for=("no",)),
                question("users.3", QuestionKind.MULTI),
                question("users.4", shown_when=when("users.2", "yes")),
                question("users.5", QuestionKind.EVIDENCE, required=False),
            ),
        ),
        point(
            "buying",
            section("spend", question("spend.1", QuestionKind.MONEY)),
            section(
                "contract",
                question("contract.1", QuestionKind.DATE),
                question("contract.2", QuestionKind.DATE),
                repeats="contract",
                shown_when=(over,),
            ),
            number=2,
        ),
        checks=(check("long", months, level=Level.EXCEPTION),),
    )
    return snapshot(
        asked,
        {
            "users.1": "Anglers, pysgotwyr, 钓鱼者, \u202ethe other way\u202c, 🎣",
            "users.2": answered("no", "Line one\nLine two"),
            "users.3": ["yes", "no"],
            "users.4": "Kept, and not shown",
            "spend.1": 999_999_999_999,
            ("contract.1", "N-2222-2222"): "2027-01-04",
        },
        entries=(entry("N-2222-2222", of=("buying", "contract"), name="Hosting"),),
        statements=(
            statement("users", is_called_complete=True),
            statement("buying", rating="", has_limitations="yes", expected_on="2027-06-01"),
        ),
        actions=(action("buying"),),
        evidence=(
            EvidenceFacts("E-2222-2222", "Report", "research", "https://example.org", "", "official", 2),
        ),
        uses=(use("users", "users.5"), use("users", "")),
        rounds=(
            RoundFacts(
                reference="S-2222-2222",
                round=1,
                submitted_by="Lea Lead",
                submitted_at="2026-11-20T09:00:00+00:00",
                snapshot_sha256="f" * 64,
                taken_back_by="Lea Lead",
                taken_back_at="2026-11-21T09:00:00+00:00",
                reason="A typing error.",
            ),
        ),
        round=2,
        hidden=(("users.4", ""),),
        declaration=DeclarationFacts("It is true.", "Lea Lead", "Owner", "2026-11-22T09:00:00+00:00"),
    )


def test_every_field_of_a_snapshot_has_something_in_it_here():
    """The control of the tests below: a field that is left out of the bytes cannot go unnoticed."""
    rich = rich_snapshot()

    assert [field.name for field in fields(rich) if not getattr(rich, field.name)] == []


def test_bytes_give_back_the_same_snapshot():
    assert from_bytes(to_bytes(rich_snapshot())) == rich_snapshot()


def test_a_draft_without_a_declaration_comes_back_too():
    draft = snapshot(rich_snapshot().edition)

    assert from_bytes(to_bytes(draft)) == draft


@given(
    value=st.one_of(st.none(), st.text(), st.integers(0, 999_999_999_999), st.lists(st.text(), max_size=3)),
    explanation=st.text(),
    name=st.text(max_size=20),
)
def test_whatever_was_typed_survives(value, explanation, name):
    typed = snapshot(
        rich_snapshot().edition,
        {"users.1": answered(value, explanation)},
        entries=(entry("N-2222-2222", of=("buying", "contract"), name=name),),
    )

    assert from_bytes(to_bytes(typed)) == typed


def test_the_same_snapshot_always_gives_the_same_bytes():
    assert to_bytes(rich_snapshot()) == to_bytes(from_bytes(to_bytes(rich_snapshot())))


def test_the_bytes_hold_no_floats():
    numbers = []
    json.loads(to_bytes(rich_snapshot()), parse_float=numbers.append)

    assert numbers == []


def test_a_snapshot_frozen_by_schema_1_still_reads():
    frozen = GOLDEN.read_bytes()

    assert from_bytes(frozen) == rich_snapshot()
    assert to_bytes(from_bytes(frozen)) == frozen


@pytest.mark.parametrize("version", [0, 2, None, "1"])
def test_another_schema_is_refused_by_name(version):
    document = json.loads(GOLDEN.read_bytes())
    document["schema_version"] = version

    with pytest.raises(ValueError, match=f"schema {version}"):
        from_bytes(json.dumps(document).encode())


@pytest.mark.django_db
class TestTaking:
    def draft_with_contracts(self, how_many):
        lead = factories.lead()
        draft = factories.assessment(lead)
        factories.contracts(draft, how_many, by=lead)
        return Assessment.objects.with_project().get(pk=draft.pk), lead

    @pytest.mark.parametrize("how_many", [1, 50])
    def test_it_takes_as_many_queries_for_50_contracts_as_for_one(self, how_many, django_assert_num_queries):
        draft, _ = self.draft_with_contracts(how_many)
        take_snapshot(draft)

        with django_assert_num_queries(7):
            taken = take_snapshot(draft)

        assert len(taken.entries) == how_many
        assert len(taken.answers) == how_many + 1

    def test_a_removed_entry_leaves_with_its_answers_and_the_others_move_up(self):
        draft, lead = self.draft_with_contracts(2)
        first, second = take_snapshot(draft).entries

        entries.remove_entry(draft, first.reference, by=lead, at=factories.NOW)

        taken = take_snapshot(draft)
        assert [(left.reference, left.number) for left in taken.entries] == [(second.reference, 1)]
        assert [answer.entry for answer in taken.answers] == ["", second.reference]

    def test_a_real_assessment_survives_its_bytes(self):
        lead = factories.lead()
        draft = factories.complete_assessment(factories.assessment(lead), by=lead)

        taken = take_snapshot(draft)

        assert len(taken.answers) > 5
        assert from_bytes(to_bytes(taken)) == taken

    def test_evidence_that_is_chosen_while_it_is_read_is_there_as_a_whole_or_not_at_all(self):
        lead = factories.lead()
        draft = factories.assessment(lead)
        place = Place("first", "first.evidence")
        is_next = iter([True])

        def choose_meanwhile(execute, sql, *more):
            result = execute(sql, *more)
            if 'FROM "assessments_evidence"' in sql and next(is_next, False):
                item = factories.piece_of_evidence(draft.project, by=lead)
                choose_evidence(draft, place, chosen=[item.reference], base=[], by=lead, at=factories.NOW)
            return result

        with connection.execute_wrapper(choose_meanwhile):
            taken = take_snapshot(draft)

        assert EvidenceUse.objects.exists()
        assert {use.evidence for use in taken.uses} <= {item.reference for item in taken.evidence}

    def test_an_earlier_round_is_told_with_its_reason(self):
        lead = factories.lead()
        draft = factories.assessment(lead)
        made = factories.submitted(draft, by=lead)
        submission.take_back(made, reason="A typing error.", by=lead, at=factories.NOW)

        taken = take_snapshot(Assessment.objects.with_project().get(pk=draft.pk))

        assert taken.round == 2
        assert [(told.reference, told.round, told.reason) for told in taken.rounds] == [
            (made.reference, 1, "A typing error.")
        ]
