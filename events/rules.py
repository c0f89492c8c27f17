"""Which tables the database protects, and from what. Data only: triggers.py puts it on."""

from dataclasses import dataclass
from enum import StrEnum


class Operation(StrEnum):
    """What a statement does to a table. SQLite has no TRUNCATE, and skips those rules."""

    INSERT = "INSERT"
    UPDATE = "UPDATE"
    DELETE = "DELETE"
    TRUNCATE = "TRUNCATE"


ROWS = {Operation.INSERT: ("NEW",), Operation.UPDATE: ("OLD", "NEW"), Operation.DELETE: ("OLD",)}
"""The rows that a trigger sees."""


@dataclass(frozen=True)
class Rule:
    """One operation that is refused on one table.

    `when` is SQL that both databases read, over OLD and NEW: refused if it holds, always without it.
    `unless_equal` lets an update pass that leaves every column as it was: loading a fixture again.
    """

    table: str
    operation: Operation
    because: str
    when: str = ""
    unless_equal: bool = False

    @property
    def name(self) -> str:
        """The trigger's name."""
        return f"guard_{self.table}_{self.operation.lower()}"


def append_only(table: str) -> tuple[Rule, ...]:
    """Rows that are added and never touched again."""
    because = f"{table} is append-only"
    return tuple(
        Rule(table, operation, because)
        for operation in (Operation.UPDATE, Operation.DELETE, Operation.TRUNCATE)
    )


def fixed(table: str) -> tuple[Rule, ...]:
    """Rows that are added and never changed; writing the same values again is no change."""
    because = f"{table} cannot change"
    return (
        Rule(table, Operation.UPDATE, because, unless_equal=True),
        Rule(table, Operation.DELETE, because),
        Rule(table, Operation.TRUNCATE, because),
    )


def sealed(table: str, edition: str) -> tuple[Rule, ...]:
    """Content of an edition, which is free until the edition is sealed.

    `edition` is SQL for the id of a row's question set, with {row} where the row goes.
    """
    because = "a sealed edition cannot change"

    def in_sealed_edition(operation: Operation) -> str:
        return " OR ".join(
            f"EXISTS (SELECT 1 FROM question_sets_seal WHERE question_set_id = {edition.format(row=row)})"
            for row in ROWS[operation]
        )

    return (
        Rule(table, Operation.INSERT, because, in_sealed_edition(Operation.INSERT)),
        Rule(table, Operation.UPDATE, because, in_sealed_edition(Operation.UPDATE), unless_equal=True),
        Rule(table, Operation.DELETE, because, in_sealed_edition(Operation.DELETE)),
        Rule(table, Operation.TRUNCATE, because),
    )


def decided(table: str) -> tuple[Rule, ...]:
    """Rows with a decision, which never changes once it is there; an approval stays for good."""
    return (
        Rule(table, Operation.UPDATE, "a decision cannot change", "OLD.decision <> ''", unless_equal=True),
        Rule(table, Operation.DELETE, "an approval stays", "OLD.decision = 'approved'"),
        Rule(table, Operation.TRUNCATE, "an approval stays"),
    )


CHAIN_HEADS = (
    Rule(
        "events_chainhead",
        Operation.UPDATE,
        "the head of a chain moves forward by one event",
        when="NEW.sequence <> OLD.sequence + 1 OR NEW.subject_kind <> OLD.subject_kind"
        " OR NEW.subject_id <> OLD.subject_id",
    ),
    Rule("events_chainhead", Operation.DELETE, "the head of a chain stays"),
    Rule("events_chainhead", Operation.TRUNCATE, "the head of a chain stays"),
)

OF_POINT = "(SELECT question_set_id FROM question_sets_point WHERE id = {row}.point_id)"
OF_QUESTION = "(SELECT question_set_id FROM question_sets_question WHERE id = {row}.question_id)"
OF_CONDITION = (
    "COALESCE("
    "(SELECT question_set_id FROM question_sets_question WHERE id = {row}.of_question_id),"
    " (SELECT question_set_id FROM question_sets_check WHERE id = {row}.of_check_id),"
    " (SELECT question_set_id FROM question_sets_section JOIN question_sets_point"
    " ON question_sets_point.id = point_id WHERE question_sets_section.id = {row}.of_section_id))"
)

EDITIONS = (
    *sealed("question_sets_questionset", "{row}.id"),
    *sealed("question_sets_point", "{row}.question_set_id"),
    *sealed("question_sets_guidance", OF_POINT),
    *sealed("question_sets_section", OF_POINT),
    *sealed("question_sets_question", "{row}.question_set_id"),
    *sealed("question_sets_choice", OF_QUESTION),
    *sealed("question_sets_check", "{row}.question_set_id"),
    *sealed("question_sets_condition", OF_CONDITION),
    *fixed("question_sets_seal"),
    *fixed("question_sets_retirement"),
    *decided("question_sets_publicationrequest"),
)

PROTECTED: tuple[Rule, ...] = (
    *append_only("events_event"),
    *CHAIN_HEADS,
    *EDITIONS,
    *append_only("assessments_answerversion"),
    *append_only("assessments_recordversion"),
    *append_only("assessments_submission"),
    *append_only("assessments_frozendocument"),
    *append_only("assessments_takeback"),
)
"""Every rule, in the order of the rooms."""
