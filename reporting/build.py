"""A snapshot becomes an evidence pack: what is shown, found and worst is settled here, once.

No I/O, no clock.
"""

from datetime import datetime
from typing import Final, Protocol, cast

from django.db.models import TextChoices

from assessments.completeness import BELOW_MET, ShownPoint, asked_statement_fields
from assessments.models import ActionStatus, EvidenceType, Form, Marking, Phase, Rating, SpendType, VatBasis
from assessments.snapshot import SCHEMA_VERSION as SNAPSHOT_SCHEMA_VERSION
from assessments.snapshot import ActionFacts, DeclarationFacts, EvidenceFacts, RoundFacts, Snapshot
from reporting.material import Material
from reporting.pack import (
    LONDON,
    SCHEMA_VERSION,
    EvidencePack,
    PackAction,
    PackCover,
    PackDeclaration,
    PackEvidence,
    PackHistory,
    PackPoint,
    PackRound,
    PackStatement,
    PackSummary,
    PackSummaryRow,
    RatingKey,
    Standing,
    YesOrNo,
)
from reporting.sections import pack_annexes, pack_sections

TITLE: Final = "Evidence pack"
FROM_BEST_TO_WORST: Final = (Rating.DOES_NOT_APPLY, Rating.MET, Rating.PARTLY_MET, Rating.NOT_MET)


class Frozen(Protocol):
    """What is known of a submission while it is being frozen; moments are ISO text in UTC."""

    @property
    def reference(self) -> str: ...
    @property
    def round(self) -> int: ...
    @property
    def submitted_at(self) -> str: ...
    @property
    def snapshot_sha256(self) -> str: ...
    @property
    def chain_sequence(self) -> int: ...
    @property
    def chain_hash(self) -> str: ...


def build_pack(snapshot: Snapshot, frozen: Frozen) -> EvidencePack:
    """The pack of a submission."""
    material = Material(snapshot)
    this_round = PackRound(
        round=frozen.round,
        reference=frozen.reference,
        submitted_at=frozen.submitted_at,
        taken_back_by="",
        taken_back_at="",
        taken_back_reason="",
    )
    history = PackHistory(
        rounds=(*map(_round, snapshot.rounds), this_round),
        snapshot_sha256=frozen.snapshot_sha256,
        snapshot_schema_version=SNAPSHOT_SCHEMA_VERSION,
        question_set=_question_set(material),
        question_set_sha256=snapshot.edition.digest,
        chain_sequence=frozen.chain_sequence,
        chain_head=frozen.chain_hash,
    )
    date = datetime.fromisoformat(frozen.submitted_at).astimezone(LONDON).date().isoformat()
    cover = _cover(material, reference=frozen.reference, standing="submitted", date=date)
    return _pack(material, cover, history)


def preview_pack(snapshot: Snapshot, *, date: str) -> EvidencePack:
    """What the pack of a draft would be on this day; marked as a draft, with nothing frozen in it."""
    material = Material(snapshot)
    history = PackHistory(
        rounds=tuple(map(_round, snapshot.rounds)),
        snapshot_sha256="",
        snapshot_schema_version=SNAPSHOT_SCHEMA_VERSION,
        question_set=_question_set(material),
        question_set_sha256=snapshot.edition.digest,
        chain_sequence=0,
        chain_head="",
    )
    cover = _cover(material, reference=snapshot.reference, standing="draft", date=date)
    return _pack(material, cover, history)


def _pack(material: Material, cover: PackCover, history: PackHistory) -> EvidencePack:
    return EvidencePack(
        schema_version=SCHEMA_VERSION,
        cover=cover,
        summary=_summary(material),
        points=tuple(_point(material, shown) for shown in material.shown.points),
        annexes=pack_annexes(material),
        evidence=tuple(
            _evidence(material, number, item) for number, item in enumerate(material.register, start=1)
        ),
        declaration=_declaration(material.snapshot.declaration),
        history=history,
        attribution=(material.snapshot.edition.attribution,),
    )


def _declaration(facts: DeclarationFacts | None) -> PackDeclaration | None:
    if facts is None:
        return None
    return PackDeclaration(text=facts.text, name=facts.name, role=facts.role, submitted_at=facts.declared_at)


def _cover(material: Material, *, reference: str, standing: Standing, date: str) -> PackCover:
    snapshot, project = material.snapshot, material.snapshot.project
    return PackCover(
        title=TITLE,
        project=project.name,
        project_reference=project.reference,
        organisation=project.organisation,
        reference=reference,
        round=snapshot.round,
        standing=standing,
        date=date,
        marking=_highest_marking(material).label,
        edition=snapshot.edition.name,
        form=_label(Form, snapshot.form),
        phase=_label(Phase, project.phase),
        spend_type=_label(SpendType, project.spend_type),
        senior_responsible_owner=project.senior_responsible_owner,
        service_owner=project.service_owner,
        amount_requested=project.amount_requested,
        whole_life_cost=project.whole_life_cost,
        vat_basis=_label(VatBasis, project.vat_basis),
        decision_sought=project.decision_sought,
        decision_by=project.decision_by,
        starts_on=project.starts_on,
        ends_on=project.ends_on,
    )


def _label(choices: type[TextChoices], value: str) -> str:
    return str(choices(value).label) if value else ""


def _highest_marking(material: Material) -> Marking:
    """A pack carries the highest marking of anything in it. Source: domain notes, the evidence pack."""
    held = {material.snapshot.project.marking, *(item.marking for item in material.register)}
    return Marking.OFFICIAL_SENSITIVE if Marking.OFFICIAL_SENSITIVE in held else Marking.OFFICIAL


def _summary(material: Material) -> PackSummary:
    statements = material.snapshot.statement_by_point.values()
    worst = worst_rating({statement.rating for statement in statements})
    return PackSummary(
        purpose=material.snapshot.project.description,
        rows=tuple(_summary_row(material, shown) for shown in material.shown.points),
        worst_rating=cast(RatingKey, worst),
        worst_rating_label=_label(Rating, worst),
        findings=material.findings,
    )


def worst_rating(ratings: set[str]) -> str:
    """The worst point wins; points without a rating do not count. Blank where no point has one."""
    return max(ratings - {""}, key=FROM_BEST_TO_WORST.index, default="")


def _summary_row(material: Material, shown: ShownPoint) -> PackSummaryRow:
    point, statement = shown.point, pack_statement(material, shown)
    actions = material.snapshot.actions_of(point.key)
    return PackSummaryRow(
        point_key=point.key,
        number=point.number,
        title=point.title,
        rating=statement.rating,
        rating_label=statement.rating_label,
        limitation=statement.has_limitations,
        legacy=statement.has_legacy,
        open_actions=sum(action.status != ActionStatus.DONE for action in actions),
        findings=sum(point.number in finding.points for finding in material.findings),
    )


def _point(material: Material, shown: ShownPoint) -> PackPoint:
    point = shown.point
    return PackPoint(
        key=point.key,
        number=point.number,
        title=point.title,
        must_show=point.must_show,
        statement=pack_statement(material, shown),
        actions=tuple(_action(action) for action in material.snapshot.actions_of(point.key)),
        findings=tuple(finding for finding in material.findings if point.number in finding.points),
        sections=pack_sections(material, shown),
    )


def pack_statement(material: Material, shown: ShownPoint) -> PackStatement:
    """The statement without what it no longer asks: limitations typed before somebody chose "no", say."""
    statement = shown.statement
    asked = asked_statement_fields(statement)

    def text(name: str) -> str:
        return str(getattr(statement, name)) if name in asked else ""

    return PackStatement(
        rating=cast(RatingKey, statement.rating),
        rating_label=_label(Rating, statement.rating),
        summary=text("summary"),
        reason_not_applicable=text("reason_not_applicable"),
        has_limitations=cast(YesOrNo, text("has_limitations")),
        limitations=text("limitations"),
        has_legacy=cast(YesOrNo, text("has_legacy")),
        legacy=text("legacy"),
        mitigation=text("mitigation"),
        expected_on=statement.expected_on if statement.rating in BELOW_MET else "",
        evidence=material.evidence_numbers(shown.point),
    )


def _action(action: ActionFacts) -> PackAction:
    return PackAction(
        reference=action.reference,
        what=action.what,
        owner=action.owner,
        due_on=action.due_on,
        status=action.status,
        status_label=_label(ActionStatus, action.status),
    )


def _evidence(material: Material, number: int, item: EvidenceFacts) -> PackEvidence:
    return PackEvidence(
        number=number,
        reference=item.reference,
        title=item.title,
        type=_label(EvidenceType, item.type),
        link=item.url,
        dated_on=item.dated_on,
        marking=_label(Marking, item.marking),
        points=material.points_supported(item),
        sha256="",
    )


def _round(facts: RoundFacts) -> PackRound:
    return PackRound(
        round=facts.round,
        reference=facts.reference,
        submitted_at=facts.submitted_at,
        taken_back_by=facts.taken_back_by,
        taken_back_at=facts.taken_back_at,
        taken_back_reason=facts.reason,
    )


def _question_set(material: Material) -> str:
    edition = material.snapshot.edition
    return f"{edition.key}, edition {edition.edition}"
