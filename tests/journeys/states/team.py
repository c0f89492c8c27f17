"""The team's pages: projects, assessments, answers, statements and submission."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from django.contrib.sessions.models import Session

from assessments.actions import evidence as evidence_actions
from assessments.actions import points, projects
from assessments.actions.entries import change_form
from assessments.actions.evidence import Place
from assessments.models import Form, Rating, YesNo
from assessments.snapshot import take_snapshot
from question_sets.editions import approve
from tests.assessments import factories
from tests.journeys.states.state import At, State, having, nowhere
from tests.journeys.states.world import World

LONG_WORD: Final = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4
FIRST: Final = "1. Point first"
STEP: Final = ("first", "kinds")
KINDS: Final = "About kinds"
DRAFT_NAME: Final = "Renew a fishing licence"
CONFLICT: Final = "This has changed since you opened it"
SAVE: Final = "Save and continue"
NOT_SAVED: Final = "This was not saved"
SIGNED_OUT: Final = "Your answers were not saved"


def on(things: str, *rest: str) -> At:
    """The arguments of a route about one of the world's things, and what follows its reference."""
    return lambda world: [getattr(world, things).reference, *rest]


def on_contract(*rest: str) -> At:
    """The arguments of a route about the contract, and what follows its reference."""
    return lambda world: [world.draft.reference, "second", "contract", world.contract, *rest]


def on_action(world: World) -> Sequence[Any]:
    """The arguments of a route about the planned action."""
    return [world.draft.reference, "first", world.action]


def on_evidence(world: World) -> Sequence[Any]:
    """The arguments of a route about a piece of evidence."""
    return [world.project.reference, world.evidence.reference]


def on_submitted(*rest: str) -> At:
    """The arguments of a route about an assessment that was submitted."""
    return lambda world: [world.submission.assessment.reference, *rest]


# ---- What happens before a page is opened


def answers(world: World) -> None:
    """Answers of every kind, some with evidence, one of them very long."""
    world.answer("first.text", f"Our users.\nAll of them.\n{LONG_WORD}")
    world.answer("first.choice", "no", explanation="Not before the spring.")
    world.answer("first.multi", ["apples", "pears"])
    world.answer("first.date", "2027-03-03")
    world.answer("first.money", 1_250_000)
    use_evidence(world)


def use_evidence(world: World) -> None:
    """The piece of evidence supports an answer and the statement of the first point."""
    for place in (Place("first", "first.text"), Place("first")):
        evidence_actions.choose_evidence(
            world.draft, place, chosen=[world.evidence.reference], base=[], by=world.lead, at=factories.NOW
        )


def limitations(world: World) -> None:
    """A statement with everything that it can hold, and a planned action."""
    fields = {
        "rating": Rating.PARTLY_MET,
        "summary": "We meet most of it.",
        "has_limitations": YesNo.YES,
        "limitations": "The old register is slow.",
        "has_legacy": YesNo.YES,
        "legacy": "A mainframe of 1987, to be replaced in 2028.",
        "mitigation": "We cache what it says.",
        "expected_on": date(2028, 3, 31),
    }
    state_first(world, **fields)
    assert world.action


def does_not_apply(world: World) -> None:
    """The first point does not apply."""
    state_first(world, rating=Rating.DOES_NOT_APPLY, reason_not_applicable="There is nothing to buy.")


def state_first(world: World, **fields: Any) -> None:
    """Save the statement on the first point."""
    version = take_snapshot(world.draft).statement_by_point["first"].version
    points.save_statement(
        world.draft, "first", fields=fields, base_version=version, by=world.lead, at=factories.NOW
    )


def reopened(world: World) -> None:
    """A completed point in which a change has opened a question since."""
    assert world.complete
    world.answer("first.choice", "no", explanation="Not yet.")


def many_entries(world: World) -> None:
    """More contracts than fit a screen, one with a name that does not break."""
    assert world.contract
    for number in range(4):
        factories.entries.add_entry(
            world.draft,
            point_key="second",
            section_key="contract",
            name=LONG_WORD[:190] if number == 2 else "",
            token=factories.uuid4(),
            by=world.lead,
            at=factories.NOW,
        )


def much_evidence(world: World) -> None:
    """More evidence than a page holds, one with a title and a link that do not break."""
    for number in range(55):
        title = LONG_WORD[:190] if number == 50 else f"Report {number}"
        url = f"https://example.org/{LONG_WORD if number == 50 else number}"
        factories.piece_of_evidence(world.project, by=world.lead, title=title, url=url)


def many_projects(world: World) -> None:
    """More projects than a page holds."""
    for number in range(55):
        factories.project(world.lead, name=LONG_WORD[:190] if number == 50 else f"Project {number}")


def short_form(world: World) -> None:
    """The draft asks for less."""
    change_form(world.draft, Form.SHORT, by=world.lead, at=factories.NOW)


def several_organisations(world: World) -> None:
    """The lead leads a second organisation."""
    factories.join_organisation(
        world.lead, factories.organisation("Ministry of More"), factories.Role.LEAD, by=None, at=factories.NOW
    )


def a_newer_edition(world: World) -> None:
    """Two editors have published an edition, and tell teams about it."""
    approve(world.request, seen=world.request.digest, by=world.other_editor, at=factories.NOW)


# ---- What somebody else does meanwhile


def answered_by_another(world: World) -> None:
    """Another lead answers the first questions."""
    world.answer("first.text", "Theirs\non two lines.", by=world.other_lead)
    world.answer("first.choice", "partly", explanation="Because of them.", by=world.other_lead)


def stated_by_another(world: World) -> None:
    """Another lead changes the statement."""
    version = take_snapshot(world.draft).statement_by_point["first"].version
    points.save_statement(
        world.draft,
        "first",
        fields={"summary": "Theirs", "rating": Rating.MET},
        base_version=version,
        by=world.other_lead,
        at=factories.NOW,
    )


def described_by_another(world: World) -> None:
    """Another lead changes the project."""
    projects.change_project(
        world.project, fields={"description": "Theirs"}, base_version=1, by=world.other_lead, at=factories.NOW
    )


def submitted_by_another(world: World) -> None:
    """Another lead submits."""
    world.submit(by=world.other_lead)


def signed_out(world: World) -> None:
    """Every session ends."""
    Session.objects.all().delete()


WRONG_ANSWERS: Final = {
    "answer-first.text": "Kept",
    "answer-first.date-day": "31",
    "answer-first.date-month": "2",
    "answer-first.date-year": "2027",
    "answer-first.money": "a lot",
}
MINE: Final = {
    "answer-first.text": "Mine",
    "answer-first.choice": "no",
    "explanation-first.choice": "My reason",
}

step = partial(State, "assessments:step", heading=KINDS, at=on("draft", *STEP))
home = partial(State, "assessments:home", heading="Your assessments")
project = partial(State, "assessments:project", heading=DRAFT_NAME, at=on("project"))
task_list = partial(State, "assessments:task_list", heading=DRAFT_NAME, at=on("draft"))
point = partial(State, "assessments:point", heading=FIRST, at=on("draft", "first"))
statement = partial(
    State, "assessments:statement", heading="Your statement on this point", at=on("draft", "first")
)
check_point = partial(State, "assessments:check_point", heading="Check your answers", at=on("draft", "first"))
check_answers = partial(State, "assessments:check_answers", heading="Check your answers")
new_action = partial(State, "assessments:add_action", heading="Add a planned action", at=on("draft", "first"))
evidence = partial(State, "assessments:evidence", heading="Evidence", at=on("project"))
new_evidence = partial(State, "assessments:add_evidence", heading="Add evidence", at=on("project"))

PROJECT_STEPS: Final = {
    "about": "About the project",
    "people": "People",
    "spend": "Spend",
    "dates": "Dates and the decision",
    "marking": "Security marking",
}

PROJECTS: Final = [
    home(name="no role", who="nobody", is_main=True),
    home(name="no project yet", who="contributor"),
    home(name="a reviewer", heading="Your pages", who="reviewer"),
    home(name="lead without projects"),
    home(name="with a draft", at=having(lambda world: world.draft, nowhere), is_main=True),
    home(name="with a submission", at=having(lambda world: world.submission, nowhere)),
    home(name="page 2 of many", at=having(many_projects, nowhere), query="?page=2"),
    home(name="nothing found", at=having(many_projects, nowhere), query="?q=zzz"),
    home(name="two organisations", at=having(several_organisations, nowhere)),
    State(
        "assessments:new_project",
        "empty",
        "About the project",
        at=having(lambda world: world.lead, nowhere),
        is_main=True,
    ),
    State("assessments:new_project", "without a name", "About the project", press=SAVE, is_error=True),
    State(
        "assessments:new_project",
        "of one of two organisations",
        "About the project",
        at=having(several_organisations, nowhere),
        press=SAVE,
        is_error=True,
    ),
    State("assessments:new_project", "next step", "People", typed={"name": "A project"}, press=SAVE),
    project(name="described in part", at=on("described_in_part")),
    project(name="filled", is_main=True),
    project(name="read only", who="viewer"),
    *(
        State("assessments:project_step", f"{key} filled", title, at=on("project", key))
        for key, title in PROJECT_STEPS.items()
    ),
    *(
        State("assessments:project_step", f"{key} empty", title, at=on("described_in_part", key))
        for key, title in PROJECT_STEPS.items()
    ),
    State(
        "assessments:project_step",
        "wrong dates",
        PROJECT_STEPS["dates"],
        at=on("project", "dates"),
        typed={"starts_on-month": "13", "ends_on-year": "2020"},
        press=SAVE,
        is_error=True,
    ),
    State(
        "assessments:project_step",
        "wrong amounts",
        PROJECT_STEPS["spend"],
        at=on("project", "spend"),
        typed={"amount_requested": "-1", "whole_life_cost": "9999999999999"},
        press=SAVE,
        is_error=True,
    ),
    State(
        "assessments:project_step",
        "conflict",
        CONFLICT,
        at=on("project", "about"),
        meanwhile=described_by_another,
        typed={"description": "Mine"},
        press=SAVE,
        status=409,
    ),
    State("assessments:members", "with people", "People on the project", at=on("project")),
    State("assessments:members", "nobody", "People on the project", at=on("described_in_part")),
    State(
        "assessments:members",
        "nobody chosen",
        "People on the project",
        at=having(lambda world: world.other_lead, on("project")),
        press="Add to the project",
        is_error=True,
    ),
    State(
        "assessments:remove_member",
        "asks first",
        "Remove Vi Ewer from the project?",
        at=lambda world: [world.project.reference, world.viewer.pk],
    ),
    State("assessments:start_assessment", "no edition", "Start an assessment", at=on("project")),
    State(
        "assessments:start_assessment",
        "with an edition",
        "Start an assessment",
        at=having(lambda world: factories.published_edition(), on("project")),
        is_main=True,
    ),
    State(
        "assessments:start_assessment",
        "draft exists",
        DRAFT_NAME,
        at=having(lambda world: world.draft, on("project")),
    ),
    State("assessments:edition_list", "empty", "Question sets"),
    State(
        "assessments:edition_list",
        "filled",
        "Question sets",
        at=having(lambda world: factories.published_edition(), nowhere),
    ),
    State(
        "assessments:edition_list",
        "with news",
        "Question sets",
        at=having(a_newer_edition, nowhere),
    ),
    State(
        "assessments:start_assessment",
        "with news",
        "Start an assessment",
        at=having(a_newer_edition, on("project")),
    ),
    State(
        "assessments:blank_copy",
        "filled",
        "Example standard, edition 2026-01",
        at=having(lambda world: factories.published_edition(), lambda world: ("example", "2026-01")),
        is_main=True,
    ),
]

EVIDENCE: Final = [
    evidence(name="empty"),
    evidence(name="empty, read only", who="viewer"),
    evidence(name="used", at=having(use_evidence, on("project"))),
    evidence(name="page 2 of much", at=having(much_evidence, on("project")), query="?page=2"),
    evidence(name="long title and link", at=having(much_evidence, on("project")), is_main=True),
    evidence(name="nothing found", at=having(much_evidence, on("project")), query="?q=zzz"),
    new_evidence(name="empty", is_main=True),
    new_evidence(name="blank", press="Save evidence", is_error=True),
    new_evidence(
        name="wrong link and date",
        typed={"title": "A report", "url": "javascript:alert(1)", "dated_on-day": "1"},
        press="Save evidence",
        is_error=True,
    ),
    State("assessments:change_evidence", "filled", "Change evidence", at=on_evidence),
    State(
        "assessments:change_evidence",
        "without a title",
        "Change evidence",
        at=on_evidence,
        typed={"title": ""},
        press="Save evidence",
        is_error=True,
    ),
    State("assessments:remove_evidence", "asks first", "Remove User research report?", at=on_evidence),
    State(
        "assessments:remove_evidence",
        "in use",
        "Remove User research report?",
        at=having(use_evidence, on_evidence),
    ),
    State("assessments:choose_evidence", "none yet", "Choose evidence", at=on("draft", "first")),
    State(
        "assessments:choose_evidence",
        "chosen",
        "Choose evidence",
        at=having(use_evidence, on("draft", "first")),
    ),
    State(
        "assessments:choose_answer_evidence",
        "much to choose from",
        "Choose evidence",
        at=having(much_evidence, on("draft", "first", "first.evidence")),
    ),
    State(
        "assessments:choose_entry_evidence",
        "for a contract",
        "Choose evidence",
        at=having(
            lambda world: world.evidence,
            lambda world: [world.draft.reference, "second", "contract.value", world.contract],
        ),
    ),
]

ANSWERS: Final = [
    task_list(name="nothing answered", is_main=True),
    task_list(name="in part", at=having(answers, on("draft"))),
    task_list(name="short form", at=having(short_form, on("draft"))),
    task_list(name="reopened", at=having(reopened, on("draft"))),
    task_list(name="newer edition", at=having(a_newer_edition, on("draft"))),
    task_list(name="complete", at=on("complete")),
    task_list(name="complete, for a contributor", who="contributor", at=on("complete")),
    task_list(name="read only", who="viewer"),
    task_list(name="submitted", at=on_submitted()),
    task_list(name="taken back", at=having(lambda world: world.taken_back, on("draft"))),
    State("assessments:change_form", "filled", "Change the form", at=on("draft")),
    State("assessments:history", "of a draft", "History", at=on("draft")),
    State(
        "assessments:history", "taken back", "History", at=having(lambda world: world.taken_back, on("draft"))
    ),
    point(name="nothing answered", is_main=True),
    point(name="in part", at=having(answers, on("draft", "first"))),
    point(name="with limitations and an action", at=having(limitations, on("draft", "first"))),
    point(name="does not apply", at=having(does_not_apply, on("draft", "first"))),
    point(name="reopened", at=having(reopened, on("draft", "first"))),
    point(name="read only", who="viewer"),
    point(name="submitted", at=on_submitted("first")),
    step(name="empty", is_main=True),
    step(name="filled", at=having(answers, on("draft", *STEP)), is_main=True),
    step(name="errors", typed=WRONG_ANSWERS, press=SAVE, is_error=True),
    step(name="too long", typed={"answer-first.text": "x" * 10_001}, press=SAVE, is_error=True),
    step(
        name="conflict",
        heading=CONFLICT,
        meanwhile=answered_by_another,
        typed=MINE,
        press=SAVE,
        status=409,
        is_main=True,
    ),
    step(
        name="conflict and errors",
        heading=CONFLICT,
        meanwhile=answered_by_another,
        typed={**MINE, "answer-first.money": "a lot"},
        press=SAVE,
        status=409,
        is_error=True,
    ),
    step(
        name="signed out meanwhile",
        heading=SIGNED_OUT,
        meanwhile=signed_out,
        typed=MINE,
        press=SAVE,
        status=403,
    ),
    step(
        name="submitted meanwhile",
        heading=NOT_SAVED,
        at=on("complete", *STEP),
        meanwhile=submitted_by_another,
        typed=MINE,
        press=SAVE,
        status=409,
        is_main=True,
    ),
    step(name="locked", heading=DRAFT_NAME, at=on_submitted(*STEP)),
    step(name="not asked", heading=FIRST, at=on("draft", "first", "later")),
    step(
        name="no entries",
        heading="About contract",
        at=having(lambda world: world.answer("second.contracts", "yes"), on("draft", "second", "contract")),
    ),
    step(
        name="entries",
        heading="About contract",
        at=having(many_entries, on("draft", "second", "contract")),
        is_main=True,
    ),
    State(
        "assessments:add_entry",
        "empty",
        "What do you call this contract?",
        at=having(lambda world: world.contract, on("draft", "second", "contract")),
    ),
    State("assessments:entry", "in part", "Hosting", at=on_contract()),
    State(
        "assessments:entry",
        "errors",
        "Hosting",
        at=on_contract(),
        typed={"answer-contract.value": "much", "answer-contract.starts-day": "32"},
        press=SAVE,
        is_error=True,
    ),
    State(
        "assessments:remove_entry", "asks first", "Are you sure you want to remove Hosting?", at=on_contract()
    ),
]

STATEMENTS: Final = [
    statement(name="empty", is_main=True),
    statement(name="filled", at=having(limitations, on("draft", "first")), is_main=True),
    statement(
        name="wrong date",
        at=having(limitations, on("draft", "first")),
        typed={"expected_on-day": "99"},
        press=SAVE,
        is_error=True,
    ),
    statement(
        name="conflict",
        heading=CONFLICT,
        meanwhile=stated_by_another,
        typed={"rating": "not_met", "summary": "Mine"},
        press=SAVE,
        status=409,
    ),
    State("assessments:not_applicable", "empty", "This point does not apply", at=on("draft", "first")),
    new_action(name="empty"),
    new_action(
        name="wrong date",
        typed={"what": "Mend it", "due_on-day": "99"},
        press="Save action",
        is_error=True,
        heading="Change a planned action",
    ),
    State("assessments:change_action", "filled", "Change a planned action", at=on_action),
    State(
        "assessments:remove_action",
        "asks first",
        "Are you sure you want to remove this planned action?",
        at=on_action,
    ),
    check_point(name="nothing answered", is_main=True),
    check_point(name="in part", at=having(answers, on("draft", "first"))),
    check_point(name="complete", at=on("complete", "first")),
    check_point(name="contradiction", at=on("contradicting", "second")),
    check_point(name="reopened", at=having(reopened, on("draft", "first"))),
    check_point(name="read only", who="viewer"),
    check_point(name="does not apply", at=having(does_not_apply, on("draft", "first"))),
    check_point(name="nothing chosen", press=SAVE, is_error=True),
    check_point(name="yes with gaps", typed={"is_completed": "yes"}, press=SAVE, is_error=True),
    check_answers(name="nothing answered", at=on("draft")),
    check_answers(name="contradiction", at=on("contradicting"), is_main=True),
    check_answers(name="read only", who="viewer", at=having(answers, on("draft"))),
    check_answers(name="submitted", at=on_submitted()),
]

SUBMISSION: Final = [
    State("assessments:submit", "blocked", "You cannot submit yet", at=on("draft"), is_main=True),
    State("assessments:submit", "contradiction", "You cannot submit yet", at=on("contradicting")),
    State("assessments:submit", "ready", "Submit the assessment", at=on("complete"), is_main=True),
    State("assessments:submit", "with an exception", "Submit the assessment", at=on("with_an_exception")),
    State(
        "assessments:submit", "a contributor", "Submit the assessment", who="contributor", at=on("complete")
    ),
    State(
        "assessments:submit",
        "without a name",
        "Submit the assessment",
        at=on("complete"),
        typed={"name": "", "role": ""},
        press="Agree and submit",
        is_error=True,
    ),
    State("assessments:submitted", "for a lead", "Assessment submitted", at=on_submitted(), is_main=True),
    State("assessments:submitted", "for a viewer", "Assessment submitted", who="viewer", at=on_submitted()),
    State("assessments:submitted", "not submitted", DRAFT_NAME, at=on("draft")),
    State("assessments:take_back", "empty", "Take back the submission", at=on_submitted()),
    State(
        "assessments:take_back",
        "without a reason",
        "Take back the submission",
        at=on_submitted(),
        press="Take back",
        is_error=True,
    ),
    State(
        "assessments:task_list",
        "somebody else's",
        "Page not found",
        who="stranger",
        at=on("draft"),
        status=404,
    ),
    State(
        "assessments:project",
        "unreadable address",
        "The address or form cannot be read",
        at=lambda world: ["\0"],
        status=400,
    ),
    State(
        "assessments:statement",
        "not one's role",
        "You cannot do this",
        who="viewer",
        at=on("draft", "first"),
        status=403,
    ),
]

STATES: Final = [*PROJECTS, *EVIDENCE, *ANSWERS, *STATEMENTS, *SUBMISSION]
