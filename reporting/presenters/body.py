"""The body of a pack: in the portal’s page, in the download and in the PDF. No queries, no HTML."""

from dataclasses import dataclass
from typing import Any, Final

from reporting.pack import EvidencePack, PackAnnex, PackCover, PackHistory, PackSummaryRow
from reporting.templatetags.pack import day, pounds

Fact = tuple[str, str]

ANNEX_COLUMNS: Final = 5
TILE: Final = 36
TILE_GAP: Final = 6
TILES_IN_ROW: Final = 16
COLOURS: Final = {
    "met": "#005a30",
    "partly_met": "#f5b700",
    "not_met": "#aa2a16",
    "does_not_apply": "#505a5f",
    "": "#b1b4b6",
}
REFERENCES: Final = {"draft": "Assessment reference", "submitted": "Pack reference"}
DARK_INK: Final = frozenset({"partly_met", ""})


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents list."""

    target: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A point in the chart of ratings; whole pixels."""

    number: int
    rating: str
    x: int
    y: int
    size: int
    middle_x: int
    middle_y: int
    colour: str
    ink: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The ratings at a glance, with the same facts in words for those who do not see it."""

    width: int
    height: int
    alternative: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexTableRow:
    """One entry's cells in one of the annex's tables."""

    number: int
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexTable:
    """A few of the annex's columns: as many as a page is wide."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[AnnexTableRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexPage:
    """One annex, cut into tables that fit."""

    target: str
    title: str
    noun: str
    point_number: int
    tables: tuple[AnnexTable, ...]


def pack_context(pack: EvidencePack) -> dict[str, Any]:
    """Everything that ``reporting/parts/body.html`` prints."""
    annexes = tuple(annex_page(annex) for annex in pack.annexes)
    return {
        "pack": pack,
        "title": f"{pack.cover.title}: {pack.cover.project}",
        "facts": cover_facts(pack.cover),
        "contents": contents(pack, annexes),
        "chart": chart(pack.summary.rows),
        "annexes": annexes,
        "integrity": integrity_facts(pack.history, pack.schema_version),
    }


def cover_facts(cover: PackCover) -> tuple[Fact, ...]:
    """The rows of the cover's table; what is not known has no row.

    The marking comes first: in the PDF it is in the margins otherwise, which are never read out.
    """
    rows = (
        ("Marking", cover.marking),
        (REFERENCES[cover.standing], f"{cover.reference}, round {cover.round}"),
        ("Project reference", cover.project_reference),
        ("Date", day(cover.date)),
        ("Form", cover.form),
        ("Phase", cover.phase),
        ("Spend type", cover.spend_type),
        ("Amount requested", _money(cover.amount_requested, cover.vat_basis)),
        ("Whole-life cost", _money(cover.whole_life_cost, cover.vat_basis)),
        ("Start and end", _from_to(cover.starts_on, cover.ends_on)),
        ("Senior Responsible Owner", cover.senior_responsible_owner),
        ("Service owner", cover.service_owner),
    )
    return tuple((name, value) for name, value in rows if value)


def _money(amount: int | None, vat_basis: str) -> str:
    if amount is None or not vat_basis:
        return pounds(amount)
    return f"{pounds(amount)} ({vat_basis[0].lower()}{vat_basis[1:]})"


def _from_to(starts_on: str, ends_on: str) -> str:
    return " to ".join(day(value) for value in (starts_on, ends_on) if value)


def contents(pack: EvidencePack, annexes: tuple[AnnexPage, ...]) -> tuple[ContentsEntry, ...]:
    """One line for each heading of the second level, in the order of the pack."""
    points = (
        ContentsEntry(f"point-{point.number}", f"Point {point.number}: {point.title}")
        for point in pack.points
    )
    return (
        ContentsEntry("summary", "Summary"),
        *points,
        *(ContentsEntry(annex.target, annex.title) for annex in annexes),
        ContentsEntry("evidence", "Evidence register"),
        *([ContentsEntry("declaration", "Declaration")] if pack.declaration else []),
        ContentsEntry("history", "History and integrity"),
    )


def chart(rows: tuple[PackSummaryRow, ...]) -> Chart:
    """A tile for each point, coloured by its rating, in rows of sixteen."""
    tiles = tuple(_tile(place, row) for place, row in enumerate(rows))
    return Chart(
        width=min(len(rows), TILES_IN_ROW) * (TILE + TILE_GAP),
        height=-(-len(rows) // TILES_IN_ROW) * (TILE + TILE_GAP),
        alternative="Ratings: " + "; ".join(f"point {row.number}, {_in_words(row)}" for row in rows) + ".",
        tiles=tiles,
    )


def _tile(place: int, row: PackSummaryRow) -> Tile:
    down, across = divmod(place, TILES_IN_ROW)
    x, y = across * (TILE + TILE_GAP), down * (TILE + TILE_GAP)
    return Tile(
        number=row.number,
        rating=row.rating or "blank",
        x=x,
        y=y,
        size=TILE,
        middle_x=x + TILE // 2,
        middle_y=y + TILE // 2 + 5,
        colour=COLOURS[row.rating],
        ink="#0b0c0c" if row.rating in DARK_INK else "#ffffff",
    )


def _in_words(row: PackSummaryRow) -> str:
    return row.rating_label.lower() or "not rated yet"


def annex_page(annex: PackAnnex) -> AnnexPage:
    """The annex in tables of at most five facts, each beginning with the entry's name."""
    starts = range(0, len(annex.columns), ANNEX_COLUMNS)
    return AnnexPage(
        target=f"annex-{annex.point_number}-{annex.section_key}",
        title=f"Annex to point {annex.point_number}: {annex.title}",
        noun=annex.noun,
        point_number=annex.point_number,
        tables=(*(_annex_table(annex, start) for start in starts), _annex_findings(annex))
        if annex.rows
        else (),
    )


def _annex_table(annex: PackAnnex, start: int) -> AnnexTable:
    shown = slice(start, start + ANNEX_COLUMNS)
    columns = annex.columns[shown]
    return AnnexTable(
        caption=f"Questions {columns[0].code} to {columns[-1].code}",
        columns=tuple(f"{column.code} {column.title}" for column in columns),
        rows=tuple(
            AnnexTableRow(number=row.number, name=row.name, cells=row.cells[shown]) for row in annex.rows
        ),
    )


def _annex_findings(annex: PackAnnex) -> AnnexTable:
    return AnnexTable(
        caption="Breaches, exceptions and warnings",
        columns=("Findings",),
        rows=tuple(
            AnnexTableRow(number=row.number, name=row.name, cells=("; ".join(row.findings) or "None",))
            for row in annex.rows
        ),
    )


def integrity_facts(history: PackHistory, schema_version: int) -> tuple[Fact, ...]:
    """What to compare, and with what."""
    rows = (
        ("Answers (SHA-256)", history.snapshot_sha256),
        ("Question set", history.question_set),
        ("Question set (SHA-256)", history.question_set_sha256),
        ("Record of events, newest entry", _chain(history)),
        ("Version of the pack’s data", str(schema_version)),
    )
    return tuple((name, value) for name, value in rows if value)


def _chain(history: PackHistory) -> str:
    return f"{history.chain_sequence}: {history.chain_head}" if history.chain_head else ""
