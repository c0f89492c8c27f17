"""Bad input into the editors' forms: a clear message, nothing lost, and nothing changed."""

import pytest

from tests.hostile.database import contents
from tests.hostile.editor_pages import EDITOR_PAGES, EditorsWorld, make_editors_world
from tests.hostile.pages import Page
from tests.telling import Tell
from tests.test_bad_input import Opened, cases_of, faults


@pytest.fixture
def world(db: None) -> EditorsWorld:
    return make_editors_world()


@pytest.mark.parametrize("page", EDITOR_PAGES, ids=str)
def test_a_form_refuses_bad_input_in_words_and_changes_nothing_else(
    world: EditorsWorld, page: Page, tell: Tell
) -> None:
    opened = Opened(page, world)
    before = contents()
    tried = list(cases_of(opened, world))

    wrong = [(case.field, case.what, fault) for case in tried for fault in faults(opened, case, before)]

    tell(f"{page}: {len(tried)} bad inputs, {len(wrong)} faults")
    assert wrong == []
    assert len(tried) > 3


@pytest.mark.parametrize("page", EDITOR_PAGES, ids=str)
def test_the_same_form_without_bad_input_is_accepted(world: EditorsWorld, page: Page) -> None:
    opened = Opened(page, world)

    response = opened.send({})

    assert response.status_code == 302, response.content.decode()
