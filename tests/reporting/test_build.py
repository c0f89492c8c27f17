"""What goes into a pack, and what does not."""

from dataclasses import dataclass, replace
from uuid import uuid4

import pytest

from assessments.actions import entries, points
from assessments.actions.submission import take_back
from assessments.models import Marking, Rating, YesNo
from assessments.snapshot import Snapshot, take_snapshot
from question_sets.kinds import QuestionKind
from question_sets.structure import Level
from reporting.build import build_pack, preview_pack, worst_rating
from reporting.pack import EvidencePack, PackAnswer
from tests.assessments import factories, snapshots
from tests.question_sets.factories import over

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Frozen:
    reference: str = "S-2222-3333"
    round: int = 1
    submitted_at: str = "2026-11-20T23:30:00+00:00"
    snapshot_sha256: str = "ab" * 32
    chain_sequence: int = 7
    chain_hash: str = "cd" * 32


@pytest.fixture
def lead():
    return factories.lead()


@pytest.fixture
def draft(lead):
    return factories.assessment(lead)


def preview(draft) -> EvidencePack:
    return preview_pack(take_snapshot(draft), date="2026-11-20")


def answers(pack: EvidencePack) -> dict[str, PackAnswer]:
    return {
        answer.key: answer
        for point in pack.points
        for section in point.sections
        for answer in (*section.answers, *(each for entry in section.entries for each in entry.answers))
    }


def test_an_answer_prints_its_value_in_words_and_keeps_it_raw(draft, lead):
    factories.answer(draft, "first.multi", ["apples", "pears"], by=lead, explanation="We like fruit.")

    answer = answers(preview(draft))["first.multi"]

    assert answer.value == ("apples", "pears")
    assert answer.lines == ("Apples", "Pears")
    assert answer.explanation == "We like fruit."
    assert answer.changed_by == lead.name
    assert answer.changed_at == "2026-11-20T09:00:00+00:00"


def test_an_answer_that_is_no_longer_asked_is_left_out(draft, lead):
    factories.answer(draft, "first.choice", "no", by=lead, explanation="Not yet.")
    factories.answer(draft, "first.revealed", "Something said.", by=lead)
    assert answers(preview(draft))["first.revealed"].lines == ("Something said.",)

    factories.answer(draft, "first.choice", "yes", by=lead)

    assert "first.revealed" not in answers(preview(draft))


def test_a_question_without_an_answer_is_there_and_blank(draft):
    answer = answers(preview(draft))["first.text"]

    assert (answer.value, answer.lines, answer.changed_by) == (None, (), "")


def state(draft, lead, point="first", **fields):
    version = take_snapshot(draft).statement_by_point[point].version
    points.save_statement(draft, point, fields=fields, base_version=version, by=lead, at=factories.NOW)


def test_a_point_that_does_not_apply_prints_its_reason_and_the_answers_given(draft, lead):
    factories.answer(draft, "first.text", "We looked into it.", by=lead)

    state(draft, lead, rating=Rating.DOES_NOT_APPLY, reason_not_applicable="We build no service.")

    pack = preview(draft)
    assert pack.points[0].statement.reason_not_applicable == "We build no service."
    assert [answer.key for section in pack.points[0].sections for answer in section.answers] == ["first.text"]


def test_limitations_typed_before_saying_there_are_none_are_left_out(draft, lead):
    state(draft, lead, rating=Rating.PARTLY_MET, has_limitations=YesNo.YES, limitations="Old screens.")
    assert preview(draft).points[0].statement.limitations == "Old screens."

    state(draft, lead, rating=Rating.MET, has_limitations=YesNo.NO, limitations="Old screens.")

    assert preview(draft).points[0].statement.limitations == ""


@pytest.mark.parametrize(
    ("ratings", "worst"),
    [
        ({"met", "partly_met", "not_met"}, "not_met"),
        ({"met", "partly_met", "does_not_apply"}, "partly_met"),
        ({"met", ""}, "met"),
        ({"does_not_apply"}, "does_not_apply"),
        ({""}, ""),
    ],
)
def test_the_worst_point_wins(ratings, worst):
    assert worst_rating(ratings) == worst


def test_every_rating_has_a_rank():
    assert {worst_rating({rating.value}) for rating in Rating} == set(Rating.values)


def test_a_breach_is_in_the_summary_under_its_point_and_in_the_annex(draft, lead):
    entry = dear_contract(draft, lead)

    pack = preview(draft)

    breach = next(finding for finding in pack.summary.findings if finding.level == "breach")
    assert breach.message == "A dear contract needs an API."
    assert breach.points == (2,)
    assert breach.entry == "Contract 1: Hosting"
    assert breach in pack.points[1].findings
    assert pack.summary.rows[1].findings == len(pack.points[1].findings)
    assert pack.annexes[0].rows[0].findings == ("Breach: A dear contract needs an API.",)
    assert pack.annexes[0].rows[0].name == entry.name


def test_an_entry_that_shares_its_name_with_one_of_another_section_has_only_its_own_findings():
    dear = snapshots.question("dear.cost", QuestionKind.MONEY)
    cheap = snapshots.question("cheap.what")
    both = snapshots.edition(
        snapshots.point("one", snapshots.section("dear", dear, repeats="supplier")),
        snapshots.point("two", snapshots.section("cheap", cheap, repeats="supplier"), number=2),
        checks=(snapshots.check("look", over("dear.cost", 100), level=Level.WARNING),),
    )
    entries = (
        snapshots.entry("N-2222", of=("one", "dear")),
        snapshots.entry("N-3333", of=("two", "cheap")),
    )

    pack = preview_pack(snapshots.snapshot(both, {("dear.cost", "N-2222"): 200}, entries=entries), date="")

    assert [annex.rows[0].findings for annex in pack.annexes] == [("Warning: Look again: look.",), ()]


def dear_contract(draft, lead):
    factories.answer(draft, "second.contracts", "yes", by=lead)
    entry = entries.add_entry(
        draft,
        point_key="second",
        section_key="contract",
        name="Hosting",
        token=uuid4(),
        by=lead,
        at=factories.NOW,
    )
    factories.answer(draft, "contract.value", 30_000_000, by=lead, entry=entry.reference)
    factories.answer(draft, "contract.api", "no", by=lead, entry=entry.reference, explanation="None.")
    return entry


def test_an_annex_compares_the_short_answers_of_its_entries(draft, lead):
    dear_contract(draft, lead)

    annex = preview(draft).annexes[0]

    assert (annex.noun, annex.point_number) == ("contract", 2)
    assert [column.key for column in annex.columns] == [
        "contract.value",
        "contract.starts",
        "contract.ends",
        "contract.api",
    ]
    assert annex.rows[0].cells == ("£30,000,000", "", "", "No")


def test_the_pack_carries_the_highest_marking_of_the_evidence_in_it(draft, lead):
    item = factories.piece_of_evidence(draft.project, by=lead, marking=Marking.OFFICIAL_SENSITIVE)
    assert preview(draft).cover.marking == "OFFICIAL"

    factories._use(draft, take_snapshot(draft).edition, ("first.evidence", ""), item, lead)

    pack = preview(draft)
    assert pack.cover.marking == "OFFICIAL-SENSITIVE"
    assert [(each.number, each.title, each.points) for each in pack.evidence] == [
        (1, "User research report", (1,))
    ]
    assert answers(pack)["first.evidence"].evidence == (1,)


def submitted_pack(draft, lead) -> EvidencePack:
    factories.complete_assessment(draft, by=lead)
    return build_pack(take_snapshot(draft), Frozen())


def test_a_submitted_pack_names_what_it_was_made_of(draft, lead):
    history = submitted_pack(draft, lead).history

    assert history.snapshot_sha256 == "ab" * 32
    assert (history.chain_sequence, history.chain_head) == (7, "cd" * 32)
    assert history.question_set == "example, edition 2026-01"
    assert [each.reference for each in history.rounds] == ["S-2222-3333"]


def test_the_date_of_a_pack_is_the_day_in_london(draft, lead):
    factories.complete_assessment(draft, by=lead)
    summer = replace(Frozen(), submitted_at="2026-07-20T23:30:00+00:00")

    pack = build_pack(take_snapshot(draft), summer)

    assert pack.cover.date == "2026-07-21"


def test_the_next_round_names_the_round_before_and_why_it_was_taken_back(draft, lead):
    first = factories.submitted(draft, by=lead)
    again = take_back(first, reason="A wrong figure.", by=lead, at=factories.NOW)

    rounds = preview(again).history.rounds

    assert [(each.reference, each.taken_back_reason) for each in rounds] == [
        (first.reference, "A wrong figure.")
    ]


def test_a_preview_is_a_draft_and_carries_nothing_frozen(draft):
    pack = preview(draft)

    assert pack.cover.standing == "draft"
    assert pack.declaration is None
    assert (pack.history.snapshot_sha256, pack.history.chain_head) == ("", "")


def test_building_twice_gives_the_same_pack(draft, lead):
    snapshot: Snapshot = take_snapshot(factories.complete_assessment(draft, by=lead))

    assert build_pack(snapshot, Frozen()) == build_pack(snapshot, Frozen())
