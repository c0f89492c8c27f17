"""Adding parts and changing what they say: nothing typed is lost, and nobody is overwritten unseen."""

from datetime import UTC, datetime
from typing import Any

import pytest

from accounts.models import User
from events.models import Event, SubjectKind
from question_sets import editions
from question_sets.editions import Typed, base_of
from question_sets.kinds import QuestionKind
from question_sets.models import QuestionSet
from question_sets.parts import EDITION, PARENT_KINDS, Part, PartKind, part_of
from question_sets.rows import rows_of
from question_sets.structure import Level
from tests.editor.part_pages import PartPage, make_editor, now, words
from tests.question_sets.factories import make_edition, make_point, save_edition, small_edition

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
FIRST = part_of("point/first")
KINDS = part_of("section/first/kinds")
CHOICE = part_of("question/first.choice")
MULTI = part_of("question/first.multi")

NEW: dict[PartKind, tuple[Part, dict[str, Any]]] = {
    PartKind.POINT: (EDITION, {"title": "New", "summary": "What for", "must_show": "Show it"}),
    PartKind.GUIDANCE: (FIRST, {"title": "Read", "url": "https://example.org/read"}),
    PartKind.SECTION: (FIRST, {"title": "More", "repeats": "third party"}),
    PartKind.QUESTION: (
        KINDS,
        {
            "text": "How?",
            "help": "Think",
            "kind": "money",
            "required": False,
            "short_form": True,
            "source": "Line 1",
        },
    ),
    PartKind.CHOICE: (MULTI, {"label": "Plums", "explain": True, "exclusive": True}),
    PartKind.CHECK: (EDITION, {"level": "breach", "message": "Do not", "source": "Line 2"}),
}
"""A new part of each kind that these pages add, with all that can be typed."""


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture
def draft() -> QuestionSet:
    return save_edition(small_edition(), sealed=False)


def last_of(draft: QuestionSet, kind: PartKind) -> Part:
    return [part for part in rows_of(now(draft)) if part.kind is kind][-1]


@pytest.mark.parametrize("kind", [kind for kind in PARENT_KINDS if kind is not PartKind.CONDITION])
def test_a_part_of_every_kind_is_added_once(kind: PartKind, draft: QuestionSet, editor: User) -> None:
    parent, typed = NEW[kind]
    before = rows_of(now(draft))
    page = PartPage(draft, "add", parent, kind, by=editor)

    answers = [page.send(typed) for _ in range(2)]

    (added,) = [part for part in rows_of(now(draft)) if part not in before]
    stored = rows_of(now(draft))[added]
    assert {name: stored[name] for name in typed} == typed
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert page.browser.get(answers[0].headers["Location"]).status_code == 200
    assert Event.objects.filter(kind="part_added").count() == 1


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_a_question_of_every_kind_is_added(kind: QuestionKind, draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "add", KINDS, "question", by=editor)
    labels = "Yes\r\n\r\n  No \r\nNot\tsure" if kind in ("choice", "multi") else ""

    answer = page.send(text="How?", kind=kind, labels=labels)

    question = now(draft).point("first").section("kinds").questions[-1]
    assert answer.headers["Location"] == f"/editor/example/2026-01/question/{question.key}/"
    assert (question.code, question.text, question.kind) == ("1.9", "How?", kind)
    assert (question.required, question.short_form) == (True, False)
    assert [each.label for each in question.choices] == (["Yes", "No", "Not sure"] if labels else [])


def test_what_is_wrong_in_a_new_question_keeps_all_that_was_typed(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "add", KINDS, "question", by=editor)

    answer = page.send(text="How?", help="Like this", labels="Yes\nNo\nYes")

    assert "Error: Add a question" in answer.content.decode()
    assert "There is a problem Choose how it is answered “Yes” is there twice" in words(answer)
    for text in (">\nHow?</textarea>", ">\nLike this</textarea>", ">\nYes\nNo\nYes</textarea>"):
        assert text in answer.content.decode()
    assert len(now(draft).questions) == 14


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ("x" * 201, "Use 200 characters or fewer in line 1"),
        ("\n".join(f"Choice {number}" for number in range(61)), "Enter at most 60 lines: there are 61"),
        ("Yes\u202e", "Remove the invisible character that changes the direction of the text"),
    ],
)
def test_choices_are_names(labels: str, message: str, draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "add", KINDS, "question", by=editor)
    assert message in words(page.send(text="How?", kind="choice", labels=labels))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "example.org", "ftp://example.org", "https://", "http://" + "x" * 2000]
)
def test_guidance_is_a_link_of_the_web(url: str, draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "add", FIRST, "guidance", by=editor)
    answer = page.send(title="Read", url=url)
    assert answer.status_code == 200
    assert "Enter a" in words(answer)
    assert len(now(draft).point("first").guidance) == 1


def test_a_choice_stands_alone_only_among_many(draft: QuestionSet, editor: User) -> None:
    assert "stands alone" in PartPage(draft, "add", MULTI, "choice", by=editor).words
    assert "stands alone" not in PartPage(draft, "add", CHOICE, "choice", by=editor).words
    kind = Typed("choice", base_of("multi"))
    editions.change_part(draft, MULTI, {"kind": kind}, by=editor, at=NOW)
    page = PartPage(draft, "change", MULTI.child(PartKind.CHOICE, "none"), by=editor)
    assert "stands alone" in page.words
    assert page.send(exclusive=False).status_code == 302
    assert not any(choice.exclusive for choice in now(draft).question("first.multi").choices)


@pytest.mark.parametrize(
    ("parent", "kind"),
    [(EDITION, "section"), (FIRST, "question"), (KINDS, "choice"), (CHOICE, "condition"), (EDITION, "key")],
)
def test_what_cannot_stand_there_is_not_found(
    parent: Part, kind: str, draft: QuestionSet, editor: User
) -> None:
    assert PartPage(draft, "add", parent, kind, by=editor).response.status_code == 404


def test_a_limit_is_a_page_that_shows_what_was_typed(
    draft: QuestionSet, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PartPage(draft, "add", EDITION, "point", by=editor)
    monkeypatch.setattr("question_sets.changing.MOST", dict.fromkeys(PartKind, 2))
    answer = page.send(title="One too many")
    assert answer.status_code == 409
    assert "There is room for 2 here, and no more." in words(answer)
    assert "One too many" in words(answer)


@pytest.mark.parametrize("typed", [{"token": "../../etc"}, {"token": ""}])
def test_a_forged_form_is_refused(typed: dict[str, str], draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "add", EDITION, "point", by=editor)
    assert page.send(typed, title="Forged").status_code == 400
    assert len(now(draft).points) == 2


def test_a_form_without_its_fields_makes_nothing(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "add", FIRST, "guidance", by=editor)
    answer = page.browser.post(page.url, {"token": page.fields["token"]})
    assert answer.status_code == 400
    assert len(now(draft).point("first").guidance) == 1


def test_every_field_of_every_kind_is_changed(draft: QuestionSet, editor: User) -> None:
    link = FIRST.child(PartKind.GUIDANCE, 1)
    plums = MULTI.child(PartKind.CHOICE, "pears")
    parts = {FIRST: PartKind.POINT, link: PartKind.GUIDANCE, KINDS: PartKind.SECTION}
    parts |= {CHOICE: PartKind.QUESTION, plums: PartKind.CHOICE, part_of("check/no-api"): PartKind.CHECK}
    for part, kind in parts.items():
        typed = {**NEW[kind][1], **({"level": Level.WARNING.value} if kind is PartKind.CHECK else {})}
        answer = PartPage(draft, "change", part, by=editor).send(typed)
        stored = rows_of(now(draft))[part]
        assert answer.status_code == 302
        assert {name: stored[name] for name in typed} == typed


def test_nothing_typed_changes_nothing(draft: QuestionSet, editor: User) -> None:
    before = now(draft)
    for part in rows_of(before):
        if part.kind is not PartKind.CONDITION:
            assert PartPage(draft, "change", part, by=editor).send().status_code == 302
    assert now(draft) == before
    assert not Event.objects.filter(subject_kind=SubjectKind.EDITION).exists()


def test_an_error_keeps_what_was_typed_and_saves_the_rest(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "change", FIRST, by=editor)

    answer = page.send(title="", summary="Saved", must_show="x" * 10_001)

    too_long = "What you must show: Use 10,000 characters or fewer: there are 10001"
    assert f"There is a problem Enter a title {too_long}" in words(answer)
    assert "x" * 10_001 in answer.content.decode()
    point = now(draft).point("first")
    assert (point.title, point.summary, point.must_show) == ("Point first", "Saved", "You must show first.")


def test_what_two_editors_changed_is_asked_again(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "change", CHOICE, by=editor)
    other = make_editor("Otto Other")
    theirs = PartPage(draft, "change", CHOICE, by=other)
    theirs.send(text="Theirs?", required=False)

    answer = page.send(text="Mine?", help="Mine alone", required=True)

    assert answer.status_code == 409
    assert "What you typed Question" in words(answer)
    assert "What Otto Other saved on" in words(answer)
    assert "Theirs?" in words(answer)
    assert "Mine?" in answer.content.decode()
    question = now(draft).question("first.choice")
    assert (question.text, question.help, question.required) == ("Theirs?", "Mine alone", False)


def test_the_choice_between_two_texts_counts(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "change", CHOICE, by=editor)
    PartPage(draft, "change", CHOICE, by=make_editor("Otto Other")).send(text="Theirs?")
    conflict = page.send(text="Mine?")
    hidden = conflict.context["hidden"]

    theirs = {**hidden, "text": "Mine?", "kept-version-text": "theirs"}
    assert page.browser.post(page.url, theirs).status_code == 302
    assert now(draft).question("first.choice").text == "Theirs?"
    mine = {**hidden, "text": "Both of us?", "kept-version-text": "mine"}
    assert page.browser.post(page.url, mine).status_code == 302
    assert now(draft).question("first.choice").text == "Both of us?"


def test_lists_and_kinds_in_a_conflict_are_readable(draft: QuestionSet, editor: User) -> None:
    edition, choice = (PartPage(draft, "change", part, by=editor) for part in (EDITION, CHOICE))
    other = make_editor("Otto Other")
    PartPage(draft, "change", EDITION, by=other).send(sources="One\nTwo")
    PartPage(draft, "change", CHOICE, by=other).send(kind="multi")

    lines = edition.send(sources="Three")
    kind = choice.send(kind="text")

    assert '<p class="govuk-body" dir="auto">One</p><p class="govuk-body" dir="auto">Two</p>' in (
        lines.content.decode()
    )
    assert '<p class="govuk-body" dir="auto">Any number of choices</p>' in kind.content.decode()


def test_a_part_that_was_removed_meanwhile_shows_what_was_typed(draft: QuestionSet, editor: User) -> None:
    text = part_of("question/first.text")
    page = PartPage(draft, "change", text, by=editor)
    adding = PartPage(draft, "add", text, "choice", by=editor)
    seen = editions.fingerprint(now(draft), text)
    editions.remove_part(draft, text, seen=seen, by=editor, at=NOW)

    for answer in (page.send(text="Typed at length"), adding.send(label="Typed at length")):
        assert answer.status_code == 409
        assert "Somebody removed this part of the draft" in words(answer)
        assert "Typed at length" in words(answer)


def test_publishing_while_somebody_types_shows_what_was_typed(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "change", CHOICE, by=editor)
    request = editions.ask_to_publish(draft, announcement="", seen=now(draft).digest, by=editor, at=NOW)
    editions.approve(request, seen=request.digest, by=make_editor("Otto Other"), at=NOW)

    answer = page.send(text="Too late?")

    assert answer.status_code == 409
    assert "This edition is published, so it cannot change." in words(answer)
    assert "Too late?" in words(answer)
    assert now(draft).question("first.choice").text == "What about first.choice?"


def test_the_edition_gets_another_name_and_address(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "change", EDITION, by=editor)
    answer = page.send(title="New title", edition="2027-02", sources="One\n\nTwo\n", attribution="Ours")
    assert answer.headers["Location"] == "/editor/example/2027-02/"
    edition = now(draft)
    assert (edition.title, edition.sources, edition.attribution) == ("New title", ("One", "Two"), "Ours")


def test_an_error_beside_a_new_name_is_sent_to_the_new_address(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "change", EDITION, by=editor)
    answer = page.send(title="", edition="2027-02")
    assert 'action="/editor/example/2027-02/edition/change/"' in answer.content.decode()
    assert now(draft).edition == "2027-02"


def test_a_name_that_is_taken_is_an_error_of_its_field(draft: QuestionSet, editor: User) -> None:
    save_edition(make_edition(make_point("one"), edition="2027-01"))
    page = PartPage(draft, "change", EDITION, by=editor)
    answer = page.send(title="New title", edition="2027-01")
    assert "There is an edition 2027-01 of this question set already" in words(answer)
    assert 'href="#id_edition"' in answer.content.decode()
    assert (now(draft).title, now(draft).edition) == ("New title", "2026-01")


@pytest.mark.parametrize("name", ["with space", "slash/es", "", "ünïcode", "../..", "a" * 41])
def test_a_name_fits_an_address(name: str, draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "change", EDITION, by=editor)
    assert page.send(edition=name).status_code == 200
    assert now(draft).edition == "2026-01"


def rename(draft: QuestionSet, name: str, *, by: User) -> None:
    typed = {"edition": Typed(name, base_of(now(draft).edition))}
    editions.change_part(draft, EDITION, typed, by=by, at=NOW)


def test_a_save_after_a_rename_says_the_new_name_and_keeps_what_was_typed(
    draft: QuestionSet, editor: User
) -> None:
    page = PartPage(draft, "change", CHOICE, by=editor)
    other = make_editor("Otto Other")
    for name in ("2026-02", "2026-03"):
        rename(draft, name, by=other)

    answer = page.send(text="Typed by me")

    assert answer.status_code == 409
    assert "This draft is now called 2026-03." in words(answer)
    assert "Typed by me" in words(answer)
    assert 'href="/editor/example/2026-03/"' in answer.content.decode()


def test_a_name_that_another_draft_has_taken_over_is_that_draft(draft: QuestionSet, editor: User) -> None:
    rename(draft, "2026-02", by=editor)
    other = save_edition(small_edition(), sealed=False)

    PartPage(other, "change", CHOICE, by=editor).send(text="Other")

    assert now(other).question("first.choice").text == "Other"
    assert now(draft).question("first.choice").text == "What about first.choice?"


def test_a_save_after_signing_out_gives_back_what_was_typed_in_the_words_of_the_form(
    draft: QuestionSet, editor: User
) -> None:
    page = PartPage(draft, "change", CHOICE, by=editor)
    page.browser.logout()

    answer = page.send(text="Typed by me", kind="text", short_form=True)

    assert answer.status_code == 403
    assert "This was not saved" in words(answer)
    assert "Question Typed by me" in words(answer)
    assert "How is it answered? Text" in words(answer)
    assert "Is it asked in the short form too? Yes, in the full form and in the short form" in words(answer)
    for internal in ("Kind", "Short form", "True", "Your answers"):
        assert internal not in words(answer)


def said_after(page: PartPage, **typed: Any) -> tuple[str, str]:
    """What the page after a save says at its top, in words and as HTML."""
    answer = page.browser.get(page.send(typed).headers["Location"])
    (message,) = answer.context["messages"]
    return words(answer), str(message)


def test_a_save_that_breaks_nothing_says_so_in_a_word(draft: QuestionSet, editor: User) -> None:
    for part in (CHOICE, EDITION, CHOICE.child(PartKind.CHOICE, "yes"), FIRST.child(PartKind.GUIDANCE, 1)):
        page = PartPage(draft, "change", part, by=editor)
        assert said_after(page)[1] == "Saved."


def test_a_save_that_breaks_conditions_elsewhere_counts_them_and_links_to_them(
    draft: QuestionSet, editor: User
) -> None:
    money = part_of("question/first.money")
    page = PartPage(draft, "change", money, by=editor)

    text, message = said_after(page, kind="date")

    assert "Saved. 2 conditions elsewhere no longer fit: see what is left to mend." in text
    assert 'href="/editor/example/2026-01/#left"' in message
    assert 'id="left"' in page.browser.get("/editor/example/2026-01/").content.decode()


def test_a_save_that_leaves_something_to_mend_in_the_part_itself_counts_all(
    draft: QuestionSet, editor: User
) -> None:
    page = PartPage(draft, "change", part_of("question/first.later"), by=editor)

    text, _ = said_after(page, kind="choice")

    assert "Saved. The edition has 1 problem more than before: see what is left to mend." in text


def test_a_save_after_which_there_is_less_to_mend_counts_nothing(draft: QuestionSet, editor: User) -> None:
    money = part_of("question/first.money")
    said_after(PartPage(draft, "change", money, by=editor), kind="date")

    assert said_after(PartPage(draft, "change", money, by=editor), kind="money")[1] == "Saved."


@pytest.mark.parametrize("label", ["Partly", "  partly "])
def test_a_choice_that_is_there_already_is_refused(label: str, draft: QuestionSet, editor: User) -> None:
    new = PartPage(draft, "add", CHOICE, "choice", by=editor)
    old = PartPage(draft, "change", CHOICE.child(PartKind.CHOICE, "no"), by=editor)

    for page in (new, old):
        answer = page.send(label=label)
        assert "Another choice of this question has this label. Enter another one" in words(answer)

    assert [choice.label for choice in now(draft).question("first.choice").choices] == ["Yes", "Partly", "No"]
    assert old.send(label="NO").status_code == 302


def test_choices_of_a_kind_that_has_none_are_shown_and_refused(draft: QuestionSet, editor: User) -> None:
    page = PartPage(draft, "add", KINDS, "question", by=editor)
    assert "data-shown-when" in page.html

    answer = page.send(text="How?", kind="text", labels="Yes\nNo")

    assert "Remove the choices, or choose a kind that has them" in words(answer)
    assert ">\nYes\nNo</textarea>" in answer.content.decode()
    assert "data-shown-when" not in answer.content.decode()
    assert len(now(draft).questions) == 14
