"""Editions as files: exported, and imported with suspicion."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from events.models import Event
from question_sets import fixture_file
from question_sets.models import QuestionSet
from question_sets.reading import read_edition
from tests.assessments import factories
from tests.assessments.queries import queries_of
from tests.question_sets.factories import (
    any_of,
    ask,
    make_edition,
    make_point,
    make_section,
    save_edition,
    small_edition,
)
from tests.question_sets.random_editions import HOSTILE_TEXTS
from tests.question_sets.test_fixture import FIXTURE, load

pytestmark = pytest.mark.django_db

IMPORT = reverse("editor:import_edition")
MB = 1024 * 1024


@pytest.fixture
def editor() -> User:
    return factories.person("Ed Itor", Role.EDITOR)


@pytest.fixture
def browser(editor):
    return factories.signed_in(editor)


def uploaded(browser, content: bytes, **fields):
    file = SimpleUploadedFile("edition.json", content)
    return browser.post(IMPORT, {"file": file, "token": uuid4(), **fields})


def download(browser, key: str, edition: str):
    return browser.get(reverse("editor:export", args=[key, edition]))


def test_the_shipped_edition_is_downloaded_as_the_file_that_it_came_from(browser):
    load()

    answer = download(browser, "tcop", "2021-03")

    assert answer.content == FIXTURE.read_bytes()
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tcop-2021-03.json"'


def test_a_draft_is_downloaded_without_a_seal(browser):
    save_edition(small_edition(), sealed=False)

    answer = download(browser, "example", "2026-01")

    assert answer.content == fixture_file.export(small_edition(), None)


def test_an_edition_of_another_portal_becomes_a_draft(browser, editor):
    answer = uploaded(browser, FIXTURE.read_bytes())

    draft = QuestionSet.objects.get()
    assert answer.headers["Location"] == reverse("editor:edition", args=["tcop", "2021-03"])
    assert not draft.is_sealed
    assert read_edition(draft) == fixture_file.read(FIXTURE.read_bytes())
    event = Event.objects.get(subject_kind="edition")
    assert (event.kind, event.actor) == ("edition_imported", editor)


def test_an_import_says_how_many_problems_the_draft_has(browser):
    objects = json.loads(fixture_file.export(small_edition(), None))
    objects[1]["fields"]["title"] = ""

    uploaded(browser, json.dumps(objects).encode())

    page = browser.get(reverse("editor:editions")).content.decode()
    assert "Nobody but editors sees it. It has 1 problem to mend before it can be published." in page


def test_an_edition_of_this_portal_is_imported_under_another_name(browser):
    save_edition(small_edition())
    content = download(browser, "example", "2026-01").content

    uploaded(browser, content, edition="2026-11")

    assert read_edition(QuestionSet.objects.drafts().get()).points == small_edition().points


def test_a_name_that_is_taken_is_said_and_nothing_is_imported(browser):
    save_edition(small_edition())

    answer = uploaded(browser, fixture_file.export(small_edition(), None))

    assert answer.context["form"].errors["edition"] == [
        "There is an edition 2026-01 of this question set already. Enter another name."
    ]
    assert QuestionSet.objects.count() == 1


def test_a_repeated_upload_goes_to_the_draft_that_the_first_one_made(browser):
    content, token = fixture_file.export(small_edition(), None), uuid4()

    first, again = uploaded(browser, content, token=token), uploaded(browser, content, token=token)

    assert again.headers["Location"] == first.headers["Location"]
    assert Event.objects.filter(kind="edition_imported").count() == 1


def test_problems_are_listed_by_object_and_field(browser):
    objects = json.loads(fixture_file.export(small_edition(), None))
    objects[1]["fields"]["title"] = "x" * 201
    objects.append({"model": "accounts.user", "fields": {"email": "a@example.org", "is_superuser": True}})

    answer = uploaded(browser, json.dumps(objects).encode())

    assert [[cell["text"] for cell in row] for row in answer.context["rows"]] == [
        ["2", "Point", "title", "Use 200 characters or fewer."],
        [
            str(len(objects)),
            "accounts.user",
            "All of it",
            "Remove this object: only the content of an edition is imported.",
        ],
    ]
    assert answer.context["form"].errors["file"] == ["Nothing was imported. The file has 2 problems."]
    assert "What is wrong with the file" in answer.content.decode()
    assert not QuestionSet.objects.exists()
    assert User.objects.count() == 1


def test_many_problems_are_counted_and_the_first_are_listed(browser):
    objects = [{"model": "auth.group", "fields": {}}] * 20_000

    page = uploaded(browser, json.dumps(objects).encode()).content.decode()

    assert "The file has 20,001 problems." in page
    assert "These are the first 100 problems; there are more." in page


def test_a_circular_condition_is_refused_in_words(browser):
    section = make_section(
        "one",
        ask("first", shown_when=(any_of("second", "yes"),)),
        ask("second", shown_when=(any_of("first", "yes"),)),
    )

    page = uploaded(browser, fixture_file.export(make_edition(make_point("one", section)), None))

    assert "The conditions go in a circle" in page.content.decode()
    assert not QuestionSet.objects.exists()


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_in_the_file_is_shown_as_text(browser, text):
    objects = [{"model": text, "fields": {}}, {"model": "question_sets.point", "fields": {text: text}}]

    page = uploaded(browser, json.dumps(objects).encode())

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        FIXTURE.read_bytes()[:100_000],
        b"[" * 100_000,
        b'[{"model": "\\ud800", "\\u0000": 1}]',
    ],
    ids=["empty", "not JSON", "not UTF-8", "cut short", "deep", "surrogates"],
)
def test_a_file_that_is_no_edition_is_refused_and_nothing_is_imported(browser, content):
    answer = uploaded(browser, content)

    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not QuestionSet.objects.exists()


def test_without_a_file_the_page_asks_for_one(browser):
    answer = browser.post(IMPORT, {"file": "text where a file should be"})

    assert answer.context["form"].errors["file"] == ["Choose a file"]


def test_a_file_over_5_mb_is_refused_by_the_form(browser):
    answer = uploaded(browser, b" " * (5 * MB + 1))

    assert answer.context["form"].errors["file"] == ["Choose a file of 5 MB or less"]


def test_a_file_of_5_mb_is_read(browser):
    objects = json.loads(fixture_file.export(small_edition(), None))
    content = json.dumps(objects).encode()

    uploaded(browser, content + b" " * (5 * MB - len(content)))

    assert QuestionSet.objects.exists()


def test_a_file_of_50_mb_gets_a_plain_page_before_it_is_read(browser):
    answer = uploaded(browser, b" " * (50 * MB))

    assert answer.status_code == 413
    assert "choose a smaller file" in answer.content.decode()


def test_a_draft_of_a_whole_edition_is_downloaded_in_few_queries(browser):
    load()

    assert queries_of(browser, reverse("editor:export", args=["tcop", "2021-03"])) <= 15


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.EDITOR}))
def test_only_an_editor_imports_and_exports(role):
    save_edition(small_edition())
    browser = factories.signed_in(factories.person("Oth Er", role, of=factories.organisation()))

    assert browser.get(IMPORT).status_code == 403
    assert uploaded(browser, FIXTURE.read_bytes()).status_code == 403
    assert download(browser, "example", "2026-01").status_code == 403
    assert QuestionSet.objects.count() == 1


def test_an_edition_that_does_not_exist_is_not_found(browser):
    assert download(browser, "example", "2026-01").status_code == 404
