"""A backup holds the database and the stored packs, and comes back only over an empty portal."""

import io
import json
import tarfile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from events import triggers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def packs(settings, tmp_path):
    settings.PACKS_DIR = tmp_path / "packs"
    settings.PACKS_DIR.mkdir()
    return settings.PACKS_DIR


@pytest.fixture
def backup(packs, tmp_path):
    """A backup of a portal with one person and one pack, which are then gone from the portal."""
    User.objects.create_user("ada@example.org", name="Ada")
    (packs / "round-1").mkdir()
    (packs / "round-1" / "pack.pdf").write_bytes(b"%PDF-1.7")
    file = tmp_path / "portal.backup"
    call_command("backup", file, stdout=io.StringIO())
    User.objects.all().delete()
    (packs / "round-1" / "pack.pdf").unlink()
    (packs / "round-1").rmdir()
    return file


def restore(file, **options):
    call_command("restore", file, stdout=io.StringIO(), **options)


def archive_of(file, **members):
    with tarfile.open(file, "w:gz") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name.replace("__", "/"))
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file


def test_a_backup_comes_back_with_people_packs_and_triggers(backup, packs):
    restore(backup)

    assert [user.email for user in User.objects.order_by("pk")] == ["ada@example.org"]
    assert (packs / "round-1" / "pack.pdf").read_bytes() == b"%PDF-1.7"
    assert triggers.missing(connection) == []


def test_only_its_owner_reads_a_backup(backup):
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_backup_never_replaces_a_file(backup):
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", backup)


def test_a_portal_with_people_is_not_overwritten(backup):
    User.objects.create_user("grace@example.org", name="Grace")

    with pytest.raises(CommandError, match="not empty"):
        restore(backup)

    assert [user.email for user in User.objects.order_by("pk")] == ["grace@example.org"]


def test_a_portal_with_packs_is_not_overwritten(backup, packs):
    (packs / "kept.pdf").write_bytes(b"kept")

    with pytest.raises(CommandError, match="not empty"):
        restore(backup)

    assert (packs / "kept.pdf").read_bytes() == b"kept"


def test_a_portal_is_replaced_when_that_is_said(backup, packs):
    User.objects.create_user("grace@example.org", name="Grace")
    (packs / "kept.pdf").write_bytes(b"kept")

    restore(backup, force=True)

    assert [user.email for user in User.objects.order_by("pk")] == ["ada@example.org"]
    assert sorted(path.name for path in packs.iterdir()) == ["round-1"]


def test_what_is_no_archive_is_refused(packs, tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir or Madam")

    with pytest.raises(CommandError, match="cannot be read"):
        restore(file)


def test_an_archive_of_something_else_is_refused(packs, tmp_path):
    with pytest.raises(CommandError, match="does not belong"):
        restore(archive_of(tmp_path / "a.tar.gz", letter=b"Dear"))


def test_an_archive_cannot_write_outside_its_place(packs, tmp_path):
    with pytest.raises(CommandError, match="does not belong"):
        restore(archive_of(tmp_path / "a.tar.gz", **{"packs__..__..__escaped": b"x"}))


def test_a_backup_of_the_other_database_is_refused(packs, tmp_path):
    manifest = json.dumps({"format": 1, "vendor": "another"}).encode()

    with pytest.raises(CommandError, match="of another"):
        restore(archive_of(tmp_path / "a.tar.gz", **{"manifest.json": manifest}))
