"""What a condition may name: the pickers of the editors and the rules of a draft are of one mind."""

from question_sets import changing
from question_sets.condition_rules import COMPARABLE, Sight, condition_faults, refusals
from question_sets.kinds import QuestionKind
from question_sets.parts import PARENT_KINDS, Part, PartKind, part_of
from question_sets.rows import rows_of
from question_sets.structure import Clause, Edition, Question
from tests.question_sets.factories import any_of, ask, make_edition, make_point, make_section, small_edition
from tests.question_sets.random_editions import random_edition
from tests.question_sets.trying import randoms
from tests.telling import Tell

SEED = 5
EXAMPLES = 60
YES_NO = ("yes", "no")


def owners(edition: Edition) -> list[Part]:
    return [part for part in rows_of(edition) if part.kind in PARENT_KINDS[PartKind.CONDITION]]


def on(question: Question) -> dict[str, object]:
    """A condition on a question that is right in all else."""
    if question.kind is QuestionKind.MONEY:
        return {"questions": [question.key], "operator": "over", "amount": 1}
    if question.kind is QuestionKind.DATE:
        return {"questions": [question.key], "operator": "before", "other": ""}
    return {"questions": [question.key], "values": [question.choices[0].value]}


def clauses_of(edition: Edition, owner: Part) -> tuple[Clause, ...]:
    if owner.kind is PartKind.CHECK:
        return next(check.when for check in edition.checks if check.key == owner.keys[0])
    if owner.kind is PartKind.QUESTION:
        return edition.question(owner.keys[0]).shown_when
    return edition.point(owner.keys[0]).section(owner.keys[1]).shown_when


def test_what_may_be_named_is_what_the_rules_let_pass(tell: Tell) -> None:
    counts = {True: 0, False: 0}

    for random in randoms(SEED, EXAMPLES):
        edition = random_edition(random)
        owner = random.choice(owners(edition))
        allowed = {question.key for question in Sight(edition).may_name(owner, clauses_of(edition, owner))}
        for question in edition.questions:
            if question.kind in COMPARABLE:
                after, part = changing.add(edition, PartKind.CONDITION, owner, "", on(question))
                faults = [message for message in refusals(after, part) if "date" not in message]
                assert (question.key in allowed) is (faults == [])
                counts[faults == []] += 1

    assert min(counts.values()) > 50
    told = f"{counts[True]} let pass, {counts[False]} refused"
    tell(f"pickers and rules: seed {SEED}, {EXAMPLES} editions, {told}")


def test_the_small_edition_breaks_no_rule() -> None:
    assert list(condition_faults(small_edition())) == []


def test_a_circle_is_told_at_each_of_its_conditions() -> None:
    first = ask("first", QuestionKind.CHOICE, choices=YES_NO, shown_when=(any_of("second", "yes"),))
    second = ask("second", QuestionKind.CHOICE, choices=YES_NO, shown_when=(any_of("first", "yes"),))
    edition = make_edition(make_point("one", make_section("section", first, second)))

    assert refusals(edition, part_of("question/first/condition/1")) == [
        "This condition names 1.2, which is asked later."
    ]
    assert refusals(edition, part_of("question/second/condition/1")) == [
        "This condition goes in a circle: it waits for 1.2 itself."
    ]


def test_a_section_closes_a_circle_for_all_of_its_questions() -> None:
    early = ask("early", QuestionKind.CHOICE, choices=YES_NO, shown_when=(any_of("late", "yes"),))
    late = make_section(
        "late", ask("late", QuestionKind.CHOICE, choices=YES_NO), shown_when=(any_of("early", "yes"),)
    )
    edition = make_edition(make_point("one", make_section("section", early), late))

    assert refusals(edition, part_of("section/one/late/condition/1")) == [
        "This condition goes in a circle: it waits for 1.2 itself."
    ]
    assert refusals(edition, part_of("question/early/condition/1")) == [
        "This condition names 1.2, which is asked later."
    ]


def test_conditions_that_share_a_question_are_no_circle() -> None:
    gate = ask("gate", QuestionKind.CHOICE, choices=YES_NO)
    middle = ask("middle", QuestionKind.CHOICE, choices=YES_NO, shown_when=(any_of("gate", "yes"),))
    last = ask("last", shown_when=(any_of("gate", "yes"), any_of("middle", "yes")))
    edition = make_edition(make_point("one", make_section("section", gate, middle, last)))

    assert refusals(edition, part_of("question/last/condition/2")) == []
