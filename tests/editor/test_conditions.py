"""The condition builder: pick a question, then what has to be answered to it."""

import re
from collections.abc import Mapping
from html import unescape

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from editor.forms.conditions import FORMS
from editor.presenters.conditions import PickList, try_out
from editor.presenters.contents import Contents
from events.models import Event
from question_sets import editions
from question_sets.condition_rules import COMPARABLE
from question_sets.kinds import QuestionKind
from question_sets.limits import MAX_CONDITIONS
from question_sets.models import QuestionSet
from question_sets.parts import PartKind, part_of
from question_sets.reading import read_edition
from question_sets.rows import rows_of
from question_sets.structure import Check, Clause, Level, Operator
from question_sets.wording import shown_when
from tests.assessments import factories
from tests.assessments.queries import queries_of
from tests.question_sets.factories import any_of, ask, make_edition, make_point, make_section, save_edition
from tests.question_sets.test_fixture import load

pytestmark = pytest.mark.django_db

SHOWN, CHECK, SITES = "question/shown", "check/check", "section/one/sites"
YES_NO = ("yes", "no")


@pytest.fixture
def draft() -> QuestionSet:
    first = make_section(
        "first",
        ask("gate", QuestionKind.CHOICE, choices=YES_NO),
        ask("twin", QuestionKind.CHOICE, choices=YES_NO),
        ask("boxes", QuestionKind.MULTI, choices=("a", "b", "none!")),
        ask("sum", QuestionKind.MONEY),
        ask("starts", QuestionKind.DATE),
        ask("ends", QuestionKind.DATE),
        ask("free"),
        ask("shown"),
    )
    sites = make_section("sites", ask("own", QuestionKind.MONEY), ask("inside"), repeats="site")
    depots = make_section("depots", ask("depot", QuestionKind.CHOICE, choices=YES_NO), repeats="depot")
    last = make_section("last", ask("late", QuestionKind.CHOICE, choices=YES_NO))
    check = Check("check", Level.WARNING, (), "Look again.", "")
    edition = make_edition(make_point("one", first, sites, depots, last), checks=(check,))
    return save_edition(edition, sealed=False)


@pytest.fixture
def editor() -> User:
    return factories.person("Ed Itor", Role.EDITOR)


@pytest.fixture
def browser(editor: User) -> Client:
    return factories.signed_in(editor)


def page(name: str, question: str | None = None, *, action: str = "conditions/new") -> str:
    query = "" if question is None else f"?question={question}"
    return f"/editor/example/2026-01/{name}/{action}/{query}"


def offered(answer) -> list[str]:
    """The keys in the list to pick from."""
    choices = answer.context["form"].fields["question"].widget.choices
    return [key for _, group in choices[1:] for key, _ in group]


def words(answer) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode())))


def conditions(draft: QuestionSet, name: str = SHOWN) -> tuple[Clause, ...]:
    edition, part = read_edition(draft), part_of(name)
    if part.kind is PartKind.QUESTION:
        return edition.question(part.keys[0]).shown_when
    if part.kind is PartKind.CHECK:
        return edition.checks[0].when
    return edition.point(part.keys[0]).section(part.keys[1]).shown_when


def post(browser: Client, address: str, **typed: object):
    """Send the form as the page printed it, with what was typed."""
    opened = browser.get(address).context["form"]
    hidden = {name: opened[name].value() for name in ("token", "seen") if name in opened.fields}
    return browser.post(address, {**hidden, **typed})


def made(draft: QuestionSet, editor: User, *clauses: Mapping[str, object], name: str = SHOWN) -> None:
    for fields in clauses:
        editions.add_part(
            draft,
            PartKind.CONDITION,
            part_of(name),
            token=editions.new_token(),
            fields=fields,
            by=editor,
            at=factories.NOW,
        )


GATE_IS_YES = {"questions": ["gate"], "operator": "any", "values": ["yes"]}


# ---- Picking a question


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        (SHOWN, ["gate", "twin", "boxes", "sum", "starts", "ends"]),
        ("question/inside", ["gate", "twin", "boxes", "sum", "starts", "ends", "own"]),
        ("question/late", ["gate", "twin", "boxes", "sum", "starts", "ends"]),
        (SITES, ["gate", "twin", "boxes", "sum", "starts", "ends"]),
        ("question/ends", ["gate", "twin", "boxes", "sum"]),
        (CHECK, ["gate", "twin", "boxes", "sum", "starts", "ends", "own", "depot", "late"]),
    ],
)
def test_the_questions_that_may_be_looked_at_are_offered(browser, draft, name, keys):
    assert offered(browser.get(page(name))) == keys


def test_questions_are_grouped_by_point_and_called_by_code_and_text(browser, draft):
    answer = browser.get(page(SHOWN))

    assert '<optgroup label="1. Point one">' in answer.content.decode()
    assert '<option value="gate">1.1 What about gate?</option>' in answer.content.decode()


def test_a_first_question_has_nothing_to_look_at(browser, draft):
    answer = browser.get(page("question/gate"))

    assert "There is nothing that a condition could look at here" in words(answer)
    assert "<select" not in answer.content.decode()


def test_a_check_that_looks_at_an_entry_is_offered_no_other_entry(browser, draft, editor):
    made(draft, editor, {"questions": ["own"], "operator": "over", "amount": 5}, name=CHECK)

    keys = offered(browser.get(page(CHECK)))

    assert "own" in keys
    assert "depot" not in keys


@pytest.mark.parametrize(
    ("name", "key", "reason"),
    [
        (SHOWN, "", "Choose a question"),
        (SHOWN, "late", "This condition names 1.12, which is asked later."),
        (SHOWN, "shown", "1.8 has no choices, amount or date to look at."),
        ("question/gate", "gate", "This condition of 1.1 names 1.1 itself."),
        (SHOWN, "own", "This condition names 1.9, which is answered once for each site."),
        (SITES, "own", "This condition names 1.9, which is asked in this section itself."),
        (SHOWN, "gone", "This question is not in this edition any more."),
        ("question/ends", "starts", "There is no other date to compare 1.5 with"),
    ],
)
def test_a_question_that_may_not_be_looked_at_is_refused_with_a_reason(browser, draft, name, key, reason):
    answer = browser.get(page(name, key))

    assert reason in words(answer)
    assert answer.templates[0].name == "editor/add_condition.html"


# ---- A new condition


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("gate", {"values": ["yes"]}, "1.1 is “Yes”"),
        ("gate", {"values": ["no", "yes"], "also": ["twin"]}, "1.1 or 1.2 is “Yes” or “No”"),
        ("boxes", {"values": ["a", "none"]}, "1.3 includes “A” or “None”"),
        ("sum", {"amount": "£20,000,000"}, "1.4 is over £20,000,000"),
        ("sum", {"amount": "0"}, "1.4 is over £0"),
        (
            "ends",
            {"operator": "months_after_over", "amount": "24", "other": "starts"},
            "1.6 is more than 24 months after 1.5",
        ),
        (
            "ends",
            {"operator": "months_after_up_to", "amount": "1", "other": "starts"},
            "1.6 is at most 1 month after 1.5",
        ),
        ("ends", {"operator": "before", "amount": "7", "other": "starts"}, "1.6 is before 1.5"),
    ],
)
def test_a_condition_is_saved_and_said_in_plain_words(browser, draft, key, typed, said):
    answer = post(browser, page(SHOWN, key), **typed)

    assert answer.status_code == 302
    assert answer.url.endswith("/question/shown/")
    edition = read_edition(draft)
    assert shown_when(edition.question("shown").shown_when, edition) == f"Shown when {said}"
    assert [str(message) for message in answer.wsgi_request._messages] == [f"Saved. Shown when {said}."]


def test_every_kind_that_can_be_looked_at_has_a_form():
    assert set(FORMS) == COMPARABLE


@pytest.mark.parametrize("name", [CHECK, SITES, "question/inside"])
def test_a_check_a_section_and_an_entry_s_question_have_conditions_too(browser, draft, name):
    post(browser, page(name, "gate"), values=["yes"])

    assert conditions(draft, name) == (any_of("gate", "yes"),)


def test_the_page_says_what_is_decided_already(browser, draft, editor):
    made(draft, editor, GATE_IS_YES)

    assert "Question 1.8 is shown when this holds and: 1.1 is “Yes”" in words(browser.get(page(SHOWN, "sum")))
    assert "Check 1 fires when this holds." in words(browser.get(page(CHECK, "sum")))


def test_a_form_that_is_sent_twice_makes_one_condition(browser, draft):
    for _ in range(2):
        assert post(browser, page(SHOWN, "gate"), values=["yes"]).status_code == 302

    assert len(conditions(draft)) == 1
    assert Event.objects.filter(kind="part_added").count() == 1


def test_only_questions_with_the_same_choices_are_offered_beside(browser, draft):
    form = browser.get(page("question/late", "gate")).context["form"]

    assert [key for key, _ in form.fields["also"].widget.choices] == ["twin"]
    assert browser.get(page(SHOWN, "boxes")).context["form"].beside == []


def test_the_other_date_of_a_check_is_of_the_same_entry(browser, editor):
    dates = [
        make_section(f"{name}s", ask(f"{name}.day", QuestionKind.DATE), repeats=name)
        for name in ("site", "depot")
    ]
    today = make_section("today", ask("today", QuestionKind.DATE))
    check = Check("check", Level.WARNING, (), "Look again.", "")
    save_edition(make_edition(make_point("one", *dates, today), checks=(check,)), sealed=False)

    form = browser.get(page(CHECK, "site.day")).context["form"]

    assert [key for key, _ in form.fields["other"].widget.choices] == ["", "today"]


def test_of_too_many_questions_those_of_the_same_point_are_offered(browser, editor):
    questions = [ask(f"q{number}", QuestionKind.CHOICE, choices=YES_NO) for number in range(60)]
    here = make_section("here", *questions[50:], ask("shown", shown_when=(any_of("q55", "no"),)))
    there = make_section("there", *questions[:50])
    save_edition(make_edition(make_point("one", there), make_point("two", here)), sealed=False)

    opened = browser.get(page(SHOWN, "q50")).context["form"]
    sent = browser.post(page(SHOWN, "q50"), {"also": ["q3"]}).context["form"]

    assert [question.key for question in opened.beside] == [f"q{number}" for number in range(51, 60)]
    assert sent.beside[0].key == "q3"


# ---- Refused


@pytest.mark.parametrize(
    ("name", "key", "typed", "reason"),
    [
        (SHOWN, "gate", {}, "Choose at least one answer for this condition"),
        (SHOWN, "gate", {"values": ["maybe"]}, "This condition names a choice that 1.1 does not have"),
        (SHOWN, "gate", {"values": ["yes"], "also": ["late"]}, "1.12, which is asked later"),
        (SHOWN, "gate", {"values": ["yes"], "also": ["gone"]}, "a question that is not in this edition"),
        (SHOWN, "gate", {"values": ["yes"], "also": ["boxes"]}, "names a choice that 1.3 does not have"),
        (SHOWN, "late", {"values": ["yes"]}, "This condition names 1.12, which is asked later"),
        (SHOWN, "own", {"amount": "5"}, "1.9, which is answered once for each site"),
        ("question/gate", "gate", {"values": ["yes"]}, "This condition of 1.1 names 1.1 itself"),
        (SHOWN, "sum", {}, "Enter an amount for this condition"),
        (SHOWN, "sum", {"amount": "plenty"}, "Enter an amount in pounds using numbers"),
        (SHOWN, "sum", {"amount": "5", "also": ["gate"]}, "and 1.1 does not ask for money"),
        (SHOWN, "ends", {"other": "starts", "amount": "1"}, "Choose how the dates compare"),
        (SHOWN, "ends", {"operator": "months_after_over", "other": "starts"}, "Enter a number of months"),
        (
            SHOWN,
            "ends",
            {"operator": "months_after_over", "other": "starts", "amount": "9" * 5000},
            "Enter a whole number of months",
        ),
        (SHOWN, "ends", {"operator": "before"}, "Choose the date that this condition compares with"),
        (SHOWN, "ends", {"operator": "before", "other": "ends"}, "compares a date with itself"),
        (SHOWN, "ends", {"operator": "before", "other": "gate"}, "and 1.1 does not ask for one"),
        (
            SHOWN,
            "ends",
            {"operator": "any", "other": "starts"},
            "Choose from the list: what was sent is not on it",
        ),
        (CHECK, "own", {"amount": "1", "also": ["depot"]}, "and 1.11 does not ask for money"),
    ],
)
def test_what_the_rules_refuse_is_not_saved_and_says_why(browser, draft, name, key, typed, reason):
    answer = browser.post(page(name, key), {"token": editions.new_token(), **typed})

    assert answer.status_code == 200
    assert reason in words(answer)
    assert conditions(draft, name) == ()
    assert not Event.objects.filter(kind="part_added").exists()


def test_a_check_cannot_look_at_the_entries_of_two_sections(browser, draft, editor):
    made(draft, editor, {"questions": ["own"], "operator": "over", "amount": 5}, name=CHECK)

    answer = browser.post(page(CHECK, "depot"), {"token": editions.new_token(), "values": ["yes"]})

    assert "A check cannot look at a site and a depot together" in words(answer)
    assert len(conditions(draft, CHECK)) == 1


def test_a_circle_is_refused(browser, draft, editor):
    made(draft, editor, GATE_IS_YES, name="question/twin")
    editions.move_part(draft, part_of("question/gate"), steps=1, seen=1, by=editor, at=factories.NOW)

    answer = browser.post(page("question/gate", "twin"), {"token": editions.new_token(), "values": ["yes"]})

    assert "This condition goes in a circle: it waits for 1.1 itself" in words(answer)
    assert conditions(draft, "question/gate") == ()


def test_there_is_room_for_so_many_conditions_and_no_more(browser, draft, editor):
    made(
        draft,
        editor,
        *({"questions": ["sum"], "operator": "over", "amount": n} for n in range(MAX_CONDITIONS)),
    )

    answer = post(browser, page(SHOWN, "gate"), values=["yes"])

    assert answer.status_code == 409
    assert "There is room for 10 here, and no more." in words(answer)
    assert len(conditions(draft)) == MAX_CONDITIONS


@pytest.mark.parametrize("name", ["point/one", "question/gone", "guidance/one/1", "choice/gate/yes"])
def test_what_has_no_conditions_is_not_found(browser, draft, name):
    assert browser.get(page(name)).status_code == 404


def test_a_post_about_what_was_removed_meanwhile_keeps_what_was_chosen(browser, draft):
    answer = browser.post(page("question/gone", "gate"), {"values": ["yes"]})

    assert answer.status_code == 409
    assert "Somebody removed this part" in words(answer)


def test_nothing_changes_in_a_published_edition(browser, editor):
    questions = (ask("gate", QuestionKind.CHOICE, choices=YES_NO), ask("shown"))
    sealed = save_edition(make_edition(make_point("one", make_section("a", *questions))))

    assert browser.get(page(SHOWN)).status_code == 302
    assert browser.post(page(SHOWN, "gate"), {"values": ["yes"]}).status_code == 409
    assert conditions(sealed) == ()


# ---- Changing a condition

FIRST = "question/shown/condition/1"


def test_a_condition_opens_as_it_stands(browser, draft, editor):
    both = {"questions": ["gate", "twin"], "operator": "any", "values": ["no"]}
    made(draft, editor, both)

    form = browser.get(page(FIRST, action="change")).context["form"]

    assert form.question.key == "gate"
    assert form["values"].value() == ["no"]
    assert form["also"].value() == ["twin"]


def test_a_condition_is_changed_in_place(browser, draft, editor):
    made(draft, editor, GATE_IS_YES, {"questions": ["sum"], "operator": "over", "amount": 5})

    answer = post(browser, page(FIRST, action="change"), values=["no"])

    assert answer.url.endswith("/question/shown/")
    assert conditions(draft) == (any_of("gate", "no"), Clause(("sum",), Operator.OVER, amount=5))
    assert Event.objects.get(kind="part_changed").detail == {"part": FIRST, "fields": ["values"]}


def test_a_condition_may_look_at_another_question(browser, draft, editor):
    made(draft, editor, GATE_IS_YES)

    assert browser.get(page(FIRST, "gate", action="change") + "&pick=1").context["form"].initial == {
        "question": "gate"
    }
    post(browser, page(FIRST, "sum", action="change"), amount="7")

    assert conditions(draft) == (Clause(("sum",), Operator.OVER, amount=7),)


def test_a_condition_that_lost_its_question_says_so_and_can_be_mended(browser, draft, editor):
    made(draft, editor, {"questions": ["gone"], "operator": "any", "values": ["yes"]})

    answer = browser.get(page(FIRST, action="change"))
    post(browser, page(FIRST, "gate", action="change"), values=["yes"])

    assert "This question is not in this edition any more." in words(answer)
    assert conditions(draft) == (any_of("gate", "yes"),)


def test_two_editors_who_change_one_condition_see_both_and_lose_neither(browser, draft, editor):
    made(draft, editor, GATE_IS_YES)
    address = page(FIRST, action="change")
    stale = browser.get(address).context["form"]["seen"].value()
    other = factories.signed_in(factories.person("Other Editor", Role.EDITOR))
    post(other, page(FIRST, "sum", action="change"), amount="7")

    answer = browser.post(address + "?question=gate", {"seen": stale, "values": ["no", "yes"]})

    assert answer.status_code == 409
    assert "1.1 is “Yes” or “No”" in words(answer)
    assert "1.4 is over £7" in words(answer)
    assert "What Other Editor saved" in words(answer)
    assert conditions(draft) == (Clause(("sum",), Operator.OVER, amount=7),)

    again = {"seen": answer.context["seen"]}
    for name, value in answer.context["posted"]:
        again.setdefault(name, []).append(value)
    browser.post(address + "?question=gate", again)

    assert conditions(draft) == (any_of("gate", "yes", "no"),)


def test_two_editors_of_one_mind_meet_no_conflict(browser, draft, editor):
    made(draft, editor, GATE_IS_YES)
    address = page(FIRST, "gate", action="change")
    stale = browser.get(address).context["form"]["seen"].value()
    post(browser, address, values=["no"])

    assert browser.post(address, {"seen": stale, "values": ["no"]}).status_code == 302
    assert Event.objects.filter(kind="part_changed").count() == 1


def test_every_condition_of_the_12_points_is_saved_as_it_was_opened():
    edition = read_edition(load())
    contents = Contents(edition, lambda *_: "")
    rows = {part: fields for part, fields in rows_of(edition).items() if part.kind is PartKind.CONDITION}

    for part, stored in rows.items():
        beside = tuple(other for other in contents.inside(part.owner, PartKind.CONDITION) if other != part)
        picks = PickList(contents, part.owner, beside)
        question = edition.question(stored["questions"][0])
        alike = picks.alike(question, stored["questions"])
        form = FORMS[question.kind](question=question, beside=alike, stored=stored)
        typed = {name: form[name].value() for name in form.fields}
        sent = FORMS[question.kind](typed, question=question, beside=alike, stored=stored)
        assert picks.refusal(question.key) == ""
        assert sent.is_valid()
        assert sent.condition == stored
        assert try_out(edition, part.owner, part, sent.condition).refusals == ()
        offered = {key for name in ("also", "values", "other") for key in options(form, name)}
        assert {*stored["questions"][1:], *stored["values"], stored["other"]} - {""} <= offered

    assert len(rows) == 167


def options(form, name: str) -> list[str]:
    return [key for key, _ in form.fields[name].widget.choices] if name in form.fields else []


def test_the_pages_ask_the_database_little(browser, draft, editor):
    made(draft, editor, GATE_IS_YES)

    for address in (page(SHOWN), page(SHOWN, "gate"), page(FIRST, action="change")):
        assert queries_of(browser, address) <= 15


def test_what_somebody_typed_into_a_question_is_printed_as_text(browser, editor):
    hostile = ask("gate", QuestionKind.CHOICE, choices=("<b>yes</b>",), text="<script>alert(1)</script>")
    choices = tuple(choice.__class__("yes", choice.label) for choice in hostile.choices)
    questions = (hostile.__class__(**{**hostile.__dict__, "choices": choices}), ask("shown"))
    save_edition(make_edition(make_point("one", make_section("a", *questions))), sealed=False)

    for address in (page(SHOWN), page(SHOWN, "gate")):
        content = browser.get(address).content.decode()
        assert "&lt;script&gt;alert(1)" in content
        assert "<script>alert" not in content
        assert "<b>" not in content


def test_all_that_is_missing_of_a_date_is_said_together(browser, draft):
    answers = [
        browser.post(page(SHOWN, "ends"), {"token": editions.new_token(), **typed})
        for typed in ({}, {"operator": "months_after_over"}, {"operator": "before", "amount": "x"})
    ]

    other = "Choose the date that this condition compares with"
    assert [dict(answer.context["form"].errors) for answer in answers] == [
        {"operator": ["Choose how the dates compare"], "other": [other]},
        {"amount": ["Enter a number of months, such as 24"], "other": [other]},
        {"amount": ["Enter a whole number of months"], "other": [other]},
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        (SHOWN, "Only questions that are asked before this one, and"),
        (SITES, "Only questions that are asked before this section, and"),
        (CHECK, "Only questions that have choices, an amount or a date."),
    ],
)
def test_the_picker_says_which_questions_it_offers(browser, draft, name, hint):
    assert hint in words(browser.get(page(name)))


def test_a_condition_that_is_there_already_is_not_added_and_that_is_said(browser, draft, editor):
    made(draft, editor, GATE_IS_YES)

    answer = browser.get(post(browser, page(SHOWN, "gate"), values=["yes"]).headers["Location"])

    assert "This condition is there already, so it was not added again." in words(answer)
    assert len(conditions(draft)) == 1


def test_a_condition_is_not_changed_into_another_one(browser, draft, editor):
    made(draft, editor, GATE_IS_YES, {**GATE_IS_YES, "values": ["no"]})
    address = page(f"{SHOWN}/condition/2", "gate", action="change")

    answer = post(browser, address, values=["yes"])

    assert "Another condition here says the same." in words(answer)
    assert [clause.values for clause in conditions(draft)] == [("yes",), ("no",)]
    assert post(browser, address, values=["no"]).status_code == 302
