"""The whole portal in one file, and back: its database by an online backup, then its stored packs.

The database comes first: a pack that is stored meanwhile is then one file too many, never one too few.
The secret key stays out, so that a backup alone lets nobody sign in.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database"
PACKS = "packs"
DROP_ALL_TABLES = """
DO $$ DECLARE one text; BEGIN
    FOR one IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
        WHERE schemaname = current_schema() AND tableowner = current_user
    LOOP EXECUTE 'DROP TABLE IF EXISTS ' || one || ' CASCADE'; END LOOP;
END $$;
"""


class BackupRefused(Exception):
    """The reason, as a sentence, why a backup cannot be written or put back."""


def write_backup(target: Path, *, at: datetime) -> None:
    """Write everything that the portal keeps into a new file, readable by its owner alone.

    The file is whole from the moment that its name exists.
    """
    if target.exists():
        raise BackupRefused(f"{target} exists already. Name a new file.")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as name:
        folder = Path(name)
        _dump_database(folder / DATABASE)
        manifest = {"format": FORMAT, "vendor": connection.vendor, "at": at.isoformat()}
        (folder / MANIFEST).write_text(json.dumps(manifest))
        _write_archive(folder).rename(target)


@contextmanager
def for_the_owner_alone() -> Iterator[None]:
    """Whatever is made in the block is readable by its owner alone."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@for_the_owner_alone()
def restore_backup(source: Path, *, overwrite: bool) -> None:
    """Put a backup back. A portal that has people in it is refused unless `overwrite`.

    Nothing is touched before the whole backup is unpacked and checked.
    """
    if not overwrite and not is_empty():
        raise BackupRefused("This portal is not empty. Give --force to replace everything in it.")
    packs = settings.PACKS_DIR.resolve()
    packs.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=packs.parent, prefix=".restore-") as name:
        folder = Path(name)
        with _opened(source) as archive:
            _unpack(archive, folder)
        _check_manifest(folder / MANIFEST)
        _check_database(folder / DATABASE)
        _load_database(folder / DATABASE)
        swap(packs, folder / PACKS, old=folder / "old")


def is_empty() -> bool:
    """Whether nothing would be lost: no database yet, or one without people, and no stored packs."""
    if settings.PACKS_DIR.exists() and any(settings.PACKS_DIR.iterdir()):
        return False
    people = get_user_model()
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    return people._meta.db_table not in tables or not people._default_manager.exists()


def _write_archive(folder: Path) -> Path:
    """The archive, in the folder of the manifest and the database that go into it."""
    unfinished = folder / "archive"
    descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", dereference=True) as archive:
            archive.add(folder / MANIFEST, MANIFEST)
            archive.add(folder / DATABASE, DATABASE)
            _add_packs(archive)
        file.flush()
        os.fsync(file.fileno())
    return unfinished


def _add_packs(archive: tarfile.TarFile) -> None:
    """The finished packs: a builder's file has a name with a dot before, and loses it at any moment."""
    for file in sorted(settings.PACKS_DIR.rglob("*")):
        if not file.name.startswith(".") and file.is_file():
            with suppress(FileNotFoundError):
                archive.add(file, Path(PACKS) / file.relative_to(settings.PACKS_DIR))


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(source) as archive:
            yield archive
    except (OSError, EOFError, zlib.error, tarfile.TarError) as error:  # the last bytes may be missing
        raise BackupRefused(f"{source} cannot be read as a backup.") from error


def _unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Only the files that a backup holds, by their names: an archive may name any place."""
    for member in _files_of(archive):
        content = archive.extractfile(member)
        if content is None:
            raise BackupRefused(f"{member.name} in the backup cannot be read.")
        place = folder / member.name
        place.parent.mkdir(parents=True, exist_ok=True)
        with content, place.open("wb") as file:
            shutil.copyfileobj(content, file)


def _files_of(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    for member in archive:
        if member.isdir():
            continue
        if not member.isfile() or not _belongs(PurePosixPath(member.name).parts):
            raise BackupRefused(f"{member.name or 'A file without a name'} does not belong in a backup.")
        yield member


def _belongs(parts: tuple[str, ...]) -> bool:
    """Whether a backup has a file at this place."""
    is_pack = len(parts) > 1 and parts[0] == PACKS and ".." not in parts
    return is_pack or parts in ((MANIFEST,), (DATABASE,))


def _check_manifest(path: Path) -> None:
    manifest = _read_manifest(path)
    if manifest["format"] != FORMAT:
        raise BackupRefused(f"The backup has format {manifest['format']}, and this portal reads {FORMAT}.")
    vendor = manifest.get("vendor", "an unknown database")
    if vendor != connection.vendor:
        raise BackupRefused(f"The backup is of {vendor}, and this portal uses {connection.vendor}.")


def _read_manifest(path: Path) -> dict[str, Any]:
    """What the manifest says, of which `format` is there."""
    try:
        manifest = json.loads(path.read_bytes())
    except (OSError, ValueError):
        manifest = None
    if not isinstance(manifest, dict) or "format" not in manifest:
        raise BackupRefused("The file is not a backup of this portal.")
    return manifest


def _check_database(dump: Path) -> None:
    """An empty file is an empty database to SQLite; pg_restore refuses one by itself."""
    if not dump.exists():
        raise BackupRefused("The backup holds no database.")
    if connection.vendor == "sqlite":
        try:
            with closing(sqlite3.connect(dump)) as copy:
                copy.execute(f"SELECT 1 FROM {get_user_model()._meta.db_table}")
        except sqlite3.DatabaseError as error:
            raise BackupRefused("The database in the backup is not that of a portal.") from error


def _dump_database(target: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        try:
            with closing(sqlite3.connect(target)) as copy:
                connection.connection.backup(copy)
        except sqlite3.Error as error:
            raise BackupRefused(f"The database cannot be copied: {error}.") from error
    else:
        _run_postgres("pg_dump", "--format=custom", "--no-owner", f"--file={target}")


def _load_database(dump: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(dump)) as copy:
            copy.backup(connection.connection)
    else:
        connection.close()
        _load_into_postgres(dump)


def _load_into_postgres(dump: Path) -> None:
    """All or nothing. Tables that the backup does not know go too: migrations make them again."""
    emptying, filling = dump.with_name("emptying.sql"), dump.with_name("filling.sql")
    emptying.write_text(DROP_ALL_TABLES)
    _run_postgres("pg_restore", "--clean", "--if-exists", "--no-owner", f"--file={filling}", str(dump))
    options = (
        "--no-psqlrc",
        "--quiet",
        "--output=/dev/null",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
    )
    _run_postgres("psql", *options, f"--file={emptying}", f"--file={filling}")


def _run_postgres(program: str, *arguments: str) -> None:
    environment = {**os.environ, **postgres_environment(connection.settings_dict)}
    try:
        subprocess.run([program, *arguments], env=environment, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise BackupRefused(f"{program} failed: {error}. It has to be as new as the server.") from error


def postgres_environment(database: dict[str, Any]) -> dict[str, str]:
    """The connection as PostgreSQL's programs read it, with how the server is checked (``sslmode``)."""
    _, more = DatabaseClient.settings_to_cmd_args_env(database, [])
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGDATABASE": "NAME"}
    return {**{name: str(database[key]) for name, key in names.items()}, **(more or {})}


def swap(packs: Path, restored: Path, *, old: Path) -> None:
    """Put the restored packs in place. All three are on one disk, so a failure leaves those of before."""
    restored.mkdir(exist_ok=True)
    if packs.exists():
        packs.rename(old)
    try:
        restored.rename(packs)
    except OSError:
        if old.exists():
            old.rename(packs)
        raise
