"""What the database keeps from changing, once an edition is sealed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from accounts.models import User
from events import triggers
from question_sets import verification
from question_sets.models import (
    Check,
    Choice,
    Condition,
    Guidance,
    Point,
    PublicationRequest,
    Question,
    QuestionSet,
    Retirement,
    Seal,
    Section,
)
from tests.accounts.factories import make_person
from tests.question_sets.factories import SEALED_AT, save_edition, small_edition

pytestmark = pytest.mark.django_db

# A column of each table of content, and another value for it.
CONTENT: dict[type[models.Model], dict[str, Any]] = {
    QuestionSet: {"title": "Other"},
    Point: {"summary": "Other"},
    Guidance: {"title": "Other"},
    Section: {"title": "Other"},
    Question: {"help": "Other"},
    Choice: {"label": "Other"},
    Check: {"message": "Other"},
    Condition: {"questions": ["other"]},
}
# The columns that have to differ in a second row.
COPIES: dict[type[models.Model], dict[str, Any]] = {
    Point: {"key": "copy", "number": 90},
    Guidance: {"position": 90},
    Section: {"key": "copy", "position": 90},
    Question: {"key": "copy", "code": "copy", "position": 90},
    Choice: {"value": "copy", "position": 90},
    Check: {"key": "copy", "position": 90},
    Condition: {"position": 90},
}
OWNERS = ("of_section", "of_question", "of_check")


def change(model: type[models.Model]) -> None:
    """Change one row and no more: some values are unique."""
    model._default_manager.filter(pk=a_row(model).pk).update(**CONTENT[model])


def remove(model: type[models.Model]) -> None:
    """Delete one row, asking the database alone."""
    model._default_manager.filter(pk=a_row(model).pk)._raw_delete(using="default")


def add(model: type[models.Model]) -> None:
    """Add one row beside another."""
    row = a_row(model)
    row.pk = None
    for name, value in COPIES[model].items():
        setattr(row, name, value)
    row.save(force_insert=True)


def a_row(model: type[models.Model]) -> models.Model:
    return model._default_manager.order_by("-pk")[0]


ATTEMPTS: list[tuple[Callable[[type[models.Model]], None], type[models.Model]]] = [
    *((change, model) for model in CONTENT),
    *((remove, model) for model in CONTENT),
    *((add, model) for model in COPIES),
]


def test_every_table_is_tried() -> None:
    tables = set(apps.get_app_config("question_sets").get_models())

    assert set(CONTENT) | {Seal, Retirement, PublicationRequest} == tables
    assert set(CONTENT) - set(COPIES) == {QuestionSet}


@pytest.mark.parametrize(("attempt", "model"), ATTEMPTS)
def test_a_sealed_edition_cannot_change(
    attempt: Callable[[type[models.Model]], None], model: type[models.Model]
) -> None:
    save_edition(small_edition())

    with pytest.raises(IntegrityError, match="a sealed edition cannot change"), transaction.atomic():
        attempt(model)

    assert verification.faults() == []


@pytest.mark.parametrize(("attempt", "model"), ATTEMPTS)
def test_without_triggers_the_same_goes_through_and_is_noticed(
    attempt: Callable[[type[models.Model]], None], model: type[models.Model]
) -> None:
    save_edition(small_edition())
    triggers.remove(connection)
    if (attempt, model) == (remove, QuestionSet):
        Seal.objects.all().delete()  # a foreign key of its own holds the edition

    attempt(model)

    assert len(verification.faults()) == QuestionSet.objects.count()
    transaction.set_rollback(True)  # or the rows left without a parent fail the test as it ends


@pytest.mark.parametrize(
    ("model", "column"), [(QuestionSet, "sources"), (Condition, "questions"), (Condition, "values")]
)
@pytest.mark.parametrize("value", [None, 5, {}, [5], [{}], "other"], ids=repr)
def test_a_list_that_became_something_else_is_noticed(
    model: type[models.Model], column: str, value: object
) -> None:
    edition = save_edition(small_edition())
    triggers.remove(connection)

    model._default_manager.filter(pk=a_row(model).pk).update(
        **{column: models.Value(value, models.JSONField())}
    )

    (fault,) = verification.faults()
    assert fault.startswith(f"The content of {edition} ")
    assert fault.endswith("it was changed.")


@pytest.mark.parametrize(("attempt", "model"), ATTEMPTS)
def test_a_draft_changes_freely(
    attempt: Callable[[type[models.Model]], None], model: type[models.Model]
) -> None:
    save_edition(small_edition(), sealed=False)

    attempt(model)

    transaction.set_rollback(True)  # or the rows left without a parent fail the test as it ends


@pytest.mark.parametrize("owner", OWNERS)
def test_a_condition_is_sealed_whatever_it_belongs_to(owner: str) -> None:
    save_edition(small_edition())
    conditions = Condition.objects.filter(**{f"{owner}__isnull": False})
    assert conditions.exists()

    with pytest.raises(IntegrityError, match="a sealed edition cannot change"), transaction.atomic():
        conditions.update(position=90)


def test_a_row_cannot_move_out_of_a_sealed_edition_or_into_one() -> None:
    sealed = save_edition(small_edition())
    draft = QuestionSet.objects.create(key="other", edition="1", title="Other")
    point = Point.objects.create(question_set=draft, key="third", number=3, title="Third")

    for row, goal in ((sealed.points.order_by("number")[0], draft), (point, sealed)):
        with pytest.raises(IntegrityError, match="a sealed edition cannot change"), transaction.atomic():
            Point.objects.filter(pk=row.pk).update(question_set=goal)


@pytest.mark.parametrize("model", [*CONTENT, Seal])
def test_saving_the_same_again_is_no_change(model: type[models.Model]) -> None:
    save_edition(small_edition())

    for row in model._default_manager.all():
        row.save()

    assert verification.faults() == []


@pytest.fixture
def editor() -> User:
    return make_person()


def test_a_seal_and_a_retirement_stay(editor: User) -> None:
    question_set = save_edition(small_edition())
    Retirement.objects.create(question_set=question_set, retired_at=SEALED_AT, retired_by=editor)

    for rows, values in (
        (Seal.objects.all(), {"digest": "0" * 64}),
        (Retirement.objects.all(), {"retired_by": make_person()}),
    ):
        with pytest.raises(IntegrityError, match="cannot change"), transaction.atomic():
            rows.update(**values)
        with pytest.raises(IntegrityError, match="cannot change"), transaction.atomic():
            rows._raw_delete(using="default")
