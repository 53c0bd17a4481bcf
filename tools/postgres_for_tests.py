"""A PostgreSQL of its own for a proof: made in a new folder, reached by a socket alone, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER, DATABASE = "evenlode", "evenlode"
BESIDE_DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps PostgreSQL's programs, a folder a version; they are not on the path."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a new and empty database, as psycopg and EVENLODE_DATABASE take it.

    PostgreSQL does not run as root, so a root's server runs as the user nobody. The socket's folder stands in the
    address where a host would. Raises SystemExit where there is no PostgreSQL, saying how to install it, and where it
    does not start, with what it said.
    """
    initdb, pg_ctl, postgres = (_program(name) for name in ("initdb", "pg_ctl", "postgres"))
    folder = Path(tempfile.mkdtemp(prefix="evenlode-pg-"))
    as_user = {"user": "nobody", "group": "nogroup", "extra_groups": ()} if os.geteuid() == 0 else {}
    if as_user:
        shutil.chown(folder, "nobody", "nogroup")

    def run(*command: str) -> None:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **as_user)  # type: ignore[call-overload]  # the user is there or not
        if done.returncode:
            said = (folder / "log").read_text() if (folder / "log").exists() else ""
            raise SystemExit(f"PostgreSQL does not start: {done.stdout}{done.stderr}{said}")

    data = str(folder / "data")
    settings = f"-k {folder} -c listen_addresses='' -c fsync=off"
    try:
        run(initdb, "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        # pg_ctl hands its output to the server, which would hold a pipe open: it writes into a file instead.
        run(pg_ctl, "-D", data, "-l", str(folder / "log"), "-w", "-t", "60", "-p", postgres, "-o", settings, "start")
        try:
            run(_program("createdb"), "-h", str(folder), "-U", USER, DATABASE)
            yield f"postgresql://{USER}@/{DATABASE}?host={folder}"
        finally:
            run(pg_ctl, "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> str:
    """Where a program of PostgreSQL is: on the path, or the newest version that Debian has."""
    found = shutil.which(name)
    if found is None:
        versions = sorted(BESIDE_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: path.parts[-3].rjust(4))
        found = str(versions[-1]) if versions else None
    if found is None:
        raise SystemExit(f"There is no {name}. Install PostgreSQL: sudo apt install postgresql")
    return found
