import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from events import triggers
from tcop_portal.health import storage_faults

pytestmark = pytest.mark.django_db


def test_a_healthy_portal_says_so_to_anybody(client):
    response = client.get("/health/")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "faults": []}


def test_pending_migrations_are_a_fault(client):
    MigrationRecorder(connection).record_unapplied("events", "0001_initial")

    response = client.get("/health/")

    assert response.status_code == 503
    assert response.json()["faults"] == ["Migrations are pending: run ./run manage migrate."]


def test_a_missing_trigger_is_a_fault(client):
    triggers.remove(connection)

    response = client.get("/health/")

    assert response.status_code == 503
    assert "The trigger guard_events_event_update is missing." in response.json()["faults"]


def test_storage_that_cannot_be_written_is_a_fault(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "missing"

    response = client.get("/health/")

    assert response.status_code == 503
    assert response.json()["faults"] == ["The data folder cannot be written to."]


def test_storage_is_left_as_it_was(tmp_path):
    assert storage_faults(tmp_path) == []
    assert list(tmp_path.iterdir()) == []
