"""A backup holds the database and the stored packs, and comes back only over an empty portal."""

import io
import json
import os
import random
import resource
import tarfile
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event as Flag

import dj_database_url
import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from events import triggers
from reporting.storage import keep
from tcop_portal.backups import BackupRefused, postgres_environment, swap, write_backup
from tests.concurrency.writers import together

pytestmark = pytest.mark.django_db(transaction=True)

BACKUPS = 5
NOW = datetime(2027, 3, 3, 12, tzinfo=UTC)


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


def test_a_session_that_ended_since_the_backup_does_not_come_back(packs, tmp_path, client):
    client.force_login(User.objects.create_user("ada@example.org", name="Ada"))
    write_backup(tmp_path / "portal.backup", at=NOW)
    Session.objects.all().delete()

    restore(tmp_path / "portal.backup", force=True)

    assert not Session.objects.exists()
    assert client.get("/account/").status_code == 302


def test_only_its_owner_reads_a_backup(backup):
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_backup_never_replaces_a_file(backup):
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", backup)


def packs_in(file):
    with tarfile.open(file) as archive:
        return [name.removeprefix("packs/") for name in archive.getnames() if name.startswith("packs/")]


def test_packs_that_are_links_come_back_as_files(packs, tmp_path):
    (tmp_path / "moved.pdf").write_bytes(b"%PDF-1.7")
    (packs / "linked.pdf").symlink_to(tmp_path / "moved.pdf")
    (packs / "once.pdf").write_bytes(b"%PDF-1.6")
    (packs / "twice.pdf").hardlink_to(packs / "once.pdf")
    write_backup(tmp_path / "portal.backup", at=NOW)

    restore(tmp_path / "portal.backup", force=True)

    content = {path.name: path.read_bytes() for path in packs.iterdir() if not path.is_symlink()}
    assert content == {"linked.pdf": b"%PDF-1.7", "once.pdf": b"%PDF-1.6", "twice.pdf": b"%PDF-1.6"}


@pytest.fixture
def open_umask():
    """A shell that lets everybody read what it makes."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_only_its_owner_reads_what_is_restored(backup, packs, open_umask):
    restore(backup)

    found = {path.relative_to(packs.parent).as_posix(): path for path in (packs, *packs.rglob("*"))}
    modes = {name: oct(path.stat().st_mode & 0o777) for name, path in found.items()}
    assert modes == {"packs": "0o700", "packs/round-1": "0o700", "packs/round-1/pack.pdf": "0o600"}


def test_a_backup_that_cannot_be_written_says_why(packs, tmp_path):
    with pytest.raises(CommandError, match=r"No such file or directory: .*/nowhere/"):
        call_command("backup", tmp_path / "nowhere" / "portal.backup")


def test_a_backup_checks_the_server_that_the_portal_checks():
    url = "postgres://portal:secret@db.example.org/portal?sslmode=verify-full&sslrootcert=ca.pem"

    assert postgres_environment(dj_database_url.parse(url)) == {
        "PGHOST": "db.example.org",
        "PGPORT": "",
        "PGUSER": "portal",
        "PGDATABASE": "portal",
        "PGPASSWORD": "secret",
        "PGSSLMODE": "verify-full",
        "PGSSLROOTCERT": "ca.pem",
    }


def test_what_a_builder_has_not_finished_is_left_out(packs, tmp_path):
    (packs / "whole.pdf").write_bytes(b"%PDF-1.7")
    (packs / ".killed.pdf.part").write_bytes(b"%PD")

    write_backup(tmp_path / "portal.backup", at=NOW)

    assert packs_in(tmp_path / "portal.backup") == ["whole.pdf"]


def test_packs_that_are_stored_meanwhile_stop_no_backup(packs, tmp_path):
    is_saved = Flag()

    def store_packs():
        names = []
        while not is_saved.is_set():
            names.append(keep(b"%PDF-1.7", "pdf"))
        return names

    def save():
        try:
            for number in range(BACKUPS):
                write_backup(tmp_path / f"{number}.backup", at=NOW)
        finally:
            is_saved.set()

    stored, outcome = together(store_packs, save)

    assert outcome is None
    for number in range(BACKUPS):
        assert set(packs_in(tmp_path / f"{number}.backup")) <= set(stored)
    assert packs_in(tmp_path / f"{BACKUPS - 1}.backup") != []


@contextmanager
def small_disk(size):
    """No file of this process grows beyond this many bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def size_of_database():
    """In bytes, as a copy of it is written."""
    if connection.vendor != "sqlite":
        return 2_000_000  # more than a dump of the tests' tables takes
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return cursor.fetchone()[0]


def test_a_backup_that_fails_leaves_nothing_behind(packs, tmp_path):
    size = size_of_database() + 1_000_000
    (packs / "large.pdf").write_bytes(random.Random(5).randbytes(size + 1_000_000))

    with small_disk(size), pytest.raises(OSError, match="File too large"):
        write_backup(tmp_path / "portal.backup", at=NOW)

    assert list(tmp_path.iterdir()) == [packs]


def test_a_database_that_does_not_fit_is_refused_and_leaves_nothing_behind(packs, tmp_path):
    size = size_of_database() // 2 if connection.vendor == "sqlite" else 8192

    with small_disk(size), pytest.raises(BackupRefused, match=r"cannot be copied|pg_dump failed"):
        write_backup(tmp_path / "portal.backup", at=NOW)

    assert list(tmp_path.iterdir()) == [packs]


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


def test_tables_of_a_newer_version_make_way_for_an_older_backup(backup, packs):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE newer (id integer PRIMARY KEY REFERENCES accounts_user (id))")

    restore(backup, force=True)

    assert "newer" not in connection.introspection.table_names()
    assert triggers.missing(connection) == []


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


@pytest.fixture
def lived_in(packs):
    """A portal with a person and a pack, which a refused backup leaves as they are."""
    User.objects.create_user("grace@example.org", name="Grace")
    (packs / "kept.pdf").write_bytes(b"kept")
    yield
    assert [user.email for user in User.objects.order_by("pk")] == ["grace@example.org"]
    assert [(path.name, path.read_bytes()) for path in packs.iterdir()] == [("kept.pdf", b"kept")]
    assert list(packs.parent.glob(".restore-*")) == []


def manifest() -> bytes:
    return json.dumps({"format": 1, "vendor": connection.vendor}).encode()


def test_a_backup_without_a_database_replaces_nothing(lived_in, tmp_path):
    file = archive_of(tmp_path / "a.tar.gz", **{"manifest.json": manifest(), "packs__a.pdf": b"a"})

    with pytest.raises(CommandError, match="holds no database"):
        restore(file, force=True)


@pytest.mark.parametrize("database", [b"", b"Dear Sir or Madam"], ids=["empty", "a letter"])
def test_a_backup_of_another_file_replaces_nothing(lived_in, tmp_path, database):
    file = archive_of(tmp_path / "a.tar.gz", **{"manifest.json": manifest(), "database": database})

    with pytest.raises(CommandError, match=r"not that of a portal|pg_restore failed"):
        restore(file, force=True)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"5", b"Dear", b"\xff", b'{"vendor": "sqlite"}'], ids=ascii
)
def test_a_manifest_that_says_no_format_is_refused(lived_in, tmp_path, content):
    file = archive_of(tmp_path / "a.tar.gz", **{"manifest.json": content, "database": b""})

    with pytest.raises(CommandError, match="not a backup of this portal"):
        restore(file, force=True)


def test_a_manifest_of_another_format_is_refused(lived_in, tmp_path):
    file = archive_of(tmp_path / "a.tar.gz", **{"manifest.json": b'{"format": 2}', "database": b""})

    with pytest.raises(CommandError, match="has format 2"):
        restore(file, force=True)


@pytest.mark.parametrize("name", ["", ".", "packs", "database__a", "manifest.json__a"])
def test_a_file_at_no_place_of_a_backup_is_refused(lived_in, tmp_path, name):
    with pytest.raises(CommandError, match="does not belong"):
        restore(archive_of(tmp_path / "a.tar.gz", **{name: b"x"}), force=True)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_backup_that_was_cut_off_is_refused(lived_in, tmp_path, share):
    file = tmp_path / "portal.backup"
    write_backup(file, at=NOW)
    os.truncate(file, int(file.stat().st_size * share))

    with pytest.raises(CommandError, match="cannot be read as a backup"):
        restore(file, force=True)


def test_packs_stay_where_the_restored_ones_cannot_be_moved(tmp_path):
    restored = tmp_path / "restored"
    packs = restored / "packs"  # a folder cannot move into itself
    packs.mkdir(parents=True)
    (packs / "kept.pdf").write_bytes(b"kept")

    with pytest.raises(OSError, match="Invalid argument"):
        swap(packs, restored, old=tmp_path / "old")

    assert (packs / "kept.pdf").read_bytes() == b"kept"


def test_packs_on_another_disk_stay_on_it(backup, packs, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    packs.rename(disk / "packs")
    packs.symlink_to(disk / "packs")

    restore(backup)

    assert packs.is_symlink()
    assert (disk / "packs" / "round-1" / "pack.pdf").read_bytes() == b"%PDF-1.7"
