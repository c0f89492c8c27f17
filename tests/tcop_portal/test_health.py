import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from events import triggers
from tcop_portal.health import storage_faults

pytestmark = pytest.mark.django_db


def logged(caplog) -> list[str]:
    """The faults that the log holds of a check."""
    lines = [record.msg for record in caplog.records if record.name == "tcop_portal.health"]
    return [fault for line in lines for fault in line["faults"]]


def test_a_healthy_portal_says_so_to_anybody(client, caplog):
    response = client.get("/health/")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "storage": "ok"}
    assert logged(caplog) == []


def test_asking_takes_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        assert client.get("/health/").status_code == 200


def test_pending_migrations_are_a_fault_of_the_database(client, caplog):
    MigrationRecorder(connection).record_unapplied("events", "0001_initial")

    response = client.get("/health/")

    assert response.status_code == 503
    assert response.json() == {"status": "failing", "database": "failing", "storage": "ok"}
    assert logged(caplog) == ["Migrations are pending: run ./run manage migrate."]


def test_a_missing_trigger_is_a_fault_of_the_database_and_named_in_the_log_alone(client, caplog):
    triggers.remove(connection)

    response = client.get("/health/")

    assert response.status_code == 503
    assert response.json() == {"status": "failing", "database": "failing", "storage": "ok"}
    assert "The trigger guard_events_event_update is missing." in logged(caplog)


def test_storage_that_cannot_be_written_is_a_fault_of_the_storage(client, caplog, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "missing"

    response = client.get("/health/")

    assert response.status_code == 503
    assert response.json() == {"status": "failing", "database": "ok", "storage": "failing"}
    assert logged(caplog) == ["The data folder cannot be written to."]


def test_packs_that_cannot_be_written_are_a_fault_of_the_storage(client, caplog, settings, tmp_path):
    settings.PACKS_DIR = tmp_path / "packs"
    settings.PACKS_DIR.write_text("a file where a folder should be")

    response = client.get("/health/")

    assert response.json() == {"status": "failing", "database": "ok", "storage": "failing"}
    assert logged(caplog) == ["The packs folder cannot be written to."]


def test_storage_is_left_as_it_was(tmp_path):
    packs = tmp_path / "packs"
    packs.mkdir()

    assert storage_faults(tmp_path, packs) == []
    assert list(tmp_path.rglob("*")) == [packs]
